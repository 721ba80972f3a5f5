# Times and durations

moment = { $clock } ({ $zone })
moment-ahead = { $clock } ({ $zone }, in { $away })
moment-ago = { $clock } ({ $zone }, { $away } ago)
moment-before = before { $clock } ({ $zone }, in { $away })

length-moments = under 1 min
length-minutes = { $count } min
length-hours = { $count } h
length-days = { $count } d

amount-minutes = { $count } min
amount-hours = { $count } h
amount-business_days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }

coverage-always = 24x7
coverage-hours = { $hours } ({ $zone })
coverage-hours-holidays = { $hours } ({ $zone }, public holidays observed)
