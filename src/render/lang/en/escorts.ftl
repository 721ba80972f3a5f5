# Escorts

escort-counts = Escort: { $name }, until the end of { $until }
escort-counts-with-target = Escort: { $name }, until the end of { $until }; its response time applies
fact-escort-counts = the escort applies from now on: { $name }, until the end of { $until }

why-escort-replaces = Escort: { $name }, { $from } to { $until }; its response time replaces a longer one.
why-escort-leaves = Escort: { $name }, { $from } to { $until }; its response time ({ $target }, { $hours }) is not due earlier, so the ordinary one applies.
why-escort-other-level = Escort: the response time of { $name } ({ $from } to { $until }) is for urgent events, not for this severity.

plan-escort = Escort booked: { $name }, { $from } to { $until }
plan-escort-target = During an escort: response within { $target }, { $hours }
plan-escort-urgent = Urgent events during an escort: response within { $target }, { $hours }
plan-escort-experts = The emergency group is paged at once during an escort: { $levels }
