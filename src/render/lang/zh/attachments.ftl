# 机器人读不了的图片、文件、语音等

attachment-unread = 机器人读不了{ $what }，因此没有记录。
attachment-picture = 图片
attachment-sticker = 表情
attachment-voice = 语音
attachment-video = 视频
attachment-file = 文件
attachment-forwarded = 转发的聊天记录
attachment-other = 这类消息
attachment-report = 要报障，请用一句话写明，例如：{ $example }
attachment-add = 要补充到工单，请用一句话写明：{ $reply }
attachment-number = #编号
attachment-stays = 您发的内容留在本群，同事们都能看到。
attachment-write = 请用文字写给我，发送「帮助」可查看能做什么。
