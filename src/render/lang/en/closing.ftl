# Consent, closing, reopening

consent-solution = Solution by { $name }: { $solution }
consent-please = Please confirm: send "confirm { $number }" if it is solved, or "reject { $number } reason" if it is not.
consent-please-by-link = Please confirm: use the link "Confirm closing" if it is solved, or the link "Not solved" if it is not.
consent-awaited = The customer is asked to agree.
consent-wait = It stays open until you answer. You can still reopen it after closing.
consent-reopen = You can still reopen it after closing.

end-wished = { $name } says that it is solved: { $text }
withdrawal-wished = { $name } wants to withdraw this incident.
end-wished-do = Check it, then send "solve { $number } text"; the customer agrees to close.
withdrawal-wished-do = To agree, send "withdraw { $number }". Otherwise go on and reply to the customer.
end-wished-told = The owner, { $name }, has been told and will reply.
end-wished-told-nobody = Support has been told. Whoever takes it will reply to you.

rejected-lead = customer reports it is not solved
rejected = { $name } says it is not solved: { $reason }
rejected-without-reason = { $name } says it is not solved.
reopened-lead = reopened
reopened = { $name } reopened it: { $reason }
reopened-without-reason = { $name } reopened it.
owner-none = No owner yet.

closed-by = Closed by { $name } at { $at }, outcome: { $outcome }
closed-figures = Updates sent: { $sent }, of which automatic: { $missed }.
closed-reopen-by-link = If the problem comes back, report it on the page pinned in the group, and name { $number }.
closed-reopen = If the problem comes back, send "reopen { $number } reason".
