# Acts that were not applied

this-incident = This incident
refused-already-taken = { $number } was already taken by { $name } at { $at }, so it was not taken again. To join in, talk to { $name }, who can send "handoff { $short } @you".
refused-closed = { $number } was closed at { $at } ({ $outcome }), so nothing was done. If the problem is still there, send "reopen { $short } reason".
refused-solution-offered = { $number } has had a solution since { $at } and awaits the customer's consent, so nothing was done. If the problem is still there, send "reject { $short } reason".
refused-no-solution = { $number } has no solution yet, so there is nothing to confirm. To speed it up, send "escalate { $short }".
refused-not-closed = { $number } is not closed, so it need not be reopened. To add information, send "say { $short } text".
refused-same-severity = { $number } already has this level, so nothing was changed. To see how it stands, send "show { $short }".
refused-nobody-is-paged = { $number } pages nobody at present, so nothing was done. To page a colleague, send "page @person { $short }".
refused-silence-too-long = { $number } is a level 1 incident, whose paging can be stopped for { $length } at the most, so nothing was done. Please give a shorter time.
refused-not-in-the-future = The time given is already past, so { $number } is unchanged. Please give a time that is still to come.
refused-same-person = { $number } is already yours, so there is nothing to hand over. To give it to somebody else, send "handoff { $short } @person summary".
refused-followed-there = { $number } is followed in "{ $room }" already, so nothing was added. To see how it stands, send "show { $short }".
refused-not-followed-there = { $number } is not mirrored in "{ $room }", so there is nothing to remove. To see how it stands, send "show { $short }".
refused-not-their-room = "{ $room }" is neither a staff room nor a group of this customer, so { $number } was not mirrored there. Please choose a staff room or another group of the same customer.
