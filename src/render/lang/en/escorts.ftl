# Escorts

escort-counts = Escort: { $name }, until the end of { $until }
escort-counts-with-target = Escort: { $name }, until the end of { $until }; its response time counts
fact-escort-counts = the escort counts from now on: { $name }, until the end of { $until }

why-escort-replaces = Escort: { $name }, { $from } to { $until }; its response time replaces a longer one.
why-escort-leaves = Escort: { $name }, { $from } to { $until }; its response time ({ $target }, { $hours }) is due no earlier, so the ordinary one stays.

plan-escort = Escort booked: { $name }, { $from } to { $until }
plan-escort-target = During an escort: response within { $target }, { $hours }
plan-escort-experts = The emergency group is called at once during an escort: { $levels }
