# The alarm about the program itself, for its operators

alarm-raised = Watchbell alarm: { $instance } needs an operator
alarm-reminder = Watchbell alarm, reminder: { $instance } still needs an operator
alarm-over = Watchbell alarm over: { $instance } works again
alarm-not-saving = Nothing could be saved since { $since }. Messages of customers are not accepted. Check the database: disk space, locks, connection.
alarm-not-sending = No message could be sent to any chat since { $since }. Pages wait or take other contact methods. Check the platforms; /health names each.
alarm-engine-stopped = The worker "{ $worker }" has not worked since { $since }, so people may not be paged. Check the log; if /health/live returns 503, restart this instance.
alarm-audit-missing = The auditor could not check since { $since } whether pages leave in time. Check the database and the log.
alarm-work-overdue = Work is overdue since { $since }. Incidents with timers that did not fire: { $timers }; pages without an outcome: { $pages }. Run "watchbell doctor".
alarm-lasted = Something was wrong from { $since } to { $until }.
alarm-next = The next reminder follows in { $minutes } min if this goes on.
