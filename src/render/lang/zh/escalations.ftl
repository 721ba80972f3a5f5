# 客户升级：答复时限、呼叫与答复

escalation-due = 升级请求：{ $asked }提出，答复时限 { $deadline }
escalation-over = 升级请求：{ $asked }提出，应于 { $at }前答复，已超时 { $over }
escalation-without-clock = 升级请求：{ $asked }提出，计划没有约定答复时限，值班主管正在处理。
escalation-given = 升级答复：{ $name }，{ $at }，{ $verdict }
escalation-ended = 升级请求在答复之前随工单关闭，{ $at }。
escalation-no-time = 计划没有约定答复时限
escalated-again = 自 { $at }起已升级 { $times } 次；计时不会重新开始，以较早的时限为准。
contacts-for-escalation = 紧急时也可直接联系：{ $contacts }

escalation-page = { $person }：呼叫您是因为客户要求升级，第 { $attempt } 次呼叫
escalation-page-urgent = { $person }：呼叫您是因为客户紧急升级，第 { $attempt } 次呼叫
escalation-words = 客户的话：{ $text }
escalation-how = 请答复客户：发送「接管 { $number }」，或用「回复 { $number } 内容」直接答复；答复之前会继续呼叫。
escalation-answered-lead = 升级已答复
escalation-taken = { $name } 已接管此次升级，由其负责答复。
escalation-answered = { $name } 已答复客户的升级请求。
escalation-warning = 答复升级的时限已过 { $percent }%，尚无管理人员答复。
escalation-missed-lead = 升级未按时答复
escalation-missed-sorry = 我们没有在承诺的时间内答复您的升级请求，十分抱歉；我们会继续呼叫，直到有人答复。

clock-escalation = 升级答复时限 { $before }
clock-escalation-over = 应于 { $at }前答复升级，已超时 { $over }
board-escalated = 客户已升级，待答复
board-escalated-urgent = 客户紧急升级，待答复

why-escalated = 升级：{ $at }提出
why-escalated-urgent = 升级：{ $at }提出，紧急
why-answer-target = 升级答复目标：{ $target }内，按 { $hours }计算；依据 { $source }
why-answer-due = 升级答复时限：{ $at }之前答复才算按时
why-answer-in-time = 升级答复：{ $at }，按时
why-answer-late = 升级答复：{ $at }，按服务时间计算超时 { $over }

fact-escalation-paged = 为升级呼叫 { $name }
fact-escalation-taken = 接管升级
fact-escalation-answered = 答复升级
fact-escalation-warned = 升级答复时限已过 { $percent }%
fact-escalation-missed = 升级未按时答复，应于 { $at } 前答复

refused-not-escalated = { $number } 目前没有待处理的升级，因此没有可以接管的内容。要认领工单，请发送「认领 { $short }」。
refused-escalation-taken = { $number } 的升级已于 { $at }由您接管，因此没有重复接管。要告知客户，请发送「回复 { $short } 内容」。

escalated-answer-house-rule = 默认规则（不是合同约定，请勿告知客户）：{ $length }内答复（{ $hours }）。
