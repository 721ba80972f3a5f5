# Help on commands

help-now-none = No incident is open here. What you can do:
help-now-none-of-yours = No page waits for you, and no incident is open. What you can do:
help-now = Open: { $line }
help-now-first = Open, and { $others ->
    [one] one other
   *[other] { $others } others
}: { $line }
help-now-step = { $example }: { $summary }
help-now-more = "help all" lists every command; "help" and a name explains one.
help-title = Commands you can use here: { $names }
help-line = { $usage }: { $summary }
help-more = To read more about a command, send "help" and its name, for example: { $example }. Parts in brackets are optional:
help-detail =
    "{ $name }": { $summary }
    Usage: { $usage }
    Aliases: { $names }
    Example: { $example }
help-asks-always = You confirm it first: it takes effect when you reply with the code. The code is valid for two minutes.
help-asks-when-lowering = You confirm it first when it lowers a severity. Raising takes effect at once.
help-number-left-out = You may leave out the number if this group has only one open incident.
help-not-yours = "{ $name }" is for { $roles }, so you cannot use it. If you need it, contact them, or send: { $example }

role-customer = customer members
role-customer-admin = customer administrators
role-engineer = on-call engineers
role-tam = the TAM
role-duty-manager = the duty manager
role-admin = bot administrators

help-open = report a problem and start the clock
help-show = see the state, owner and due times of an incident
help-list = list the incidents of this group
help-say = add information to an incident
help-level = ask for another severity
help-escalate = escalate an incident to the duty manager
help-confirm = agree to close a solved incident, or to a suggested update cadence
help-reject = report that the problem is not solved, or turn down a suggested update cadence
help-reopen = reopen a closed incident
help-plan = see the support plan, its hours, severities and targets
help-why = explain how each due time was computed
help-lang = set the language of this group
help-help = see the commands you can use
help-ack = acknowledge an incident or a page, which stops paging
help-assign = set the owner of an incident
help-update = post a status update to the customer
help-note = add a note that only staff can see
help-solve = propose a solution and ask the customer for consent
help-every = set the update cadence; a rarer one than the plan's waits for the customer's agreement
help-next = set the next update time; a later one than the plan's waits for the customer's agreement
help-bridge = set a meeting link; every update of rank 1 shows it
help-page = page a person or a team
help-handoff = hand over an incident or a page; the owner stays until the other accepts
help-oncall = see who is on call, and until when
help-cover = cover part of a shift, yourself or with the person you name
help-board = see open incidents, nearest due time first
help-close = close an incident on the customer's behalf; a reason is required
help-silence = silence paging for a limited time
help-mirror = mirror an incident in a staff room or another group of its customer, or stop
help-user-link = link an account on another platform to the same person
help-group-check = check this group's binding, platform, bot and people
help-subscribe = get updates on an incident by e-mail
help-unsubscribe = stop updates on an incident by e-mail
help-takeover = take over a customer's escalation and the response to it
help-credit-show = see the service credits and the contract's end date
help-credit-approve = approve a service credit, which extends the contract
help-credit-refuse = refuse a service credit; a reason is required
help-credit-reverse = reverse an approved service credit; the customer reads the required reason
help-wait = ask the customer for something and pause work until it arrives
help-resume = stop waiting for the customer and resume work
help-catchup = read the facts so far: the problem, what was tried, who works on it, what is promised
help-transcript = read the latest messages kept with an incident, and how to export all of them
help-express = report a problem as an express ticket, which uses one of yours
help-quota = see how many express tickets are left, who spent them and when they expire
help-contacts = see who may open incidents, spend express tickets and agree to close; administrators can change it
help-access = grant or refuse support access to the system
help-regrade = decide the severity of an incident, with a reason that both sides read
help-downgrade-access = lower the severity because access was refused; the evidence is kept
help-dispatch = send somebody to the customer's site and give the arrival time
help-arrived = record an arrival at the customer's site
help-war-room = page all experts of the customer's emergency group at once

