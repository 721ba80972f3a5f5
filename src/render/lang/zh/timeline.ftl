# 时间线

timeline-title = 经过（{ $zone }）：
timeline-earlier = 更早的 { $count } 条未显示。
timeline-line = { $at } { $who } { $what }

fact-opened = 开单：{ $text }
fact-paging-planned = 计划自 { $at } 起呼叫值班
fact-paging-rests = 服务时间外，暂不呼叫，{ $at } 继续
fact-paged = 呼叫 { $name }
fact-call-answered = 回应呼叫，参与处理
fact-passed-on = 无法处理，转给下一步
fact-told = 告知 { $name }
fact-step-found-nobody = 第 { $step } 步无人值班
fact-acknowledged = 认领
fact-responded = 首次响应
fact-assigned = 指派给 { $name }
fact-handoff-offered = 请 { $name } 接手：{ $text }
fact-handoff-accepted = 从 { $name } 接手
fact-updated = 第 { $sequence } 次进展：{ $text }
fact-holding-update = 第 { $sequence } 次进展（自动）：暂无新进展
fact-cadence-agreed = 约定下次进展 { $at }
fact-noted = 内部备注：{ $text }
fact-said = 补充：{ $text }
fact-severity-changed = 调整为「{ $level }」{ $text }
fact-escalated = 升级 { $text }
fact-escalated-urgent = 紧急升级 { $text }
fact-response-warned = 响应时限已过 { $percent }%
fact-response-missed = 响应超时，应于 { $at } 前响应
fact-silenced = 暂停呼叫至 { $at } { $text }
fact-silence-ended = 恢复呼叫
fact-mirrored = 镜像到「{ $room }」
fact-mirror-ended = 取消在「{ $room }」的镜像
fact-resolved = 给出方案：{ $text }
fact-confirmed = 同意关闭
fact-rejected = 表示未解决 { $text }
fact-reopened = 重开 { $text }
fact-closed = 关闭（{ $outcome }）{ $text }
