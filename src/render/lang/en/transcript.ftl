# What was said, and what is kept of it

secret-taken-out = Your message held what looks like a password or key. It was taken out before anything was saved, but everybody here may have read it: please change it, and delete the message.

catchup-problem = { $level }: { $title }, reported by { $name } { $at }
catchup-name = { $name }
catchup-people = Took part: { $names }.
catchup-tried = What was done ({ $zone }):
catchup-tried-nothing = Nobody has recorded what was tried yet.
catchup-customer = The customer's last words, { $name }, { $at }: { $text }
catchup-customer-silent = The customer has said nothing that was kept.

transcript-title = The last words kept, the newest first ({ $count }, { $zone }):
transcript-none = Nothing that was said is kept with it: nothing was, or its time is over.
transcript-line = { $at } { $who }: { $text }
transcript-export = To have all of it, an operator of the bot runs: { $command }

record-title = { $number } { $title }
record-level = Level
record-state = State
record-customer = Customer
record-opened = Opened
record-closed = Closed
record-reporter = Reported by
record-owner = Owner
record-audience = For
record-audience-customer = the customer
record-audience-staff = the support side alone
record-said = What was said and done ({ $zone })
record-inside = internal
record-unsure = may be about another incident
record-nothing = Nothing was kept.
