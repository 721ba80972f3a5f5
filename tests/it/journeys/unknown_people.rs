//! People whom the directory does not know, alone with the bot.

use chrono::TimeDelta;

use super::code_in;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    who_is_unknown_is_told_whom_to_ask,
    their_reports_are_kept_and_page_once_an_hour,
    whoever_is_known_is_paged_about_at_once,
    a_report_that_was_not_saved_pages_when_it_comes_again,
}

async fn who_is_unknown_is_told_whom_to_ask(bot: &mut TestBot) {
    for said in ["hello", "帮助", "有人吗"] {
        let told = bot.whispers("a-stranger", said).await;
        assert_says(&told, &["机器人不认识这个账号", "支持群", "「报障 问题」"]);
        assert_says(&told, &["does not know this account", "user link"]);
    }
    let receipt = bot.whispers("a-stranger", "报障 支付全部失败").await;
    assert_says(&receipt, &["INC-1", "已记录", "机器人不认识这个账号", "支持群", "赵磊"]);
    assert!(!receipt.contains("本群"), "{receipt}");
    assert_says(&bot.last_in("zhao-lei").text, &["支付全部失败"]);
}

/// Nobody answers for half a day, and more people write than one.
async fn their_reports_are_kept_and_page_once_an_hour(bot: &mut TestBot) {
    bot.whispers("a-stranger", "报障 支付全部失败").await;
    let first = bot.pages_to("zhao-lei");
    assert_eq!(first.len(), 1, "the first pages at once: {first:#?}");
    bot.advance(minutes(20)).await;
    bot.whispers("another", "报障 登录不了").await;
    bot.whispers("a-third", "报障 报表空白").await;
    bot.advance(minutes(39)).await;
    assert_eq!(bot.pages_to("zhao-lei").len(), 1, "the hour is not over");
    bot.advance(minutes(3)).await;
    let pages = bot.pages_to("zhao-lei").split_off(1);
    let together = format!("{pages:?}");
    assert_says(&together, &["支付全部失败", "登录不了", "报表空白"]);
    // Within each hour one round of pages, which are few messages.
    bot.advance(minutes(10 * 60)).await;
    let pages = bot.pages_to("zhao-lei").split_off(1);
    let mut rounds = vec![pages[0].at];
    for page in &pages {
        if page.at - *rounds.last().unwrap() > TimeDelta::minutes(2) {
            rounds.push(page.at);
        }
    }
    assert!((10..=11).contains(&rounds.len()), "{rounds:#?}");
    for pair in rounds.windows(2) {
        assert!(pair[1] - pair[0] >= TimeDelta::minutes(59), "{pair:?}");
    }
    let asked = bot.whispers("zhao-lei", "收到 全部").await;
    bot.whispers("zhao-lei", &code_in(&asked)).await;
    for number in 1..=3 {
        assert_eq!(bot.incident(number).await.owner, Some("zhao-lei".into()));
    }
}

async fn whoever_is_known_is_paged_about_at_once(bot: &mut TestBot) {
    bot.whispers("a-stranger", "报障 支付全部失败").await;
    bot.advance(minutes(5)).await;
    bot.whispers("zhou-min", "报障 一级 核心交易中断").await;
    assert_says(&bot.last_in("zhang-qiang").text, &["核心交易中断"]);
    // A room that nobody declared is no direct chat: the customer may have made it in a hurry.
    bot.says("a-stranger", "street", "报障 门店断网").await;
    bot.advance(minutes(2)).await;
    let pages = format!("{:?}", bot.pages_to("zhao-lei"));
    assert_says(&pages, &["门店断网"]);
}

async fn a_report_that_was_not_saved_pages_when_it_comes_again(bot: &mut TestBot) {
    let event = bot.platform.says("a-stranger", "a-stranger", "报障 支付全部失败");
    let event = crate::kit::bot::in_direct_chat(event);
    bot.handle(event.clone()).await;
    bot.handle(event).await;
    assert_eq!(bot.pages_to("zhao-lei").len(), 1);
}
