# Access, levels, people on site, the emergency group

confirm-lower-without-access = { $number } would be lowered to "{ $level }" because access was refused, with a longer response time and rarer updates; the customer is told the evidence.

access-please = Please let us into the system now: send "access granted { $number }"; if you do not agree, "access refused { $number } reason". No passwords in the group, please.
access-please-or-falls = Please let us into the system now: send "access granted { $number }"; if you do not agree, "access refused { $number } reason", and it may become "{ $level }". No passwords in the group, please.
access-awaited = Access: the customer has not answered
access-stands-granted = Access: granted by { $name }, { $at }
access-stands-refused = Access: refused by { $name }, { $at }
access-recorded-by = { $name } (for the customer)
access-granted-lead = access granted
access-refused-lead = access refused
access-granted = { $name } grants access to the system: { $reason }
access-granted-without-reason = { $name } grants access to the system.
access-refused = { $name } refuses access to the system: { $reason }
access-refused-without-reason = { $name } refuses access to the system.
access-refused-slower = Without access the solution takes longer. If you change your mind, send "access granted { $number }".
access-refused-falls = Without access the solution takes longer, and under your plan the duty manager may lower the level to "{ $level }". If you change your mind, send "access granted { $number }".
access-raise-again = The level was lowered for the want of access; to have it raised again, send "level { $number } { $level } reason".

downgrade-proposed-lead = lowering proposed
downgrade-proposed-do = Under the plan it may become "{ $level }". To do so, the duty manager sends "downgrade-access { $number }"; the evidence is kept and the customer is told.
lowered-without-access-lead = lowered without access
lowered-evidence = Evidence: { $name } refused access at { $at }: { $reason }
lowered-evidence-without-words = Evidence: { $name } refused access at { $at }
lowered-raise = To have the level raised again, send "access granted { $number }", then "level { $number } { $level } reason".

plan-access = Levels that need access to your system at once: { $levels }
plan-onsite = On-site support: { $levels }
plan-experts = The emergency group is called at once: { $levels }

regraded-lead = level changed by support
ruled-lead = the duty manager has decided on the level
ruled-by = Decided by { $name }; reason: { $reason }
ruled-by-without-reason = Decided by { $name }
ruled-stands = The level stays "{ $level }"
regraded-object = If you do not agree, send "escalate { $number } reason"; the duty manager takes it up.
lowering-proposed-lead = lower level proposed
lowering-proposed = The update says that the worst is over, for which the plan has the level "{ $level }".
lowering-proposed-do = If that is so, send "level { $number } { $short } reason"; the customer is told.

sent-out-lead = somebody is on the way to the site
sent-out = { $person } is on the way to the site, expected at { $at }; sent by { $name }
sent-out-due = Promised before { $at }
sent-out-arrive = When you are there, send "arrived { $number }"; if you will be late, ask the duty manager to send "dispatch { $number } @person time" again.
arrived-lead = on site
arrived = { $person } is on site, { $length } on the way (counted { $hours })
arrival-late-lead = nobody on site
arrival-late = { $person } was expected at { $at }, and nobody has said that they are there.
arrival-missed = The plan promised { $person } before { $at }, and nobody has said that they are there.
arrival-late-do = If you are there, send "arrived { $number }"; if not, say when, and the duty manager sends "dispatch { $number } @person time".
visit-under-way = On site: { $person } left at { $from }, expected at { $at }
visit-there = On site: { $person } is there since { $at }
why-visit-under-way = On site: { $person }, sent at { $from }, { $length } so far (counted { $hours })
why-visit-there = On site: { $person }, sent at { $from }, there at { $to }, { $length } on the way (counted { $hours })
why-visit-due = On site: promised before { $at }, from { $source }
why-visit-no-target = On site: the plan promises no time, so the way is only measured; from { $source }

experts-are-called = The whole emergency group is called: { $count } experts
experts-stand = Emergency group, called at { $at }: answered { $present }; not yet { $missing }
experts-nobody = nobody
experts-called-lead = emergency group called
experts-called = { $name } called the emergency group: { $count } experts
expert-joined-lead = an expert has joined
expert-joined = { $person } has joined the emergency group
experts-missing-lead = experts missing
experts-missing = No answer from the emergency group: { $missing }; calls so far: { $calls }
experts-undeclared = The directory file names no experts for this customer, so the duty manager was called.
target-expert = you are one of this customer's emergency group

refused-access-not-needed = The level of { $number } does not depend on access, so nothing was done. To add information, send "say { $short } text".
refused-evidence-missing = An answer recorded for the customer needs who said so and in which words, so nothing was recorded. Please send "access refused { $short } words".
refused-access-not-refused = Nobody has refused access to { $number }, so it was not lowered. Please send "access refused { $short } words" first.
refused-ruled = The duty manager decided on the level of { $number } at { $at }, so it was not changed. If you do not agree, send "escalate { $short } reason"; the duty manager can change it again by "regrade".
refused-no-onsite = { $tier } has no on-site support for this level, so nobody was sent for { $number }. Levels with it: { $levels }; channels open to you: { $channels }.
refused-no-onsite-at-all = { $tier } has no on-site support, so nobody was sent for { $number }. Channels open to you: { $channels }.
refused-no-onsite-no-plan = No support plan is in force for { $number }, so nobody was sent. The duty manager can settle it with the customer.
refused-nobody-sent-out = Nobody was sent to the site for { $number }, so nothing was recorded. Please send "dispatch { $short } @person time" first.
refused-there-already = { $person } is on site for { $number } since { $at }, so nothing was recorded again. To see how it stands, send "show { $short }".
refused-no-experts = The directory file names no experts for this customer, so nobody was called for { $number }. To page one person, send "page @person { $short }".
refused-all-experts-answered = The whole emergency group of { $number } has answered, so nobody was called again. To see how it stands, send "show { $short }".

fact-access-granted = granted access to the system { $text }
fact-access-refused = refused access to the system { $text }
fact-access-granted-recorded = recorded that the customer grants access { $text }
fact-access-refused-recorded = recorded that the customer refuses access { $text }
fact-lowered-without-access = lowered it without access, because { $name } refused at { $at } { $text }
fact-ruled = decided on the level "{ $level }" { $text }
fact-lowering-proposed = proposed "{ $level }"
fact-sent-out = sent { $name } to the site, expected at { $at }
fact-arrived = recorded { $name } on site
fact-arrival-overdue = recorded that nobody was on site at { $at } as expected
fact-arrival-missed = recorded that nobody was on site before { $at } as promised
fact-experts-called = called the emergency group, { $count } experts
fact-expert-joined = joined the emergency group
fact-experts-called-again = called the missing experts, call no. { $call }
