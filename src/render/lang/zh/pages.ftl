# 呼叫

page-headline = { $mark } { $level } { $title } | { $state }，{ $clock } | 呼叫 { $code } [{ $number }]
page-your-time = 您当地时间：{ $at }
page-why = { $person }：呼叫您是因为{ $role }，第 { $attempt } 次呼叫
page-why-step = { $person }：呼叫您是因为{ $role }（第 { $step }/{ $steps } 步，第 { $attempt } 次呼叫）
page-handoff = { $name } 请您接手：{ $summary }
page-tried = 已呼叫未应答：{ $people }
page-last-news = 最近进展 { $at }：{ $text }
page-next = 若无人认领，{ $at }呼叫 { $names }
page-taken = 呼叫 { $code } 不再需要处理：{ $name } 已认领。
page-withdrawn = 呼叫 { $code } 不再需要处理。
call-answered = { $name } 已回应呼叫，正在参与处理。
call-declined = { $name } 现在无法参与处理。请呼叫其他人员。
call-unanswered = 已呼叫 { $name } { $calls } 次，没有回应；会继续呼叫。也可以发送「呼叫 @其他人员 { $number }」。
call-unanswered-end = 已呼叫 { $name } { $calls } 次，没有回应，不再自动呼叫。请直接联系，或发送「呼叫 @其他人员 { $number }」。

target-oncall = 您正在「{ $name }」值班
target-next = 您是「{ $name }」的下一班
target-person = 呼叫策略指定了您
target-duty-manager = 您是值班主管
target-tam = 您是该客户的客户经理或其代班
target-account-representative = 您是该客户的客户代表
target-fallback = 其他步骤都找不到人，您是最后的联系人
target-assigned = 这个工单指派给了您
target-handoff = 有人请您接手这个工单
target-by-hand = 同事请您协助
