# 首行：编号、级别、标题、状态、时限

headline = { $mark } [{ $number }][{ $level }] { $title } | { $state }，{ $clock }
headline-alone = { $mark } [{ $number }][{ $level }] { $title } | { $state }
level-in-full = 级别：{ $level }
level-short = { $rank }级
level-unset = 未定级

state-awaiting-response = 待响应
state-open = 待认领
state-acknowledged = 处理中
state-resolved = 已给出方案，待确认
state-closed = 已关闭（{ $outcome }）

outcome-agreed = 客户同意
outcome-transferred = 已转移给客户
outcome-cancelled = 客户取消
outcome-change-request = 转为变更请求
outcome-duplicate = 与其他工单重复
outcome-withdrawn = 报告人撤回
outcome-out-of-scope = 超出服务范围

clock-response = 响应时限 { $before }
clock-response-over = 应于 { $at }前响应，已超时 { $over }
clock-next-update = 下次进展 { $at }前
clock-since = 自 { $at }起
clock-closed = { $at }

the-bot = 值守机器人
unknown-customer = 未登记的客户

button-read = 全文
reply-read = 查看 { $object } 全文
button-ack = 认领
reply-ack = 收到 { $object }
button-pass = 转交
reply-pass = 转交 { $object }
button-confirm = 同意关闭
reply-confirm = 同意关闭 { $object }
button-reject = 未解决
reply-reject = 未解决 { $object }
button-escalate = 升级
reply-escalate = 升级 { $object }
button-answer = 补充
reply-answer = 补充 { $object } 内容
button-skip = 跳过
reply-skip = 跳过 { $object }
button-say = 补充
reply-say = 补充 { $object } 内容
button-rate = 评价
reply-rate = 评价 { $object } 5
button-update = 进展
reply-update = 进展 { $object } 内容
button-wait = 待客户
reply-wait = 待客户 { $object } 需要什么
button-solve = 方案
reply-solve = 方案 { $object } 内容
button-handoff = 交接
reply-handoff = 交接 { $object } @人员 说明
button-take = 认领
reply-take = 认领 { $object }
