# 极速工单与配额

express-ask = 将为「{ $title }」提交极速工单，计时从您确认时开始，现在还没有开单。
express-promise = 承诺：确认后 { $length }内响应（{ $hours }）
express-news = ；每 { $every }同步一次进展，也可以另行约定时间
express-cost = 将从 { $pool }使用 1 次（剩余 { $left }/{ $of }）；目前合计可用 { $all } 次。
express-used-up = 极速工单已经用完，因此没有开单，也没有扣减。
express-none-in-force = 您现在没有有效的极速工单包，因此没有开单。
express-open-instead = 不使用极速工单也可以开单，请发送：开单 { $title }
express-who-buys = 要增加次数，请由{ $who }购买极速工单包。
express-not-offered = 您目前的支持计划没有极速工单，因此没有开单。
express-never-later = 已经开的工单不能改成极速工单，因为极速工单在提交时选择，因此没有执行。要提交极速工单，请发送「加急 标题」；要加快这个工单，请发送「升级 #编号 原因」。
express-paid = 极速工单：已从 { $pool }使用 1 次，合计还剩 { $left } 次
express-given-back = 极速次数已退回
express-given-back-why = { $why }，因此本单不扣减次数，1 次已退回到 { $pool }。
given-back-resorted = 支持人员已改为普通级别
given-back-duplicate = 本单与另一个工单重复
given-back-out-of-scope = 问题不在服务范围内

quota-title = 极速工单：合计可用 { $left } 次
quota-line = { $pool }：剩余 { $left }/{ $of }，{ $until } 当天结束前有效
quota-spent = { $at } { $number } { $by }：从 { $pool }使用 1 次
quota-returned = { $at } { $number } { $by }：退回 1 次到 { $pool }
quota-none = 您目前的支持计划没有按次计算的服务，因此没有余额可以显示。发送「支持计划」可查看包含的内容。

pool-month = { $month } 月额度
pool-pack = { $from } 起的极速工单包

fact-express-spent = 以极速工单提交，从 { $pool }使用 1 次
fact-express-given-back = 退回极速工单 1 次到 { $pool }
