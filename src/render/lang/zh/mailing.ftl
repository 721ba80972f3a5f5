# 邮件通知

subscribed = { $name } 已订阅：今后的进展、级别调整、方案、关闭和重开会发到 { $address }。
subscribed-until = 关闭的通知是最后一封，重开后会再次通知。不再接收请发送「退订 { $number } 邮箱」。
unsubscribed = { $name } 已退订：今后的进展不再发到 { $address }。
mailbox-unknown = 邮件服务器表示 { $address } 不存在，因此今后的进展不再发到该邮箱。请核对后重新发送「订阅 { $number } 邮箱」。
email-no-replies = 本邮件由机器人发出，机器人读不到对邮件的回复。要答复、补充或退订，请到群「{ $room }」中发送。
button-unsubscribe = 退订
reply-unsubscribe = 退订 { $number } { $address }

mailbox-code-subject = [{ $number }] 请确认接收进展邮件
mailbox-code = { $name } 希望把 { $number } 的进展发到这个邮箱。如果同意，请把这个确认码告诉对方，由对方在 30 分钟内在原处发送「确认 { $code }」。
mailbox-code-else = 如果不同意，无需任何操作，不会再收到邮件。
code-mailed = { $address } 属于贵方的邮件域名，但没有登记为某个人的邮箱，因此先向它发出了确认码。收到后请在 30 分钟内在这里发送「确认 确认码」；在此之前不会发送进展。
mailed-too-often = 短时间内发出的确认码太多，因此没有再发。请 15 分钟后再试，或请系统管理员登记这个邮箱。
no-mail = 机器人没有配置邮件服务器，因此不能发送邮件。进展会照常发到群里；如需邮件，请联系客户经理。
no-address = 「{ $address }」不是可用的邮箱地址，因此没有执行。地址写作 name@company.example。
address-missing = 没有登记您的邮箱，因此不知道要发到哪里。请发送「订阅 { $number } 邮箱」，或请系统管理员登记您的邮箱。

refused-no-news-by-mail = 按照支持计划，{ $level }工单不提供邮件通知，因此 { $number } 没有订阅。进展会照常发到群里，也可以发送「查看 { $short }」。
refused-not-their-mailbox = { $address } 没有登记为该客户的邮箱，也不属于该客户的邮件域名，因此 { $number } 没有订阅：进展只能发给该客户自己。请改用已登记的邮箱，或请系统管理员登记。
refused-subscribed-before = { $address } 已经订阅了 { $number }，因此没有重复订阅。不再接收请发送「退订 { $short } 邮箱」。
refused-not-subscribed = { $address } 没有订阅 { $number }，因此无需退订。如果要退订的是其他邮箱，请发送「退订 { $short } 邮箱」。
refused-too-many-subscribers = { $number } 最多可以有 { $most } 个邮箱订阅，现在已满，因此没有订阅。请先退订其中一个，或订阅一个邮件组的地址。

fact-subscribed = 订阅进展邮件：{ $text }
fact-unsubscribed = 退订进展邮件：{ $text }
fact-mailbox-unknown = 停止进展邮件，邮件服务器表示邮箱不存在：{ $text }
