# 说过的话，以及留存的部分

secret-taken-out = 您的消息里有疑似密码或密钥的内容。它在保存之前已被隐去，但群内成员可能已经看到：请尽快更换，并撤回该消息。

catchup-problem = { $level }：{ $title }，由 { $name } 报告于 { $at }
catchup-name = { $name }
catchup-people = 参与人员：{ $names }
catchup-tried = 已做的工作（{ $zone }）：
catchup-tried-nothing = 尚无人记录做过什么。
catchup-customer = 客户最后的话，{ $name }，{ $at }：{ $text }
catchup-customer-silent = 没有留存客户的发言。

transcript-title = 最近留存的发言，新的在前（{ $count } 条，{ $zone }）：
transcript-none = 没有留存的发言：没有人说过话，或已过保存期限。
transcript-line = { $at } { $who }：{ $text }
transcript-export = 如需全部内容，请机器人的运维人员执行：{ $command }

record-title = { $number } { $title }
record-level = 级别
record-state = 状态
record-customer = 客户
record-opened = 开单
record-closed = 关闭
record-reporter = 报告人
record-owner = 负责人
record-audience = 读者
record-audience-customer = 客户
record-audience-staff = 仅限支持方
record-said = 发言与经过（{ $zone }）
record-inside = 内部
record-unsure = 也可能与其他工单有关
record-nothing = 没有留存的内容。
