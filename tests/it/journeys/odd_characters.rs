//! Characters that a database cannot keep lose no report and make nobody somebody else.

use chat::{ChatEvent, EventBody, MessageRef, Quoted};
use watchbell::domain::incident::IncidentState;

use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_nul_in_an_id_or_in_words_loses_no_report,
    a_nul_makes_nobody_somebody_else,
    a_very_long_report_has_a_title_and_keeps_every_word,
}

async fn open_count(bot: &TestBot) -> usize {
    bot.bot.actions.store.open_by_deadline(100).await.unwrap().len()
}

fn quoting(mut event: ChatEvent, reference: &str) -> ChatEvent {
    if let EventBody::Message { quoted, mentioned, .. } = &mut event.body {
        *quoted = Some(Quoted::Message(MessageRef::from(reference)));
        mentioned.push("zhang\0qiang".to_owned());
    }
    event
}

async fn a_nul_in_an_id_or_in_words_loses_no_report(bot: &mut TestBot) {
    let report = |text: &str| bot.platform.says("daocloud", "zhou-min", text);
    let in_words = report("报障 一级 支付\0失败");
    let in_id = ChatEvent { id: "m\0-17".to_owned(), ..report("报障 一级 登录失败") };
    let copy = in_id.clone();
    let in_reference = quoting(report("报障 二级 报表失败"), "ref\0erence");
    for event in [in_words, in_id, in_reference] {
        assert_says(&bot.handle(event).await, &["INC-"]);
    }
    assert_eq!(bot.incident(1).await.title, "支付失败");
    bot.handle(copy).await;
    assert_eq!(open_count(bot).await, 3, "a second delivery opens nothing");

    let mut stranger = report("报障 网站打不开");
    "who\0knows".clone_into(&mut stranger.room.address);
    stranger.room.title = Some("谁\0知道".to_owned());
    "无\0名".clone_into(&mut stranger.sender.display);
    bot.handle(stranger).await;
    assert_eq!(open_count(bot).await, 4, "a report from an unknown group is recorded");
}

async fn a_nul_makes_nobody_somebody_else(bot: &mut TestBot) {
    super::payments_fail(bot).await;
    for account in ["zhang-qiang\0", "\0zhang-qiang", "zhang\0-qiang"] {
        let mut event = bot.platform.says("daocloud", "zhang-qiang", "收到");
        event.sender.account = account.to_owned();
        bot.handle(event).await;
        assert_eq!(bot.incident(1).await.state, IncidentState::Open, "{account:?}");
    }
}

async fn a_very_long_report_has_a_title_and_keeps_every_word(bot: &mut TestBot) {
    let chinese = "支付网关返回错误，".repeat(150);
    let english = "the payment gateway answers with an error ".repeat(40);
    let no_blank = "x".repeat(1500);
    for (at, words) in [chinese, english, no_blank].iter().enumerate() {
        bot.says("zhou-min", "daocloud", &format!("报障 二级 {words}")).await;
        let number = i64::try_from(at).unwrap() + 1;
        let title = bot.incident(number).await.title.clone();
        assert!(title.chars().count() <= 200 && title.ends_with('…'), "{title}");
        assert!(words.starts_with(title.trim_end_matches('…')), "{title}");
        let timeline = format!("{:?}", bot.timeline(number).await);
        assert!(timeline.contains(words.trim()), "every word is kept");
    }
}
