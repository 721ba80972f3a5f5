# Management escalations: the response clock, the pages and the response

escalation-due = Escalation: requested at { $asked }, response due { $deadline }
escalation-over = Escalation: requested at { $asked }, response was due before { $at }, { $over } overdue
escalation-without-clock = Escalation: requested at { $asked }. The plan sets no response time; the duty manager handles it.
escalation-given = Escalation response: { $name }, { $at }, { $verdict }
escalation-ended = The incident was closed before anybody responded to the escalation, { $at }.
escalation-no-time = the plan sets no response time
escalated-again = Escalated { $times } times since { $at }. The clock does not restart; the earlier due time applies.
contacts-for-escalation = If urgent, also contact: { $contacts }

escalation-page = { $person }: you are paged because the customer escalated, page no. { $attempt } to you
escalation-page-urgent = { $person }: you are paged because the customer escalated urgently, page no. { $attempt } to you
escalation-words = Message from the customer: { $text }
escalation-how = Please respond to the customer: send "takeover { $number }", or respond directly with "say { $number } text". Paging continues until then.
escalation-answered-lead = escalation response given
escalation-taken = { $name } took over this escalation and is responsible for it.
escalation-answered = { $name } responded to the customer's escalation.
escalation-warning = { $percent }% of the escalation response time has passed and no manager has responded.
escalation-missed-lead = escalation overdue
escalation-missed-sorry = We are sorry: we have not responded to your escalation within the promised time. We continue to page until somebody responds.

clock-escalation = escalation response due { $before }
clock-escalation-over = escalation response was due before { $at }, { $over } overdue
board-escalated = escalated, awaiting a response
board-escalated-urgent = escalated urgently, awaiting a response

why-escalated = Escalated: { $at }
why-escalated-urgent = Escalated: { $at }, urgently
why-answer-target = Target: escalation response within { $target }, counted { $hours }; from { $source }
why-answer-due = Due: only an escalation response before { $at } is in time
why-answer-in-time = Escalation response: { $at }, in time
why-answer-late = Escalation response: { $at }, late by { $over } of service hours

fact-escalation-paged = paged { $name } for the escalation
fact-escalation-taken = took over the escalation
fact-escalation-answered = responded to the escalation
fact-escalation-warned = warned at { $percent }% of the escalation response time
fact-escalation-missed = recorded an overdue escalation response, due before { $at }

refused-not-escalated = { $number } has no open escalation, so there is nothing to take over. To acknowledge the incident, send "ack { $short }".
refused-escalation-taken = You have owned the escalation of { $number } since { $at }. Nothing changed. To tell the customer something, send "say { $short } text".

escalated-answer-house-rule = House rule (not a term of the contract, do not tell the customer): answer within { $length } ({ $hours }).
