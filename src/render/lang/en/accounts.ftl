# Linking accounts

link-code = Your code: { $code }. Within 10 minutes, write to the bot alone from your account on the other platform: "user link { $code }". It works once; please pass it on to nobody and never type it in a group.
link-code-sent = A code was sent to { $name } in private; it is valid for 10 minutes.
linked = Done: this account is { $name } from now on.
linked-before = This account belongs to { $name } already, so nothing was changed. If that is wrong, please tell an administrator.
linked-elsewhere = Your account "{ $account }" on the platform "{ $platform }" is now linked to you. If that was not you, please tell an administrator at once.
link-no-way = There is no private way to reach { $name }, so no code was sent. Please give them one under "ways" in the directory file first.
link-code-unknown = This code is wrong, used or no longer valid, so nothing was linked. Please get a new one from an administrator or under an account that is known, and use it within 10 minutes.
link-code-spoiled = A code must not be typed in a group, because others can read it: if it was valid, it is void now. Please get a new one and send it to the bot alone.
link-too-often = There were too many wrong codes, so none is taken for now. Please try again in 15 minutes, or ask an administrator.
link-needs-code = The bot does not know this account, so it gives out no code for it. Please ask an administrator, or send "user link" under an account that is known, and bring the code to a direct chat here.
link-alone-only = Codes are not given out in a customer's group, so none was. Please write to the bot alone: "user link".
link-others-not = Only administrators of the bot may have codes sent to others, so nothing was done. For one of your own, send "user link".
