//! Platforms that go away and come back: what waits leaves soon, in order, once, and marked as a
//! repeat only where a copy may have arrived.

use std::sync::Arc;

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};

use super::TROUBLE;
use crate::clock::Clock;
use crate::domain::directory::Destination;
use crate::domain::notice::{Notice, Priority};
use crate::engine::kit::{Rig, answer, page_for_dora, person, second_of, staff_room, start};
use crate::store::NewMessage;
use crate::worker::Worker;

const AWAY: fn() -> SendError = || SendError::Away("HTTP 503".into());
const TIMEOUT: fn() -> SendError = || SendError::Uncertain("no answer in time".into());

/// A message to a room that no directory knows.
fn to(rig: &Rig, platform: &str, address: &str, words: &str) -> NewMessage {
    let destination = Destination { platform: platform.into(), address: address.into() };
    NewMessage { destination, ..rig.message(None, answer(staff_room(), Priority::Reply, words)) }
}

/// When the first message arrived somewhere.
fn arrived_at(rig: &Rig, address: &str) -> Option<DateTime<Utc>> {
    rig.sent_to(address).first().map(|sent| sent.at)
}

#[tokio::test]
async fn however_long_a_platform_was_away_a_page_leaves_in_5_s_and_the_rest_in_15() {
    for outage in [10, 61, 600] {
        let rig = Rig::new().await;
        let incident = rig.open().await;
        rig.platform.go_away(&AWAY());
        let page = Notice { to: person("lee"), ..page_for_dora(&incident) };
        rig.say(Some(incident.number), page).await;
        for words in ["receipt", "first news", "second news"] {
            rig.store.queue(vec![to(&rig, "fake", "acme", words)]).await.unwrap();
            rig.advance(TimeDelta::seconds(1)).await;
        }
        rig.advance(TimeDelta::seconds(outage) - (rig.clock.now() - start())).await;
        let tried = rig.platform.attempts("user:lee") + rig.platform.attempts("acme");
        assert!(i64::try_from(tried).unwrap() <= outage / 2 + 8, "{tried} calls in {outage} s");
        rig.platform.come_back();
        let back = rig.clock.now();
        rig.advance(TimeDelta::seconds(20)).await;

        let page = arrived_at(&rig, "user:lee").map(|at| at - back);
        assert!(page.is_some_and(|late| late <= TimeDelta::seconds(5)), "{outage}: {page:?}");
        assert_eq!(rig.texts_to("acme"), ["receipt", "first news", "second news"], "{outage}");
        let last = rig.sent_to("acme")[2].at - back;
        assert!(last <= TimeDelta::seconds(15), "{outage}: {last}");
        let all = rig.platform.sent();
        assert!(all.iter().all(|sent| !sent.text.contains("repeat")), "{all:?}");
        assert_eq!(rig.waiting_and_dead().await.0, 0);
    }
}

#[tokio::test]
async fn a_hundred_rooms_of_a_platform_that_is_down_are_not_tried_each_for_itself() {
    let rig = Rig::new().await;
    rig.platform.go_away(&AWAY());
    let rooms: Vec<String> = (0..100).map(|room| format!("room-{room}")).collect();
    let messages = rooms.iter().map(|room| to(&rig, "fake", room, "news"));
    rig.store.queue(messages.collect()).await.unwrap();
    rig.advance(TimeDelta::minutes(3)).await;
    let tried: usize = rooms.iter().map(|room| rig.platform.attempts(room)).sum();
    assert!(tried <= 100 + 91, "{tried} calls in three minutes");
    rig.platform.come_back();
    rig.advance(TimeDelta::seconds(3)).await;
    for room in &rooms {
        assert_eq!(rig.texts_to(room), ["news"], "{room}");
    }
}

#[tokio::test]
async fn a_platform_that_is_down_holds_up_nothing_on_another() {
    let rig = Rig::new().await;
    rig.annex.go_away(&AWAY());
    for room in 0..40 {
        rig.store.queue(vec![to(&rig, "annex", &format!("r{room}"), "news")]).await.unwrap();
    }
    rig.tick().await;
    rig.say(None, answer(staff_room(), Priority::Reply, "hello")).await;
    rig.tick().await;
    assert_eq!(arrived_at(&rig, "ops"), Some(start()));
    rig.annex.come_back();
    rig.advance(TimeDelta::seconds(15)).await;
}

#[tokio::test]
async fn one_broken_room_is_tried_now_and_then_and_the_others_are_not_delayed() {
    let rig = Rig::new().await;
    rig.platform.fail_next("ops", 999, &AWAY());
    rig.say(None, answer(staff_room(), Priority::Warning, "to the broken room")).await;
    for second in 0..60 {
        let words = second.to_string();
        rig.store.queue(vec![to(&rig, "fake", "acme", &words)]).await.unwrap();
        rig.advance(TimeDelta::seconds(1)).await;
        let sent = rig.sent_to("acme");
        assert_eq!(sent.last().map(second_of), Some(f64::from(second)));
    }
    assert!(rig.platform.attempts("ops") <= 26, "{}", rig.platform.attempts("ops"));
}

