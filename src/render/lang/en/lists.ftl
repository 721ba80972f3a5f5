# Lists, the board, and one incident

list-open = Open incidents of this group ({ $count }):
list-open-none = This group has no open incident. To report a problem, send "open" and a title.
list-mine = Your incidents ({ $count }):
list-mine-none = No open incident was reported by you or is yours. To see all of this group, send "list all".
list-all = Incidents of this group ({ $count }):
list-all-none = This group has no incident yet. To report a problem, send "open" and a title.
list-more = { $count } more are not shown.
ambiguous = This group has { $count } open incidents and it is not clear which one you mean, so nothing was done. Please send it again with the number:

board-title = Open incidents ({ $count }), nearest deadline first:
board-none = No incident is open at present.
board-line = [{ $number }][{ $level }] { $customer } · { $title } | { $state }, { $clock }
board-unanswered = paged without answer: { $names }
board-missed = updates missed: { $count }
board-silenced = paging stopped until { $at }

show-opened = Problem: { $title }, reported { $at }
show-last-update = Last update, { $name }, { $at }: { $text }

merged = { $count } messages, put together by urgency:
