# 未执行的操作

this-incident = 该工单
refused-already-taken = { $number } 已由 { $name } 于 { $at }认领，因此没有重复认领。如需参与，请联系 { $name }，或由对方发送「交接 { $short } @您」。
refused-already-yours = 您已于 { $at }认领 { $number }。
refused-closed = { $number } 已于 { $at }关闭（{ $outcome }），因此没有执行。如果问题仍在，请发送「重开 { $short } 原因」。
refused-solution-offered = { $number } 已于 { $at }给出方案，正在等待客户确认，因此没有执行。如果问题仍在，请发送「未解决 { $short } 原因」。
refused-no-solution = { $number } 还没有给出方案，因此没有可以确认的内容。如需加快处理，请发送「升级 { $short }」。
refused-not-their-report = 只能撤回您自己报告的工单，因此 { $number } 没有撤回。如需关闭，请发送「补充 { $short } 原因」。
refused-not-closed = { $number } 没有关闭，因此无需重开。要补充信息，请发送「补充 { $short } 内容」。
refused-same-severity = { $number } 已经是这个级别，因此没有调整。要查看当前状态，请发送「查看 { $short }」。
refused-nobody-is-paged = { $number } 目前没有正在进行的呼叫，因此没有执行。要呼叫同事，请发送「呼叫 @人员 { $short }」。
refused-silence-too-long = { $number } 是一级工单，最多只能暂停呼叫 { $length }，因此没有执行。请给出更短的时间。
refused-not-in-the-future = 给出的时间已经过去，因此 { $number } 没有变化。请给出一个将来的时间。
refused-same-person = { $number } 的负责人就是您本人，因此无需交接。要交给他人，请发送「交接 { $short } @人员 说明」。
refused-followed-there = { $number } 的进展已经发到「{ $room }」，因此没有重复添加。要查看当前状态，请发送「查看 { $short }」。
refused-not-followed-there = { $number } 没有镜像到「{ $room }」，因此无需移除。要查看当前状态，请发送「查看 { $short }」。
refused-not-their-room = 「{ $room }」既不是内部群，也不是该客户的群，因此 { $number } 没有镜像过去。请选择内部群或该客户的其他群。
