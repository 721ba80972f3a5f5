# Contacts and what they may do

contacts-administrators = Customer administrators: { $names } (may open, spend express tickets and agree to close, and set the rights of others)
contact-primary = { $name } (primary)
contact-backup = { $name } (backup)
contacts-no-administrators = No customer administrator is registered, so nobody can change these rights. Ask your account manager to register two: a primary and a backup.
contacts-decided = { $name }: { $rights } (set by an administrator)
contacts-by-plan = { $name }: { $rights } (plan default)
contacts-undecided = Until an administrator sets them, the plan's default rights apply: { $rights }
contacts-strangers = Members who are not registered: may open; may not spend express tickets or agree to close
contacts-how = Administrators can send "contacts allow @person open | spend | confirm" or "contacts deny @person open | spend | confirm"; "contacts allow @person" registers a member of the group, "contacts remove @person" removes one again.
contacts-ask-allow = { $name } will be allowed to: { $right }.
contacts-ask-deny = { $name } will no longer be allowed to: { $right }.
contacts-allowed = { $name } may now: { $right }.
contacts-denied = { $name } may no longer: { $right }.
contact-approved = { $name } (registered by an administrator)
contacts-ask-register = { $name } (account { $account }) will be a contact of your company.
contacts-ask-register-with-right = { $name } (account { $account }) will be a contact of your company and may: { $right }.
contacts-registered = { $name } (account { $account }) is now a contact of your company.
contacts-registered-with-right = { $name } (account { $account }) is now a contact of your company and may: { $right }.
contacts-registered-next = "contacts" shows the rights; "contacts remove @{ $name }" removes the contact.
contacts-ask-remove = { $name } will no longer be a contact, only a member who is not registered.
contacts-removed = { $name } is no longer a contact.
contacts-already-registered = { $name } is a contact already. Nothing changed. To change a right, send "contacts allow @person open | spend | confirm".
contacts-of-vendor = { $name } was registered by the vendor and cannot be removed here. Nothing changed. Ask your account manager.
contacts-no-such-guest = No account was found for "{ $name }". Nothing changed. Choose a member of this group with @; where the platform has no mentions, let them report something here first.
contacts-administrators-may-all = { $name } is a customer administrator and always has all rights. Nothing changed. The directory file names the administrators. Ask a bot administrator.
contacts-not-yours = Only { $who } may change the rights of contacts. Nothing changed. Ask them.

right-open = open incidents
right-spend = spend express tickets
right-confirm = agree to close
right-none = nothing
right-lacking = You may not do this yet: { $right }. Nothing changed. To get the right, ask { $who } to send "contacts allow @you" and the right.
right-lacking-open = Ask them to open it. If you cannot reach them, use another channel that "plan" lists.
right-lacking-spend = You can open it without an express ticket: send "open" and the title.
right-lacking-confirm = If the problem is still there, you can send "reject #number" and the reason.
