# 确认、关闭与重开

consent-solution = { $name } 给出的方案：{ $solution }
consent-please = 请您确认：问题已解决请发送「同意关闭 { $number }」，仍未解决请发送「未解决 { $number } 原因」。
consent-please-by-link = 请您确认：问题已解决请用链接「同意关闭」，仍未解决请用链接「未解决」。
consent-awaited = 正在等待客户确认。
consent-wait = 在您答复之前工单不会自动关闭；关闭之后仍可重开。
consent-reopen = 关闭之后仍可重开。

end-wished = { $name } 表示已解决：{ $text }
withdrawal-wished = { $name } 要撤回这个工单。
end-wished-do = 请核实，然后发送「方案 { $number } 内容」，由客户同意后关闭。
withdrawal-wished-do = 同意的话请发送「撤回 { $number }」；否则继续处理，并回复客户。
end-wished-told = 已转告负责人 { $name }，会由对方答复。
end-wished-told-nobody = 已转告支持人员；认领的人会答复您。

rejected-lead = 客户表示未解决
rejected = { $name } 表示问题仍未解决：{ $reason }
rejected-without-reason = { $name } 表示问题仍未解决。
reopened-lead = 已重开
reopened = { $name } 重新打开了工单：{ $reason }
reopened-without-reason = { $name } 重新打开了工单。
owner-none = 负责人待定

closed-by = { $name } 于 { $at }关闭，结果：{ $outcome }
closed-figures = 共发布进展 { $sent } 次，其中未按时提供 { $missed } 次。
closed-reopen-by-link = 如果问题再次出现，请用群里置顶的报障页面重新报障，并写明 { $number }。
closed-reopen = 如果问题再次出现，请发送「重开 { $number } 原因」。