# Commands that were not understood

unknown-verb-none = There is no command "{ $typed }". Nothing changed. Send "help" to see the commands. To report a problem, send "open" and a title.
unknown-verb-one = There is no command "{ $typed }". Nothing changed. Did you mean "{ $first }"? Reply 1 to read about it, or send "help".
unknown-verb-several = There is no command "{ $typed }". Nothing changed. Did you mean: { $numbered }? Reply with a number to read about it, or send "help".

unknown-verb-lines = There is no command "{ $typed }", so nothing was done. Did you mean this line? Reply with its number to run it.
suggestion-line = { $number }  { $line }
suggestion-explained = { $name } (explained)

please-send = Send it as "{ $usage }", for example: { $example }

missing-title = "{ $name }" needs a title, so that the people on call know who can help.
missing-text = "{ $name }" needs the text to record.
missing-severity = "{ $name }" needs the severity that you ask for.
missing-person = "{ $name }" needs the person who will own the incident.
missing-page-target = "{ $name }" needs the person or team to page.
missing-duration = "{ $name }" needs a duration that says how often to post updates.
missing-time = "{ $name }" needs the time that you agreed on.
missing-end = "{ $name }" needs an end; it cannot go on without one.
missing-language = "{ $name }" needs the language that this group wants.
missing-outcome = "{ $name }" needs the outcome, which every closing records. Possible: { $choices }.
missing-reason = "{ $name }" needs the reason, which is the evidence when closing for a customer.
missing-permission = "{ $name }" needs the person and the right to allow or deny.
missing-answer = "{ $name }" needs the answer: may support access the system? Possible: { $choices }.
missing-ruling = "{ $name }" needs the reason, which both sides read.
missing-traveller = "{ $name }" needs the person who goes to the site.
missing-arrival = "{ $name }" needs the arrival time, so that the customer can receive them.
missing-group = "{ $name }" needs the group to mirror in, by id or name.
missing-credit = "{ $name }" needs the number of the service credit that you mean.
missing-why = "{ $name }" needs a reason, because a decision on a service credit must leave evidence.

unknown-severity-nowhere = "{ $typed }" is not a severity in this group, because your support plan has no such level.
unknown-severity-channels = You cannot report "{ $typed }" in this group. Under your support plan, use: { $channels }. Or choose another severity here.
unknown-severity-other-tier = You cannot report "{ $typed }" in this group, because your service tier does not include it.
offered-severities = Severities in this group: { $levels }. Send it again, for example: { $example }
no-offered-severities = This group has no severities to report with. Send "plan" to see the channels open to you.

bad-incident = "{ $typed }" is not an incident number, so it is not clear which incident you mean. Write #128 or INC-128.
bad-duration = "{ $typed }" is not a valid duration, so it is not clear how often to post updates. Write 30m, 1h or 90 minutes.
number-or-minutes = Is { $typed } a number or minutes? Write "{ $name } { $typed }m" or "{ $name } #{ $typed } 30m". Nothing changed.
bad-time = "{ $typed }" is not a valid time, so it is not clear when you mean. Write 15:30, tomorrow 9:00 or 2026-03-10 15:30.
bad-choice = "{ $typed }" is not a choice of "{ $name }". Nothing changed. Possible: { $choices }.
bad-credit = "{ $typed }" is not a service credit number. Nothing changed. Numbers look like C-7; send "credit show" to see them.
bad-code = "{ $typed }" is not a confirmation code. Nothing was confirmed. A code has four letters and digits without 0, O, 1 and I. Type it as in the message. To agree to closing, name the incident, for example: { $example }

choices-list = open, mine, all
choices-lang = zh, en, both
choices-close = agreed, transferred, cancelled, change-request, duplicate, out-of-scope, withdrawn
choices-access = granted, refused
choices-mirror = add, remove
choices-contacts = allow, deny; open, spend, confirm
