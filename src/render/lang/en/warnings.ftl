# Warnings to staff

warning-share = { $percent }% of the response time has passed and nobody has responded.
warning-missed = The promised response time has passed and nobody has responded.
warning-unanswered = Paged, not acknowledged: { $people }
warning-nobody-paged = No page is waiting for acknowledgement.

ask-update-wanted = update needed
ask-update = The next update is due at { $at }.
ask-update-how = Please send "update { $number } text": current impact, what changed, what is being done, what the customer should do.
ask-update-otherwise = Without a text, "no new progress" is posted automatically and the duty manager is notified.

update-missed = update missed
update-missed-what = Nobody wrote the update due at { $at }, so "no new progress" was posted automatically. Owner: { $owner }; missed so far: { $missed }.
no-owner = nobody yet
