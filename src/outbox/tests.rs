//! Journeys of notices through the outbox, on a platform in memory.

mod outages;
mod ways;

use std::collections::BTreeSet;
use std::time::Duration;

use chat::{RateLimit, SendError};
use chrono::TimeDelta;
use memory_simulator::MemoryPlatform;

use crate::clock::Clock;
use crate::domain::directory::Destination;
use crate::domain::notice::{Intent, Notice, Priority};
use crate::engine::kit::{Rig, answer, page_for_dora, person, reply, staff_room, start};
use crate::store::{ClaimRequest, ClaimedMessage, SendRecord, SendResult};

const TROUBLE: fn() -> SendError = || SendError::Retryable("trouble".into());

/// Claims a message for ten seconds, as a process would that then dies or freezes.
async fn claim_of(rig: &Rig, id: i64) -> ClaimedMessage {
    let now = rig.clock.now();
    let until = now + TimeDelta::seconds(10);
    let fence = rig.fence_of(id).await;
    let request = ClaimRequest { ids: vec![id], now, until, is_urgent: true, fence };
    rig.store.claim_messages(request).await.unwrap().unwrap().remove(0)
}

fn busiest_minute(rig: &Rig, address: &str) -> usize {
    let sent = rig.sent_to(address);
    let within = |from: usize| {
        sent[from..]
            .iter()
            .take_while(|later| later.at - sent[from].at < TimeDelta::seconds(60))
            .count()
    };
    (0..sent.len()).map(within).max().unwrap_or_default()
}

#[tokio::test]
async fn pages_leave_first() {
    let rig = Rig::new().await;
    for (priority, words) in
        [(Priority::Low, "digest"), (Priority::Reply, "echo"), (Priority::Page, "page")]
    {
        rig.say(None, answer(staff_room(), priority, words)).await;
    }
    rig.tick().await;
    assert_eq!(rig.texts_to("ops"), ["page", "echo", "digest"]);
}

/// 200 events in a minute, 15 of them pages, each 3.9 s after the one before.
async fn storm(first_page: usize) {
    let rig = Rig::limited().await;
    let is_page = |event: usize| event % 13 == first_page && event < 15 * 13;
    for event in 0..200 {
        let priority = match event {
            _ if is_page(event) => Priority::Page,
            _ if event % 3 == 0 => Priority::Reply,
            _ => Priority::Low,
        };
        rig.say(None, answer(staff_room(), priority, &format!("<{event}>"))).await;
        rig.advance(TimeDelta::milliseconds(300)).await;
    }
    rig.advance(TimeDelta::minutes(15)).await;

    assert!(busiest_minute(&rig, "ops") <= 18, "{} in a minute", busiest_minute(&rig, "ops"));
    assert_eq!(rig.waiting_and_dead().await.0, 0, "everything left");
    let sent = rig.sent_to("ops");
    for event in 0..200 {
        let mark = format!("<{event}>");
        let holding: Vec<_> = sent.iter().filter(|sent| sent.text.contains(&mark)).collect();
        assert_eq!(holding.len(), 1, "{mark} is said once");
        let happened = start() + TimeDelta::milliseconds(300) * i32::try_from(event).unwrap();
        let late = holding[0].at - happened;
        assert!(
            !is_page(event) || late <= TimeDelta::seconds(1),
            "the page {mark} left {late} late"
        );
    }
}

#[tokio::test]
async fn two_hundred_events_in_a_minute_delay_no_page_and_mute_nobody() {
    for first_page in [0, 6, 12] {
        storm(first_page).await;
    }
}

#[tokio::test]
async fn more_pages_than_places_are_listed_in_one_message() {
    let rig = Rig::limited().await;
    for page in 0..40 {
        rig.say(None, answer(staff_room(), Priority::Page, &format!("<{page}>"))).await;
    }
    rig.advance(TimeDelta::seconds(60)).await;
    let texts = rig.texts_to("ops");
    assert!(texts.len() <= 18);
    for page in 0..40 {
        assert!(texts.iter().any(|text| text.contains(&format!("<{page}>"))), "page {page}");
    }
}

#[tokio::test]
async fn an_answer_for_one_reader_is_never_listed_for_everybody() {
    let rate = RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
    let rig = Rig::with(|name| MemoryPlatform::rich(name).with_rate(rate)).await;
    let for_lee = reply("for lee", Some("lee"));
    let private = Notice { to: staff_room(), priority: Priority::Reply, intent: for_lee };
    for echo in 0..4 {
        rig.say(None, answer(staff_room(), Priority::Reply, &format!("<{echo}>"))).await;
    }
    rig.say(None, private).await;
    rig.advance(TimeDelta::seconds(60)).await;
    let sent = rig.sent_to("ops");
    assert!(
        sent.iter().any(|sent| sent.text.contains("at once")),
        "nothing had to be merged: {sent:?}"
    );
    let read: Vec<_> = sent.iter().filter(|sent| sent.text.contains("for lee")).collect();
    assert_eq!(read.len(), 1);
    assert_eq!((read[0].text.as_str(), read[0].only_for.as_deref()), ("for lee", Some("lee")));
}

