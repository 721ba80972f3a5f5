# Refused commands

this-incident = This incident
refused-already-taken = { $name } acknowledged { $number } at { $at }. Nothing changed. To join in, talk to { $name }, who can send "handoff { $short } @you".
refused-already-yours = You acknowledged { $number } at { $at }.
refused-closed = { $number } was closed at { $at } ({ $outcome }). Nothing changed. If the problem is still there, send "reopen { $short } reason".
refused-solution-offered = { $number } has had a solution since { $at } and awaits the customer's consent. Nothing changed. If the problem is still there, send "reject { $short } reason".
refused-no-solution = { $number } has no solution yet, so there is nothing to confirm. To speed it up, send "escalate { $short }".
refused-not-their-report = You may only withdraw what you reported yourself, so { $number } was not withdrawn. If it should end, send "say { $short } reason".
refused-not-closed = { $number } is not closed, so there is nothing to reopen. To add information, send "say { $short } text".
refused-same-severity = { $number } already has this severity. Nothing changed. To see the state, send "show { $short }".
refused-nobody-is-paged = { $number } pages nobody now. Nothing changed. To page a colleague, send "page @person { $short }".
refused-silence-too-long = { $number } is a level 1 incident, whose paging you can silence for at most { $length }. Nothing changed. Give a shorter time.
refused-not-in-the-future = The time given is already past, so { $number } is unchanged. Give a future time.
refused-same-person = You already own { $number }, so there is nothing to hand over. To give it to somebody else, send "handoff { $short } @person summary".
refused-followed-there = Updates on { $number } already appear in "{ $room }". Nothing changed. To see the state, send "show { $short }".
refused-not-followed-there = { $number } is not mirrored in "{ $room }", so there is nothing to remove. To see the state, send "show { $short }".
refused-not-their-room = "{ $room }" is neither a staff room nor a group of this customer, so { $number } was not mirrored there. Choose a staff room or another group of the same customer.
