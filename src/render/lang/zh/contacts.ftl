# 联系人与权限

contacts-administrators = 客户管理员：{ $names }（可开单、使用极速工单、同意关闭，并决定其他人的权限）
contact-primary = { $name }（主）
contact-backup = { $name }（备）
contacts-no-administrators = 还没有登记客户管理员，因此没有人可以改变权限。请联系客户经理登记主、备两位管理员。
contacts-decided = { $name }：{ $rights }（由管理员决定）
contacts-by-plan = { $name }：{ $rights }（按计划默认）
contacts-undecided = 管理员没有决定之前，按计划默认：{ $rights }
contacts-strangers = 未登记的群成员：可开单，不能使用极速工单，也不能同意关闭
contacts-how = 管理员可发送「联系人 允许 @人员 开单 | 加急 | 确认」或「联系人 不允许 @人员 开单 | 加急 | 确认」；发送「联系人 允许 @人员」登记、「联系人 移除 @人员」移除群成员。
contacts-ask-allow = 将允许 { $name }：{ $right }。
contacts-ask-deny = 将不再允许 { $name }：{ $right }。
contacts-allowed = 已允许 { $name }：{ $right }，立即生效。
contacts-denied = 已不再允许 { $name }：{ $right }，立即生效。
contact-approved = { $name }（管理员登记）
contacts-ask-register = 将登记 { $name }（账号 { $account }）为贵公司的联系人。
contacts-ask-register-with-right = 将登记 { $name }（账号 { $account }）为贵公司的联系人，并允许：{ $right }。
contacts-registered = 已登记 { $name }（账号 { $account }）为贵公司的联系人，立即生效。
contacts-registered-with-right = 已登记 { $name }（账号 { $account }）为贵公司的联系人，并允许：{ $right }，立即生效。
contacts-registered-next = 发送「联系人」可查看权限；发送「联系人 移除 @{ $name }」可移除。
contacts-ask-remove = 将移除联系人 { $name }，此后按未登记的群成员处理。
contacts-removed = 已移除联系人 { $name }，立即生效。
contacts-already-registered = { $name } 已是登记的联系人，因此没有改动。要改变权限，请发送「联系人 允许 @人员 开单 | 加急 | 确认」。
contacts-of-vendor = { $name } 由服务方登记，不能在这里移除，因此没有改动。请联系客户经理。
contacts-no-such-guest = 没有找到「{ $name }」的账号，因此没有执行。请用 @ 选择本群成员；如平台不支持，请对方先在本群报障一次。
contacts-administrators-may-all = { $name } 是客户管理员，始终拥有全部权限，因此没有改动。管理员由目录文件登记，请联系系统管理员。
contacts-not-yours = 联系人的权限只能由{ $who }决定，因此没有执行。请联系他们。

right-open = 开单
right-spend = 使用极速工单
right-confirm = 同意关闭
right-none = 没有权限
right-lacking = 您还没有「{ $right }」的权限，因此没有执行。可由{ $who }发送「联系人 允许 @您」后加上该权限来开通。
right-lacking-open = 请让他们代为开单；如果联系不上，请使用「支持计划」中列出的其他渠道。
right-lacking-spend = 不使用极速工单也可以开单，请发送「开单 标题」。
right-lacking-confirm = 如果问题仍在，您仍可发送「未解决 #编号 原因」。
