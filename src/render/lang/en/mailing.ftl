# News by mail

subscribed = { $name } has subscribed: progress, changes of level, the solution, the closing and a reopening go to { $address } from now on.
subscribed-until = The closing is the last letter, unless the incident is opened again. To get no more, send "unsubscribe { $number } e-mail".
unsubscribed = { $name } has unsubscribed: news no longer goes to { $address }.
mailbox-unknown = The mail server says that there is no mailbox { $address }, so news no longer goes there. Please check the address and send "subscribe { $number } e-mail" again.
letter-is-deaf = This letter was written by the bot, which cannot read answers to it. To answer, to add something or to unsubscribe, please write in the group "{ $room }".
button-unsubscribe = Unsubscribe
reply-unsubscribe = unsubscribe { $number } { $address }

mailbox-code-subject = [{ $number }] Please confirm that you want the news by mail
mailbox-code = { $name } wants the news of { $number } sent to this mailbox. If you agree, give them this code; they send "confirm { $code }" in the place where they asked, within 30 minutes.
mailbox-code-else = If you do not agree, do nothing; no more letters will come.
code-mailed = { $address } is in your mail domain but is not declared as anybody's mailbox, so a code was sent to it first. Please send "confirm code" here within 30 minutes; no news is sent before.
mailed-too-often = Too many codes were sent in a short time, so no other was sent. Please try again in 15 minutes, or have the mailbox declared by the system administrator.
no-mail = The bot has no mail server, so it cannot send mail. News appears in the group as ever; for mail, please turn to your account manager.
no-address = "{ $address }" is not an e-mail address that can be used, so nothing was done. Addresses are written name@company.example.
address-missing = No mailbox of yours is declared, so it is not clear where to send the news. Please send "subscribe { $number } e-mail", or have your mailbox declared by the system administrator.

refused-no-news-by-mail = Under the support plan there is no news by mail for { $level }, so { $number } was not subscribed to. News appears in the group as ever, and "show { $short }" tells how it stands.
refused-not-their-mailbox = { $address } is neither declared as a mailbox of this customer nor in one of its mail domains, so { $number } was not subscribed to: news goes to the customer alone. Please use a mailbox that is declared, or have this one declared by the system administrator.
refused-subscribed-before = { $address } gets the news of { $number } already, so it was not subscribed again. To get no more, send "unsubscribe { $short } e-mail".
refused-not-subscribed = { $address } does not get the news of { $number }, so there is nothing to end. If another mailbox is meant, send "unsubscribe { $short } e-mail".
refused-too-many-subscribers = The news of { $number } goes to { $most } mailboxes already, which is the most, so this one was not added. Please unsubscribe one of them, or subscribe the address of a mailing list.

fact-subscribed = subscribed to news by mail: { $text }
fact-unsubscribed = ended news by mail: { $text }
fact-mailbox-unknown = news by mail ended, because the mail server knows no such mailbox: { $text }
