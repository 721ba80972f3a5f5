# Timeline

timeline-title = Timeline ({ $zone }):
timeline-earlier = { $count } earlier entries are not shown.
timeline-line = { $at } { $who } { $what }

fact-opened = opened it: { $text }
fact-paging-planned = scheduled paging from { $at }
fact-paging-rests = paging rests outside coverage until { $at }
fact-paged = paged { $name }
fact-call-answered = answered the call and helps
fact-passed-on = could not handle it and passed it on
fact-told = notified { $name }
fact-step-found-nobody = found nobody on call for step { $step }
fact-acknowledged = acknowledged it
fact-responded = gave the first response
fact-assigned = assigned it to { $name }
fact-handoff-offered = asked { $name } to take over: { $text }
fact-handoff-accepted = took over from { $name }
fact-updated = posted update { $sequence }: { $text }
fact-holding-update = posted update { $sequence } (automatic): no new progress
fact-cadence-agreed = agreed on the next update at { $at }
fact-noted = added a note: { $text }
fact-said = added: { $text }
fact-severity-changed = set the severity to "{ $level }" { $text }
fact-escalated = escalated { $text }
fact-escalated-urgent = escalated urgently { $text }
fact-response-warned = warned at { $percent }% of the response time
fact-response-missed = recorded an overdue response, due before { $at }
fact-silenced = silenced paging until { $at } { $text }
fact-silence-ended = resumed paging
fact-mirrored = mirrored it in "{ $room }"
fact-mirror-ended = ended the mirror in "{ $room }"
fact-resolved = proposed a solution: { $text }
fact-confirmed = agreed to close
fact-rejected = reported that it is not solved { $text }
fact-reopened = reopened it { $text }
fact-closed = closed it ({ $outcome }) { $text }
