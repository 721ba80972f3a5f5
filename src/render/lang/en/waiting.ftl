# Waiting for the customer's answer, and handing over at the end of a shift

state-waiting = waiting for the customer
clock-answer = please answer by { $at }
clock-answer-over = an answer was due by { $at }

waiting-for = { $name } needs from you: { $what }
waiting-wanted-by = We would like to have it by { $at }.
waiting-how = Please send "say { $number } text"; work goes on as soon as it is here.
waiting-how-by-link = Please use the link "Add information"; work goes on as soon as it is here.
waiting-closes = If you have not answered by { $at }, your support plan has it closed as "{ $outcome }".
waiting-closes-parked = Until then work and regular updates rest; if it is not here by { $at }, your support plan has it closed as "{ $outcome }".
waiting-reminders = Before that you are reminded at { $times }.
waiting-not-parked = This incident is not parked for it: updates and paging go on.
waiting-standing-consent = Awaiting the customer's consent until { $at }; after that "{ $outcome }"
waiting-standing-information = Waiting for the customer: { $what }; until { $at }, after that "{ $outcome }"
waiting-reminder-lead = awaiting your answer
waiting-still-for = Still needed from you: { $what }
waiting-resumed = The waiting is over and work goes on ({ $name }).

why-consent = Waiting for consent: { $length } from { $from }, counted in { $hours }, until { $at }; after that "{ $outcome }".
why-information = Waiting for information: { $length } from { $from }, ending in working hours ({ $hours }), that is { $at }; after that "{ $outcome }".

resolution-answered = answered
resolution-permanent-workaround = permanent workaround
resolution-change-request = change request needed
solved-as = Solved as: { $resolution }

closed-without-consent = After the solution the customer did not answer within the agreed time.
closed-without-information = The information asked for did not come within the agreed time.
closed-reopen-until = If the problem comes back, send "reopen { $number } reason" by { $at }; after that it opens a linked incident.
closed-reduced = Texts and names were removed at the end of the time your support plan keeps them; only figures are left.

continues = Continues { $number }, which was closed too long ago to be opened again.
continued-as = Continued as { $number }
reopen-continued = { $old } was closed too long ago to be opened again, and { $number } goes on with it, so nothing was opened. Please send "say #{ $bare } text", or "reopen #{ $bare } reason" if that is closed too.

handover-lead = hand-over wanted
handover-wanted = Your shift ends at { $at } and this incident is still being worked on.
handover-to = Please send "handoff { $number } @{ $person } summary" to hand it to { $name }, who is on next.
handover-to-nobody = Nobody is on next, so please send "handoff { $number } @person summary".
handover-otherwise = If nobody has taken it by then, the duty manager is told.
handover-missed-lead = shift over, not handed over
handover-missed = The shift of { $name } ended at { $at } and nobody has taken this incident over.
handover-offered = { $name } was asked to take over and has not accepted yet.
handover-missed-do = Please send "assign { $number } @person".

fact-information-asked = asked the customer for: { $text }
fact-information-asked-until = asked the customer for: { $text } (waiting until { $at })
fact-resumed = ended the waiting
fact-answer-reminded = reminded the customer, { $count } so far; an answer is due by { $at }
fact-handover-asked = asked the owner to hand over before the shift ends at { $at }
fact-handover-missed = found nobody taking over when the shift ended at { $at }
fact-continues = goes on with { $number } { $text }
fact-resolved-as = offered a solution ({ $resolution }): { $text }
fact-reduced = (text removed at the end of the time it is kept)

refused-waiting = { $number } is waiting for the customer until { $at } and no regular updates are promised meanwhile, so nothing was done. To go on with the work, send "resume { $short }".
refused-not-waiting = { $number } is not waiting for the customer, so there is nothing to resume. To ask the customer for something, send "wait { $short } for what".
refused-too-late-to-reopen = { $number } could be reopened until { $at }, so nothing was done. Please send "reopen { $short } reason" to open a linked incident.
