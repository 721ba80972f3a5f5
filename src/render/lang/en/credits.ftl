# Service credits

credit-proposed-lead = service credit proposed
credit-for-response = first response
credit-for-escalation = answer to the escalation
credit-computation = { $what }: due before { $due }, counted until { $until }; { $over } of service hours over, the term is extended by { $days } d
credit-rule = The plan says: for every whole { $minutes } min of service hours over, the term is extended by { $days } d.
credit-decide = Please decide: send "credit approve { $credit }" or "credit refuse { $credit } reason".
credit-approved-lead = service credit approved
credit-approved = Service credit { $credit }: approved by { $name }, the term is extended by { $days } d
credit-refused-lead = service credit refused
credit-refused = Service credit { $credit } ({ $days } d): refused by { $name }
credit-reversed-lead = service credit taken back
credit-reversed = Service credit { $credit }: taken back by { $name }, the term is shorter by { $days } d
credit-reason = Reason: { $reason }
credit-growing = Still missing: { $what }; until now { $days } d of service credit are owed

credits-none = No service credit counts so far.
credits-none-waiting = No service credit waits for a decision.
credits-waiting = Service credits that wait for a decision ({ $count }):
credit-waiting = { $customer } · { $line }
credit-line = { $credit } · { $number } · { $what } { $over } over · { $days } d
credit-not-found = There is no service credit { $credit }, so nothing was done. Send "credit show" to see those that wait, with their numbers.
plan-contract = Contract until: { $until }
plan-contract-extended = Contract until: { $until }, { $days } d of service credits included

confirm-approve-credit = Service credit { $credit } ({ $number }, { $customer }) will be approved: the term is extended by { $days } d, and the customer is told.
confirm-reverse-credit = Service credit { $credit } ({ $number }, { $customer }) will be taken back: the term is shorter by { $days } d, and the customer is told the reason.
refused-no-such-credit = { $number } has no service credit { $credit }, so nothing was done. Send "credit show" to see the numbers.
refused-credit-proposed = Service credit { $credit } is not approved yet, so there is nothing to take back. To refuse it, send "credit refuse { $credit } reason".
refused-credit-approved = Service credit { $credit } is approved already, so nothing was done. To take it back, send "credit reverse { $credit } reason".
refused-credit-refused = Service credit { $credit } is refused already, so nothing was done. What was decided is not changed.
refused-credit-reversed = Service credit { $credit } is taken back already, so nothing was done. What was decided is not changed.

fact-credit-proposed = proposed service credit { $credit }: { $days } d
fact-credit-approved = approved service credit { $credit }: { $days } d
fact-credit-refused = refused service credit { $credit } { $text }
fact-credit-reversed = took back service credit { $credit }: { $days } d { $text }
