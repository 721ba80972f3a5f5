//! A timer that is due fires once, whoever sees it first.

use watchbell::domain::incident::Incident;
use watchbell::domain::timer::{TimerChange, TimerKind};
use watchbell::store::{Commit, DueTimer, Outcome};

use crate::kit::incidents::{change, incident, later, open, opening};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    timers_come_due_oldest_first,
    two_workers_fire_a_timer_once,
    a_timer_that_was_moved_is_stale_at_its_old_instant,
    a_cleared_timer_is_gone,
}

fn setting(kind: TimerKind, minutes: i64) -> TimerChange {
    TimerChange::Set { kind, due_at: later(minutes) }
}

fn firing(incident: &Incident, kind: TimerKind, minutes: i64) -> Commit {
    Commit { fired: Some((kind, later(minutes))), ..change(incident) }
}

async fn timers_come_due_oldest_first(database: &Database) {
    let store = database.open().await;
    let incident = incident(1, "lakeside");
    let timers = vec![
        setting(TimerKind::ResponseDue, 30),
        setting(TimerKind::Escalation, 5),
        setting(TimerKind::StatusUpdate, 60),
    ];
    store.commit(Commit { timers, ..opening(&incident) }).await.unwrap();

    assert_eq!(store.next_timer().await.unwrap(), Some(later(5)));
    let timer = |kind, minutes| DueTimer { incident: incident.id, kind, due_at: later(minutes) };
    let due = store.due_timers(later(30), 10).await.unwrap();
    assert_eq!(due, [timer(TimerKind::Escalation, 5), timer(TimerKind::ResponseDue, 30)]);
    assert_eq!(store.due_timers(later(30), 1).await.unwrap().len(), 1);
    assert_eq!(store.due_timers(later(4), 10).await.unwrap(), []);
}

async fn two_workers_fire_a_timer_once(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let incident = open(&one, 1, "lakeside").await;
    one.commit(Commit { timers: vec![setting(TimerKind::Escalation, 5)], ..change(&incident) })
        .await
        .unwrap();
    let incident = one.incident(incident.id).await.unwrap().unwrap();

    let fire = || firing(&incident, TimerKind::Escalation, 5);
    let (first, second) = tokio::join!(one.commit(fire()), other.commit(fire()));
    let mut outcomes = [first.unwrap(), second.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Outcome::Stale);
    assert_eq!(outcomes, [Outcome::Done { number: Some(incident.number) }, Outcome::Stale]);
    assert_eq!(one.next_timer().await.unwrap(), None);
}

async fn a_timer_that_was_moved_is_stale_at_its_old_instant(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    for minutes in [5, 9] {
        let loaded = store.incident(incident.id).await.unwrap().unwrap();
        let timers = vec![setting(TimerKind::Escalation, minutes)];
        store.commit(Commit { timers, ..change(&loaded) }).await.unwrap();
    }
    let loaded = store.incident(incident.id).await.unwrap().unwrap();
    assert_eq!(
        store.commit(firing(&loaded, TimerKind::Escalation, 5)).await.unwrap(),
        Outcome::Stale
    );
    assert_eq!(store.next_timer().await.unwrap(), Some(later(9)));
}

async fn a_cleared_timer_is_gone(database: &Database) {
    let store = database.open().await;
    let timers = vec![setting(TimerKind::Escalation, 5), setting(TimerKind::ResponseDue, 9)];
    let new = incident(1, "lakeside");
    store.commit(Commit { timers, ..opening(&new) }).await.unwrap();
    let loaded = store.incident(new.id).await.unwrap().unwrap();
    let timers = vec![TimerChange::Clear(TimerKind::Escalation)];
    store.commit(Commit { timers, ..change(&loaded) }).await.unwrap();
    assert_eq!(store.next_timer().await.unwrap(), Some(later(9)));
}
