# Waiting for the customer, and hand-over at the end of a shift

state-waiting = waiting for the customer
clock-answer = please answer by { $at }
clock-answer-over = answer was due by { $at }

waiting-for = { $name } needs this from you: { $what }
waiting-wanted-by = We would like it by { $at }.
waiting-how = Please send "say { $number } text". Work continues as soon as it arrives.
waiting-how-by-link = Please use the link "Add information". Work continues as soon as it arrives.
waiting-closes = If you have not answered by { $at }, it is closed as "{ $outcome }" under your support plan.
waiting-closes-inside = If the customer has not answered by { $at }, it is closed as "{ $outcome }" under the support plan.
waiting-closes-parked = Until then, work and regular updates pause. If it has not arrived by { $at }, the incident is closed as "{ $outcome }" under your support plan.
waiting-reminders = We will remind you before that at { $times }.
waiting-reminders-inside = The customer is reminded before that at { $times }.
waiting-not-parked = This incident does not pause for it: updates and paging continue.
waiting-standing-consent = Awaiting the customer's consent until { $at }; after that "{ $outcome }"
waiting-standing-information = Waiting for the customer: { $what }; until { $at }, after that "{ $outcome }"
waiting-reminder-lead = awaiting your answer
waiting-still-for = Still needed from you: { $what }
waiting-resumed = The wait is over and work continues ({ $name }).

why-consent = Waiting for consent: { $length } from { $from }, counted in { $hours }, until { $at }; after that "{ $outcome }".
why-information = Waiting for information: { $length } from { $from }, ending in working hours ({ $hours }), that is { $at }; after that "{ $outcome }".

resolution-answered = answered
resolution-permanent-workaround = permanent workaround
resolution-change-request = change request needed
solved-as = Solved as: { $resolution }

closed-without-consent = The customer did not answer within the agreed time after the solution.
closed-without-information = The requested information did not arrive within the agreed time.
closed-reopen-until = If the problem comes back, send "reopen { $number } reason" by { $at }; after that it opens a linked incident.
closed-reduced = Texts and names were removed after the retention period of your support plan. Only figures remain.

continues = Continues { $number }, which was closed too long ago to reopen.
continued-as = Continued as { $number }
reopen-continued = { $old } was closed too long ago to reopen, and { $number } continues it. Nothing was opened. Send "say #{ $bare } text", or "reopen #{ $bare } reason" if that is closed too.

handover-lead = hand-over needed
handover-wanted = Your shift ends at { $at } and this incident is still in progress.
handover-to = Please send "handoff { $number } @{ $person } summary" to hand it over to { $name }, who is next.
handover-to-nobody = Nobody is on call next. Please send "handoff { $number } @person summary".
handover-otherwise = If nobody has taken over by then, the duty manager is notified.
handover-missed-lead = shift ended without hand-over
handover-missed = The shift of { $name } ended at { $at } and nobody took over this incident.
handover-offered = { $name } was asked to take over and has not accepted yet.
handover-missed-do = Please send "assign { $number } @person".

fact-information-asked = asked the customer for: { $text }
fact-information-asked-until = asked the customer for: { $text } (waiting until { $at })
fact-resumed = ended the wait
fact-answer-reminded = reminded the customer, { $count } so far; answer due by { $at }
fact-handover-asked = asked the owner to hand over before the shift ends at { $at }
fact-handover-missed = found no hand-over when the shift ended at { $at }
fact-continues = continues { $number } { $text }
fact-resolved-as = proposed a solution ({ $resolution }): { $text }
fact-reduced = (text removed after its retention period)

refused-waiting = { $number } is waiting for the customer until { $at }, with no regular updates meanwhile. Nothing changed. To continue the work, send "resume { $short }".
refused-not-waiting = { $number } is not waiting for the customer, so there is nothing to resume. To ask the customer for something, send "wait { $short } for what".
refused-too-late-to-reopen = { $number } could be reopened until { $at }. Nothing changed. Send "reopen { $short } reason" to open a linked incident.

waiting-parked = Work and regular updates pause while we wait.
waiting-reminded = You are reminded at { $times }.
waiting-reminded-inside = The customer is reminded at { $times }.
waiting-standing-consent-open = Waiting for the customer's confirmation
waiting-standing-information-open = Waiting for the customer: { $what }
why-consent-house-rule = Waiting for consent: { $length } from { $from }, counted in { $hours }, until { $at }. This is a house rule, not a term of the contract: the duty manager decides then.
why-information-house-rule = Waiting for information: { $length } from { $from }, ending in working hours ({ $hours }), at { $at }. This is a house rule, not a term of the contract: the duty manager decides then.
left-unanswered-lead = the customer has not answered
left-unanswered = The window is a house rule, not a term of the contract, so nothing was closed. The customer gets no more reminders.
left-unanswered-consent = Please decide: send "close { $number } as transferred REASON", or contact the customer and keep waiting.
left-unanswered-information = Please decide: send "close { $number } as cancelled REASON", send "resume { $number }" to continue, or contact the customer and keep waiting.
fact-left-unanswered = the customer did not answer; the duty manager was asked to decide
fact-answer-reminded-open = reminded the customer to answer ({ $count })
