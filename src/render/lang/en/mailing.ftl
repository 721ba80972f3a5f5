# Updates by e-mail

subscribed = { $name } subscribed. Status updates, severity changes, the solution, the closing and a reopening now go to { $address }.
subscribed-until = The closing is the last e-mail, unless the incident is reopened. To stop, send "unsubscribe { $number } e-mail".
unsubscribed = { $name } unsubscribed. Updates no longer go to { $address }.
mailbox-unknown = The mail server says that { $address } does not exist, so updates no longer go there. Check the address and send "subscribe { $number } e-mail" again.
email-no-replies = The bot sent this e-mail and cannot read replies to it. To answer, add information or unsubscribe, write in the group "{ $room }".
button-unsubscribe = Unsubscribe
reply-unsubscribe = unsubscribe { $number } { $address }

mailbox-code-subject = [{ $number }] Please confirm that you want updates by e-mail
mailbox-code = { $name } wants updates on { $number } sent to this mailbox. If you agree, give them this code. They send "confirm { $code }" where they asked, within 30 minutes.
mailbox-code-else = If you do not agree, do nothing. You will get no more e-mails.
code-mailed = { $address } is in your mail domain but is nobody's registered mailbox, so a code was sent to it first. Send "confirm code" here within 30 minutes. No updates are sent before that.
mailed-too-often = Too many codes were sent in a short time, so none was sent now. Try again in 15 minutes, or ask a bot administrator to register the mailbox.
no-mail = The bot has no mail server, so it cannot send e-mail. Updates appear in the group as usual. For e-mail, contact your account manager.
no-address = "{ $address }" is not a valid e-mail address. Nothing changed. Write name@company.example.
address-missing = You have no registered mailbox, so it is not clear where to send updates. Send "subscribe { $number } e-mail", or ask a bot administrator to register your mailbox.

refused-no-news-by-mail = The support plan has no updates by e-mail for { $level }. Nothing changed. Updates on { $number } appear in the group as usual; "show { $short }" shows the state.
refused-not-their-mailbox = { $address } is not a registered mailbox of this customer and is in none of its mail domains. Nothing changed. Updates on { $number } go to the customer only. Use a registered mailbox, or ask a bot administrator to register this one.
refused-subscribed-before = { $address } already gets updates on { $number }. Nothing changed. To stop, send "unsubscribe { $short } e-mail".
refused-not-subscribed = { $address } does not get updates on { $number }, so there is nothing to stop. If you mean another mailbox, send "unsubscribe { $short } e-mail".
refused-too-many-subscribers = Updates on { $number } already go to { $most } mailboxes, the maximum. This one was not added. Unsubscribe one of them, or subscribe the address of a mailing list.

fact-subscribed = subscribed to updates by e-mail: { $text }
fact-unsubscribed = stopped updates by e-mail: { $text }
fact-mailbox-unknown = stopped updates by e-mail, because the mail server does not know the mailbox: { $text }
