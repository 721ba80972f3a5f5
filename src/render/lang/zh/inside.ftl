# 仅供内部

withheld = 此消息仅供内部查看。
incident-unreadable = 暂时读不到相关工单，因此无法显示内容。请发送「列表」查看工单。

told-at-once = 按级别规定立即告知您（{ $role }）；无需认领。
step-nobody = 呼叫策略的这一步没有人值班：{ $targets }
unfilled-oncall = 「{ $name }」的值班人员
unfilled-next = 「{ $name }」的下一班
unfilled-person = { $name }
unfilled-duty-manager = 值班主管
unfilled-tam = 客户经理
unfilled-account-representative = 客户代表
step-nobody-cost = 已直接进入下一步，没有等待。
step-nobody-do = 请补上值班空缺：发送「顶班 @人员 至 时间」。

paging-rests = 尚无人认领。该级别的服务时间已结束，现在不再呼叫；继续呼叫：{ $until }。
paging-rests-do = 若现在就要处理，请发送「认领 { $number }」，或「呼叫 @人员 { $number }」。

silenced = { $name } 已暂停呼叫，至 { $until }；到时自动恢复。
silence-ended = 暂停已结束，继续呼叫。

inside-out-of-contract-lead = 合同之外的求助
inside-unknown-group = 该群尚未绑定客户：{ $room }
inside-unknown-person = 单聊中的陌生账号，不知道属于哪个客户：{ $room }
inside-contract-not-in-force = 该客户的合同不在有效期内：{ $room }
inside-plan-missing = 该客户合同中的计划没有加载：{ $room }
inside-out-of-contract-wrote = { $name }：{ $text }
inside-out-of-contract-do = 请值班主管决定：发送「认领 { $number }」处理，或联系客户核实合同。

restored-lead = 数据库已从备份恢复
restored = 机器人的记录截至 { $from }，恢复于 { $to }。
restored-lost = 这段时间内发给机器人的内容已丢失，包括认领、新工单、补充、解决方案和关闭确认；机器人在此期间发出的消息也没有记录。
restored-numbers = 目前已知的最后一个工单是 { $number }。在它之后告知过的编号会重新分配给其他工单。
restored-do = 请用「看板」逐一核对未关闭的工单，重新认领，并补报缺失的工单。标有「重复」的消息此前可能已经送达。
dead-letter-lead = 有消息无法送达
dead-letter = 未送达：{ $what }，收件：{ $to }
dead-letter-error = 原因：{ $error }
dead-letter-do = 没有其他可用的渠道。请直接联系收件人，并检查机器人与账号设置。
subject-page = 呼叫
subject-receipt = 新工单的回执
subject-status-update = 工单的进展
subject-question = 向客户询问资料的消息
subject-solution = 解决方案和关闭确认
subject-closing = 工单关闭的通知
subject-warning = 提醒
subject-words = 群里的留言
subject-credit = 服务积分或极速次数的通知
subject-special-handling = 特殊处理的通知
subject-change = 工单变化的通知
subject-answer = 对命令的回复
receiver-group = 群「{ $name }」
