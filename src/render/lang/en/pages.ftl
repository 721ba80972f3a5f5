# Pages

page-headline = { $mark } { $level } { $title } | { $state }, { $clock } | page { $code } [{ $number }]
page-your-time = On your clock: { $at }
page-why = { $person }: you are paged because { $role }, page no. { $attempt } to you
page-why-step = { $person }: you are paged because { $role } (step { $step } of { $steps }, page no. { $attempt } to you)
page-handoff = { $name } asks you to take over: { $summary }
page-tried = Paged, not acknowledged: { $people }
page-last-news = Last update { $at }: { $text }
page-next = If nobody acknowledges, { $names } will be paged at { $at }
page-taken = Page { $code } needs no more action: { $name } acknowledged it.
page-withdrawn = Page { $code } needs no more action.
call-answered = { $name } answered the call and is helping.
call-declined = { $name } cannot help now. Please page somebody else.
call-unanswered = { $name } was paged { $calls } times and has not answered. Paging goes on. You can also send "page @somebody { $number }".
call-unanswered-end = { $name } was paged { $calls } times, has not answered and is not paged again. Reach them directly, or send "page @somebody { $number }".

target-oncall = you are on call for "{ $name }"
target-next = you are next in "{ $name }"
target-person = the policy names you
target-duty-manager = you are the duty manager
target-tam = you are this customer's TAM or the TAM's deputy
target-account-representative = you are this customer's account representative
target-fallback = no step of the escalation policy has anybody to page, and you are the fallback
target-assigned = this incident is assigned to you
target-handoff = you are asked to take over this incident
target-by-hand = a colleague asks for your help
