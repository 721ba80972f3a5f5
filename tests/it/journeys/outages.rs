//! The chat platform is away, comes back, and everybody reads what they were owed: soon, in order,
//! once.

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};

use super::payments_fail;
use crate::kit::bot::{Chat, TestBot, minutes};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    the_engineer_is_paged_seconds_after_the_platform_is_back,
    a_restart_in_the_outage_changes_nothing,
    an_answer_that_was_lost_is_said_again_and_says_so,
    a_report_taken_back_in_the_outage_pages_nobody,
    nobody_is_asked_for_what_was_settled_in_the_outage,
}

/// Payments fail while the platform is away. It comes back after so long.
async fn payments_fail_in_an_outage(bot: &mut TestBot, outage: TimeDelta, restarts: bool) {
    bot.platform.go_away(&SendError::Away("could not be reached".into()));
    payments_fail(bot).await;
    bot.advance(outage / 2).await;
    if restarts {
        bot.restart().await;
    }
    bot.advance(outage / 2).await;
    let sent: Vec<_> = bot.platform.sent().into_iter().map(|sent| sent.text).collect();
    assert!(sent.is_empty(), "{sent:?}");
    bot.platform.come_back();
}

/// After a recovery pages are on the phones within 5 s and everything else within 15 s, and nothing
/// says that it may be a repeat.
async fn all_is_told_soon_after(bot: &TestBot, back: DateTime<Utc>) {
    bot.advance(TimeDelta::seconds(15)).await;
    let pages = bot.all_pages();
    let first = pages.first().map(|(at, _)| *at - back);
    assert!(first.is_some_and(|late| late <= TimeDelta::seconds(5)), "{pages:?}");
    let sent = bot.platform.sent();
    assert!(sent.iter().all(|sent| sent.at - back <= TimeDelta::seconds(15)), "{sent:?}");
    assert!(sent.iter().all(|sent| !sent.text.contains("repeat")), "{sent:?}");
    assert!(!bot.posts_in("daocloud").is_empty(), "the customer has the receipt");
    let before = bot.posts().len();
    bot.advance(TimeDelta::seconds(30)).await;
    assert_eq!(bot.posts().len(), before, "nothing comes later");
}

async fn the_engineer_is_paged_seconds_after_the_platform_is_back(database: &Database) {
    let mut bot = TestBot::on(database, Chat::Poorest).await;
    payments_fail_in_an_outage(&mut bot, TimeDelta::seconds(80), false).await;
    all_is_told_soon_after(&bot, bot.now()).await;
    bot.finish_with_dead_letters().await;
}

async fn a_restart_in_the_outage_changes_nothing(database: &Database) {
    let mut bot = TestBot::on(database, Chat::Poorest).await;
    payments_fail_in_an_outage(&mut bot, TimeDelta::minutes(14), true).await;
    all_is_told_soon_after(&bot, bot.now()).await;
    bot.finish_with_dead_letters().await;
}

async fn an_answer_that_was_lost_is_said_again_and_says_so(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    bot.platform.lose_answer_of_next("zhang-qiang");
    payments_fail(&bot).await;
    bot.advance(TimeDelta::seconds(10)).await;
    let marked: Vec<_> =
        bot.pages_to("zhang-qiang").iter().map(|page| page.text.contains("repeat")).collect();
    assert_eq!(marked, [false, true]);
    bot.finish().await;
}

async fn a_report_taken_back_in_the_outage_pages_nobody(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    bot.platform.go_away(&SendError::Away("could not be reached".into()));
    payments_fail(&bot).await;
    bot.advance(minutes(2)).await;
    bot.says("zhou-min", "daocloud", "撤回 #1").await;
    assert!(bot.incident(1).await.state.is_closed());
    bot.advance(minutes(1)).await;
    bot.platform.come_back();
    bot.advance(minutes(2)).await;
    assert!(bot.all_pages().is_empty(), "{:?}", bot.all_pages());
    bot.finish_with_dead_letters().await;
}

/// The receipt comes late, but no question does that somebody has answered meanwhile: neither for
/// an item of the required information, nor for consent, nor for an update.
async fn nobody_is_asked_for_what_was_settled_in_the_outage(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    bot.platform.go_away(&SendError::Away("could not be reached".into()));
    payments_fail(&bot).await;
    bot.says("zhang-qiang", "daocloud", "收到 #1").await;
    bot.says("zhou-min", "daocloud", "补充 #1 影响：全部支付").await;
    bot.advance(minutes(58)).await;
    bot.says("zhang-qiang", "daocloud", "进展 #1 已回退版本").await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已回退到上一版本").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.platform.come_back();
    bot.advance(TimeDelta::seconds(30)).await;
    let told = bot.posts_in("daocloud");
    let asks = |text: &str| text.contains("请补充「影响」") || text.contains("请您确认");
    assert!(!told.iter().any(|post| asks(&post.text)), "{told:?}");
    assert!(told.iter().any(|post| post.text.contains("已关闭")), "{told:?}");
    let to_engineer = bot.pages_to("zhang-qiang");
    assert!(!to_engineer.iter().any(|page| page.text.contains("进展 #1")), "{to_engineer:?}");
    bot.finish_with_dead_letters().await;
}
