# Consent, closing, reopening

consent-solution = Solution by { $name }: { $solution }
consent-please = Please answer: send "confirm { $number }" if it is solved, or "reject { $number } reason" if it is not.
consent-please-by-link = Please answer: use the link "Confirm closing" if it is solved, or the link "Not solved" if it is not.
consent-wait = It is not closed before you answer; after closing it can still be reopened.
consent-reopen = After closing it can still be reopened.

rejected-lead = not solved, says the customer
rejected = { $name } says it is not solved: { $reason }
rejected-without-reason = { $name } says it is not solved.
reopened-lead = reopened
reopened = { $name } opened it again: { $reason }
reopened-without-reason = { $name } opened it again.
owner-none = No owner yet.

closed-by = Closed by { $name } at { $at }, outcome: { $outcome }
closed-figures = Updates sent: { $sent }, of which not written in time: { $missed }.
closed-reopen-by-link = If the problem comes back, please report it on the page that is pinned in the group, and name { $number }.
closed-reopen = If the problem comes back, send "reopen { $number } reason".
