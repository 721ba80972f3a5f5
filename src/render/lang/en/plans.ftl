# The support plan, and how deadlines are computed

plan-title = { $plan } · { $tier }
plan-none = No support plan is in force for this group. You can still send "open" and a title; the duty manager handles it.
plan-open-now = { $channel }: open now, { $hours }
plan-closed-now = { $channel }: closed now, opens at { $at }; service hours { $hours }
plan-tam = TAM: { $name }, { $hours }; a deputy at other times
plan-tam-agreed = TAM: { $name } (agreed separately)
plan-tam-unnamed = TAM: included, not yet named
plan-tam-none = TAM: not part of this tier
plan-channel = { $channel } { $hours }
plan-channels = Channels: { $channels }
plan-contacts-open = Contacts ({ $hours }, open now): { $contacts }
plan-contacts-closed = Contacts ({ $hours }, closed now): { $contacts }
plan-languages = Support languages: { $languages }
plan-status-page = Status page (outages and maintenance windows): { $address }
plan-regions = Regions not served: { $regions }

why-opened = Opened: { $at }, { $level }
why-target = Target: response within { $target }, counted { $hours }; { $tier }, from { $source }
why-counted = Counted: { $stretches }
why-counted-more = Counted: { $stretches }; and { $count } more
why-stretch = { $from } to { $to } = { $length }
why-minutes-seconds = { $minutes } min { $seconds } s
why-due-settled = { $on }: public holidays published; counted again, the due time stays and is no longer provisional
why-due-settled-moved = { $on }: public holidays published; counted again, the due time moved from { $was } to { $at }
why-due = Due: only a response before { $at } is in time
why-changed = Severity: { $at }, { $who } set "{ $level }" { $reason }
why-rule-of-change = Rule: a higher severity takes the earlier of the old and the new due time; a lower one counts its target from the opening; after the response nothing changes.
why-answered = Response: { $at }; this severity has no promised time
why-in-time = Response: { $at }, in time
why-late = Response: { $at }, late by { $over } of service hours
why-update-every = Updates: every { $every }, next { $at }
why-update-once = Updates: next agreed for { $at }
why-no-update = Updates: no next time is agreed

house-rule = house rule (not a term of the contract)
why-update-every-house-rule = Updates: every { $every }, the next at { $at }; source: house rule (not a term of the contract)
