# Warnings (inside)

warning-share = { $percent }% of the response time has passed and nobody has responded.
warning-missed = The promised response time is over and nobody has responded.
warning-unanswered = Paged without answer: { $people }
warning-nobody-paged = No page is waiting for an answer.

ask-update-wanted = update wanted
ask-update = The next update is due at { $at }.
ask-update-how = Please send "update { $number } text": impact now, what changed, what is being done, what the customer should do.
ask-update-otherwise = Without a text, "no new progress" is posted automatically and the duty manager is told.

update-missed = update not written in time
update-missed-what = Nobody wrote the update of { $at }, so "no new progress" was posted automatically. Owner: { $owner }; missed so far: { $missed }.
no-owner = nobody yet
