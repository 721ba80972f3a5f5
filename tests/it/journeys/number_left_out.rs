//! A number may be left out where it is clear which incident is meant: under a quoted message of
//! the bot, in an incident's own thread, and where only one is open.

use super::payments_fail_and_are_taken;
use crate::kit::bot::{TestBot, in_direct_chat};
use crate::kit::cards::lively;
use crate::kit::posts::assert_says;
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    in_its_thread_an_incident_needs_no_number,
    a_quoted_message_says_which_incident_is_meant,
    a_quoted_page_is_taken_without_its_code,
    a_message_from_elsewhere_leads_nowhere,
    a_number_that_is_given_counts_more_than_the_place,
    a_private_answer_is_read_by_the_caller_alone,
}

/// Two open incidents in the same group, so that nothing is clear without more.
async fn two_are_open(bot: &TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    let unclear = bot.says("zhou-min", "daocloud", "补充 刚刚又发生了").await;
    assert_says(&unclear, &["INC-1", "INC-2"]);
}

async fn said_about(bot: &TestBot, number: i64, text: &str) -> bool {
    format!("{:?}", bot.timeline(number).await).contains(text)
}

async fn in_its_thread_an_incident_needs_no_number(database: &Database) {
    let bot = lively(database).await;
    two_are_open(&bot).await;
    bot.says_in_thread("zhou-min", "daocloud", "补充 凌晨的报表也慢", 2).await;
    assert!(
        said_about(&bot, 2, "凌晨的报表也慢").await && !said_about(&bot, 1, "凌晨的报表也慢").await
    );
    bot.finish().await;
}

async fn a_quoted_message_says_which_incident_is_meant(database: &Database) {
    let bot = lively(database).await;
    two_are_open(&bot).await;
    let card = bot.card("daocloud", 1).reference;
    bot.says_quoting("zhou-min", "daocloud", "补充 退款也失败", &card).await;
    assert!(said_about(&bot, 1, "退款也失败").await && !said_about(&bot, 2, "退款也失败").await);
    bot.finish().await;
}

async fn a_quoted_page_is_taken_without_its_code(database: &Database) {
    let bot = lively(database).await;
    two_are_open(&bot).await;
    bot.whispers("zhang-qiang", "交接 #1 @chen-jing 一半").await;
    let page = bot.platform.sent_to("chen-jing").pop().unwrap().reference;
    bot.handle(in_direct_chat(bot.platform.says_quoting("chen-jing", "chen-jing", "收到", &page)))
        .await;
    assert_eq!(bot.incident(1).await.owner, Some("chen-jing".into()));
    bot.finish().await;
}

async fn a_message_from_elsewhere_leads_nowhere(database: &Database) {
    let bot = lively(database).await;
    two_are_open(&bot).await;
    bot.says("hana-ko", "hollow", "open L1 ours is broken").await;
    bot.says("hana-ko", "hollow", "open L1 ours is broken twice").await;
    for stolen in [bot.card("daocloud", 1).reference, bot.card("staff", 1).reference] {
        let answer = bot.says_quoting("hana-ko", "hollow", "show", &stolen).await;
        assert!(!answer.contains("INC-1") && !answer.contains("支付"), "{answer}");
        assert_says(&answer, &["INC-3", "INC-4"]);
    }
    bot.finish().await;
}

async fn a_number_that_is_given_counts_more_than_the_place(database: &Database) {
    let bot = lively(database).await;
    two_are_open(&bot).await;
    bot.says_in_thread("zhou-min", "daocloud", "补充 #1 退款也失败", 2).await;
    assert!(said_about(&bot, 1, "退款也失败").await && !said_about(&bot, 2, "退款也失败").await);
    bot.finish().await;
}

async fn a_private_answer_is_read_by_the_caller_alone(database: &Database) {
    let bot = lively(database).await;
    two_are_open(&bot).await;
    for (words, only_for) in [
        ("查看 #1", Some("zhou-min")),
        ("列表", Some("zhou-min")),
        ("降级 #1", Some("zhou-min")),
        ("定级 #1 三级", Some("zhou-min")),
        ("补充 #1 仍然失败", None),
    ] {
        bot.says("zhou-min", "daocloud", words).await;
        let last = bot.platform.sent_to("daocloud").pop().unwrap();
        assert_eq!(last.only_for.as_deref(), only_for, "{words}: {}", last.text);
    }
    bot.finish().await;
}
