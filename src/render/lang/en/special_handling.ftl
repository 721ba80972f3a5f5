# Access, severity, on-site visits, the emergency group

confirm-lower-without-access = { $number } will be lowered to "{ $level }" because access was refused. The response time gets longer and updates rarer; the customer reads the evidence.

access-please = Please grant us access to the system now: send "access granted { $number }", or "access refused { $number } reason" if you do not agree. No passwords in the group, please.
access-please-or-falls = Please grant us access to the system now: send "access granted { $number }", or "access refused { $number } reason" if you do not agree; it may then become "{ $level }". No passwords in the group, please.
access-awaited = Access: awaiting the customer's decision
access-stands-granted = Access: granted by { $name }, { $at }
access-stands-refused = Access: refused by { $name }, { $at }
access-recorded-by = { $name } (for the customer)
access-granted-lead = access granted
access-refused-lead = access refused
access-granted = { $name } granted access to the system: { $reason }
access-granted-without-reason = { $name } granted access to the system.
access-refused = { $name } refused access to the system: { $reason }
access-refused-without-reason = { $name } refused access to the system.
access-refused-slower = Without access, the solution takes longer. If you change your mind, send "access granted { $number }".
access-refused-falls = Without access, the solution takes longer, and under your plan the duty manager may lower the severity to "{ $level }". If you change your mind, send "access granted { $number }".
access-raise-again = The severity was lowered for lack of access. To raise it again, send "level { $number } { $level } reason".

downgrade-proposed-lead = lower severity proposed
downgrade-proposed-do = The plan allows "{ $level }". To lower it, the duty manager sends "downgrade-access { $number }". The evidence is kept and the customer is notified.
lowered-without-access-lead = severity lowered without access
lowered-evidence = Evidence: { $name } refused access at { $at }: { $reason }
lowered-evidence-without-words = Evidence: { $name } refused access at { $at }
lowered-raise = To raise the severity again, send "access granted { $number }", then "level { $number } { $level } reason".

plan-access = Severities that need access to your system at once: { $levels }
plan-onsite = On-site support: { $levels }
plan-experts = The emergency group is paged at once: { $levels }

regraded-lead = severity changed by support
ruled-lead = the duty manager decided the severity
ruled-by = Decided by { $name }; reason: { $reason }
ruled-by-without-reason = Decided by { $name }
ruled-stands = The severity stays "{ $level }"
regraded-object = If you do not agree, send "escalate { $number } reason"; the duty manager handles it.
lowering-proposed-lead = lower severity proposed
lowering-proposed = The update says that the worst is over. The plan then sets the severity "{ $level }".
lowering-proposed-do = If so, send "level { $number } { $short } reason". The customer is notified.

sent-out-lead = on-site visit under way
sent-out = { $person } is on the way to the site, expected at { $at }; dispatched by { $name }
sent-out-due = Arrival promised before { $at }
sent-out-arrive = When you arrive, send "arrived { $number }". If you will be late, ask the duty manager to send "dispatch { $number } @person time" again.
arrived-lead = arrived on site
arrived = { $person } is on site after { $length } on the way (counted { $hours })
arrival-late-lead = arrival overdue
arrival-late = { $person } was expected at { $at }, and no arrival is recorded.
arrival-missed = The plan promised { $person } before { $at }, and no arrival is recorded.
arrival-late-do = If you are there, send "arrived { $number }". If not, say when; the duty manager then sends "dispatch { $number } @person time".
visit-under-way = On site: { $person } left at { $from }, expected at { $at }
visit-there = On site: { $person }, since { $at }
why-visit-under-way = On site: { $person }, dispatched at { $from }, { $length } so far (counted { $hours })
why-visit-there = On site: { $person }, dispatched at { $from }, arrived at { $to }, { $length } on the way (counted { $hours })
why-visit-due = On site: promised before { $at }, from { $source }
why-visit-no-target = On site: the plan promises no time, so the trip is only measured; from { $source }

