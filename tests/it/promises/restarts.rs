//! Promises 2, 3, 4 and 14: what a restart changes, which is nothing.

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use watchbell::domain::incident::Fact;
use watchbell::domain::timer::{TimerChange, TimerKind};

use crate::kit::bot::{Chat, TestBot, minutes, tuesday};
use crate::kit::incidents::{incident, opening};
use crate::kit::{Database, Engine, on_both_engines};

on_both_engines! {
    after_a_restart_ten_thousand_overdue_timers_fire_at_once,
    fifty_repeats_and_three_restarts_move_no_step,
    news_is_posted_every_hour_though_each_has_a_restart,
    after_an_outage_there_is_one_post_and_not_one_for_each_slot,
    the_first_page_leaves_with_the_command_itself,
}

async fn after_a_restart_ten_thousand_overdue_timers_fire_at_once(database: &Database) {
    const OPEN: usize = 10_000;
    let mut bot = TestBot::on(database, Chat::Poorest).await;
    let store = bot.bot.actions.store.clone();
    let due_at = tuesday() + minutes(1);
    let open = |key: u128| {
        let mut incident = incident(key, "quay");
        incident.timers.apply(&[TimerChange::Set { kind: TimerKind::AskForUpdate, due_at }]);
        store.commit(opening(&incident))
    };
    for hundreds in 0..OPEN as u128 / 500 {
        let opened = join_all((hundreds * 500..(hundreds + 1) * 500).map(open)).await;
        assert!(opened.iter().all(Result::is_ok));
    }
    bot.clock.advance(minutes(30));
    bot.restart().await;
    assert_eq!(bot.bot.engine.next_due(bot.now()).await.unwrap(), Some(due_at));
    // The clock stands still: everything happens in one look, however many pages of the table it
    // takes.
    assert_eq!(bot.bot.engine.tick_until_idle(bot.now()).await.unwrap(), OPEN);
    assert_eq!(bot.bot.engine.next_due(bot.now()).await.unwrap(), None);
    bot.finish().await;
}

/// Steps at 0, 4, 7 and 9 minutes, and 5 minutes until it begins again.
const CYCLE: TimeDelta = TimeDelta::minutes(14);

async fn fifty_repeats_and_three_restarts_move_no_step(database: &Database) {
    let mut bot = TestBot::on(database, Chat::Poorest).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let mut woke_at = Vec::new();
    for cycles in [13, 27, 41] {
        bot.advance_to(tuesday() + CYCLE * cycles + minutes(3)).await;
        bot.clock.advance(minutes(2) + TimeDelta::seconds(17));
        bot.restart().await;
        bot.bot.settle().await.unwrap();
        woke_at.push(bot.now());
    }
    bot.advance_to(tuesday() + CYCLE * 50 + minutes(9)).await;

    let paged = bot.instants_of(1, |fact| matches!(fact, Fact::Paged { .. })).await;
    let (late, on_time): (Vec<_>, Vec<_>) = paged.into_iter().partition(|at| woke_at.contains(at));
    assert!(!late.is_empty(), "a step fell into each outage");
    let mut steps: Vec<(i32, i64)> = on_time.iter().map(|at| step_at(*at)).collect();
    steps.dedup();
    let expected = (0..=50).flat_map(|cycle| [0, 4, 7, 9].map(|minute| (cycle, minute)));
    let in_an_outage = [(13, 4), (27, 4), (41, 4)];
    let expected: Vec<_> = expected.filter(|step| !in_an_outage.contains(step)).collect();
    assert_eq!(steps, expected);
    bot.finish().await;
}

/// The cycle, and the minute in it; fails when it is no whole minute.
fn step_at(at: DateTime<Utc>) -> (i32, i64) {
    let since = at - tuesday();
    assert_eq!(since.num_milliseconds() % 60_000, 0, "{at}");
    let cycle = since.num_minutes() / CYCLE.num_minutes();
    (i32::try_from(cycle).unwrap(), since.num_minutes() % CYCLE.num_minutes())
}

/// For thirty days; for three on PostgreSQL, where connecting anew each time would take minutes.
async fn news_is_posted_every_hour_though_each_has_a_restart(database: &Database) {
    let hours = 24 * if database.engine == Engine::Sqlite { 30 } else { 3 };
    let down = TimeDelta::seconds(40);
    let mut bot = TestBot::on(database, Chat::Poorest).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    for hour in 1..=hours {
        // Another second in each hour, now and then across the slot itself.
        let goes_down_at = slot(hour) - TimeDelta::seconds(i64::from(hour * 37 % 3600));
        bot.advance_to(goes_down_at).await;
        bot.clock.advance(down);
        bot.restart().await;
        bot.bot.settle().await.unwrap();
    }
    bot.advance_to(slot(hours) + minutes(1)).await;

    let timeline = bot.timeline(1).await;
    let slot_and_post = timeline.iter().filter_map(|entry| match entry.fact {
        Fact::HoldingUpdate { slot, .. } => Some((slot, entry.at)),
        _ => None,
    });
    let (slots, recorded): (Vec<_>, Vec<_>) = slot_and_post.unzip();
    assert_eq!(slots, (1..=hours).map(slot).collect::<Vec<_>>());
    let late: Vec<_> = slots.iter().zip(&recorded).map(|(slot, at)| *at - *slot).collect();
    assert!(late.iter().any(|late| *late > TimeDelta::zero()), "some slots fell into an outage");
    assert!(late.iter().all(|late| *late <= down), "{late:?}");
    let posted: Vec<_> =
        bot.posts_after("daocloud", tuesday()).iter().map(|post| post.at).collect();
    assert_eq!(posted, recorded);
    bot.finish().await;
}

fn slot(hour: i32) -> DateTime<Utc> {
    tuesday() + TimeDelta::hours(1) * hour
}

async fn after_an_outage_there_is_one_post_and_not_one_for_each_slot(database: &Database) {
    let mut bot = TestBot::on(database, Chat::Poorest).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    bot.advance(minutes(30)).await;
    bot.clock.advance(TimeDelta::hours(5));
    bot.restart().await;
    bot.bot.settle().await.unwrap();
    assert_eq!(bot.posts_after("daocloud", tuesday()).len(), 1);
    assert_eq!(bot.incident(1).await.updates.next_at, Some(slot(6)), "the rhythm is the old one");
    bot.advance(minutes(30)).await;
    assert_eq!(bot.last_in("daocloud").at, slot(6));
    bot.finish().await;
}

async fn the_first_page_leaves_with_the_command_itself(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    for (who, group, words) in [
        ("zhou-min", "daocloud", "报障 一级 支付全部失败"),
        ("shen-yi", "alibabacloud", "报障 业务不可用 首页打不开"),
    ] {
        let before = bot.pages_to("zhang-qiang").len();
        bot.says(who, group, words).await;
        let pages = bot.pages_to("zhang-qiang");
        assert_eq!((pages.len(), pages.last().unwrap().at), (before + 1, bot.now()));
    }
    bot.finish().await;
}
