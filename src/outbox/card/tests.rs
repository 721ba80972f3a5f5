use std::time::Duration;

use chat::{RateLimit, SendError};
use chrono::TimeDelta;
use memory_simulator::MemoryPlatform;

use crate::domain::incident::Incident;
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::engine::kit::{Rig, answer};

fn customers_room() -> Recipient {
    Recipient::Group("acme".into())
}

fn notice(priority: Priority, intent: Intent) -> Notice {
    Notice { to: customers_room(), priority, intent }
}

async fn with_receipt(rig: &Rig) -> Incident {
    let incident = rig.open().await;
    rig.say(Some(incident.number), notice(Priority::Reply, Intent::Receipt)).await;
    rig.tick().await;
    incident
}

fn edits(rig: &Rig) -> usize {
    rig.sent_to("acme").iter().map(|sent| sent.edits).sum()
}

#[tokio::test]
async fn without_room_words_go_first_and_cards_follow_one_by_one() {
    let rate = RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
    let rig = Rig::with(|name| MemoryPlatform::lively(name).with_rate(rate)).await;
    let incidents = [with_receipt(&rig).await, with_receipt(&rig).await];
    for word in 0..40 {
        rig.say(None, answer(customers_room(), Priority::Reply, &format!("<{word}>"))).await;
    }
    for incident in &incidents {
        rig.say(Some(incident.number), notice(Priority::Low, Intent::Card)).await;
    }
    rig.tick().await;
    assert_eq!(edits(&rig), 0, "there was room for words only");
    rig.advance(TimeDelta::minutes(3)).await;
    let texts = rig.texts_to("acme").join("\n");
    for word in 0..40 {
        assert!(texts.contains(&format!("<{word}>")), "{word} is missing");
    }
    assert_eq!(
        rig.sent_to("acme").iter().filter(|sent| sent.edits == 1).count(),
        2,
        "each card once"
    );
    assert!(rig.store.dead_letters(9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_change_is_given_up_and_holds_nothing_up() {
    let rig = Rig::with(MemoryPlatform::lively).await;
    let incident = with_receipt(&rig).await;
    for error in [SendError::refused("too old to change"), SendError::gone("unknown message")] {
        rig.platform.fail_next("acme", 1, &error);
        rig.say(Some(incident.number), notice(Priority::Low, Intent::Card)).await;
        rig.tick().await;
        assert_eq!(rig.waiting_and_dead().await, (0, 0), "{error}");
    }
    assert_eq!(edits(&rig), 0);
    rig.say(None, answer(customers_room(), Priority::Reply, "still here")).await;
    rig.tick().await;
    assert_eq!(
        rig.texts_to("acme").pop().as_deref(),
        Some("still here"),
        "the room is not taken for gone"
    );
}

#[tokio::test]
async fn a_change_that_may_pass_later_is_tried_later() {
    let rig = Rig::with(MemoryPlatform::lively).await;
    let incident = with_receipt(&rig).await;
    rig.platform.fail_next("acme", 2, &SendError::Retryable("502".into()));
    rig.say(Some(incident.number), notice(Priority::Low, Intent::Card)).await;
    rig.tick().await;
    assert_eq!(edits(&rig), 0);
    rig.advance(TimeDelta::minutes(1)).await;
    assert_eq!(edits(&rig), 1);
}

#[tokio::test]
async fn where_no_card_stands_nothing_is_said() {
    for platform in [MemoryPlatform::lively, MemoryPlatform::poorest] {
        let rig = Rig::with(platform).await;
        let incident = rig.open().await;
        rig.say(Some(incident.number), notice(Priority::Low, Intent::Card)).await;
        rig.tick().await;
        assert!(rig.sent_to("acme").is_empty());
        assert_eq!(rig.waiting_and_dead().await, (0, 0));
    }
}
