# 进展

update-lead = 第 { $sequence } 次进展，{ $word }
stage-investigating = 尚无人认领
stage-mitigating = 处理中
stage-recovered = 已恢复待确认
stage-closed = 已关闭

update-impact = 影响：{ $title }，自 { $since }起
update-text = 变化：{ $text }
update-cut = 全文较长，发送「查看 { $number }」可看全文。
update-holding = 变化：暂无新进展，团队仍在处理。恢复时间暂无可靠预计。本条自动发布于 { $now }。
update-unacknowledged = 变化：尚无人认领。{ $called }{ $told }
update-called = 已呼叫 { $count } 次，最近 { $at }。
update-manager-told = 已告知值班主管。
update-posted = 恢复时间暂无可靠预计。本条自动发布于 { $now }。
update-last-known = 最近确认，{ $at }：{ $text }
update-next = 下次进展：{ $at }前
update-next-consent = 下次进展：收到您的确认之后
update-next-open = 下次进展：有变化时发布；如需定时更新，请告诉我们
update-owner = 负责人：{ $owner } · 发送「升级 { $number }」可升级
update-owner-by-link = 负责人：{ $owner } · 可用链接「升级」升级
update-no-owner-by-link = 负责人待定，值班人员已被呼叫 · 可用链接「升级」升级
update-no-owner = 负责人待定，值班人员已被呼叫 · 发送「升级 { $number }」可升级
