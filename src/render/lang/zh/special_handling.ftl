# 访问权限、定级、现场支持、专项应急小组

confirm-lower-without-access = { $number } 将因客户拒绝授权访问而降为「{ $level }」，响应时限和进展频率会随之放宽；依据会发给客户。

access-please = 请立即授权访问系统：发送「访问权限 授权 { $number }」；不同意请发送「访问权限 拒绝 { $number } 原因」。请勿在群里发送密码。
access-please-or-falls = 请立即授权访问系统：发送「访问权限 授权 { $number }」；不同意请发送「访问权限 拒绝 { $number } 原因」，届时可能改为「{ $level }」。请勿在群里发送密码。
access-awaited = 访问权限：客户尚未答复
access-stands-granted = 访问权限：{ $name } 于 { $at }授权
access-stands-refused = 访问权限：{ $name } 于 { $at }拒绝
access-recorded-by = { $name }（代客户）
access-granted-lead = 已授权访问
access-refused-lead = 拒绝授权访问
access-granted = { $name } 授权访问系统：{ $reason }
access-granted-without-reason = { $name } 授权访问系统。
access-refused = { $name } 拒绝授权访问系统：{ $reason }
access-refused-without-reason = { $name } 拒绝授权访问系统。
access-refused-slower = 没有访问权限会延误解决。如果改变主意，请发送「访问权限 授权 { $number }」。
access-refused-falls = 没有访问权限会延误解决；按支持计划，值班主管可以将级别改为「{ $level }」。如果改变主意，请发送「访问权限 授权 { $number }」。
access-raise-again = 级别曾因没有访问权限而降低；如需恢复，请发送「定级 { $number } { $level } 原因」。

downgrade-proposed-lead = 建议降级
downgrade-proposed-do = 按支持计划可改为「{ $level }」。值班主管同意请发送「拒绝访问降级 { $number }」；依据会保留并发给客户。
lowered-without-access-lead = 因没有访问权限降级
lowered-evidence = 依据：{ $name } 于 { $at }拒绝授权访问：{ $reason }
lowered-evidence-without-words = 依据：{ $name } 于 { $at }拒绝授权访问
lowered-raise = 如需恢复级别，请先发送「访问权限 授权 { $number }」，再发送「定级 { $number } { $level } 原因」。

plan-access = 需要立即授权访问系统的级别：{ $levels }
plan-onsite = 现场支持：{ $levels }
plan-experts = 专项应急小组同时会诊：{ $levels }

regraded-lead = 级别已由支持方调整
ruled-lead = 值班主管已裁决级别
ruled-by = 裁决人：{ $name }；原因：{ $reason }
ruled-by-without-reason = 裁决人：{ $name }
ruled-stands = 级别维持「{ $level }」
regraded-object = 如果不同意，请发送「升级 { $number } 原因」，由值班主管处理。
lowering-proposed-lead = 建议调低级别
lowering-proposed = 进展表明情况已缓解，支持计划对此规定的级别是「{ $level }」。
lowering-proposed-do = 属实请发送「定级 { $number } { $short } 原因」；客户会收到通知。

sent-out-lead = 已派人前往现场
sent-out = { $person } 正前往现场，预计 { $at }到达；派遣人：{ $name }
sent-out-due = 承诺 { $at }前到达
sent-out-arrive = 到达后请发送「到场 { $number }」；如会晚到，请让值班主管重新发送「派遣 { $number } @人员 时间」。
arrived-lead = 已到达现场
arrived = { $person } 已到达现场，路上用时 { $length }（按 { $hours } 计）
arrival-late-lead = 现场人员未到
arrival-late = { $person } 预计 { $at }到达，还没有到场的消息。
arrival-missed = 支持计划承诺 { $person } 于 { $at }前到达，还没有到场的消息。
arrival-late-do = 已到请发送「到场 { $number }」；未到请告知新的时间，由值班主管发送「派遣 { $number } @人员 时间」。
visit-under-way = 现场：{ $person } 已在 { $from }派出，预计 { $at }到达
visit-there = 现场：{ $person } 已在 { $at }到达
why-visit-under-way = 现场：{ $person }，{ $from }派出，已用时 { $length }（按 { $hours } 计）
why-visit-there = 现场：{ $person }，{ $from }派出，{ $to }到达，用时 { $length }（按 { $hours } 计）
why-visit-due = 现场承诺：{ $at }前到达，据 { $source }
why-visit-no-target = 现场承诺：支持计划没有规定时限，因此只计时；据 { $source }

