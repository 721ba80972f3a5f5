# 时刻与时长

moment = { $clock }（{ $zone }）
moment-ahead = { $clock }（{ $zone }），{ $away }后
moment-ago = { $clock }（{ $zone }），{ $away }前
moment-before = { $clock }（{ $zone }）前，还有 { $away }

length-moments = 不到 1 分钟
length-minutes = { $count } 分钟
length-hours = { $count } 小时
length-days = { $count } 天

amount-minutes = { $count } 分钟
amount-hours = { $count } 小时
amount-business_days = { $count } 个工作日

coverage-always = 7x24
coverage-hours = { $hours }（{ $zone }）
coverage-hours-holidays = { $hours }（{ $zone }，按法定节假日安排）
