# 护航

escort-counts = 护航期间：{ $name }（至 { $until } 当天结束）
escort-counts-with-target = 护航期间：{ $name }（至 { $until } 当天结束），响应按护航时限计算
fact-escort-counts = 护航开始适用：{ $name }，至 { $until } 当天结束

why-escort-replaces = 护航：{ $name }（{ $from } 至 { $until }）期间，护航时限取代更长的时限。
why-escort-leaves = 护航：{ $name }（{ $from } 至 { $until }）；护航时限（{ $target }，{ $hours }）并不更早，因此仍按原时限。
why-escort-other-level = 护航：{ $name }（{ $from } 至 { $until }）的响应时限只用于紧急事件，不用于该级别。

plan-escort = 已登记护航：{ $name }，{ $from } 至 { $until }
plan-escort-target = 护航期间：{ $target }内响应，{ $hours }
plan-escort-urgent = 护航期间的紧急事件：{ $target }内响应，{ $hours }
plan-escort-experts = 护航期间专项应急小组同时会诊：{ $levels }