#[tokio::test]
async fn only_a_copy_that_may_have_arrived_makes_the_next_one_a_repeat() {
    let refused = || SendError::Away("could not be reached".into());
    let unknown = || SendError::Retryable("errcode 987654".into());
    let table: [(&[SendError], bool); 7] = [
        (&[refused()], false),
        (&[AWAY(), AWAY()], false),
        (&[SendError::RetryAfter(std::time::Duration::from_secs(2))], false),
        (&[unknown(), unknown()], false),
        (&[TIMEOUT()], true),
        (&[TIMEOUT(), refused(), AWAY()], true),
        (&[refused(), TIMEOUT()], true),
    ];
    for (errors, is_repeat) in table {
        let rig = Rig::new().await;
        for error in errors {
            rig.platform.fail_next("ops", 1, error);
        }
        rig.say(None, answer(staff_room(), Priority::StatusUpdate, "news")).await;
        rig.advance(TimeDelta::minutes(1)).await;
        let expected = if is_repeat { "(重复 repeat) news" } else { "news" };
        assert_eq!(rig.texts_to("ops"), [expected], "{errors:?}");
    }
}

#[tokio::test]
async fn messages_keep_their_order_through_a_hiccup_of_any_kind() {
    for error in [AWAY(), TIMEOUT(), TROUBLE()] {
        let rig = Rig::new().await;
        rig.platform.fail_next("ops", 2, &error);
        for words in ["1", "2", "3", "4"] {
            rig.say(None, answer(staff_room(), Priority::Reply, words)).await;
            rig.advance(TimeDelta::milliseconds(300)).await;
        }
        rig.advance(TimeDelta::seconds(15)).await;
        let texts: Vec<_> = rig.texts_to("ops");
        let last: String = texts.iter().filter_map(|text| text.chars().last()).collect();
        assert_eq!(last, "1234", "{error:?}: {texts:?}");
    }
}

#[tokio::test]
async fn a_message_that_a_platform_never_takes_holds_up_no_other_for_long() {
    for error in [TIMEOUT(), TROUBLE()] {
        let rig = Rig::new().await;
        rig.platform.refuse_text("odd", &error);
        for words in ["odd", "1", "2", "3"] {
            rig.say(None, answer(staff_room(), Priority::StatusUpdate, words)).await;
        }
        rig.advance(TimeDelta::seconds(60)).await;
        assert_eq!(rig.texts_to("ops"), ["1", "2", "3"], "{error:?}");
        rig.advance(TimeDelta::hours(4)).await;
        let told = rig.texts_to("user:dora");
        assert!(told.iter().any(|text| text.starts_with("dead ")), "people are told: {told:?}");
    }
}

#[tokio::test]
async fn a_restart_in_an_outage_neither_delays_nor_reorders() {
    let rig = Rig::new().await;
    rig.platform.go_away(&AWAY());
    for words in ["1", "2", "3"] {
        rig.say(None, answer(staff_room(), Priority::StatusUpdate, words)).await;
        rig.advance(TimeDelta::minutes(3)).await;
    }
    let restarted = rig.another_engine();
    rig.platform.come_back();
    restarted.tick_until_idle(rig.clock.now()).await.unwrap();
    assert_eq!(rig.texts_to("ops"), ["1", "2", "3"]);
}

/// Ticks the outbox as its loop does.
/// What the loop does in one turn: it holds the partitions, and has the outbox work.
async fn tick(rig: &Rig) {
    rig.engine.next_due(rig.clock.now()).await.unwrap();
    let outbox: Arc<dyn Worker> = rig.engine.outbox();
    outbox.tick(rig.clock.now()).await.unwrap();
}

#[tokio::test]
async fn a_platform_that_hangs_delays_nobody_else_and_pages_find_room_there() {
    let rig = Rig::new().await;
    tick(&rig).await;
    for room in 0..60 {
        let room = format!("r{room}");
        rig.annex.hang(&room);
        rig.store.queue(vec![to(&rig, "annex", &room, "news")]).await.unwrap();
    }
    rig.clock.advance(TimeDelta::seconds(1));
    tick(&rig).await;
    rig.annex.hanging(16).await;

    rig.store.queue(vec![to(&rig, "fake", "acme", "receipt")]).await.unwrap();
    let page = answer(staff_room(), Priority::Page, "page");
    rig.store.queue(vec![rig.message(None, page.clone())]).await.unwrap();
    let on_annex = Destination { platform: "annex".into(), address: "free".into() };
    let page = NewMessage { destination: on_annex, ..rig.message(None, page) };
    rig.store.queue(vec![page]).await.unwrap();
    rig.clock.advance(TimeDelta::seconds(1));
    tick(&rig).await;
    rig.platform.arrived("acme", 1).await;
    rig.platform.arrived("ops", 1).await;
    rig.annex.arrived("free", 1).await;
    rig.annex.let_go();
}

#[tokio::test]
async fn calls_to_one_room_that_hangs_follow_one_another() {
    let rig = Rig::new().await;
    tick(&rig).await;
    rig.platform.hang("acme");
    for words in ["1", "2", "3"] {
        rig.store.queue(vec![to(&rig, "fake", "acme", words)]).await.unwrap();
        rig.clock.advance(TimeDelta::seconds(1));
        tick(&rig).await;
        rig.platform.hanging(1).await;
    }
    rig.platform.let_go();
    rig.platform.arrived("acme", 1).await;
    rig.clock.advance(TimeDelta::seconds(1));
    while rig.texts_to("acme").len() < 3 {
        tick(&rig).await;
        rig.wake.outbox.notified().await;
    }
    assert_eq!(rig.texts_to("acme"), ["1", "2", "3"]);
}
