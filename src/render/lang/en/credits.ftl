# Service credits

credit-proposed-lead = service credit proposed
credit-for-response = first response
credit-for-escalation = escalation response
credit-computation = { $what }: due before { $due }, counted until { $until }; { $over } of service hours overdue, term extended by { $days } d
credit-rule = Plan rule: every whole { $minutes } min of service hours overdue extends the term by { $days } d.
credit-decide = Decide: send "credit approve { $credit }" or "credit refuse { $credit } reason".
credit-approved-lead = service credit approved
credit-approved = Service credit { $credit }: approved by { $name }, term extended by { $days } d
credit-refused-lead = service credit refused
credit-refused = Service credit { $credit } ({ $days } d): refused by { $name }
credit-reversed-lead = service credit reversed
credit-reversed = Service credit { $credit }: reversed by { $name }, term shortened by { $days } d
credit-reason = Reason: { $reason }
credit-growing = Still missing: { $what }; { $days } d of service credit owed so far

credits-none = No service credit is in effect yet.
credits-none-waiting = No service credit is waiting for a decision.
credits-waiting = Service credits waiting for a decision ({ $count }):
credit-waiting = { $customer } · { $line }
credit-line = { $credit } · { $number } · { $what } { $over } overdue · { $days } d
credit-not-found = There is no service credit { $credit }. Nothing changed. Send "credit show" to see the numbers of those waiting for a decision.
plan-contract = Contract until: { $until }
plan-contract-extended = Contract until: { $until }, including { $days } d of service credits

confirm-approve-credit = Service credit { $credit } ({ $number }, { $customer }) will be approved. The term is extended by { $days } d, and the customer is notified.
confirm-reverse-credit = Service credit { $credit } ({ $number }, { $customer }) will be reversed. The term is shortened by { $days } d, and the customer reads the reason.
refused-no-such-credit = { $number } has no service credit { $credit }. Nothing changed. Send "credit show" to see the numbers.
refused-credit-proposed = Service credit { $credit } is not approved yet, so there is nothing to reverse. To refuse it, send "credit refuse { $credit } reason".
refused-credit-approved = Service credit { $credit } is already approved. Nothing changed. To reverse it, send "credit reverse { $credit } reason".
refused-credit-refused = Service credit { $credit } is already refused. Nothing changed. This decision is final.
refused-credit-reversed = Service credit { $credit } is already reversed. Nothing changed. This decision is final.

fact-credit-proposed = proposed service credit { $credit }: { $days } d
fact-credit-approved = approved service credit { $credit }: { $days } d
fact-credit-refused = refused service credit { $credit } { $text }
fact-credit-reversed = reversed service credit { $credit }: { $days } d { $text }

late-response-sorry = We did not respond by { $at }. We are sorry.
late-answer-sorry = We did not answer your escalation by { $at }. We are sorry.
credit-being-decided = The duty manager is deciding whether you get a service credit for it. We will tell you either way.