#[tokio::test]
async fn a_new_process_knows_what_the_old_one_sent() {
    let rig = Rig::limited().await;
    for echo in 0..3 {
        rig.say(None, answer(staff_room(), Priority::Reply, &format!("<{echo}>"))).await;
    }
    rig.tick().await;
    rig.say(None, answer(staff_room(), Priority::Reply, "next")).await;
    let restarted = rig.another_engine();
    restarted.tick_until_idle(rig.clock.now()).await.unwrap();
    assert_eq!(rig.sent_to("ops").len(), 3);
    assert_eq!(
        restarted.next_due(rig.clock.now()).await.unwrap(),
        Some(start() + TimeDelta::milliseconds(7500))
    );
}

#[tokio::test]
async fn many_pages_to_a_failing_destination_do_not_each_try_three_times() {
    let rig = Rig::new().await;
    rig.platform.fail_next("user:dora", 99, &TROUBLE());
    for page in 0..10 {
        rig.say(None, answer(person("dora"), Priority::Page, &format!("<{page}>"))).await;
    }
    rig.advance(TimeDelta::seconds(30)).await;
    assert_eq!(rig.platform.attempts("user:dora"), 3);
    assert_eq!(rig.sent_to("ops").len(), 10);
}

#[tokio::test]
async fn a_mute_destination_sends_pages_elsewhere_at_once() {
    let rig = Rig::new().await;
    rig.platform.fail_next("user:dora", 1, &SendError::RetryAfter(Duration::from_mins(10)));
    rig.say(None, answer(person("dora"), Priority::Warning, "warning")).await;
    rig.tick().await;
    rig.say(None, answer(person("dora"), Priority::Page, "page")).await;
    rig.advance(TimeDelta::seconds(1)).await;
    assert_eq!(rig.texts_to("ops"), ["page"]);
    assert_eq!(rig.platform.attempts("user:dora"), 1);
    rig.advance(TimeDelta::minutes(11)).await;
    assert_eq!(rig.texts_to("user:dora"), ["warning"]);
}

#[tokio::test]
async fn a_short_pause_is_kept_and_is_no_repeat() {
    let rig = Rig::new().await;
    rig.platform.fail_next("user:lee", 1, &SendError::RetryAfter(Duration::from_secs(7)));
    rig.say(None, answer(person("lee"), Priority::Page, "page")).await;
    rig.advance(TimeDelta::seconds(6)).await;
    assert!(rig.sent_to("user:lee").is_empty());
    rig.advance(TimeDelta::seconds(1)).await;
    assert_eq!(rig.texts_to("user:lee"), ["page"]);
}

