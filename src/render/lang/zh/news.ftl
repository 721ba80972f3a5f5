# 刚刚发生的事

acknowledged-say = 需要补充信息请发送「补充 { $number } 内容」。
assigned = 已指派负责人：{ $name }
handoff-offered = { $from } 请 { $to } 接手：{ $summary }
handoff-how = 同意请发送「认领 { $number }」；在接手之前负责人不变。
a-colleague = 同事
cadence-every = 约定每 { $every }更新一次进展；下次：{ $next }
cadence-once = 约定下次进展时间：{ $next }
said = { $name }（客户）补充：{ $text }
replied = { $name } 回复：{ $text }
severity-lead = 级别已调整
severity-changed = 级别由「{ $from }」调整为「{ $to }」
severity-by = 调整人：{ $name }；原因：{ $reason }
severity-by-without-reason = 调整人：{ $name }
escalated-urgent = 已紧急升级
escalated-normal = 已升级
escalated = { $name } 要求升级处理：{ $reason }
escalated-without-reason = { $name } 要求升级处理。
escalated-to = 已通知值班主管：{ $name }
escalated-to-duty = 已通知值班人员
escalated-answer = 计划承诺：{ $length }内答复升级请求（{ $hours }）
