# 列表、看板与查看

list-open = 本群未关闭的工单（{ $count } 个）：
list-open-none = 本群没有未关闭的工单。要报告问题，请发送「开单 标题」。
list-mine = 您的工单（{ $count } 个）：
list-mine-none = 没有您提交或负责的未关闭工单。要查看本群全部工单，请发送「列表 全部」。
list-all = 本群的工单（{ $count } 个）：
list-all-none = 本群还没有工单。要报告问题，请发送「开单 标题」。
list-more = 另有 { $count } 个未显示。
ambiguous = 本群有 { $count } 个未关闭的工单，不清楚您指的是哪一个，因此没有执行。请带上编号重新发送：

list-open-of-yours = 您可以看到的未关闭工单（{ $count } 个）：
list-open-of-yours-none = 没有您可以看到的未关闭工单。
list-mine-of-yours = 您的工单（{ $count } 个）：
list-mine-of-yours-none = 没有您提交或负责的未关闭工单。要查看全部工单，请发送「列表 全部」。
list-all-of-yours = 您可以看到的工单（{ $count } 个）：
list-all-of-yours-none = 还没有您可以看到的工单。
list-of-customer = { $customer } { $line }
ambiguous-of-yours = 您可以看到 { $count } 个未关闭的工单，不清楚您指的是哪一个，因此没有执行。请带上编号重新发送：

board-title = 未关闭的工单（{ $count } 个），时限最近的在前：
board-none = 目前没有未关闭的工单。
board-line = [{ $number }][{ $level }] { $customer } · { $title } | { $state }，{ $clock }
board-unanswered = 未应答：{ $names }
board-called = { $name }（第 { $attempt } 次，{ $at }）
board-next-call = 下次呼叫 { $at }
board-missed = 进展漏写 { $count } 次
board-region = 服务区域外
board-silenced = 暂停呼叫至 { $at }

show-opened = 问题：{ $title }，报告于 { $at }
show-last-update = 最近进展，{ $name }，{ $at }：{ $text }

merged-pages = { $count } 个呼叫，发送「收到 全部」可认领全部：
merged = 有 { $count } 条消息，按紧急程度合并如下：
