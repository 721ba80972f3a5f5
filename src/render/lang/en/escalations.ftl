# Escalations by the customer: the clock of the answer, the pages and the answer

escalation-due = Escalation: asked for at { $asked }, answer due { $deadline }
escalation-over = Escalation: asked for at { $asked }, answer was due before { $at }, { $over } over
escalation-without-clock = Escalation: asked for at { $asked }; the plan sets no time for the answer, the duty manager takes care of it.
escalation-given = Escalation answered: { $name }, { $at }, { $verdict }
escalation-ended = The escalation ended with the incident before it was answered, { $at }.
escalation-no-time = the plan sets no time for the answer
escalated-again = Escalated { $times } times since { $at }; the clock does not start again, the earlier due time counts.

escalation-page = { $person }: you are paged because the customer escalates, page no. { $attempt } to you
escalation-page-urgent = { $person }: you are paged because the customer escalates urgently, page no. { $attempt } to you
escalation-words = The customer says: { $text }
escalation-how = Please answer the customer: send "takeover { $number }", or answer directly with "say { $number } text"; paging goes on until then.
escalation-answered-lead = escalation answered
escalation-taken = { $name } has taken over this escalation and answers for it.
escalation-answered = { $name } has answered the customer's escalation.
escalation-warning = { $percent }% of the time for the answer to the escalation has passed and nobody of the management has answered.
escalation-missed-lead = escalation not answered in time
escalation-missed-sorry = We have not answered your escalation within the promised time, and we are sorry; we go on calling until somebody answers.

clock-escalation = escalation to be answered { $before }
clock-escalation-over = escalation was to be answered before { $at }, { $over } over
board-escalated = escalated, awaiting an answer
board-escalated-urgent = escalated urgently, awaiting an answer

why-escalated = Escalated: { $at }
why-escalated-urgent = Escalated: { $at }, urgently
why-answer-target = Target: answer to the escalation within { $target }, counted { $hours }; from { $source }
why-answer-due = Due: only an answer to the escalation before { $at } is in time
why-answer-in-time = Answer to the escalation: { $at }, in time
why-answer-late = Answer to the escalation: { $at }, late by { $over } of service hours

fact-escalation-paged = paged { $name } for the escalation
fact-escalation-taken = took over the escalation
fact-escalation-answered = answered the escalation
fact-escalation-warned = warned at { $percent }% of the time for the answer to the escalation
fact-escalation-missed = recorded a late answer to the escalation, due before { $at }

refused-not-escalated = { $number } has no escalation that waits, so there is nothing to take over. To take the incident, send "ack { $short }".
refused-escalation-taken = { $number }: its escalation has been yours since { $at }, so it was not taken over again. To tell the customer something, send "say { $short } text".
