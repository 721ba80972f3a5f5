# Timeline

timeline-title = What happened ({ $zone }):
timeline-earlier = { $count } earlier entries are not shown.
timeline-line = { $at } { $who } { $what }

fact-opened = opened it: { $text }
fact-paging-planned = planned the paging from { $at }
fact-paged = paged { $name }
fact-told = told { $name }
fact-step-found-nobody = found nobody on call for step { $step }
fact-acknowledged = took it
fact-responded = gave the first response
fact-assigned = assigned it to { $name }
fact-handoff-offered = asked { $name } to take over: { $text }
fact-handoff-accepted = took over from { $name }
fact-updated = posted update { $sequence }: { $text }
fact-holding-update = posted update { $sequence } (automatic): no new progress
fact-cadence-agreed = agreed on the next update at { $at }
fact-noted = noted inside: { $text }
fact-said = added: { $text }
fact-severity-changed = set "{ $level }" { $text }
fact-escalated = escalated { $text }
fact-escalated-urgent = escalated urgently { $text }
fact-response-warned = warned at { $percent }% of the response time
fact-response-missed = recorded a late response, due before { $at }
fact-silenced = stopped the paging until { $at } { $text }
fact-silence-ended = went on paging
fact-mirrored = mirrored it in "{ $room }"
fact-mirror-ended = ended the mirror in "{ $room }"
fact-resolved = offered a solution: { $text }
fact-confirmed = agreed to close
fact-rejected = said it is not solved { $text }
fact-reopened = opened it again { $text }
fact-closed = closed it ({ $outcome }) { $text }
