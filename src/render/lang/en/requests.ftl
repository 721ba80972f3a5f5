# Required information, duplicates, ratings

help-intake = see or add the required information of an incident
help-skip = skip the information the bot asks for
help-duplicate = mark one incident as a duplicate of another; it is closed and work continues under the other
help-withdraw = take back what you reported by mistake; the owner agrees once somebody works on it
help-rate = rate the service on a closed incident
missing-original = "{ $name }" needs the number of the original incident.
missing-meeting-link = "{ $name }" needs a meeting link, so nothing was set. A link begins with https://; to remove it, write "off".
missing-score = "{ $name }" needs a score from 1 to 5; 5 is best.
choices-rate = 1, 2, 3, 4, 5

option-original = original
option-original-about = The number of the incident under which work continues
option-score = score
option-score-about = From 1 to 5; 5 is best
option-words = comment
option-words-about = Your comment
choice-1 = 1 very poor
choice-2 = 2 poor
choice-3 = 3 fair
choice-4 = 4 good
choice-5 = 5 very good

required-info-question = Please add "{ $item }" ({ $place }/{ $count }): { $question } Send "say { $number } text", or "skip { $number }" if there is none. The clock and paging continue meanwhile.
required-info-question-by-link = Please add "{ $item }" ({ $place }/{ $count }): { $question } Use the link "Answer", or the link "Skip" if there is none. The clock and paging continue meanwhile.
required-info-taken = { $name } added:
required-info-taken-from = { $name } added in "{ $room }":
required-info-item = { $item }: { $text }
required-info-rest = Also: { $text }
required-info-skipped = "{ $item }" was skipped.
required-info-complete = That is all we need. Thank you.
required-info-over = The bot asks for nothing else. Send "intake { $number }" at any time to see it or add to it.
required-info-over-by-link = The bot asks for nothing else.
required-info-missing = Still missing: { $items }. Send "intake { $number }" to see it or add to it.
required-info-item-missing = { $item }: missing. { $question }
required-info-item-skipped = { $item }: skipped. { $question }
required-info-how = You can add to it at any time, several at once, for example: intake { $number } { $item }: text
required-info-unread = No item was named. Nothing was recorded. Write the item's name and a colon before the text.
required-info-none = Your support plan requires no information, so there is nothing to add. To say more, send "say { $number } text".

looks-like = It resembles { $other } "{ $title }". If it is the same problem, send "duplicate { $short } of { $other-short }". Until then we work on both.
looks-like-by-link = It resembles { $other } "{ $title }". We work on both; support checks whether they are the same.
looks-like-inside = It resembles { $other } "{ $title }" of the same group. If it is the same problem, send "duplicate { $short } of { $other-short }".
not-your-report = You may only mark your own report as a duplicate, and only of an incident in this group. { $number } was not marked. If it is the same problem, send "say { $short }" and the other number; support marks it.
duplicate-goes-on = It is a duplicate of { $original }, where the work continues.
duplicate-of-known = It is part of a known problem that we are working on.
duplicate-inside = Continues under { $original } of another customer. Do not name that incident to this customer.
duplicate-taken = { $name } marked { $duplicate } as a duplicate of this incident.
duplicates = Duplicates: { $numbers }

rate-invitation = You can rate the service: send "rate { $number } 5", from 1 to 5 (5 is best), with a comment if you like.
rate-invitation-by-link = You can rate the service with the link "Rate", from 1 to 5 (5 is best), with a comment if you like.
rated = { $name } rated it { $score } of 5: { $words }
rated-without-words = { $name } rated it { $score } of 5.

fact-required-info-asked = asked for "{ $item }"
fact-required-info-given = added { $item }: { $text }
fact-required-info-skipped = skipped "{ $item }"
fact-duplicate-of = marked it as a duplicate of { $other }
fact-has-duplicate = marked { $other } as a duplicate of it
fact-rated = rated it { $score } of 5 { $text }

refused-nothing-asked = { $number } is not asking you for anything, so there is nothing to skip. To see what it has, send "intake { $short }".
refused-asked-before = { $number } no longer asks for "{ $item }", so nothing was skipped. The text given for it is kept.
refused-same-incident = Both numbers are { $number }. Nothing changed. Give the number of the other incident.
refused-original-closed = { $original } is closed, so { $number } was not marked as its duplicate. If the problem is still there, first send "reopen { $original-short } reason".
refused-not-over-yet = { $number } is not closed, so you cannot rate it yet. When it is, send "rate { $short } 5".
refused-rating-settled = You could change your rating of { $number } until { $until }, so it stays as it is. To say more, talk to your account manager.
