# Express tickets and what is left of them

express-ask = "{ $title }" will be opened as an express ticket. The clock runs from your yes; nothing is open yet.
express-promise = Promise: an answer within { $length } of your yes ({ $hours })
express-news = ; news every { $every }, or at times agreed with you
express-cost = It takes 1 from { $purse } ({ $left } of { $of } left); { $all } can be used in all.
express-used-up = No express ticket is left, so nothing was opened and nothing was taken.
express-open-instead = You can open it without one. Please send: open { $title }
express-who-buys = More are bought in packs by: { $who }.
express-not-offered = Your support plan has no express tickets now, so nothing was opened.
express-never-later = An open incident cannot become an express ticket, because that is chosen when it is opened, so nothing was done. For an express ticket send "express" and a title; to hurry this incident send "escalate #number" and the reason.
express-paid = Express ticket: 1 taken from { $purse }, { $left } left in all
express-given-back = express ticket given back
express-given-back-why = { $why }, so this one costs nothing: 1 went back to { $purse }.
given-back-resorted = Support changed it to an ordinary level
given-back-duplicate = It is a duplicate of another incident
given-back-out-of-scope = It is out of the scope of support

quota-title = Express tickets: { $left } left in all
quota-line = { $purse }: { $left } of { $of } left, good until the end of { $until }
quota-spent = { $at } { $number } { $by }: 1 taken from { $purse }
quota-returned = { $at } { $number } { $by }: 1 given back to { $purse }
quota-none = Your support plan has nothing that is counted by number, so there is no balance to show. Send "plan" to see what it includes.

purse-month = the month { $month }
purse-pack = the pack from { $from }

fact-express-spent = opened it as an express ticket, 1 taken from { $purse }
fact-express-given-back = gave 1 express ticket back to { $purse }