#[tokio::test]
async fn without_another_way_the_staff_and_the_duty_manager_are_warned() {
    let rig = Rig::new().await;
    rig.platform.fail_next("user:lee", 1, &SendError::gone("the account is gone"));
    rig.say(None, answer(person("lee"), Priority::Page, "page")).await;
    rig.tick().await;
    let warning = ["dead answer to fake:user:lee: the account is gone"];
    assert_eq!(rig.texts_to("ops"), warning);
    assert_eq!(rig.texts_to("user:dora"), warning);
    assert_eq!(rig.store.dead_letters(9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_warning_that_cannot_be_delivered_warns_nobody() {
    let rig = Rig::new().await;
    let gone = SendError::gone("dissolved");
    for address in ["ops", "user:dora", "user:lee"] {
        rig.platform.fail_next(address, 99, &gone);
    }
    rig.say(None, answer(person("lee"), Priority::Page, "page")).await;
    rig.advance(TimeDelta::hours(4)).await;
    assert!(rig.platform.sent().is_empty());
    // The page, the warning to the room, and the warning to Dora by both of her ways.
    assert_eq!(rig.store.dead_letters(99).await.unwrap().len(), 4);
    assert_eq!(rig.waiting_and_dead().await.0, 0);
}

#[tokio::test]
async fn a_platform_that_is_not_configured_is_a_dead_letter_and_not_a_loop() {
    let rig = Rig::new().await;
    let mut message = rig.message(None, answer(staff_room(), Priority::Reply, "hello"));
    message.destination = Destination { platform: "nowhere".into(), address: "room".into() };
    rig.store.queue(vec![message]).await.unwrap();
    rig.tick().await;
    assert_eq!(
        rig.texts_to("ops"),
        ["dead answer to nowhere:room: no platform of this name is configured"]
    );
}

#[tokio::test]
async fn a_page_that_was_answered_is_not_sent() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.say(Some(incident.number), page_for_dora(&incident)).await;
    rig.acknowledge(incident.number).await;
    rig.tick().await;
    assert!(rig.platform.sent().is_empty());
    assert_eq!(rig.waiting_and_dead().await, (0, 0));
}

#[tokio::test]
async fn a_claim_left_by_a_crash_is_taken_again_and_marked() {
    let rig = Rig::new().await;
    let id = rig.say(None, answer(staff_room(), Priority::Page, "page")).await;
    claim_of(&rig, id).await;
    rig.advance(TimeDelta::seconds(9)).await;
    assert!(rig.platform.sent().is_empty(), "it may still be under way");
    rig.advance(TimeDelta::seconds(1)).await;
    assert_eq!(rig.texts_to("ops"), ["(重复 repeat) page"]);
}

#[tokio::test]
async fn a_process_that_lost_its_claim_can_no_longer_move_the_row() {
    let rig = Rig::new().await;
    let id = rig.say(None, answer(person("dora"), Priority::Page, "page")).await;
    let frozen = claim_of(&rig, id).await;
    rig.clock.advance(TimeDelta::seconds(10));
    let working = claim_of(&rig, id).await;
    assert_eq!((frozen.attempts, working.attempts), (1, 2));

    let instead = vec![rig.message(None, answer(staff_room(), Priority::Page, "by the next way"))];
    let dead = SendResult::Dead { error: "late".into(), instead };
    let later = SendResult::Later {
        not_before: rig.clock.now(),
        error: "late".into(),
        may_have_arrived: true,
    };
    for result in [dead, later] {
        let record = SendRecord { message: frozen.clone(), result, said: Vec::new() };
        rig.store.record_sends(vec![record]).await.unwrap();
    }
    rig.tick().await;
    assert!(
        rig.platform.sent().is_empty(),
        "the row is still the second one's, and nothing came instead"
    );

    let sent = SendResult::Sent { at: rig.clock.now(), reference: None, is_listed: false };
    let record = SendRecord { message: frozen, result: sent, said: Vec::new() };
    rig.store.record_sends(vec![record]).await.unwrap();
    assert_eq!(rig.waiting_and_dead().await.0, 0, "what was sent stays sent");
}

#[tokio::test]
async fn a_lost_answer_repeats_once_and_not_at_all_where_the_platform_has_keys() {
    let poor = Rig::new().await;
    let rich = Rig::with(MemoryPlatform::rich).await;
    for rig in [&poor, &rich] {
        rig.platform.lose_answer_of_next("ops");
        rig.say(None, answer(staff_room(), Priority::Page, "page")).await;
        rig.advance(TimeDelta::seconds(5)).await;
    }
    assert_eq!(poor.texts_to("ops"), ["page", "(重复 repeat) page"]);
    assert_eq!(rich.texts_to("ops"), ["page"]);
}

/// A platform knows a message by its key, and a list has another key than each of its items.
#[tokio::test]
async fn a_message_that_may_have_arrived_is_marked_in_a_list_even_where_the_platform_has_keys() {
    let rate = RateLimit { count: 4, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
    let rig = Rig::with(|name| MemoryPlatform::rich(name).with_rate(rate)).await;
    for page in 0..3 {
        rig.platform.lose_answer_of_next("ops");
        rig.say(None, answer(staff_room(), Priority::Page, &format!("<{page}>"))).await;
        rig.advance(TimeDelta::milliseconds(10)).await;
    }
    rig.advance(TimeDelta::minutes(3)).await;
    let texts = rig.texts_to("ops");
    assert!(texts.iter().any(|text| text.contains("at once")), "nothing was listed: {texts:?}");
    for page in 0..3 {
        let copies = texts.iter().filter(|text| text.contains(&format!("<{page}>")));
        let unmarked = copies.filter(|text| !text.contains("repeat")).count();
        assert!(unmarked <= 1, "page {page}: {texts:?}");
    }
}

#[tokio::test]
async fn what_was_sent_is_never_sent_again_by_whichever_process() {
    let rig = Rig::new().await;
    let other = rig.another_engine();
    for page in 0..100 {
        rig.say(None, answer(staff_room(), Priority::Page, &format!("<{page}>"))).await;
    }
    let now = rig.clock.now();
    let (mine, theirs) = tokio::join!(rig.engine.tick_until_idle(now), other.tick_until_idle(now));
    assert_eq!((mine.unwrap() + theirs.unwrap()), 100);
    let texts = rig.texts_to("ops");
    assert_eq!(texts.len(), 100);
    assert_eq!(texts.into_iter().collect::<BTreeSet<_>>().len(), 100);
}

#[tokio::test]
async fn a_warning_about_a_response_that_was_given_is_not_sent() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.acknowledge(incident.number).await;
    let mut warning = answer(staff_room(), Priority::Warning, "");
    warning.intent = Intent::ResponseWarning { share_percent: 75 };
    rig.say(Some(incident.number), warning).await;
    rig.tick().await;
    assert!(rig.platform.sent().is_empty());
}
