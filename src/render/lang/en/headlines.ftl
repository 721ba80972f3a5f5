# The first line: number, severity, title, state, clock

headline = { $mark } [{ $number }][{ $level }] { $title } | { $state }, { $clock }
headline-alone = { $mark } [{ $number }][{ $level }] { $title } | { $state }
level-in-full = Severity: { $level }
level-short = Level { $rank }
level-unset = Severity not set

state-awaiting-response = awaiting response
state-open = awaiting an owner
state-acknowledged = in progress
state-resolved = solution proposed, awaiting consent
state-closed = closed ({ $outcome })

outcome-agreed = agreed by the customer
outcome-transferred = transferred to the customer
outcome-cancelled = cancelled by the customer
outcome-change-request = continued as a change request
outcome-duplicate = duplicate of another incident
outcome-withdrawn = withdrawn by the reporter
outcome-out-of-scope = out of scope

clock-response = response due { $before }
clock-response-over = response was due before { $at }, { $over } overdue
clock-next-update = next update by { $at }
clock-since = since { $at }
clock-closed = { $at }

the-bot = Watchbell
unknown-customer = unknown customer

button-read = In full
reply-read = show { $object } full
button-ack = Acknowledge
reply-ack = ack { $object }
button-pass = Hand over
reply-pass = handoff { $object }
button-confirm = Confirm closing
reply-confirm = confirm { $object }
button-reject = Not solved
reply-reject = reject { $object }
button-escalate = Escalate
reply-escalate = escalate { $object }
button-answer = Answer
reply-answer = say { $object } text
button-skip = Skip
reply-skip = skip { $object }
button-say = Add information
reply-say = say { $object } text
button-rate = Rate
reply-rate = rate { $object } 5
button-update = Progress
reply-update = update { $object } text
button-wait = Waiting
reply-wait = wait { $object } for what
button-solve = Solved
reply-solve = solve { $object } text
button-handoff = Hand over
reply-handoff = handoff { $object } @person summary
button-take = Acknowledge
reply-take = ack { $object }
