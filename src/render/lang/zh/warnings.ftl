# 时限提醒（内部）

warning-share = 响应时限已过 { $percent }%，尚无人响应。
warning-missed = 已超过承诺的响应时限，尚无人响应。
warning-unanswered = 已呼叫未应答：{ $people }
warning-nobody-paged = 目前没有等待应答的呼叫。

ask-update-wanted = 请提供进展
ask-update = 下一次进展的时限：{ $at }。
ask-update-how = 请发送「更新 { $number } 内容」：现在的影响、有何变化、正在做什么、需要客户做什么。
ask-update-otherwise = 届时没有内容，将自动发布“暂无新进展”并告知值班主管。

update-missed = 进展未按时提供
update-missed-what = { $at }的进展没有人写，已自动发布“暂无新进展”。负责人：{ $owner }；累计 { $missed } 次。
no-owner = 尚无负责人
