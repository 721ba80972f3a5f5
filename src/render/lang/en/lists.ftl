# Lists, the board, and one incident

list-open = Open incidents in this group ({ $count }):
list-open-none = This group has no open incidents. To report a problem, send "open" and a title.
list-mine = Your incidents ({ $count }):
list-mine-none = You have reported no open incidents and own none. To see all incidents of this group, send "list all".
list-all = Incidents in this group ({ $count }):
list-all-none = This group has no incidents yet. To report a problem, send "open" and a title.
list-more = { $count } more are not shown.
ambiguous = This group has { $count } open incidents, so it is not clear which one you mean. Nothing changed. Send it again with the number:

list-open-of-yours = Open incidents that you may see ({ $count }):
list-open-of-yours-none = There are no open incidents that you may see.
list-mine-of-yours = Your incidents ({ $count }):
list-mine-of-yours-none = You have reported no open incidents and own none. To see all incidents, send "list all".
list-all-of-yours = Incidents that you may see ({ $count }):
list-all-of-yours-none = There are no incidents yet that you may see.
list-of-customer = { $customer } { $line }
ambiguous-of-yours = You may see { $count } open incidents, so it is not clear which one you mean. Nothing changed. Send it again with the number:

board-title = Open incidents ({ $count }), nearest due time first:
board-none = There are no open incidents.
board-line = [{ $number }][{ $level }] { $customer } · { $title } | { $state }, { $clock }
board-unanswered = paged, not acknowledged: { $names }
board-called = { $name } (page no. { $attempt }, { $at })
board-next-call = next page { $at }
board-missed = updates missed: { $count }
board-region = outside the plan's regions
board-silenced = paging silenced until { $at }

show-opened = Problem: { $title }, reported { $at }
show-last-update = Last update, { $name }, { $at }: { $text }

merged-pages = { $count } pages. "ack all" acknowledges all that wait for you:
merged = { $count } messages in one, most urgent first:
