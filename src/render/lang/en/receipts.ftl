# Receipts

receipt-received = received
promise-due = Response promised within { $target }, that is { $deadline }
promise-plan = Service: { $tier } · { $hours }
promise-due-alone = Response promised { $deadline }
deadline-passed = before { $at }
promise-provisional = This time is provisional, because the public holidays of a year it reaches into are not published yet.
promise-starts-later = We are outside your service hours now; the clock starts at { $at }.
contacts-open-now = Open now: { $contacts }

no-clock-none = Your plan ({ $tier }) sets no response time for this level; we will tell you when we work on it.
no-clock-best-effort = Your plan ({ $tier }) sets no time for this level; we answer as soon as we can within the service hours.
no-clock-monthly = Your plan ({ $tier }) answers this level once a month, without a clock of its own.
no-clock-periodic = Your plan ({ $tier }) answers this level at agreed intervals, without a clock of its own.
no-clock-contract = Your contract names no time for this level yet; your account manager will settle it with you.
no-clock-not-offered = This level is not served in this group, so no time is promised; send "plan" to see which way serves it.
no-clock-unbound = No contract sets a response time at present; the duty manager decides what happens.
no-clock-level-missing = No level is set, so the response time has not started. Please choose one:

response-given = Response: { $name }, { $at }, { $verdict }
verdict-in-time = within the promised time
verdict-late = later than the promised { $due }
verdict-no-clock = no time is promised for this level

receipt-tam = Account manager: { $tam }.
receipt-stand-in = For the account manager: { $tam }.
receipt-owner = Owner: { $name }.
receipt-paged = On-call paged: { $names }.
receipt-paged-later = The people on call are paged at { $at }.
receipt-prepare = Please prepare: remote access, a contact on site, when it began. This automatic receipt is not the response.
receipt-set-level = Please set it by sending, for example, "level { $number } L1".
next-update = Next update by { $at }

level-line = L{ $rank } { $name }: { $promise }
level-within = response within { $length }
level-best-effort = response as soon as possible
level-shared-hours = All counted in the service hours: { $hours }
level-monthly = answered once a month
level-periodic = answered at agreed intervals
level-by-contract = as the contract says
level-no-time = no response time

unbound-unknown-group = Your problem is recorded. This group is bound to no contract yet, so no contract sets a response time.
unbound-contract-not-in-force = Your problem is recorded. Your contract is not in force at present, so no contract sets a response time.
unbound-plan-missing = Your problem is recorded. Your support plan cannot be read at present, so no response time can be computed.
unbound-told = The duty manager is told: { $name }.
unbound-told-nobody = The people on duty are told.
unbound-what-to-do = Please wait for an answer here, and send "say { $number } text" with the name of your company and a contact. This automatic receipt is not the response.

opened-inside = new incident
customer-and-plan = Customer: { $customer } · { $plan } { $tier }
customer-without-plan = Customer: { $customer } · no plan in force
reported-by = Reported by { $name }, { $at }
