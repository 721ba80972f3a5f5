# Transcript and retention

secret-taken-out = Your message contained what looks like a password or key. The bot removed it before saving anything, but everybody here may have read it. Change it and delete the message.

catchup-problem = { $level }: { $title }, reported by { $name } { $at }
catchup-name = { $name }
catchup-people = Participants: { $names }.
catchup-tried = What was done ({ $zone }):
catchup-tried-nothing = Nobody has recorded what was tried yet.
catchup-customer = The customer's latest message, { $name }, { $at }: { $text }
catchup-customer-silent = No message of the customer is kept.

transcript-title = Latest messages kept, newest first ({ $count }, { $zone }):
transcript-none = No messages are kept with it: there were none, or their retention is over.
transcript-line = { $at } { $who }: { $text }
transcript-export = To export all of it, a bot operator runs: { $command }

record-title = { $number } { $title }
record-level = Severity
record-state = State
record-customer = Customer
record-opened = Opened
record-closed = Closed
record-reporter = Reported by
record-owner = Owner
record-audience = Audience
record-audience-customer = the customer
record-audience-staff = support staff only
record-said = Messages and actions ({ $zone })
record-inside = internal
record-unsure = may be about another incident
record-nothing = Nothing is kept.
