//! The same thing twice: deliveries of one event, and hasty people.

use chrono::TimeDelta;

use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    the_same_words_within_a_minute_are_one_act,
    a_minute_later_the_same_words_are_another_act,
    the_same_words_of_somebody_else_are_another_act,
}

async fn the_same_words_within_a_minute_are_one_act(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(TimeDelta::seconds(20)).await;
    let answer = bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    assert_says(&answer, &["20 秒前", "INC-1"]);
    assert_eq!(count(bot).await, 1);
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

async fn count(bot: &TestBot) -> usize {
    bot.bot.actions.store.open_by_deadline(10).await.unwrap().len()
}
