# 值班

oncall-title = 值班情况；值班主管：{ $manager }
oncall-none = 没有符合条件的值班表，因此没有可以显示的内容。发送「值班」可查看全部值班表。
oncall-line = { $rotation }：{ $holder }，{ $until }；{ $next }
oncall-line-at = { $rotation }：{ $at }由 { $holder } 值班，{ $until }；{ $next }
oncall-instead-of = { $name }（顶替 { $other }）
oncall-override = { $name }（顶班）
oncall-gap = 无人值班
oncall-gap-fallback = 无人值班，暂由 { $name } 接听
oncall-until = 至 { $at }
oncall-open-end = 未定结束时间
oncall-next = 下一班 { $name }，{ $at } 起
oncall-next-none = 之后没有其他人
duty-manager-none = 未指定

covered = 已登记顶班：{ $name } 在「{ $rotation }」顶替{ $replaced }，{ $from } 至 { $until }。
covered-anybody = 当值人员
covered-check = 期间的呼叫将发给顶班人员。发送「值班」可核对。
