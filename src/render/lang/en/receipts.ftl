# Receipts

receipt-received = received
promise-due = Response within { $target }: { $deadline }
promise-while-ungraded = No severity is set. The clock runs, for now with the longest response time: { $deadline }. Once it is set, the time of that severity counts from the opening.
promise-plan = Service: { $tier } · { $hours }
promise-due-alone = Response promised { $deadline }
deadline = by { $at }
deadline-ahead = by { $clock } ({ $zone }, { $left } left)
promise-provisional = This time is provisional, because it reaches into a year whose public holidays are not published yet.
promise-outside = This group is outside its service hours now.
promise-starts-later = In this group the clock starts at { $at }. { $promise }
contacts-open-now = For a faster response, contact now: { $contacts }
contacts-open-now-within = For a response within { $target }, contact now: { $contacts }
contacts-about = For this subject you can also contact: { $contacts }

no-clock-none = Your plan ({ $tier }) sets no response time for this severity. We will tell you when we work on it.
no-clock-best-effort = Your plan ({ $tier }) sets no time for this severity. We answer as soon as we can within service hours.
no-clock-monthly = Your plan ({ $tier }) answers this severity once a month, with no separate clock.
no-clock-periodic = Your plan ({ $tier }) answers this severity at agreed intervals, with no separate clock.
no-clock-contract = Your contract sets no time for this severity yet. Your account manager will settle it with you.
no-clock-not-offered = This severity is not available in this group, so it has no promised time. Send "plan" to see which channel serves it.
no-clock-out-of-contract = No contract sets a response time now. The duty manager decides what happens.
no-clock-level-missing = No severity is set, and your plan sets no response time for the severities of this group.

response-given = Response: { $name }, { $at }, { $verdict }
verdict-in-time = within the promised time
verdict-late = later than the promised { $due }
verdict-no-clock = this severity has no promised time

receipt-tam = TAM: { $tam }.
receipt-deputy = TAM deputy: { $tam }.
receipt-owner = Owner: { $name }.
receipt-paged = On-call paged: { $names }.
receipt-paged-later = The people on call will be paged at { $at }.
receipt-prepare = Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
receipt-choose-level = How bad is it? Reply with the number:
receipt-set-level = Or send "level { $number } L1".
level-defined = { $line }. { $meaning }
level-undefined = the plan defines it no further
level-numbered = Reply { $rank }: { $name }, { $promise }
other-level-unknown = "{ $typed }" is no severity of this group. The incident is open without one.
other-level-nearest = "{ $typed }" was taken as "{ $level }". If that is wrong, set another severity.
other-level-elsewhere = "{ $typed }" is not served in this group. It was opened as "{ $level }", the most urgent severity here. These channels serve it faster: { $channels }.
other-level-other-tier = "{ $typed }" is not part of your support tier. It was opened as "{ $level }", the most urgent severity here.
next-update = Next update by { $at }

level-line = L{ $rank } { $name }: { $promise }
level-within = response within { $length }
level-needs = { $promise }, needs { $needs }
level-included = { $promise }, { $count } a month included
level-best-effort = response as soon as possible
level-shared-hours = All counted in service hours: { $hours }
level-monthly = answered once a month
level-periodic = answered at agreed intervals
level-by-contract = as the contract sets
level-no-time = no response time

out-of-contract-unknown-group = Your problem is recorded. This group is not bound to a contract yet, so no contract sets a response time.
out-of-contract-unknown-person = Your problem is recorded. The bot does not know this account, so it cannot tell which contract applies. If you have a support contract, report it in your company's support group, where a response time applies.
out-of-contract-contract-not-in-force = Your problem is recorded. Your contract is not in force now, so no contract sets a response time.
out-of-contract-plan-missing = Your problem is recorded. Your support plan cannot be read now, so the response time cannot be computed.
out-of-contract-told = The duty manager is notified: { $name }.
out-of-contract-told-nobody = The people on duty are notified.
out-of-contract-what-to-do = Please wait for an answer here, and send "say { $number } text" with your company name and a contact. This automatic receipt is not the response.
out-of-contract-what-to-do-alone = Please wait for an answer here, and send "say { $number } text" with your company name and a contact. This automatic receipt is not the response.

opened-inside = new incident
customer-and-plan = Customer: { $customer } · { $plan } { $tier }
customer-without-plan = Customer: { $customer } · no plan in force
reported-by = Reported by { $name }, { $at }

due-settled-lead = Due time final
due-settled = The due time of the { $what } moved from the provisional { $was } to { $at }: the public holidays of that year are published now.
due-settled-why = Send "why { $number }" to see how it is counted.
