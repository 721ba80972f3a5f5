//! Whoever was asked answers in plain words.

use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    the_reporters_plain_words_are_the_answer,
    a_trace_answers_no_question_about_a_person,
    code_fills_no_title_and_no_item,
}

async fn text_of(bot: &TestBot, item: &str) -> Option<String> {
    bot.incident(1).await.required_info.text_of(&item.into()).map(str::to_owned)
}

async fn the_reporters_plain_words_are_the_answer(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let told = bot.says("zhou-min", "daocloud", "大约三成用户").await;
    assert_says(&told, &["影响：大约三成用户"]);
    assert!(!told.contains("另外"), "said once: {told}");
    assert_eq!(text_of(bot, "impact").await.as_deref(), Some("大约三成用户"));
    bot.says("zhou-min", "daocloud", "影响：现在是五成").await;
    bot.says("zhou-min", "daocloud", "补充 影响：现在是五成").await;
    assert_eq!(text_of(bot, "impact").await.as_deref(), Some("现在是五成"), "corrected");
    let other = bot.says("wu-hao", "daocloud", "我这边也一样").await;
    assert!(!other.contains("已记录"), "{other}");
}

async fn a_trace_answers_no_question_about_a_person(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let trace = "补充 #1 java.lang.Error\n\tat com.example.Pay.run(Pay.java:3)";
    bot.says("zhou-min", "daocloud", trace).await;
    assert_eq!(text_of(bot, "impact").await, None);
    assert!(format!("{:?}", bot.timeline(1).await).contains("com.example.Pay"));
}

async fn code_fills_no_title_and_no_item(bot: &mut TestBot) {
    let words = "报障 一级 支付全部失败\n```\n影响：无\nP3 warning\n```";
    bot.says("zhou-min", "daocloud", words).await;
    let incident = bot.incident(1).await;
    assert_eq!((incident.title.as_str(), incident.rank), ("支付全部失败", 1));
    assert_eq!(text_of(bot, "impact").await, None);
    assert!(format!("{:?}", bot.timeline(1).await).contains("P3 warning"));
}
