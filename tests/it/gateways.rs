//! A platform that delivers events through a connection of its own, with the whole bot behind it.

use std::time::Duration;

use chat::ConnectError;

use crate::kit::bot::{Chat, TestBot};
use crate::kit::on_both_engines;
use crate::kit::posts::assert_says;

on_both_engines!(a_customer_is_heard_over_a_connection_that_is_lost_and_held_again);

async fn a_customer_is_heard_over_a_connection_that_is_lost_and_held_again(
    database: &crate::kit::Database,
) {
    let bot = TestBot::on(database, Chat::Gateway).await;
    bot.bot.start_gateways(Duration::from_secs(10));
    let first = bot.platform.says("daocloud", "zhou-min", "报障 一级 支付全部失败");
    bot.platform.brings(first.clone()).await.unwrap().unwrap();
    bot.bot.settle().await.unwrap();
    bot.platform.ends_connection(Err(ConnectError::Lost("reset by peer".to_owned())));

    // The platform brings what it is not sure about again, over the next connection.
    bot.platform.brings(first).await.unwrap().unwrap();
    let second = bot.platform.says("daocloud", "zhou-min", "补充 #1 全部订单失败");
    bot.platform.brings(second).await.unwrap().unwrap();
    bot.bot.settle().await.unwrap();

    assert_eq!(bot.platform.connections(), 2);
    assert_eq!(bot.incident(1).await.title, "支付全部失败");
    assert_says(&bot.posts_in("daocloud")[0].text, &["INC-1", "已受理"]);
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "全部订单失败"]);
    let room = bot.incident(1).await.room;
    assert_eq!(
        bot.bot.actions.store.incidents_in(&room, 9).await.unwrap().len(),
        1,
        "and no second one"
    );
    bot.bot.stop(Duration::from_secs(20)).await;
}