experts-are-called = 专项应急小组已全部呼叫：{ $count } 人
experts-stand = 专项应急小组，{ $at }呼叫：已应答 { $present }；未应答 { $missing }
experts-nobody = 无
experts-called-lead = 已呼叫专项应急小组
experts-called = { $name } 呼叫了专项应急小组：{ $count } 人
expert-joined-lead = 专家已加入
expert-joined = { $person } 已加入专项应急小组
experts-missing-lead = 专家未应答
experts-missing = 专项应急小组未应答：{ $missing }；已呼叫 { $calls } 次
experts-undeclared = 目录文件没有为该客户登记 experts，因此呼叫的是值班主管。
target-expert = 您是该客户专项应急小组的专家
target-restored = 数据库已从备份恢复，此呼叫可能已有人认领

refused-access-not-needed = { $number } 的级别不取决于访问权限，因此没有执行。要补充说明请发送「补充 { $short } 内容」。
refused-evidence-missing = 代客户记录访问权限需要写明是谁、怎么说的，因此没有记录。请发送「访问权限 拒绝 { $short } 说明」。
refused-access-not-refused = 还没有人拒绝授权访问 { $number }，因此没有降级。请先发送「访问权限 拒绝 { $short } 说明」。
refused-ruled = 值班主管已在 { $at }裁决 { $number } 的级别，因此没有更改。如果不同意，请发送「升级 { $short } 原因」；值班主管可以发送「定级裁决」再次更改。
refused-no-onsite = { $tier }在这个级别没有现场支持，因此没有为 { $number } 派人。有现场支持的级别：{ $levels }；可用的渠道：{ $channels }。
refused-no-onsite-at-all = { $tier }不含现场支持，因此没有为 { $number } 派人。可用的渠道：{ $channels }。
refused-no-onsite-no-plan = { $number } 没有生效的支持计划，因此没有派人。请值班主管联系客户核实合同。
refused-nobody-sent-out = 没有人被派往 { $number } 的现场，因此没有记录。请先发送「派遣 { $short } @人员 时间」。
refused-there-already = { $person } 已在 { $at }到达 { $number } 的现场，因此没有再次记录。要查看请发送「查看 { $short }」。
refused-no-experts = 目录文件没有为该客户登记 experts，因此没有为 { $number } 呼叫任何人。要单独呼叫请发送「呼叫 @人员 { $short }」。
refused-all-experts-answered = { $number } 的专项应急小组都已应答，因此没有再次呼叫。要查看请发送「查看 { $short }」。

fact-access-granted = 授权访问系统 { $text }
fact-access-refused = 拒绝授权访问系统 { $text }
fact-access-granted-recorded = 记录客户授权访问系统 { $text }
fact-access-refused-recorded = 记录客户拒绝授权访问系统 { $text }
fact-lowered-without-access = 因没有访问权限降级，依据：{ $name } 于 { $at } 拒绝 { $text }
fact-ruled = 裁决级别为「{ $level }」 { $text }
fact-lowering-proposed = 建议调低为「{ $level }」
fact-sent-out = 派 { $name } 前往现场，预计 { $at } 到达
fact-arrived = 记录 { $name } 已到达现场
fact-arrival-overdue = 记录现场人员未按预计的 { $at } 到达
fact-arrival-missed = 记录现场人员未按承诺的 { $at } 到达
fact-experts-called = 呼叫专项应急小组，{ $count } 人
fact-expert-joined = 加入专项应急小组
fact-experts-called-again = 第 { $call } 次呼叫未应答的专家

access-unanswered-do = 客户没有答复是否授权访问。如要改为「{ $level }」，请发送「定级裁决 { $number } { $typed } 原因」；否则级别不变。
why-access = 访问权限：该级别需要立即授权；依据 { $source }
why-access-or-falls = 访问权限：该级别需要立即授权，否则可改为「{ $level }」；依据 { $source }。{ $length }内没有答复时请值班主管决定（默认规则）。
fact-access-unanswered = 客户没有答复访问权限，已请值班主管决定是否改为「{ $level }」

region-lead = 服务区域
region-not-served = 「{ $region }」不在支持计划的服务区域内。工单照常处理；值班主管 { $name } 会与您商定适用的安排。
region-not-served-nobody = 「{ $region }」不在支持计划的服务区域内。工单照常处理；值班人员会与您商定适用的安排。
region-not-served-inside = 服务区域外：{ $region }。工单照常处理和计时；请值班主管与客户商定适用的安排。
region-served = 区域已更正，在支持计划的服务区域内。
fact-region-not-served = 记录区域：{ $region }，不在支持计划的服务区域内
fact-region-served = 更正区域，在支持计划的服务区域内
