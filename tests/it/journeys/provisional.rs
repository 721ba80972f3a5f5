//! A due time that reaches into a year whose public holidays are not published is provisional. Once
//! they are, it is counted again.

use std::sync::Arc;

use watchbell::domain::incident::{Fact, ResponsePromise};
use watchbell::plans::Plans;

use crate::kit::bot::{Chat, TestBot};
use crate::kit::posts::assert_says;
use crate::kit::{Database, at};

crate::kit::on_both_engines! {
    a_due_time_that_moves_is_told_to_both_sides_once,
    a_due_time_that_stays_is_final_and_told_to_nobody,
    a_year_that_is_not_published_leaves_everything_as_it_was,
    an_incident_that_was_answered_moves_in_silence,
}

/// The last working hour of 2026 in Beijing.
const NEW_YEARS_EVE: &str = "2026-12-31T09:30:00Z";
/// 16 hours later, if New Year were a working day.
const PROVISIONAL: &str = "2027-01-04T07:30:00Z";
/// The same where it is a holiday.
const WITH_NEW_YEAR: &str = "2027-01-05T07:30:00Z";

/// The shipped calendar of China with one year more, or as it is.
fn plans(holidays_of_2027: Option<&str>) -> Arc<Plans> {
    let folder = tempfile::tempdir().unwrap();
    let mut calendar = include_str!("../../../calendars/cn.toml").to_owned();
    if let Some(holidays) = holidays_of_2027 {
        calendar += "\n[[year]]\nyear = 2027\nsource = \"made up for a test\"\n";
        calendar = format!("{calendar}holidays = [{holidays}]\nmake_up_days = []\n");
    }
    std::fs::write(folder.path().join("cn.toml"), calendar).unwrap();
    Arc::new(Plans::load(None, Some(folder.path())).unwrap())
}

const NEW_YEAR: &str =
    "{ names = { zh = \"元旦\", en = \"New Year\" }, from = 2027-01-01, to = 2027-01-03 }";
const SPRING: &str =
    "{ names = { zh = \"春节\", en = \"Spring Festival\" }, from = 2027-02-06, to = 2027-02-12 }";

async fn opened(database: &Database) -> TestBot {
    let bot = TestBot::starting_at(database, Chat::Poorest, at(NEW_YEARS_EVE)).await;
    let receipt = bot.says("zheng-yu", "isoftstone", "报障 一般性指导 报表怎么导出").await;
    assert_says(&receipt, &["暂定"]);
    assert_eq!(promise(&bot).await, (at(PROVISIONAL), true));
    bot
}

async fn promise(bot: &TestBot) -> (chrono::DateTime<chrono::Utc>, bool) {
    match bot.incident(1).await.response.promise {
        ResponsePromise::Due { at, provisional, .. } => (at, provisional),
        other @ ResponsePromise::NoClock { .. } => panic!("{other:?}"),
    }
}

/// A calendar is put into the folder, and the process is started anew.
async fn restarts_with(bot: &mut TestBot, plans: Arc<Plans>) {
    bot.plans = plans;
    bot.restart().await;
    bot.bot.settle().await.unwrap();
}

fn told_in(bot: &TestBot, group: &str) -> usize {
    let posts = bot.posts_in(group);
    posts.iter().filter(|post| post.text.contains("到期时间已确定")).count()
}

async fn a_due_time_that_moves_is_told_to_both_sides_once(database: &Database) {
    let mut bot = opened(database).await;
    for _ in 0..3 {
        restarts_with(&mut bot, plans(Some(NEW_YEAR))).await;
        assert_eq!(promise(&bot).await, (at(WITH_NEW_YEAR), false));
        assert_eq!((told_in(&bot, "isoftstone"), told_in(&bot, "staff")), (1, 1));
    }
    let told = bot.last_in("isoftstone").text;
    assert_says(&told, &["2027年1月4日 15:30", "2027年1月5日 15:30（北京时间）", "为什么 #1"]);
    let why = bot.says("zheng-yu", "isoftstone", "为什么 #1").await;
    assert_says(&why, &["12-31 17:30:00", "01-04 09:00:00", "01-05 15:30:00", "节假日安排已公布"]);
    assert!(!why.contains("暂定为") && !why.contains("尚未公布"), "{why}");
    bot.advance_to(at("2027-01-05T07:29:00Z")).await;
    let missed = |fact: &Fact| matches!(fact, Fact::ResponseMissed { .. });
    assert!(bot.instants_of(1, missed).await.is_empty(), "the old instant is over");
    bot.advance_to(at("2027-01-05T07:31:00Z")).await;
    assert_eq!(bot.instants_of(1, missed).await, [at(WITH_NEW_YEAR)]);
    bot.finish().await;
}

async fn a_due_time_that_stays_is_final_and_told_to_nobody(database: &Database) {
    let mut bot = opened(database).await;
    restarts_with(&mut bot, plans(Some(SPRING))).await;
    assert_eq!(promise(&bot).await, (at(PROVISIONAL), false));
    assert_eq!((told_in(&bot, "isoftstone"), told_in(&bot, "staff")), (0, 0));
    let why = bot.says("zheng-yu", "isoftstone", "为什么 #1").await;
    assert_says(&why, &["不再是暂定"]);
    bot.finish().await;
}

async fn a_year_that_is_not_published_leaves_everything_as_it_was(database: &Database) {
    let mut bot = opened(database).await;
    let before = bot.timeline(1).await.len();
    restarts_with(&mut bot, plans(None)).await;
    assert_eq!(promise(&bot).await, (at(PROVISIONAL), true));
    assert_eq!(bot.timeline(1).await.len(), before);
    bot.finish().await;
}

async fn an_incident_that_was_answered_moves_in_silence(database: &Database) {
    let mut bot = opened(database).await;
    bot.says("zhang-qiang", "isoftstone", "认领 #1").await;
    restarts_with(&mut bot, plans(Some(NEW_YEAR))).await;
    assert_eq!(promise(&bot).await, (at(WITH_NEW_YEAR), false));
    assert_eq!((told_in(&bot, "isoftstone"), told_in(&bot, "staff")), (0, 0));
    bot.finish().await;
}
