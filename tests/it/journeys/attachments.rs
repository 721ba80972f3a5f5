//! Pictures, speech, files and forwarded chats that come without a word get one helpful reply.

use chat::{Attachment, ChatEvent, EventBody};

use super::payments_fail;
use crate::kit::bot::{TestBot, in_direct_chat, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_screenshot_alone_is_answered_with_how_to_report,
    while_an_incident_is_open_the_reply_says_how_to_add_to_it,
    an_album_is_answered_once,
    staff_are_told_in_their_words,
}

fn sends(bot: &TestBot, who: &str, group: &str, attachment: Attachment) -> ChatEvent {
    bot.platform.event(group, who, EventBody::Wordless { attachment })
}

async fn a_screenshot_alone_is_answered_with_how_to_report(bot: &mut TestBot) {
    let picture = sends(bot, "zhou-min", "daocloud", Attachment::Picture);
    let reply = bot.handle(picture).await;
    insta::allow_duplicates! { insta::assert_snapshot!(reply, @"
    机器人读不了图片，因此没有记录。
    要报障，请用一句话写明，例如：开单 L1 支付返回 500
    ") };
    let voice = sends(bot, "urs-muster", "zitadel", Attachment::Voice);
    let reply = bot.handle(voice).await;
    insta::allow_duplicates! { insta::assert_snapshot!(reply, @"
    The bot cannot read voice messages, so nothing was recorded.
    To report a problem, describe it in one line, for example: open L1 payments return 500
    ") };
    let open = bot.says("zhou-min", "daocloud", "列表").await;
    assert!(!open.contains("INC-"), "{open}");
}

async fn while_an_incident_is_open_the_reply_says_how_to_add_to_it(bot: &mut TestBot) {
    payments_fail(bot).await;
    let reply = bot.handle(sends(bot, "zhou-min", "daocloud", Attachment::File)).await;
    insta::allow_duplicates! { insta::assert_snapshot!(reply, @"
    机器人读不了文件，因此没有记录。
    要补充到工单，请用一句话写明：补充 #1 内容
    您发的内容留在本群，同事们都能看到。
    ") };
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    bot.advance(minutes(6)).await;
    let reply = bot.handle(sends(bot, "zhou-min", "daocloud", Attachment::Forwarded)).await;
    assert_says(&reply, &["转发的聊天记录", "补充 #编号 内容"]);
    let alone = in_direct_chat(sends(bot, "lin-yue", "lin-yue", Attachment::Sticker));
    let reply = bot.handle(alone).await;
    assert!(!reply.contains("留在本群"), "{reply}");
}

async fn an_album_is_answered_once(bot: &mut TestBot) {
    let first = sends(bot, "zhou-min", "daocloud", Attachment::Picture);
    assert_says(&bot.handle(first.clone()).await, &["图片"]);
    for attachment in [Attachment::Picture, Attachment::Video, Attachment::Other] {
        assert_eq!(bot.handle(sends(bot, "zhou-min", "daocloud", attachment)).await, "");
    }
    bot.advance(minutes(6)).await;
    let later = sends(bot, "zhou-min", "daocloud", Attachment::Sticker);
    assert_says(&bot.handle(later).await, &["表情"]);
}

async fn staff_are_told_in_their_words(bot: &mut TestBot) {
    payments_fail(bot).await;
    let reply = bot.handle(sends(bot, "zhang-qiang", "daocloud", Attachment::Picture)).await;
    assert_says(&reply, &["进展 #1 内容"]);
    let inside = bot.handle(sends(bot, "zhao-lei", "staff", Attachment::Voice)).await;
    assert_says(&inside, &["语音", "请用文字"]);
}
