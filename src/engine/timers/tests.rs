use chrono::TimeDelta;

use super::*;
use crate::clock::Clock;
use crate::domain::incident::Fact;
use crate::engine::kit::{Rig, start};

async fn open_many(rig: &Rig, count: usize) -> Vec<IncidentNumber> {
    let opened = futures::stream::iter(0..count).map(|_| async { rig.open().await.number });
    opened.buffer_unordered(64).collect().await
}

async fn pages_of(rig: &Rig, incident: IncidentNumber) -> usize {
    let timeline = rig.store.timeline_of(incident).await.unwrap();
    timeline.iter().filter(|entry| matches!(entry.fact, Fact::Paged { .. })).count()
}

#[tokio::test]
async fn two_thousand_timers_due_at_once_fire_once_each_in_two_engines() {
    let rig = Rig::new().await;
    let incidents = open_many(&rig, 2000).await;
    let other = rig.another_engine();
    rig.clock.advance(TimeDelta::minutes(5));
    let now = rig.clock.now();
    let (mine, theirs) = tokio::join!(rig.engine.tick_until_idle(now), other.tick_until_idle(now));
    mine.unwrap();
    theirs.unwrap();
    for incident in incidents {
        assert_eq!(pages_of(&rig, incident).await, 2, "one when it was opened, one now");
    }
    let messages = rig.sent_to("user:dora").len();
    assert!((1..2000).contains(&messages), "one person reads lists: {messages}");
    assert_eq!(rig.engine.next_due(now).await.unwrap(), Some(start() + TimeDelta::minutes(10)));
}

#[tokio::test]
async fn nothing_fires_before_it_is_due() {
    let rig = Rig::new().await;
    let incident = rig.open().await.number;
    assert_eq!(rig.engine.next_due(start()).await.unwrap(), Some(start() + TimeDelta::minutes(5)));
    rig.clock.advance(TimeDelta::milliseconds(299_999));
    rig.tick().await;
    assert_eq!(pages_of(&rig, incident).await, 1);
    rig.clock.advance(TimeDelta::milliseconds(1));
    rig.tick().await;
    assert_eq!(pages_of(&rig, incident).await, 2);
}

#[tokio::test]
async fn paging_goes_on_in_its_rhythm_until_somebody_takes_it() {
    let rig = Rig::new().await;
    let incident = rig.open().await.number;
    rig.advance(TimeDelta::minutes(50)).await;
    assert_eq!(pages_of(&rig, incident).await, 11);
    rig.acknowledge(incident).await;
    rig.advance(TimeDelta::minutes(50)).await;
    assert_eq!(pages_of(&rig, incident).await, 11);
    assert_eq!(rig.engine.next_due(rig.clock.now()).await.unwrap(), None);
}
