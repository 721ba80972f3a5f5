# What a request carries, duplicates, ratings

help-intake = see what an incident still lacks, or add it
help-skip = leave out what the bot is asking for
help-duplicate = say that two incidents are the same; the first is closed, work goes on under the second
help-rate = rate the service on a closed incident
missing-original = "{ $name }" lacks the number of the other incident, so it is not clear which one it repeats.
missing-score = "{ $name }" lacks the score, a number from 1 to 5, 5 being the best.
choices-rate = 1, 2, 3, 4, 5

option-original = original
option-original-about = The number of the incident under which work goes on
option-score = score
option-score-about = From 1 to 5, 5 being the best
option-words = words
option-words-about = What you would like to say
choice-1 = 1 very poor
choice-2 = 2 poor
choice-3 = 3 fair
choice-4 = 4 good
choice-5 = 5 very good

intake-question = Please add "{ $item }" ({ $place }/{ $count }): { $question } Send "say { $number } text", or "skip { $number }" if there is none. The clock and the paging go on meanwhile.
intake-question-by-link = Please add "{ $item }" ({ $place }/{ $count }): { $question } Use the link "Answer", or the link "Leave out" if there is none. The clock and the paging go on meanwhile.
intake-taken = { $name } added:
intake-taken-from = { $name } in "{ $room }" added:
intake-item = { $item }: { $text }
intake-rest = Besides: { $text }
intake-skipped = "{ $item }" is left out.
intake-complete = That is all we need. Thank you.
intake-over = Nothing else is asked for. Send "intake { $number }" at any time to see it or add to it.
intake-over-by-link = Nothing else is asked for.
intake-missing = Still missing: { $items }. Send "intake { $number }" to see it or add to it.
intake-item-missing = { $item }: missing. { $question }
intake-item-skipped = { $item }: left out. { $question }
intake-how = You can add to it at any time, several at once, for example: intake { $number } { $item }: text
intake-unread = No item was named, so nothing was recorded. Please write the name and a colon before the text.
intake-none = Your support plan asks for nothing besides, so nothing needs to be added. To add information, send "say { $number } text".

looks-like = It reads like { $other } "{ $title }". If it is the same, send "duplicate { $short } of { $other-short }"; until then both are worked on.
looks-like-by-link = It reads like { $other } "{ $title }". Both are worked on; support sees whether they are the same.
looks-like-inside = It reads like { $other } "{ $title }" of the same group. If it is the same, send "duplicate { $short } of { $other-short }".
not-your-report = You may join only what you reported yourself, and only to another incident of this group, so { $number } was not joined. If it is the same, send "say { $short }" and the number of the other one; support joins them.
duplicate-goes-on = It is the same as { $original }, where the work goes on.
duplicate-of-known = It is part of a known disturbance that we are working on.
duplicate-inside = Goes on under { $original } of another customer, which must not be named here to the customer.
duplicate-taken = { $duplicate } is about the same thing and goes on here, says { $name }.
duplicates = Duplicates of it: { $numbers }

rate-invitation = You are welcome to rate the service: send "rate { $number } 5", from 1 to 5, 5 being the best, and words if you like.
rate-invitation-by-link = You are welcome to rate the service by the link "Rate", from 1 to 5, 5 being the best, and with words if you like.
rated = { $name } rates it { $score } of 5: { $words }
rated-without-words = { $name } rates it { $score } of 5.

fact-intake-asked = asked for "{ $item }"
fact-intake-given = gave { $item }: { $text }
fact-intake-skipped = left out "{ $item }"
fact-duplicate-of = said it is the same as { $other }
fact-has-duplicate = joined { $other } to it
fact-rated = rated it { $score } of 5 { $text }

refused-nothing-asked = { $number } waits for no item from you, so there is nothing to skip. To see what it carries, send "intake { $short }".
refused-asked-before = { $number } does not ask for "{ $item }" any more, so nothing was left out. What was said of it stays.
refused-same-incident = Both numbers are { $number }, so nothing was joined. Please give the number of the other incident.
refused-original-closed = { $original } is closed and nothing goes on there, so { $number } was not joined to it. If the problem is still there, first send "reopen { $original-short } reason".
refused-not-over-yet = { $number } is not closed, so it cannot be rated yet. When it is, send "rate { $short } 5".
refused-rating-settled = Your rating of { $number } could be changed before { $until }, so it stays as it is. To say more, please talk to your account manager.
