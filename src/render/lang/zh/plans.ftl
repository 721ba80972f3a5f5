# 支持计划与时限说明

plan-title = { $plan } · { $tier }
plan-none = 本群目前没有生效的支持计划，因此没有可以显示的权益。您仍可发送「开单 标题」，值班主管会处理。
plan-open-now = { $channel }：现在在服务时间内，{ $hours }
plan-closed-now = { $channel }：现在不在服务时间内，下次开始 { $at }；服务时间 { $hours }
plan-tam = 客户经理：{ $name }，{ $hours }；其他时间由代班人员负责
plan-tam-agreed = 客户经理：{ $name }（另行约定）
plan-tam-unnamed = 客户经理：计划包含，尚未指定
plan-tam-none = 客户经理：本等级不包含
plan-channel = { $channel } { $hours }
plan-channels = 受理渠道：{ $channels }
plan-contacts-open = 联系方式（{ $hours }，现在可用）：{ $contacts }
plan-contacts-closed = 联系方式（{ $hours }，现在未开放）：{ $contacts }
plan-languages = 支持语言：{ $languages }
plan-status-page = 状态页（故障与维护窗口）：{ $address }
plan-regions = 不在服务区域内：{ $regions }

why-opened = 开单：{ $at }，级别 { $level }
why-target = 目标：{ $target }内响应，按 { $hours }计算；{ $tier }，依据 { $source }
why-counted = 计入：{ $stretches }
why-counted-more = 计入：{ $stretches }；另有 { $count } 段
why-stretch = { $from } 至 { $to } 计 { $length }
why-minutes-seconds = { $minutes } 分 { $seconds } 秒
why-due-settled = { $on }：节假日安排已公布，重新计算后到期时间不变，不再是暂定
why-due-settled-moved = { $on }：节假日安排已公布，重新计算后到期时间由 { $was } 改为 { $at }
why-due = 时限：{ $at }之前响应才算按时
why-changed = 改级：{ $at }，{ $who } 调整为「{ $level }」{ $reason }
why-rule-of-change = 改级规则：提高级别取原时限与新时限中较早的一个；降低级别从开单时刻按新目标重新计算；响应之后不再变化。
why-answered = 响应：{ $at }；该级别没有约定时限
why-in-time = 响应：{ $at }，按时
why-late = 响应：{ $at }，按服务时间计算超时 { $over }
why-update-every = 进展：每 { $every }一次，下次 { $at }
why-update-once = 进展：约定下次 { $at }
why-no-update = 进展：目前没有约定下次时间

house-rule = 默认规则（不是合同约定）
why-update-every-house-rule = 进展：每 { $every }一次，下次 { $at }；依据默认规则（不是合同约定）
