use chrono::TimeDelta;

use super::*;
use crate::clock::Clock;
use crate::domain::incident::Fact;
use crate::engine::kit::{Rig, start};

async fn open_many(rig: &Rig, count: usize) -> Vec<IncidentId> {
    let opened = futures::stream::iter(0..count).map(|_| async { rig.open().await.id });
    opened.buffer_unordered(64).collect().await
}

async fn pages_of(rig: &Rig, incident: IncidentId) -> usize {
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
    assert_eq!(rig.sent_to("user:dora").len(), 2000);
    assert_eq!(rig.engine.next_due(now).await.unwrap(), Some(start() + TimeDelta::minutes(10)));
}

#[tokio::test]
async fn nothing_fires_before_it_is_due() {
    let rig = Rig::new().await;
    let incident = rig.open().await.id;
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
    let incident = rig.open().await.id;
    rig.advance(TimeDelta::minutes(50)).await;
    assert_eq!(pages_of(&rig, incident).await, 11);
    rig.acknowledge(incident).await;
    rig.advance(TimeDelta::minutes(50)).await;
    assert_eq!(pages_of(&rig, incident).await, 11);
    assert_eq!(rig.engine.next_due(rig.clock.now()).await.unwrap(), None);
}

#[test]
fn timers_of_one_incident_keep_their_order() {
    let id = |n: u128| IncidentId(uuid::Uuid::from_u128(n));
    let timer = |n: u128, seconds: i64| DueTimer {
        incident: id(n),
        kind: crate::domain::timer::TimerKind::Escalation,
        due_at: start() + TimeDelta::seconds(seconds),
    };
    let sorted = by_incident(vec![timer(1, 0), timer(2, 1), timer(1, 2), timer(1, 3), timer(3, 4)]);
    let shape: Vec<_> = sorted.iter().map(|timers| (timers[0].incident, timers.len())).collect();
    assert_eq!(shape, [(id(1), 3), (id(2), 1), (id(3), 1)]);
    assert!(sorted[0].is_sorted_by_key(|timer| timer.due_at));
}
