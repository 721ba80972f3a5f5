//! Several instances on one PostgreSQL share the work: each sends and fires in its own partitions,
//! and takes over those of one that is gone.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chat::{ChatPlatform, RateLimit};
use chrono::{DateTime, TimeDelta, Utc};
use memory_simulator::MemoryPlatform;
use watchbell::actions::SeededRandom;
use watchbell::app::{Bot, BotDeps};
use watchbell::clock::{Clock, ManualClock};
use watchbell::domain::timer::{TimerChange, TimerKind};
use watchbell::handlers::OpeningsAMinute;
use watchbell::store::NewMessage;

use crate::kit::incidents::{incident, opening, start, words};
use crate::kit::{Database, Engine, people};

/// One of the instances, by a clock of its own.
struct Instance {
    bot: Bot,
    clock: Arc<ManualClock>,
    /// What this instance has sent.
    platform: Arc<MemoryPlatform>,
}

impl Instance {
    async fn on(database: &Database, seed: u64) -> Self {
        let clock = Arc::new(ManualClock::starting_at(start()));
        let now = Arc::clone(&clock);
        let rate =
            RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
        let platform = MemoryPlatform::poorest(people::PLATFORM).with_rate(rate);
        let platform = Arc::new(platform.with_now(move || now.now()));
        let bot = Bot::assemble(BotDeps {
            database: database.url.clone(),
            plans: people::shipped_plans(),
            platforms: vec![Arc::clone(&platform) as Arc<dyn ChatPlatform>],
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::from_seed(seed)),
            kept: TimeDelta::days(90),
            openings: OpeningsAMinute::default(),
            links: None,
        });
        Self { bot: bot.await.unwrap(), clock, platform }
    }

    /// Does everything that it may at a second after the start; how much that was.
    async fn at(&self, second: i64) -> usize {
        self.clock.advance_to(at(second));
        self.bot.engine.tick_until_idle(at(second)).await.unwrap()
    }

    fn partitions(&self) -> usize {
        self.bot.engine.status().partitions
    }

    /// The rooms that it has sent to.
    fn rooms(&self) -> BTreeSet<String> {
        self.platform.sent().into_iter().map(|sent| sent.to.text).collect()
    }

    async fn queue(&self, messages: Vec<NewMessage>) {
        self.bot.actions.store.queue(messages).await.unwrap();
    }

    /// A message for each of forty-eight rooms, queued now.
    async fn queue_for_all(&self) {
        let message = |room: i64| self.message("hello", &format!("room-{room}"));
        self.queue((0..ROOMS).map(message).collect()).await;
    }

    fn message(&self, text: &str, room: &str) -> NewMessage {
        let now = self.clock.now();
        NewMessage { created_at: now, due_at: now, ..words(text, room) }
    }

    /// Opens incidents that have something to do at a second.
    async fn open(&self, count: u128, second: i64) {
        for key in 0..count {
            let mut incident = incident(key, "quay");
            let due_at = at(second);
            incident.timers.apply(&[TimerChange::Set { kind: TimerKind::AskForUpdate, due_at }]);
            self.bot.actions.store.commit(opening(&incident)).await.unwrap();
        }
    }
}

const ROOMS: i64 = 48;

fn at(second: i64) -> DateTime<Utc> {
    start() + TimeDelta::seconds(second)
}

