# Short answers to commands

not-found = This group has no incident { $number }, so nothing was done. Send "list all" to see the incidents of this group.
nothing-open = This group has no open incident, so it is not clear which one you mean. Please give the number, or send "list all".
wrong-place-note = Notes cannot be taken in a customer's group, because the customer would read them, so it was not saved. Please send "note #number text" in a staff room, and take your message back here.
wrong-place = "{ $name }" is not used in a customer's group, because the customer would read along, so nothing was done. Please send it in a staff room, for example: { $example }
no-right = You may not use "{ $name }", so nothing was done. It is for: { $who }. Please ask them, or send "escalate" to have the duty manager look at it.
role-with-names = { $role } ({ $names })

confirm-lower-level = { $number } will be lowered to "{ $level }"; the response time and the rhythm of updates become longer with it.
confirm-close = { $number } will be closed for the customer as "{ $outcome }"; paging and updates stop at once.
confirm-silence = { $number } will page nobody until { $until }.
confirmation-how = If you are sure, reply "confirm { $code }" within 2 minutes; without it nothing is done.
confirmation-expired = This code is used or no longer valid, so nothing was done. Please send the original command again.
confirmation-not-yours = This code was given to somebody else, so nothing was done. They can reply, or you can send the original command yourself.

unknown-person = No person or team is called "{ $typed }", so nothing was done. Please choose a person with @, or send "oncall" to see the names.
level-elsewhere = "{ $level }" is not served in this group, so nothing was done. Under your plan it is served by: { $channels }.
level-not-in-tier = "{ $level }" is not part of your service level, so nothing was done.
levels-here = Levels of this group:
not-saved = Something went wrong and your message was not saved, so nobody will see it. Please use another way at once, and try again here later.
not-saved-no-contact = Please turn to your account manager directly.
saved-with-trouble = Something went wrong, but your incident is saved: { $number }. Reference { $reference }; we have been alerted and you need not send it again.
contended = Others were changing this incident at the same moment, so yours was not applied. Please look at how it stands now and send it again.
already-done = The same was done { $seconds } s ago, so it was not done again.
language-set-zh = This group is answered in Chinese from now on.
language-set-en = This group is answered in English from now on.
language-set-both = This group is answered in Chinese and English from now on.
title-missing = The title is missing, so nothing was opened yet. Please send "open" and a title, for example: open L1 payments return 500
level-missing = No level is given, so the response time has not started. Levels of this group:
noted = Noted inside { $number }; the customer cannot see it.
paging-by-hand = { $name } is paged for { $number }, { $at }.

page-not-found = No page { $code } was sent to you, so nothing was done. Please check the four digits in the page, or reply "ack #number".
number-missing = "{ $name }" needs a number, because a closed incident is never chosen by itself, so nothing was done. Please send "{ $example }".
reason-missing = "{ $name }" needs a reason when it lowers, because the customer will read it, so nothing was done. Please send "{ $example }".
may-not-lower = You may not lower the level of { $number }, so nothing was done. It is for: { $who }. Please ask them.
outside-group = This command is for a customer's group, because it has to be known which customer is meant, so nothing was done. Please send it there.
unknown-team = No team is called "{ $typed }", so nothing was done. The teams are: { $teams }.
unknown-group = There is no group "{ $typed }" to mirror in, so nothing was done. The groups are: { $groups }.
nobody-on-call = Nobody is on call for "{ $typed }" now, so nobody was paged. Please name a person with @.
no-such-time = There is no time "{ $typed }", so nothing was done. Please write 15:30, tomorrow 9:00 or 2026-03-10 15:30.
no-such-end = The end is not in the future, so nothing was done. Please write 30m, 2h or a time to come, such as 18:00.
recorded = Recorded in { $number }.
