# For support staff only

withheld = This message is for support staff only.
incident-unreadable = The incident cannot be read now. Send "list" to see the incidents.

told-at-once = Notified at once because of the severity ({ $role }). No acknowledgement needed.
step-nobody = A step of the escalation policy has nobody to page: { $targets }
unfilled-oncall = on call for "{ $name }"
unfilled-next = next in "{ $name }"
unfilled-person = { $name }
unfilled-duty-manager = duty manager
unfilled-tam = TAM
unfilled-account-representative = account representative
step-nobody-cost = The next step started at once, without waiting.
step-nobody-do = Please fill the gap: send "cover @person until time".

paging-rests = Nobody has acknowledged. The service hours of this level are over: nobody is paged now, and paging continues from { $until }.
paging-rests-do = To have it handled now, send "ack { $number }" or "page @person { $number }".

silenced = { $name } silenced paging until { $until }. It then resumes automatically.
silence-ended = The silence is over. Paging resumes.

inside-out-of-contract-lead = out-of-contract request
inside-unknown-group = This group is not bound to a customer: { $room }
inside-unknown-person = An unknown account in a direct chat; its customer is not known: { $room }
inside-contract-not-in-force = The customer's contract is not in force: { $room }
inside-plan-missing = The plan of the customer's contract is not loaded: { $room }
inside-out-of-contract-wrote = { $name }: { $text }
inside-out-of-contract-do = The duty manager decides: send "ack { $number }" to acknowledge it, or check the contract with the customer.

restored-lead = database restored from a backup
restored = The bot knows what it knew at { $from }. It was restored at { $to }.
restored-lost = What was said to the bot in between is missing: acknowledgements, new incidents, comments, solutions, consents. What it sent in between it does not remember.
restored-numbers = The last incident it knows is { $number }. Later numbers that people were told are given again, to other incidents.
restored-do = Go through the open incidents ("board"), acknowledge again, and open again what is missing. Messages marked as a repeat may have arrived before.
dead-letter-lead = message not delivered
dead-letter = Not delivered to { $to }: { $what }
dead-letter-error = Reason: { $error }
dead-letter-do = No other contact method is left. Reach the recipient directly, and check the bots and accounts.
subject-page = a page
subject-receipt = the receipt of a new incident
subject-status-update = a status update
subject-question = a question to the customer
subject-solution = a solution that asks for consent
subject-closing = the notice that an incident is closed
subject-warning = a warning
subject-words = words for the group
subject-credit = a notice about credits or express tickets
subject-special-handling = a notice about special handling
subject-change = a notice about a change
subject-answer = the answer to a command
receiver-group = the group "{ $name }"
