# Pictures, files, speech and the like, which the bot cannot read

attachment-unread = The bot cannot read { $what }, so nothing was recorded.
attachment-picture = pictures
attachment-sticker = stickers
attachment-voice = voice messages
attachment-video = videos
attachment-file = files
attachment-forwarded = forwarded chats
attachment-other = this kind of message
attachment-report = To report a problem, describe it in one line, for example: { $example }
attachment-add = To add it to the incident, describe it in one line: { $reply }
attachment-number = #number
attachment-stays = What you sent stays in this group, where your colleagues can see it.
attachment-write = Write it in words. Send "help" to see what is possible.
