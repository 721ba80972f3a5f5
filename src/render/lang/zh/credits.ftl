# 服务积分

credit-proposed-lead = 建议给予服务积分
credit-for-response = 首次响应
credit-for-escalation = 升级答复
credit-computation = { $what }：应于 { $due }前，计至 { $until }；按服务时间超时 { $over }，服务期延长 { $days } 天
credit-rule = 计划规定：按服务时间每超时满 { $minutes } 分钟，服务期延长 { $days } 天。
credit-decide = 请决定：发送「批准积分 { $credit }」或「拒绝积分 { $credit } 原因」。
credit-approved-lead = 服务积分已批准
credit-approved = 服务积分 { $credit }：{ $name } 已批准，服务期延长 { $days } 天
credit-refused-lead = 服务积分未批准
credit-refused = 服务积分 { $credit }（{ $days } 天）：{ $name } 未批准
credit-reversed-lead = 服务积分已冲正
credit-reversed = 服务积分 { $credit }：{ $name } 已冲正，服务期缩短 { $days } 天
credit-reason = 原因：{ $reason }
credit-growing = { $what }仍未完成，截至现在应给予服务积分 { $days } 天

credits-none = 目前没有生效的服务积分。
credits-none-waiting = 目前没有待决定的服务积分。
credits-waiting = 待决定的服务积分（{ $count } 项）：
credit-waiting = { $customer } · { $line }
credit-line = { $credit } · { $number } · { $what }超时 { $over } · { $days } 天
credit-not-found = 没有编号为 { $credit } 的服务积分，因此没有执行。请发送「服务积分」查看待决定的积分及其编号。
plan-contract = 合同有效期至：{ $until }
plan-contract-extended = 合同有效期至：{ $until }，其中服务积分 { $days } 天

confirm-approve-credit = 将批准服务积分 { $credit }（{ $number }，{ $customer }）：服务期延长 { $days } 天，并告知客户。
confirm-reverse-credit = 将冲正服务积分 { $credit }（{ $number }，{ $customer }）：服务期缩短 { $days } 天，并把原因告知客户。
refused-no-such-credit = { $number } 没有服务积分 { $credit }，因此没有执行。请发送「服务积分」查看编号。
refused-credit-proposed = 服务积分 { $credit } 尚未批准，因此没有可以冲正的内容。要拒绝，请发送「拒绝积分 { $credit } 原因」。
refused-credit-approved = 服务积分 { $credit } 已经批准，因此没有执行。要撤回，请发送「冲正积分 { $credit } 原因」。
refused-credit-refused = 服务积分 { $credit } 已经拒绝，因此没有执行。已作出的决定不会更改。
refused-credit-reversed = 服务积分 { $credit } 已经冲正，因此没有执行。已作出的决定不会更改。

fact-credit-proposed = 建议服务积分 { $credit }：{ $days } 天
fact-credit-approved = 批准服务积分 { $credit }：{ $days } 天
fact-credit-refused = 拒绝服务积分 { $credit } { $text }
fact-credit-reversed = 冲正服务积分 { $credit }：{ $days } 天 { $text }

late-response-sorry = 我们没有在 { $at }前响应您的工单，十分抱歉。
late-answer-sorry = 我们没有在 { $at }前答复您的升级请求，十分抱歉。
credit-being-decided = 是否因此给予服务积分，值班主管正在决定；无论结果如何都会告知您。
