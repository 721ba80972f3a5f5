# What has just happened

acknowledged-say = To add information, send "say { $number } text".
assigned = The owner is now { $name }
handoff-offered = { $from } asks { $to } to take over: { $summary }
handoff-how = To accept, send "ack { $number }"; until then the owner stays.
a-colleague = A colleague
cadence-every = Agreed: an update every { $every }; the next at { $next }
cadence-once = Agreed: the next update at { $next }
said = { $name } (customer) adds: { $text }
replied = { $name } replies: { $text }
severity-lead = level changed
severity-changed = Level changed from "{ $from }" to "{ $to }"
severity-by = Changed by { $name }; reason: { $reason }
severity-by-without-reason = Changed by { $name }
escalated-urgent = escalated urgently
escalated-normal = escalated
escalated = { $name } asks to escalate: { $reason }
escalated-without-reason = { $name } asks to escalate.
escalated-to = The duty manager is told: { $name }
escalated-to-duty = The people on duty are told
escalated-answer = Your plan promises an answer to the escalation within { $length } ({ $hours })
