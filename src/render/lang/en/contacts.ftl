# Contacts and what they may do

contacts-administrators = Customer administrators: { $names } (they may open, spend express tickets and agree to close, and decide for the others)
contact-primary = { $name } (primary)
contact-backup = { $name } (backup)
contacts-no-administrators = No customer administrator is entered, so nobody can change these rights. Please ask your account manager to enter two, a primary and a backup.
contacts-decided = { $name }: { $rights } (decided by an administrator)
contacts-by-plan = { $name }: { $rights } (as the plan has it)
contacts-undecided = Until an administrator decides, the plan has it so: { $rights }
contacts-strangers = Members who are not entered: may open; may neither spend express tickets nor agree to close
contacts-how = Administrators can send "contacts allow @person open | spend | confirm" or "contacts deny @person open | spend | confirm".
contacts-ask-allow = { $name } will be allowed to: { $right }.
contacts-ask-deny = { $name } will no longer be allowed to: { $right }.
contacts-allowed = { $name } may from now on: { $right }.
contacts-denied = { $name } may no longer: { $right }.
contacts-administrators-may-all = { $name } is a customer administrator and always has all rights, so nothing was changed. Administrators are entered in the directory file; please ask an administrator of the bot.
contacts-not-yours = The rights of contacts are decided by: { $who }. So nothing was done; please ask them.

right-open = open incidents
right-spend = spend express tickets
right-confirm = agree to close
right-none = nothing
right-lacking = You may not do this yet: { $right }. So nothing was done. It can be given by: { $who }, with "contacts allow @you" and the right.
right-lacking-open = Please let them open it; if they cannot be reached, use one of the other ways that "plan" lists.
right-lacking-spend = You can open it without an express ticket: please send "open" and the title.
right-lacking-confirm = If the problem is still there, you can send "reject #number" and the reason.
