# 资料、重复与评价

help-intake = 查看工单还缺哪些资料，或补充资料
help-skip = 跳过机器人正在询问的资料
help-duplicate = 说明两个工单是同一问题，关闭前一个，在后一个继续处理
help-withdraw = 撤回您误报的工单；有人处理时先请负责人同意
help-rate = 为已关闭的工单评分
missing-original = 「{ $name }」后面缺少另一个工单的编号，无法确定与哪一个重复。
missing-meeting-link = 「{ $name }」后面缺少会议链接，因此没有设置。链接以 https:// 开头；取消请写「取消」。
missing-score = 「{ $name }」后面缺少评分，评分为 1 到 5，5 为最好。
choices-rate = 1、2、3、4、5

option-original = 原工单
option-original-about = 继续处理的那个工单的编号
option-score = 评分
option-score-about = 1 到 5，5 为最好
option-words = 说明
option-words-about = 您对服务的意见
choice-1 = 1 很差
choice-2 = 2 较差
choice-3 = 3 一般
choice-4 = 4 较好
choice-5 = 5 很好

required-info-question = 请补充「{ $item }」（{ $place }/{ $count }）：{ $question }请发送「补充 { $number } 内容」，没有请发送「跳过 { $number }」。计时与呼叫照常进行。
required-info-question-by-link = 请补充「{ $item }」（{ $place }/{ $count }）：{ $question }请用链接「补充」填写，没有请用链接「跳过」。计时与呼叫照常进行。
required-info-taken = { $name } 补充了资料：
required-info-taken-from = { $name } 在「{ $room }」补充了资料：
required-info-item = { $item }：{ $text }
required-info-rest = 另外：{ $text }
required-info-skipped = 已跳过「{ $item }」。
required-info-complete = 需要的资料已齐，谢谢您。
required-info-over = 不再询问其他资料。发送「资料 { $number }」可随时查看和补充。
required-info-over-by-link = 不再询问其他资料。
required-info-missing = 尚缺：{ $items }。发送「资料 { $number }」可查看和补充。
required-info-item-missing = { $item }：尚缺。{ $question }
required-info-item-skipped = { $item }：已跳过。{ $question }
required-info-how = 随时可以补充，一次可以写多项，例如：资料 { $number } { $item }：内容
required-info-unread = 没有读到资料的名称，因此没有记录。请先写名称和冒号，再写内容。
required-info-none = 您的支持计划没有规定要补充的资料，因此不需要补充。要补充信息，请发送「补充 { $number } 内容」。

looks-like = 与 { $other }「{ $title }」相似。如果是同一问题，请发送「重复 { $short } 同 { $other-short }」；在此之前两个工单都会处理。
looks-like-by-link = 与 { $other }「{ $title }」相似，两个工单都会处理；是否为同一问题由技术支持判断。
looks-like-inside = 与同群的 { $other }「{ $title }」相似。如果是同一问题，请发送「重复 { $short } 同 { $other-short }」。
not-your-report = 只能把您自己报告的工单并入本群的另一个工单，因此 { $number } 没有合并。如果确实是同一问题，请发送「补充 { $short }」并写明另一个编号，由技术支持合并。
duplicate-goes-on = 与 { $original } 是同一问题，后续进展以 { $original } 为准。
duplicate-of-known = 您反映的问题属于一个已知故障，我们正在统一处理。
duplicate-inside = 并入其他客户的 { $original }，请勿在客户群提及。
duplicate-taken = { $duplicate } 反映的是同一问题，已由 { $name } 并入本工单。
duplicates = 已并入的工单：{ $numbers }

rate-invitation = 欢迎为本次服务评分：发送「评价 { $number } 5」，1 到 5，5 为最好，后面可附说明。
rate-invitation-by-link = 欢迎用链接「评价」为本次服务评分，1 到 5，5 为最好，并可附说明。
rated = { $name } 评价 { $score } 分：{ $words }
rated-without-words = { $name } 评价 { $score } 分。

fact-required-info-asked = 询问「{ $item }」
fact-required-info-given = { $item }：{ $text }
fact-required-info-skipped = 跳过「{ $item }」
fact-duplicate-of = 认定与 { $other } 重复
fact-has-duplicate = 并入 { $other }
fact-rated = 评价 { $score } 分 { $text }

refused-nothing-asked = { $number } 目前没有在等待您补充的资料，因此无需跳过。要查看资料，请发送「资料 { $short }」。
refused-asked-before = { $number } 现在没有在询问「{ $item }」，因此没有跳过。已经填写的内容保持不变。
refused-same-incident = 两个编号都是 { $number }，因此没有合并。请写明另一个工单的编号。
refused-original-closed = { $original } 已经关闭，不再处理，因此 { $number } 没有并入。如果问题仍在，请先发送「重开 { $original-short } 原因」。
refused-not-over-yet = { $number } 还没有关闭，因此现在不能评价。关闭后请发送「评价 { $short } 5」。
refused-rating-settled = 您对 { $number } 的评价只能在 { $until }之前修改，因此没有变化。要补充意见，请联系您的客户经理。
