# Short answers to commands

not-found = There is no incident { $number } in this group. Nothing changed. Send "list all" to see the incidents of this group.
nothing-open-of-yours = There are no open incidents that you may see, so it is not clear which one you mean. Give the number, or send "list all".
not-found-of-yours = No incident { $number } that you may see was found. Nothing changed. Send "list" to see yours.
nothing-open = This group has no open incidents, so it is not clear which one you mean. Give the number, or send "list all".
wrong-place-note = The customer would read a note in this group, so it was not saved. Send "note #number text" in a staff room, and recall your message here.
wrong-place = "{ $name }" does not work in a customer's group, because the customer would read it. Nothing changed. Send it in a staff room, for example: { $example }
no-right = You may not use "{ $name }". Nothing changed. Allowed: { $who }. Ask them, or send "escalate" to bring in the duty manager.
role-with-names = { $role } ({ $names })

confirm-lower-level = { $number } will be lowered to "{ $level }". The response time and the update cadence get longer.
confirm-close = { $number } will be closed for the customer as "{ $outcome }". Paging and updates stop at once.
confirm-silence = Paging for { $number } will be silenced until { $until }.
confirm-publish = These words will be posted in the group "{ $group }", about { $number } ({ $title }).
confirm-publish-no-group = These words will be posted to the customer of { $number } ({ $title }).
confirm-publish-hint = Write { $number } to skip this question. If the number is not an incident, do not reply.
confirmation-how = To confirm, reply "confirm { $code }" within 2 minutes. Without it, nothing changes.
confirmation-expired = This code is used or expired. Nothing changed. Send the original command again.

unknown-person = No person or team is named "{ $typed }". Nothing changed. Choose a person with @, or send "oncall" to see the names.
contended = Others changed this incident at the same moment, so your change was not applied. Check the current state and send it again.
already-done =
    { $seconds ->
        [0] This has just been done, so it was not done again.
       *[other] This was done { $seconds } s ago, so it was not done again.
    }
language-set-zh = The bot now writes to this group in Chinese.
language-set-en = The bot now writes to this group in English.
language-set-both = The bot now writes to this group in Chinese and English.
report-offered = Nothing is opened yet. Report "{ $words }"? Reply with a number:
report-offered-clock = Reply within 10 minutes, and the response time counts from your message.
report-offered-without-levels = Reply 1 to open it. Within 10 minutes the time counts from your message.

page-not-found = No page { $code } was sent to you. Nothing changed. Check the four digits in the page, or reply "ack #number".
you-are-welcome = You are welcome. Tell us if anything comes up.
noted-politely = All right. Tell us if anything comes up.
polite-consent = If it is solved, send "confirm { $number }".
no-page-waits = No page waits for your answer.
all-pages-asked = { $count } pages wait for your answer. All of them will be acknowledged:
all-pages-answered = Acknowledged { $count }:
all-pages-taken = { $number } { $title }: acknowledged
all-pages-taken-by = { $number } { $title }: { $name } acknowledged it before
all-pages-not-taken = { $number } { $title }: needs no more action
page-of-another = Page { $code } was sent to a colleague. Nothing changed. To take it yourself, send "ack { $number }".
number-missing = "{ $name }" needs a number, because the bot never selects a closed incident by itself. Nothing changed. Send "{ $example }".
reason-missing = "{ $name }" needs a reason when it lowers the severity, because the customer reads it. Nothing changed. Send "{ $example }".
may-not-lower = You may not lower the severity of { $number }. Nothing changed. Allowed: { $who }. Ask them.
outside-group = This command needs to know the customer, so it only works in a customer's group. Nothing changed. Send it there.
unknown-team = No team is named "{ $typed }". Nothing changed. Teams: { $teams }.
which-team = It is not clear which team's shift you mean. Nothing changed. Possible teams: { $teams }. Name the team, for example: cover { $first } until 18:00
unknown-group = There is no group "{ $typed }" to mirror in. Nothing changed. Groups: { $groups }.
nobody-on-call = Nobody is on call for "{ $typed }" now. Nobody was paged. Name a person with @.
no-such-time = There is no time "{ $typed }". Nothing changed. Write 15:30, tomorrow 9:00 or 2026-03-10 15:30.
no-such-end = The end is not in the future. Nothing changed. Write 30m, 2h or a future time such as 18:00.
recorded = Recorded in { $number }.
done = { $number }: { $what }.
done-paged = Paged { $name } at { $at }.
done-handoff = { $name } is asked to take over. You stay the owner until they accept.
done-rated = Thank you for the rating. { $name } receives it.
done-rated-nobody = Thank you for the rating.
