# 对命令的简短回答

not-found = 本群没有编号为 { $number } 的工单，因此没有执行。发送「列表 全部」可查看本群的工单。
nothing-open-of-yours = 没有您可以看到的未关闭工单，因此不清楚您指的是哪一个。请带上编号，或发送「列表 全部」查看。
not-found-of-yours = 没有找到您可以查看的工单 { $number }，因此没有执行。发送「列表」可查看。
nothing-open = 本群没有未关闭的工单，因此不清楚您指的是哪一个。请带上编号，或发送「列表 全部」查看。
wrong-place-note = 内部备注不能在客户群里记录，因为客户会看到，因此没有保存。请在内部群发送「内部备注 #编号 内容」，并在本群撤回原消息。
wrong-place = 「{ $name }」不在客户群里使用，因为客户会看到，因此没有执行。请在内部群发送，例如：{ $example }
no-right = 您没有使用「{ $name }」的权限，因此没有执行。可由以下人员操作：{ $who }。请联系他们，或发送「升级」由值班主管处理。
role-with-names = { $role }（{ $names }）

confirm-lower-level = { $number } 将降为「{ $level }」，响应时限和进展频率会随之放宽。
confirm-close = { $number } 将代客户关闭，结果记为「{ $outcome }」，呼叫和进展随即停止。
confirm-silence = { $number } 将暂停呼叫，至 { $until }，其间不会有人被呼叫。
confirm-publish = 这段话会发到群「{ $group }」，记在 { $number }（{ $title }）。
confirm-publish-no-group = 这段话会发给 { $number }（{ $title }）的客户。
confirm-publish-hint = 写成 { $number } 可以省去这一步；如果数字不是编号，请不要回复。
confirmation-how = 如果确定，请在 2 分钟内回复「确认 { $code }」；不回复则不会执行。
confirmation-expired = 这个确认码已过期或已使用，因此没有执行。请重新发送原来的命令。

unknown-person = 没有找到「{ $typed }」这个人员或团队，因此没有执行。请用 @ 选择人员，或发送「值班」查看名单。
contended = 其他人同时在修改这个工单，因此您的操作没有执行。请查看最新状态后重新发送。
already-done =
    { $seconds ->
        [0] 刚刚已经执行过，没有重复执行。
       *[other] { $seconds } 秒前已经执行过，没有重复执行。
    }
language-set-zh = 本群今后使用中文。
language-set-en = 本群今后使用英文。
language-set-both = 本群今后同时使用中文和英文。
report-offered = 还没有开单。要报告「{ $words }」吗？请回复数字：
report-offered-clock = 10 分钟内回复，响应时间从您刚才的话算起。
report-offered-without-levels = 回复 1：开单。10 分钟内回复，时间从您刚才的话算起。

page-not-found = 没有找到发给您的呼叫「{ $code }」，因此没有执行。请核对呼叫里的四位数字，或回复「认领 #编号」。
you-are-welcome = 不客气。有新情况请随时告诉我们。
noted-politely = 好的。有新情况请随时告诉我们。
polite-consent = 如果问题已解决，请发送「同意关闭 { $number }」。
no-page-waits = 没有等您回应的呼叫。
all-pages-asked = 以下 { $count } 个呼叫在等您回应，将全部认领：
all-pages-answered = 已认领 { $count } 个：
all-pages-taken = { $number } { $title }：已认领
all-pages-taken-by = { $number } { $title }：已由 { $name } 认领
all-pages-not-taken = { $number } { $title }：不再需要处理
page-of-another = 呼叫「{ $code }」是发给另一位同事的，因此没有执行。要由您接手，请发送「认领 { $number }」。
number-missing = 「{ $name }」需要编号，因为已关闭的工单不会自动选中，因此没有执行。请发送「{ $example }」。
reason-missing = 「{ $name }」降级需要说明原因，因为客户会看到，因此没有执行。请发送「{ $example }」。
may-not-lower = 您没有权限降低 { $number } 的级别，因此没有执行。可由以下人员操作：{ $who }。请联系他们。
outside-group = 这个命令只能在客户群里使用，因为需要知道是哪一个客户，因此没有执行。请到相应的客户群发送。
unknown-team = 没有名为「{ $typed }」的值班组，因此没有执行。现有的值班组：{ $teams }。
which-team = 不清楚是哪个值班组的班，因此没有登记。可能是：{ $teams }。请写明值班组，例如：顶班 { $first } 至 18:00
unknown-group = 没有可以镜像到的群「{ $typed }」，因此没有执行。可选的群：{ $groups }。
nobody-on-call = 值班组「{ $typed }」现在没有人值班，因此没有呼叫任何人。请用 @ 指定人员。
no-such-time = 没有「{ $typed }」这个时间，因此没有执行。请写成 15:30、明天 9:00 或 2026-03-10 15:30。
no-such-end = 结束时间不在将来，因此没有执行。请写成 30m、2h 或将来的时间，例如 18:00。
recorded = 已记录到 { $number }。
done = { $number }：已{ $what }。
done-paged = 已呼叫 { $name }，{ $at }。
done-handoff = 已请 { $name } 接手，对方接受前仍由您负责。
done-rated = 谢谢您的评价，已转给 { $name }。
done-rated-nobody = 谢谢您的评价。
