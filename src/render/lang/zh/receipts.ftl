# 受理回执

receipt-received = 已受理
promise-due = 响应承诺：{ $target }内，即 { $deadline }
promise-while-ungraded = 尚未定级，计时已经开始，暂按最长的响应时限：{ $deadline }。定级后按该级别从开单时起计算。
promise-plan = 服务：{ $tier } · { $hours }
promise-due-alone = 响应承诺：{ $deadline }
deadline = { $at }前
deadline-ahead = { $clock }（{ $zone }）前，还有 { $left }
promise-provisional = 该时间为暂定，因为其中涉及的年份尚未公布节假日安排。
promise-outside = 现在不在本群的服务时间内。
promise-starts-later = 本群从 { $at }起计时。{ $promise }
contacts-open-now = 要更快得到响应，请现在联系：{ $contacts }
contacts-open-now-within = 要在 { $target }内得到响应，请现在联系：{ $contacts }
contacts-about = 这类问题也可以直接联系：{ $contacts }

no-clock-none = 您的计划（{ $tier }）对这一级别没有约定响应时限，我们会在处理时告知您。
no-clock-best-effort = 您的计划（{ $tier }）对这一级别不约定时限，我们会在服务时间内尽快答复。
no-clock-monthly = 您的计划（{ $tier }）对这一级别每月集中答复一次，不单独计时。
no-clock-periodic = 您的计划（{ $tier }）对这一级别按约定周期集中答复，不单独计时。
no-clock-contract = 您的合同尚未写明这一级别的时限，客户经理会与您确认。
no-clock-not-offered = 这一级别不由本群受理，没有约定时限；请发送「支持计划」查看受理渠道。
no-clock-out-of-contract = 目前没有合同约定的响应时限，由值班主管决定如何处理。
no-clock-level-missing = 尚未定级，您的计划对本群的级别没有约定响应时限。

response-given = 响应：{ $name }，{ $at }，{ $verdict }
verdict-in-time = 在承诺时限内
verdict-late = 晚于承诺的 { $due }
verdict-no-clock = 该级别没有约定时限

receipt-tam = 客户经理：{ $tam }
receipt-deputy = 客户经理代班：{ $tam }
receipt-owner = 负责人：{ $name }
receipt-paged = 已呼叫值班：{ $names }
receipt-paged-later = 值班人员将于 { $at }收到呼叫
receipt-prepare = 请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
receipt-choose-level = 影响有多大？请回复数字：
receipt-set-level = 也可以发送「定级 { $number } 一级」。
level-defined = { $line }。{ $meaning }
level-undefined = 支持计划没有定义
level-numbered = 回复 { $rank }：{ $name }，{ $promise }
other-level-unknown = 「{ $typed }」不是本群的级别，已先开单。
other-level-nearest = 「{ $typed }」已按「{ $level }」受理。如果不对，请重新定级。
other-level-elsewhere = 「{ $typed }」不在本群受理，已按本群最紧急的「{ $level }」受理。由以下渠道受理会更快：{ $channels }。
other-level-other-tier = 「{ $typed }」不在您的服务等级之内，已按本群最紧急的「{ $level }」受理。
next-update = 下次进展：{ $at }前

level-line = L{ $rank } { $name }：{ $promise }
level-within = { $length }内响应
level-needs = { $promise }，需要{ $needs }
level-included = { $promise }，每月含 { $count } 次
level-best-effort = 尽快响应
level-shared-hours = 以上均按服务时间计算：{ $hours }
level-monthly = 每月集中答复
level-periodic = 按约定周期答复
level-by-contract = 按合同约定
level-no-time = 不约定响应时限

out-of-contract-unknown-group = 您的问题已记录。本群尚未绑定客户合同，因此没有合同约定的响应时限。
out-of-contract-unknown-person = 您的问题已记录。机器人不认识这个账号，因此不知道适用哪份合同。如果您有支持合同，请在贵公司的支持群里报障，那里有响应时限。
out-of-contract-contract-not-in-force = 您的问题已记录。您的合同目前不在有效期内，因此没有合同约定的响应时限。
out-of-contract-plan-missing = 您的问题已记录。系统暂时读不到您的支持计划，因此还算不出响应时限。
out-of-contract-told = 已通知值班主管：{ $name }。
out-of-contract-told-nobody = 已通知值班人员。
out-of-contract-what-to-do = 请在本群等待答复，并用「补充 { $number } 内容」写明贵公司名称和联系人。本条为自动回执，不计为响应。
out-of-contract-what-to-do-alone = 请在这里等待答复，并用「补充 { $number } 内容」写明贵公司名称和联系人。本条为自动回执，不计为响应。

opened-inside = 新工单
customer-and-plan = 客户：{ $customer } · { $plan } { $tier }
customer-without-plan = 客户：{ $customer } · 没有生效的计划
reported-by = 报告人：{ $name }，{ $at }

due-settled-lead = 到期时间已确定
due-settled = { $what }的到期时间由暂定的 { $was } 改为 { $at }：该年的节假日安排已经公布。
due-settled-why = 计算过程请发送「为什么 { $number }」。
