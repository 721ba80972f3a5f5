# For the support side alone

withheld = This message is for the support side alone.
incident-unreadable = The incident cannot be read at present, so nothing can be shown. Please send "list" to see the incidents.

told-at-once = You are told at once because of the level ({ $role }); nothing to acknowledge.
step-nobody = A step of the escalation policy found nobody on call: { $targets }
unfilled-oncall = on call for "{ $name }"
unfilled-next = next on "{ $name }"
unfilled-person = { $name }
unfilled-duty-manager = duty manager
unfilled-tam = account manager
unfilled-account-representative = account representative
step-nobody-cost = The next step left at once, without waiting.
step-nobody-do = Please fill the gap: send "cover @person until time".

silenced = { $name } has stopped the paging until { $until }; it goes on by itself then.
silence-ended = The silence is over; paging goes on.

inside-unbound-lead = asked for help outside every contract
inside-unknown-group = This group is bound to no customer: { $room }
inside-contract-not-in-force = The customer's contract is not in force: { $room }
inside-plan-missing = The plan of the customer's contract is not loaded: { $room }
inside-unbound-wrote = { $name }: { $text }
inside-unbound-do = The duty manager decides: send "ack { $number }" to take it, or check the contract with the customer.

dead-letter-lead = a message could not be delivered
dead-letter = Not delivered: { $what }, to: { $to }
dead-letter-error = Reason: { $error }
dead-letter-do = Every way was tried. Please reach the recipient directly and check the robots and accounts.
