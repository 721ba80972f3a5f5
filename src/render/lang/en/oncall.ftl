# On call

oncall-title = On call; duty manager: { $manager }
oncall-none = No rotation fits, so there is nothing to show. Send "oncall" to see all rotations.
oncall-line = { $rotation }: { $holder }, { $until }; { $next }
oncall-instead-of = { $name } (instead of { $other })
oncall-override = { $name } (cover)
oncall-gap = nobody
oncall-gap-fallback = nobody, { $name } is paged meanwhile
oncall-until = until { $at }
oncall-open-end = with no end known
oncall-next = next { $name } from { $at }
oncall-next-none = nobody else after that
duty-manager-none = not named

covered = Cover entered: { $name } takes "{ $rotation }" from { $replaced }, { $from } until { $until }.
covered-anybody = whoever is on call
covered-check = Pages of that time go to the person who covers. Send "oncall" to check.
