//! One customer sends more than everybody else together: the pages of the others are not behind it.

use chrono::TimeDelta;

use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    the_page_of_another_customer_leaves_at_once,
    in_one_message_the_customers_take_turns,
}

async fn flood(bot: &TestBot, reports: usize) {
    for number in 1..=reports {
        bot.says("zhou-min", "daocloud", &format!("报障 一级 第 {number} 个接口失败")).await;
        bot.advance(TimeDelta::milliseconds(100)).await;
    }
}

/// One account opens ten times a second, with the limits on opening out of the way: the engineer who
/// is paged for it is paged for another customer within the same instant.
async fn the_page_of_another_customer_leaves_at_once(bot: &mut TestBot) {
    bot.lift_opening_limits().await;
    flood(bot, 60).await;
    bot.says("zheng-yu", "isoftstone", "报障 一级 下单失败").await;
    let page = bot.pages_to("zhang-qiang").into_iter().find(|page| page.text.contains("下单失败"));
    let page = page.expect("the page of the other customer waits behind the flood");
    assert!(bot.now() - page.at < TimeDelta::seconds(1), "{page:?}");
    flood(bot, 60).await;
    // Another of theirs within the minute is gathered, as pages of one customer are.
    bot.says("zheng-yu", "isoftstone", "报障 一级 支付失败").await;
    bot.advance(TimeDelta::seconds(61)).await;
    let pages = bot.pages_to("zhang-qiang");
    let first_after = pages.iter().find(|other| other.at > page.at).unwrap();
    assert_says(&first_after.text, &["支付失败"]);
}

/// What waited for the minute is told in several messages where a platform shows little: each of
/// them begins with every customer.
async fn in_one_message_the_customers_take_turns(bot: &mut TestBot) {
    bot.lift_opening_limits().await;
    bot.says("zheng-yu", "isoftstone", "报障 一级 下单失败").await;
    flood(bot, 50).await;
    bot.says("zheng-yu", "isoftstone", "报障 一级 支付失败").await;
    let before = bot.pages_to("zhang-qiang").len();
    bot.advance(TimeDelta::seconds(70)).await;
    let pages = bot.pages_to("zhang-qiang").split_off(before);
    assert_says(&pages[0].text, &["支付失败", "接口失败"]);
}
