# Linking accounts

link-code = Your code: { $code }. Within 10 minutes, send "user link { $code }" to the bot in a direct chat from your other account. It works once. Do not share it or post it in a group.
link-code-sent = A code was sent to { $name } in private. It is valid for 10 minutes.
linked = Done. This account now belongs to { $name }.
linked-before = This account already belongs to { $name }. Nothing changed. If that is wrong, tell an administrator.
linked-elsewhere = Your account "{ $account }" on the platform "{ $platform }" is now linked to you. If this was not you, tell an administrator at once.
link-no-way = { $name } has no private contact method, so no code was sent. Add one under "contact_methods" in the directory file first.
link-code-unknown = This code is wrong, used or expired. Nothing was linked. Get a new one from an administrator or from an account the bot knows, and use it within 10 minutes.
link-code-spoiled = Others can read a code posted in a group. If this code was valid, it is void now. Get a new one and send it to the bot in a direct chat.
link-too-often = There were too many wrong codes, so the bot accepts none for now. Try again in 15 minutes, or ask an administrator.
link-needs-code = The bot does not know this account and cannot give it a code. Ask an administrator, or send "user link" from an account it knows and bring the code to a direct chat here.
link-alone-only = The bot gives out no codes in a customer's group. Send "user link" to the bot in a direct chat.
link-others-not = Only bot administrators may have codes sent to others. No code was sent. To get one for yourself, send "user link".
unknown-account = The bot does not know this account. Customers: mention the bot in your company's support group, or ask your administrator to register your account. Vendor's staff: send "user link" from a known account and bring the code here. If something is broken, send "open" and the problem: it is kept and the duty manager is notified.
