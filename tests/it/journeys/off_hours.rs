//! At night, and where nobody is on duty.

use super::code_in;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    a_lower_level_at_night_waits_for_the_morning_and_names_what_is_open,
    a_lower_level_of_friday_evening_rests_over_the_weekend,
    a_level_lowered_at_night_lets_people_rest,
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

/// 2026-03-13 is a Friday; the level is answered within four office hours.
async fn a_lower_level_of_friday_evening_rests_over_the_weekend(bot: &mut TestBot) {
    bot.advance_to(at("2026-03-13T09:58:00Z")).await;
    bot.says("zheng-yu", "isoftstone", "报障 生产系统不可用 报表打不开").await;
    assert_eq!(bot.all_pages().len(), 1, "it is 17:58, and the hours end at 18:00");
    let closes_at = bot.now() + minutes(2);
    bot.advance_to(at("2026-03-16T00:59:00Z")).await;
    assert_eq!(bot.all_pages().len(), 1, "{:?}", bot.all_pages());
    let told = bot.posts_after("zhao-lei", closes_at - minutes(1));
    let told: Vec<_> = told.iter().filter(|post| post.text.contains("不再呼叫")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].at, closes_at);
    assert_says(&told[0].text, &["INC-1", "3月16日", "认领 #1"]);
    bot.advance_to(at("2026-03-16T02:00:00Z")).await;
    assert!(bot.all_pages().len() > 1);
}

async fn a_level_lowered_at_night_lets_people_rest(bot: &mut TestBot) {
    bot.advance_to(at("2026-03-13T14:00:00Z")).await;
    bot.says("zheng-yu", "isoftstone", "报障 核心生产系统不可用 下单全部失败").await;
    assert_eq!(bot.all_pages().len(), 1);
    let said = bot.says("zheng-yu", "isoftstone", "定级 #1 一般性指导 看错了").await;
    assert_says(&said, &["一般性指导"]);
    bot.says("zheng-yu", "isoftstone", &format!("确认 {}", code_in(&said))).await;
    assert_eq!(bot.incident(1).await.rank, 5);
    bot.advance_to(at("2026-03-16T00:59:00Z")).await;
    assert_eq!(bot.all_pages().len(), 1, "{:?}", bot.all_pages());
}
