# Status updates

update-lead = update { $sequence }, { $word }
stage-investigating = not acknowledged yet
stage-mitigating = mitigating
stage-recovered = recovered, awaiting consent
stage-closed = closed

update-impact = Impact: { $title }, since { $since }
update-text = Changed: { $text }
update-cut = The text is long. Send "show { $number }" to read all of it.
update-holding = Changed: no new progress; the team is still working on it. No reliable ETA yet. Posted automatically at { $now }.
update-unacknowledged = Changed: nobody has acknowledged yet.{ $called }{ $told }
update-called = {" "}Pages sent: { $count }, the last at { $at }.
update-manager-told = {" "}The duty manager has been told.
update-posted = No reliable ETA yet. Posted automatically at { $now }.
update-last-known = Last confirmed, { $at }: { $text }
update-next = Next update by { $at }
update-next-consent = Next update: after your answer
update-next-open = Next update: when something changes. Tell us if you want fixed times.
update-owner = Owner: { $owner } · send "escalate { $number }" to escalate
update-owner-by-link = Owner: { $owner } · use the link "Escalate" to escalate
update-no-owner-by-link = No owner yet, the people on call are paged · use the link "Escalate" to escalate
update-no-owner = No owner yet, the people on call are paged · send "escalate { $number }" to escalate
