# Pages

page-headline = Page { $code } { $headline }
page-why = { $person }: you are paged because { $role }, page no. { $attempt } to you
page-why-step = { $person }: you are paged because { $role } (step { $step } of { $steps }, page no. { $attempt } to you)
page-handoff = { $name } asks you to take over: { $summary }
page-tried = Paged without answer: { $people }
page-last-news = Last update { $at }: { $text }
page-next = If nobody acknowledges, { $names } is paged at { $at }
page-taken = Page { $code } needs nothing more: { $name } has taken it.
page-withdrawn = Page { $code } needs nothing more.

target-oncall = you are on call for "{ $name }"
target-next = you are next on "{ $name }"
target-person = the policy names you
target-duty-manager = you are the duty manager
target-tam = you are this customer's account manager or stand in for them
target-account-representative = you are this customer's account representative
target-fallback = no step found anybody and you are the last resort
target-assigned = this incident is assigned to you
target-handoff = you are asked to take this incident over
target-by-hand = a colleague asks for your help
