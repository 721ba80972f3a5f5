//! The same thing twice: deliveries of one event, and hasty people.

use chrono::TimeDelta;

use crate::kit::bot::{Chat, TestBot};
use crate::kit::posts::assert_says;
use crate::kit::{Database, Engine, journeys};

journeys! {
    the_same_words_within_a_minute_are_one_act,
    a_minute_later_the_same_words_are_another_act,
    the_same_words_of_somebody_else_are_another_act,
    the_same_report_after_the_incident_was_closed_opens_another,
    a_second_solution_can_be_refused_in_the_same_words,
    a_second_solution_can_be_agreed_to_in_the_same_words,
    the_same_progress_after_the_customer_wrote_is_told_again,
    a_new_page_is_acknowledged_in_the_same_words,
    access_is_granted_refused_and_granted_within_a_minute,
}

async fn the_same_words_within_a_minute_are_one_act(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(TimeDelta::seconds(20)).await;
    let answer = bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["20 秒前", "INC-1"]);
    assert_eq!(count(bot).await, 1);
}

/// The customer saw no answer, and the proxy gave the second try to the other instance.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_report_to_another_instance_within_a_minute_is_one_act() {
    let database = Database::fresh(Engine::Postgres).await;
    let first = TestBot::on(&database, Chat::Poorest).await;
    let second = TestBot::on(&database, Chat::Poorest).await;
    first.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    // Each test platform counts its messages from one, and this one must have a number of its own.
    second.says("zhou-min", "daocloud", "帮助").await;
    second.advance(TimeDelta::seconds(20)).await;
    let answer = second.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["20 秒前", "INC-1"]);
    let answer = second.says("wu-hao", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["INC-2"]);
    second.advance(TimeDelta::seconds(40)).await;
    let answer = second.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["INC-3"]);
    drop((first, second));
    database.remove().await;
}

async fn a_minute_later_the_same_words_are_another_act(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(TimeDelta::seconds(60)).await;
    let answer = bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["INC-2"]);
}

async fn the_same_words_of_somebody_else_are_another_act(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let answer = bot.says("wu-hao", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["INC-2"]);
    assert_eq!(count(bot).await, 2);
}

async fn the_same_report_after_the_incident_was_closed_opens_another(bot: &mut TestBot) {
    solved(bot).await;
    bot.says("zhou-min", "daocloud", "同意关闭").await;
    let answer = bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["INC-2"]);
}

async fn a_second_solution_can_be_refused_in_the_same_words(bot: &mut TestBot) {
    solved(bot).await;
    bot.says("zhou-min", "daocloud", "未解决 仍然失败").await;
    bot.advance(TimeDelta::seconds(10)).await;
    bot.says("chen-jing", "daocloud", "方案 再次重启网关").await;
    bot.advance(TimeDelta::seconds(10)).await;
    let answer = bot.says("zhou-min", "daocloud", "未解决 仍然失败").await;
    assert!(!answer_is_a_repeat(&answer), "{answer:?}");
    let again = bot.says("zhou-min", "daocloud", "未解决 仍然失败").await;
    assert!(answer_is_a_repeat(&again), "{again:?}");
}

async fn a_second_solution_can_be_agreed_to_in_the_same_words(bot: &mut TestBot) {
    solved(bot).await;
    bot.says("zhou-min", "daocloud", "同意关闭").await;
    bot.says("zhou-min", "daocloud", "重开 错误再次出现").await;
    bot.says("chen-jing", "daocloud", "认领 #1").await;
    bot.says("chen-jing", "daocloud", "方案 再次重启网关").await;
    bot.says("zhou-min", "daocloud", "同意关闭").await;
    assert_eq!(count(bot).await, 0);
}

async fn the_same_progress_after_the_customer_wrote_is_told_again(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.says("chen-jing", "daocloud", "认领 #1").await;
    bot.says("chen-jing", "daocloud", "进展 #1 仍在切换").await;
    let hasty = bot.says("chen-jing", "daocloud", "进展 #1 仍在切换").await;
    assert!(answer_is_a_repeat(&hasty), "{hasty:?}");
    bot.says("zhou-min", "daocloud", "补充 #1 第二可用区也失败").await;
    let answer = bot.says("chen-jing", "daocloud", "进展 #1 仍在切换").await;
    assert!(!answer_is_a_repeat(&answer), "{answer:?}");
}

async fn a_new_page_is_acknowledged_in_the_same_words(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.says("chen-jing", "daocloud", "收到 #1").await;
    bot.says("chen-jing", "daocloud", "方案 #1 已重启网关").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.says("zhou-min", "daocloud", "重开 #1 错误再次出现").await;
    let answer = bot.says("chen-jing", "daocloud", "收到 #1").await;
    assert!(!answer_is_a_repeat(&answer), "{answer:?}");
}

fn answer_is_a_repeat(answer: &str) -> bool {
    answer.contains("没有重复执行")
}

async fn solved(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.says("chen-jing", "daocloud", "认领 #1").await;
    bot.says("chen-jing", "daocloud", "方案 已重启网关").await;
}

async fn count(bot: &TestBot) -> usize {
    bot.bot.actions.store.open_by_deadline(10).await.unwrap().len()
}

async fn access_is_granted_refused_and_granted_within_a_minute(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    for (words, is_granted) in [
        ("访问权限 授权 #1", true),
        ("访问权限 拒绝 #1", false),
        ("访问权限 授权 #1", true),
        ("访问权限 拒绝 #1", false),
    ] {
        bot.advance(TimeDelta::seconds(5)).await;
        bot.says("zhou-min", "daocloud", words).await;
        let access = bot.incident(1).await.special_handling.access;
        assert_eq!(access.map(|access| access.granted), Some(is_granted), "{words}");
    }
}