experts-are-called = The whole emergency group is paged: { $count } experts
experts-stand = Emergency group, paged at { $at }: acknowledged { $present }; not yet { $missing }
experts-nobody = nobody
experts-called-lead = emergency group paged
experts-called = { $name } paged the emergency group: { $count } experts
expert-joined-lead = expert joined
expert-joined = { $person } joined the emergency group
experts-missing-lead = experts have not acknowledged
experts-missing = Not acknowledged by the emergency group: { $missing }; times paged: { $calls }
experts-undeclared = The directory file names no experts for this customer, so the duty manager was paged.
target-expert = you are in this customer's emergency group
target-restored = the database was restored, and this page may have been answered before

refused-access-not-needed = The severity of { $number } does not depend on access. Nothing changed. To add information, send "say { $short } text".
refused-evidence-missing = An answer recorded for the customer needs a name and the exact words. Nothing was recorded. Send "access refused { $short } words".
refused-access-not-refused = Nobody has refused access to { $number }, so it was not lowered. Send "access refused { $short } words" first.
refused-ruled = The duty manager decided the severity of { $number } at { $at }. Nothing changed. If you do not agree, send "escalate { $short } reason"; the duty manager can change it with "regrade".
refused-no-onsite = { $tier } has no on-site support for this severity, so nobody was sent for { $number }. Severities with it: { $levels }. Channels open to you: { $channels }.
refused-no-onsite-at-all = { $tier } has no on-site support, so nobody was sent for { $number }. Channels open to you: { $channels }.
refused-no-onsite-no-plan = No support plan is in force for { $number }, so nobody was sent. The duty manager can agree on a visit with the customer.
refused-nobody-sent-out = Nobody was sent to the site for { $number }. Nothing was recorded. Send "dispatch { $short } @person time" first.
refused-there-already = { $person } has been on site for { $number } since { $at }. Nothing was recorded again. To see the state, send "show { $short }".
refused-no-experts = The directory file names no experts for this customer, so nobody was paged for { $number }. To page one person, send "page @person { $short }".
refused-all-experts-answered = The whole emergency group of { $number } has acknowledged. Nobody was paged again. To see the state, send "show { $short }".

fact-access-granted = granted access to the system { $text }
fact-access-refused = refused access to the system { $text }
fact-access-granted-recorded = recorded that the customer granted access { $text }
fact-access-refused-recorded = recorded that the customer refused access { $text }
fact-lowered-without-access = lowered the severity, because { $name } refused access at { $at } { $text }
fact-ruled = decided the severity "{ $level }" { $text }
fact-lowering-proposed = proposed the severity "{ $level }"
fact-sent-out = dispatched { $name } to the site, expected at { $at }
fact-arrived = recorded the arrival of { $name } on site
fact-arrival-overdue = recorded an overdue arrival, expected at { $at }
fact-arrival-missed = recorded an overdue arrival, promised before { $at }
fact-experts-called = paged the emergency group, { $count } experts
fact-expert-joined = joined the emergency group
fact-experts-called-again = paged the missing experts, page no. { $call }

access-unanswered-do = The customer has not answered whether support may enter the system. To change the level to "{ $level }", send "regrade { $number } { $typed } REASON"; otherwise it stays.
why-access = Access: this level needs access at once; source: { $source }
why-access-or-falls = Access: this level needs access at once and may become "{ $level }" without it; source: { $source }. Without an answer within { $length } the duty manager is asked to decide (house rule).
fact-access-unanswered = no answer about access; the duty manager was asked to decide about "{ $level }"

region-lead = region
region-not-served = The support plan does not serve { $region }. Work goes on; the duty manager, { $name }, agrees with you what applies.
region-not-served-nobody = The support plan does not serve { $region }. Work goes on; the people on duty agree with you what applies.
region-not-served-inside = Outside the plan's regions: { $region }. Work and clocks go on as usual; the duty manager agrees with the customer what applies.
region-served = The region is corrected; the support plan serves it.
fact-region-not-served = recorded the region: { $region }, which the plan does not serve
fact-region-served = corrected the region; the plan serves it
