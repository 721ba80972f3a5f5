# 等待客户答复，以及交班

state-waiting = 待客户提供信息
clock-answer = 请于 { $at }前答复
clock-answer-over = 答复期限 { $at }已过

waiting-for = { $name } 需要您提供：{ $what }
waiting-wanted-by = 希望在 { $at }之前收到。
waiting-how = 请直接发送「补充 { $number } 内容」，收到后立即继续处理。
waiting-how-by-link = 请用链接「补充」填写，收到后立即继续处理。
waiting-closes = 如果到 { $at }仍没有您的答复，将按支持计划记为“{ $outcome }”并关闭。
waiting-closes-inside = 如果到 { $at }客户仍未答复，将按支持计划记为“{ $outcome }”并关闭。
waiting-closes-parked = 等待期间暂停处理和定时进展；如果到 { $at }仍没有收到，将按支持计划记为“{ $outcome }”并关闭。
waiting-reminders = 关闭之前会在 { $times } 提醒您。
waiting-reminders-inside = 关闭之前会在 { $times } 提醒客户。
waiting-not-parked = 此工单不会因此暂停：进展和呼叫照常进行。
waiting-standing-consent = 等待客户确认至 { $at }，逾期记为“{ $outcome }”
waiting-standing-information = 等待客户提供：{ $what }；至 { $at }，逾期记为“{ $outcome }”
waiting-reminder-lead = 等待您的答复
waiting-still-for = 还需要您提供：{ $what }
waiting-resumed = 不再等待，继续处理（{ $name }）。

why-consent = 等待确认：自 { $from } 起 { $length }，按 { $hours } 计算，至 { $at }；逾期记为“{ $outcome }”。
why-information = 等待信息：自 { $from } 起 { $length }，止于工作时间内（{ $hours }），即 { $at }；逾期记为“{ $outcome }”。

resolution-answered = 已解答
resolution-permanent-workaround = 永久应对措施
resolution-change-request = 需要变更请求
solved-as = 解决方式：{ $resolution }

closed-without-consent = 给出方案后，客户在约定期限内没有答复。
closed-without-information = 所请求的信息在约定期限内没有收到。
closed-reopen-until = 如果问题再次出现，请在 { $at }前发送「重开 { $number } 原因」；之后发送会另开一个关联的工单。
closed-reduced = 文字和姓名已按支持计划的保留期限清除，仅保留数据。

continues = 接续 { $number }：距其关闭已久，不再重开原工单。
continued-as = 后续工单：{ $number }
reopen-continued = { $old } 关闭已久，不能重开，后续已由 { $number } 处理，因此没有另开工单。请发送「补充 #{ $bare } 内容」，如果它也已关闭，请发送「重开 #{ $bare } 原因」。

handover-lead = 请在交班前交接
handover-wanted = 您的班次将于 { $at }结束，此工单仍在处理中。
handover-to = 请发送「交接 { $number } @{ $person } 摘要」，交给下一班的 { $name }。
handover-to-nobody = 下一班无人值班，请发送「交接 { $number } @人员 摘要」。
handover-otherwise = 如果到时没有人接手，将告知值班主管。
handover-missed-lead = 交班时无人接手
handover-missed = { $name } 的班次已于 { $at }结束，此工单没有完成交接。
handover-offered = 已请 { $name } 接手，尚未接受。
handover-missed-do = 请发送「指派 { $number } @人员」。

fact-information-asked = 请客户提供：{ $text }
fact-information-asked-until = 请客户提供：{ $text }（等待至 { $at }）
fact-resumed = 不再等待，继续处理
fact-answer-reminded = 第 { $count } 次提醒客户答复，期限 { $at }
fact-handover-asked = 请负责人在 { $at } 交班前交接
fact-handover-missed = { $at } 交班时无人接手
fact-continues = 接续 { $number } { $text }
fact-resolved-as = 给出方案（{ $resolution }）：{ $text }
fact-reduced = （文字已按保留期限清除）

refused-waiting = { $number } 正在等待客户提供信息（至 { $at }），期间没有定时进展，因此没有执行。如要继续处理，请发送「恢复 { $short }」。
refused-not-waiting = { $number } 没有在等待客户，因此无需恢复。要请客户提供信息，请发送「待客户 { $short } 需要什么」。
refused-too-late-to-reopen = { $number } 只能在 { $at }之前重开，因此没有执行。请发送「重开 { $short } 原因」另开一个关联的工单。

waiting-parked = 等待期间暂停处理和定时进展。
waiting-reminded = 会在 { $times } 提醒您。
waiting-reminded-inside = 会在 { $times } 提醒客户。
waiting-standing-consent-open = 等待客户确认
waiting-standing-information-open = 等待客户提供：{ $what }
why-consent-house-rule = 等待确认：自 { $from } 起 { $length }，按 { $hours } 计算，至 { $at }；这是默认规则，不是合同约定，届时由值班主管决定。
why-information-house-rule = 等待信息：自 { $from } 起 { $length }，止于工作时间内（{ $hours }），即 { $at }；这是默认规则，不是合同约定，届时由值班主管决定。
left-unanswered-lead = 客户一直没有答复
left-unanswered = 等待的期限是默认规则，不是合同约定，因此没有自动关闭；不会再提醒客户。
left-unanswered-consent = 请决定：发送「代客户关闭 { $number } 为 转移 原因」，或联系客户后继续等待。
left-unanswered-information = 请决定：发送「代客户关闭 { $number } 为 取消 原因」，发送「恢复 { $number }」继续处理，或联系客户后继续等待。
fact-left-unanswered = 客户没有答复，请值班主管决定
fact-answer-reminded-open = 第 { $count } 次提醒客户答复
