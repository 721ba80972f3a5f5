# Reports that are kept because many incidents were opened within a minute

held-by-account = You opened { $count } incidents within the last minute, so "{ $title }" is not opened yet and nobody is paged. What you typed is kept.
held-in-room = { $count } incidents were opened in this group within the last minute, so "{ $title }" is not opened yet and nobody is paged. What you typed is kept.
held-by-link = { $count } incidents were opened by this link within the last minute, so "{ $title }" is not opened yet and nobody is paged. What you typed is kept.
held-how = To open it, reply "confirm { $code }" within 24 hours. Other reports that you send until then are kept too and opened with it, as one incident that lists each.
held-how-by-link = To open it, press the button below. Other reports that you send under the same name until then are opened with it, as one incident that lists each.
held-clock = If you confirm within 10 minutes, the response time counts from your first report.
held-too = "{ $title }" is kept too and will be opened with your earlier reports. Reply with the code in the earlier message.
held-more = One incident lists at most { $count } reports. The others are still kept and not opened yet. To open them, reply "confirm { $code }" within 24 hours.
held-told = "{ $room }": { $count } incidents were opened within the last minute, so the report "{ $title }" by { $name } is kept until they confirm it. It is not opened, and nobody is paged. If it may be urgent, ask in the group.
held-button = Open it
link-asked = Not opened yet
