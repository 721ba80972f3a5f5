//! At night, and where nobody is on duty.

use crate::kit::bot::{TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    a_lower_level_at_night_waits_for_the_morning_and_names_what_is_open,
    level_one_pages_at_night_too,
    the_deputy_replaces_the_tam_at_night,
    an_empty_step_costs_nothing_and_is_told,
}

async fn a_lower_level_at_night_waits_for_the_morning_and_names_what_is_open(bot: &mut TestBot) {
    bot.advance_to(at("2026-03-10T14:00:00Z")).await;
    let receipt = bot.says("zheng-yu", "isoftstone", "报障 生产系统不可用 报表打不开").await;
    assert_says(
        &receipt,
        &["INC-1", "950808转6", "https://console.huaweicloud.com/ticket", "09:30"],
    );
    assert!(bot.all_pages().is_empty());
    let opens_at = at("2026-03-11T01:00:00Z");
    bot.advance_to(opens_at - minutes(1)).await;
    assert!(bot.all_pages().is_empty());
    bot.advance_to(opens_at + minutes(1)).await;
    assert_eq!(bot.all_pages(), [(opens_at, "zhang-qiang".to_owned())]);
}

async fn level_one_pages_at_night_too(bot: &mut TestBot) {
    bot.advance_to(at("2026-03-10T14:00:00Z")).await;
    let receipt = bot.says("zheng-yu", "isoftstone", "报障 核心生产系统不可用 下单全部失败").await;
    assert_says(&receipt, &["INC-1", "950808转6", "09:10"]);
    assert_eq!(bot.all_pages(), [(bot.now(), "zhang-qiang".to_owned())]);
}

async fn the_deputy_replaces_the_tam_at_night(bot: &mut TestBot) {
    bot.advance_to(at("2026-03-10T14:00:00Z")).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(minutes(7)).await;
    assert!(bot.pages_to("li-na").is_empty(), "it is 22:07");
    let last = bot.pages_to("zhang-qiang").pop().unwrap();
    assert_eq!(last.at, bot.now(), "whoever is on call stands in");
}

async fn an_empty_step_costs_nothing_and_is_told(bot: &mut TestBot) {
    bot.says("hana-ko", "hollow", "open l1 the lathe has stopped").await;
    assert_eq!(bot.all_pages(), [(bot.now(), "zhang-qiang".to_owned())]);
    let told = bot.posts_in("zhao-lei");
    assert!(
        told.iter().any(|post| post.text.contains("vacant") || post.text.contains("找不到")),
        "{told:?}"
    );
}
