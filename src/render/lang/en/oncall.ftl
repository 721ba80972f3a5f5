# On call

oncall-title = On call now; duty manager: { $manager }
oncall-none = No rotation matches. Send "oncall" to see all rotations.
oncall-line = { $rotation }: { $holder }, { $until }; { $next }
oncall-line-at = { $rotation } at { $at }: { $holder }, { $until }; { $next }
oncall-instead-of = { $name } (instead of { $other })
oncall-override = { $name } (override)
oncall-gap = nobody
oncall-gap-fallback = nobody, { $name } is paged instead
oncall-until = until { $at }
oncall-open-end = no known end
oncall-next = next: { $name } from { $at }
oncall-next-none = nobody after that
duty-manager-none = not assigned

covered = Override saved: { $name } covers "{ $rotation }" for { $replaced }, { $from } until { $until }.
covered-anybody = whoever is on call
covered-check = Pages during that time go to the person who covers. Send "oncall" to check.
