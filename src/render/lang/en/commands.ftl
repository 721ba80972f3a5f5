# Help on commands

help-title = You can use these commands; parts in brackets may be left out:
help-line = { $usage }: { $summary }. Example: { $example }
help-more = Send "help" and a command to read more about it, for example: { $example }
help-detail =
    "{ $name }": { $summary }
    Usage: { $usage }
    Also written: { $names }
    Example: { $example }
help-asks-always = You are asked first: it takes effect when you reply with the code, which is valid for two minutes.
help-asks-when-lowering = You are asked before a level is lowered; raising it takes effect at once.
help-number-left-out = If only one incident is open in this group, you may leave the number out.
help-not-yours = "{ $name }" is for { $roles }, so you cannot use it. If you need it done, please contact them, or send: { $example }

role-customer = members of the customer
role-customer-admin = customer administrators
role-engineer = on-call engineers
role-tam = the account manager
role-duty-manager = the duty manager
role-admin = administrators of the bot

help-open = report a problem; the clock starts now
help-show = see the state, owner and due times of an incident
help-list = list the incidents of this group
help-say = add information to an incident
help-level = ask for another level
help-escalate = bring an incident to the duty manager
help-confirm = agree to close an incident that is solved
help-reject = say that the problem is not solved, so that work goes on
help-reopen = open a closed incident again
help-plan = see the support plan, its hours, levels and targets
help-why = explain how each due time was computed
help-lang = set the language of this group
help-help = see the commands you can use
help-ack = take an incident or a page, which stops the paging
help-assign = name the owner of an incident
help-update = publish progress to the customer
help-note = keep a note that only staff can see
help-solve = offer the solution and ask the customer for consent
help-every = agree with the customer how often to report progress
help-next = agree with the customer when to report next
help-page = page a person or a team
help-handoff = pass an incident or a page on; the owner stays until the other accepts
help-oncall = see who is on call, and until when
help-cover = take over part of a shift, yourself or for the person named
help-board = see the open incidents by nearest due time
help-close = close an incident for the customer; a reason is required
help-silence = stop the paging for a limited time
help-mirror = follow an incident in a staff room or another group of its customer too, or no longer
help-user-link = link an account on another platform to the same person
help-group-check = check what this group is bound to, the platform, the bot and the people
help-subscribe = get the news of an incident by e-mail
help-unsubscribe = get no more news of an incident by e-mail
help-takeover = take over a customer's escalation and answer for it
help-credit-show = see the service credits and the contract's end
help-credit-approve = approve a service credit, which extends the contract
help-credit-refuse = refuse a service credit; a reason is required
help-credit-reverse = take an approved service credit back; a reason is required and the customer reads it
help-wait = ask the customer for something; work rests until it is here
help-resume = wait for the customer no longer and go on
help-catchup = read the facts so far: what is wrong, what was tried, who works on it, what is promised
help-transcript = read the last words kept with an incident, and how to export all of them
help-express = report a problem as an express ticket, which takes one of those you have
help-quota = see how many express tickets are left, who spent them, and when they end
help-contacts = see who may open, spend express tickets and agree to close; administrators decide
help-access = let support into the system, or refuse to
help-regrade = decide on the level of an incident, with a reason that both sides read
help-downgrade-access = lower the level because access was refused; the evidence is kept
help-dispatch = send somebody to the customer's site and say when they will be there
help-arrived = record the arrival at the customer's site
help-war-room = call all experts of the customer's emergency group at once

# Commands that were not understood

unknown-verb-none = There is no command "{ $typed }", so nothing was done. Send "help" to see the commands; to report a problem, send "open" and a title.
unknown-verb-one = There is no command "{ $typed }", so nothing was done. Did you mean "{ $first }"? Reply 1 to read about it, or send "help".
unknown-verb-several = There is no command "{ $typed }", so nothing was done. You may have meant: { $numbered }. Reply with a number to read about it, or send "help".

please-send = Please send it as "{ $usage }", for example: { $example }

missing-title = "{ $name }" lacks a title, which tells the people on call who can help.
missing-text = "{ $name }" lacks its text, so there is nothing to record.
missing-severity = "{ $name }" lacks the level, so it is not clear which one you ask for.
missing-person = "{ $name }" lacks a person, so it is not clear who is to own the incident.
missing-page-target = "{ $name }" lacks a person or team, so it is not clear whom to page.
missing-duration = "{ $name }" lacks a duration, so it is not clear how often to report.
missing-time = "{ $name }" lacks a time, so it is not clear what was agreed.
missing-end = "{ $name }" lacks its end; this may not go on without one.
missing-language = "{ $name }" lacks the language, so it is not clear which one this group wants.
missing-outcome = "{ $name }" lacks the outcome, which is recorded with every closing. Possible: { $choices }.
missing-reason = "{ $name }" lacks the reason, which is the evidence when closing for a customer.
missing-permission = "{ $name }" lacks the person or the right, so it is not clear who is to be allowed what.
missing-answer = "{ $name }" lacks the answer, so it is not clear whether support may enter. Possible: { $choices }.
missing-ruling = "{ $name }" lacks the reason, which both sides are told.
missing-traveller = "{ $name }" lacks a person, so it is not clear who goes.
missing-arrival = "{ $name }" lacks the time of arrival, which the customer needs to receive them.
missing-group = "{ $name }" lacks the group, by id or name, so it is not clear where to follow it.
missing-credit = "{ $name }" lacks the number of the service credit, so it is not clear which one you mean.
missing-why = "{ $name }" lacks a reason, because a decision on a service credit has to leave evidence.

unknown-severity-nowhere = "{ $typed }" is not a level of this group, because your support plan has no such level.
unknown-severity-channels = "{ $typed }" cannot be reported in this group; under your support plan it is served by: { $channels }. Please use that way, or choose another level here.
unknown-severity-other-tier = "{ $typed }" cannot be reported in this group, because it is not part of your service tier.
offered-severities = Levels of this group: { $levels }. Please send it again, for example: { $example }
no-offered-severities = This group has no levels to report with. Please send "plan" to see the ways that are open to you.

bad-incident = "{ $typed }" is not an incident number, so it is not clear which incident you mean. Numbers are written #128 or INC-128.
bad-duration = "{ $typed }" is not a duration that can be used, so it is not clear how often to report. Durations are written 30m, 1h or 90 minutes.
bad-time = "{ $typed }" is not a time that can be used, so it is not clear when you mean. Times are written 15:30, tomorrow 9:00 or 2026-03-10 15:30.
bad-choice = "{ $typed }" is not a choice of "{ $name }", so nothing was done. Possible: { $choices }.
bad-credit = "{ $typed }" is no number of a service credit, so it is not clear which one you mean and nothing was done. Numbers are written C-7; send "credit show" to see them.
bad-code = "{ $typed }" is not a confirmation code, so nothing was confirmed. Codes are four letters and digits without 0, O, 1 and I; please type it as in the message. To agree to closing, name the incident, for example: { $example }

choices-list = open, mine, all
choices-lang = zh, en, both
choices-close = agreed, transferred, cancelled, change-request, duplicate, out-of-scope
choices-access = granted, refused
choices-mirror = add, remove
choices-contacts = allow, deny; open, spend, confirm