/// Two instances that have just shared the work, at the second second.
async fn two_on(database: &Database) -> (Instance, Instance) {
    let (first, second) = (Instance::on(database, 1).await, Instance::on(database, 2).await);
    first.at(0).await;
    assert_eq!(first.partitions(), 16, "whoever is alone waits for nobody");
    second.at(0).await;
    assert_eq!(second.partitions(), 0, "what another one does is not taken from it");
    for moment in [1, 2] {
        first.at(moment).await;
        second.at(moment).await;
    }
    assert_eq!((first.partitions(), second.partitions()), (8, 8));
    (first, second)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_both_send_and_fire_and_no_room_hears_both() {
    let database = Database::fresh(Engine::Postgres).await;
    let (first, second) = two_on(&database).await;
    first.open(32, 3).await;
    assert_eq!((first.at(3).await, second.at(3).await), (16, 16), "each fires its own timers");
    first.queue_for_all().await;
    assert_eq!((first.at(4).await + second.at(4).await), 48);
    let (one, other) = (first.rooms(), second.rooms());
    assert!(one.len() > 1 && other.len() > 1, "{one:?} {other:?}");
    assert!(one.is_disjoint(&other), "{one:?} {other:?}");
    assert_eq!(one.len() + other.len(), 48);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_instance_did_is_done_by_the_other_within_fifteen_seconds() {
    let database = Database::fresh(Engine::Postgres).await;
    let (first, second) = two_on(&database).await;
    // The first one is not heard of any more.
    second.open(32, 3).await;
    second.queue_for_all().await;
    second.at(3).await;
    let waiting = || async { second.bot.actions.store.waiting_messages(None).await.unwrap().len() };
    assert!(waiting().await > 0, "half of it is the first one's to do");
    for moment in 4..=12 {
        second.at(moment).await;
    }
    assert_eq!((second.partitions(), waiting().await), (16, 0));
    assert_eq!((first.rooms().len(), second.rooms().len()), (0, 48));
    assert_eq!(second.bot.actions.store.overdue_incidents(at(12)).await.unwrap(), 0);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_instance_that_wakes_sends_and_fires_nothing() {
    let database = Database::fresh(Engine::Postgres).await;
    let (first, second) = two_on(&database).await;
    for moment in 3..=12 {
        second.at(moment).await;
    }
    assert_eq!((first.partitions(), second.partitions()), (8, 16), "the first one believes it");
    second.open(32, 2).await;
    second.queue_for_all().await;
    first.at(2).await;
    assert_eq!((first.rooms().len(), first.partitions()), (0, 0), "the store told it otherwise");
    let store = &second.bot.actions.store;
    assert_eq!(store.waiting_messages(None).await.unwrap().len(), 48);
    assert_eq!(store.overdue_incidents(at(3)).await.unwrap(), 32);
    assert_eq!(second.at(13).await, 48 + 32);
    for moment in 14..=16 {
        first.at(moment).await;
        second.at(moment).await;
    }
    assert_eq!((first.partitions(), second.partitions()), (8, 8), "it lives again");
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_third_instance_gets_its_share_and_so_does_one_that_stays_alone() {
    let database = Database::fresh(Engine::Postgres).await;
    let (first, second) = two_on(&database).await;
    let third = Instance::on(&database, 3).await;
    let all = [&first, &second, &third];
    let shares = || {
        let mut shares = all.map(Instance::partitions);
        shares.sort_unstable();
        shares
    };
    for moment in [3, 4, 5] {
        for instance in all {
            instance.at(moment).await;
        }
    }
    assert_eq!(shares(), [5, 5, 6]);
    for moment in 6..=16 {
        third.at(moment).await;
    }
    assert_eq!(third.partitions(), 16);
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_that_is_stopped_hands_its_work_over_at_once() {
    let database = Database::fresh(Engine::Postgres).await;
    let (first, second) = two_on(&database).await;
    first.bot.start_engine();
    first.bot.stop(Duration::from_secs(30)).await;
    second.queue_for_all().await;
    assert_eq!(second.at(3).await, 48);
    assert_eq!(second.partitions(), 16);
    // The one that is started in its place gets its share, and nothing comes twice.
    let next = Instance::on(&database, 4).await;
    next.at(3).await;
    for moment in [4, 5] {
        second.at(moment).await;
        next.at(moment).await;
    }
    assert_eq!((second.partitions(), next.partitions()), (8, 8));
    next.queue_for_all().await;
    assert_eq!(second.at(6).await + next.at(6).await, 48);
    assert!(next.rooms().len() > 1);
    database.remove().await;
}

/// A robot that sends more than twenty messages in a minute is muted.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_holds_across_a_take_over() {
    let database = Database::fresh(Engine::Postgres).await;
    let (first, second) = two_on(&database).await;
    for number in 0..40 {
        first.queue(vec![first.message(&format!("<{number}>"), "room-0")]).await;
    }
    for moment in [3, 4] {
        first.at(moment).await;
        second.at(moment).await;
    }
    // Whoever has the room's partition is heard of no more.
    let other = if first.rooms().is_empty() { &first } else { &second };
    assert!(other.rooms().is_empty());
    for moment in 5..=60 {
        other.at(moment).await;
    }
    let sent_by = [&first, &second].map(|instance| instance.platform.sent_to("room-0").len());
    assert!(sent_by.iter().all(|sent| *sent > 0), "no take-over: {sent_by:?}");
    assert!(sent_by.iter().sum::<usize>() <= 20, "{sent_by:?}");
    database.remove().await;
}
