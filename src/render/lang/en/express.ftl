# Express tickets and their balance

express-ask = "{ $title }" will be opened as an express ticket. The clock starts when you confirm. Nothing is open yet.
express-promise = Promise: a response within { $length } after you confirm ({ $hours })
express-news = ; an update every { $every }, or at times agreed with you
express-cost = It uses 1 from { $pool } ({ $left } of { $of } left); { $all } can be used in total.
express-used-up = No express ticket is left. Nothing was opened and none was used.
express-none-in-force = No pack of express tickets is in force for you, so nothing was opened.
express-open-instead = You can open it without one. Send: open { $title }
express-who-buys = To get more, ask { $who } to buy a pack.
express-not-offered = Your support plan has no express tickets now. Nothing was opened.
express-never-later = An open incident cannot become an express ticket; you choose that when you open it. Nothing changed. For an express ticket, send "express" and a title. To speed up this incident, send "escalate #number" and the reason.
express-paid = Express ticket: 1 used from { $pool }, { $left } left in total
express-given-back = express ticket returned
express-given-back-why = { $why }, so this one costs nothing. 1 was returned to { $pool }.
given-back-resorted = Support changed it to an ordinary severity
given-back-duplicate = It is a duplicate of another incident
given-back-out-of-scope = It is outside the scope of support

quota-title = Express tickets: { $left } left in total
quota-line = { $pool }: { $left } of { $of } left, valid until the end of { $until }
quota-spent = { $at } { $number } { $by }: 1 used from { $pool }
quota-returned = { $at } { $number } { $by }: 1 returned to { $pool }
quota-none = Your support plan counts nothing by number, so there is no balance to show. Send "plan" to see what it includes.

pool-month = the { $month } quota
pool-pack = the pack from { $from }

fact-express-spent = opened it as an express ticket, 1 used from { $pool }
fact-express-given-back = returned 1 express ticket to { $pool }
