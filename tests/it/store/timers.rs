//! Timers are part of their incident: what is due is found, and fires once, whoever sees it first.

use watchbell::domain::incident::Incident;
use watchbell::domain::timer::{TimerChange, TimerKind};
use watchbell::ids::IncidentNumber;
use watchbell::store::{Commit, Outcome, Partition, Store};

use crate::kit::incidents::{change, incident, later, open, opening, stored, written};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    incidents_come_due_oldest_first,
    two_workers_fire_a_timer_once,
    a_timer_that_was_moved_is_not_due_at_its_old_instant,
    a_cleared_timer_is_gone,
    timers_and_what_they_are_set_beside_are_one_write,
    what_is_overdue_is_counted,
    only_incidents_of_some_partitions_are_asked_for,
}

fn everything() -> Vec<Partition> {
    Partition::all().collect()
}

fn setting(kind: TimerKind, minutes: i64) -> TimerChange {
    TimerChange::Set { kind, due_at: later(minutes) }
}

fn with_timers(mut incident: Incident, changes: &[TimerChange]) -> Incident {
    incident.timers.apply(changes);
    incident
}

/// Opens an incident with these timers.
async fn open_with(store: &Store, key: u128, timers: &[TimerChange]) -> Incident {
    let new = with_timers(incident(key, "lakeside"), timers);
    written(&store.commit(opening(&new)).await.unwrap())
}

/// What a worker commits that sees the first timer of an incident due.
fn firing(incident: &Incident, kind: TimerKind) -> Commit {
    change(&with_timers(incident.clone(), &[TimerChange::Clear(kind)]))
}

async fn incidents_come_due_oldest_first(database: &Database) {
    let store = database.open().await;
    let timers = [
        setting(TimerKind::ResponseDue, 30),
        setting(TimerKind::Escalation, 5),
        setting(TimerKind::StatusUpdate, 60),
    ];
    let first = open_with(&store, 1, &timers).await;
    let second = open_with(&store, 2, &[setting(TimerKind::ResponseDue, 4)]).await;
    let third = open_with(&store, 3, &[setting(TimerKind::ResponseDue, 31)]).await;
    open(&store, 4, "lakeside").await;

    assert_eq!(store.next_timer(&everything()).await.unwrap(), Some(later(4)));
    let due = async |minutes, limit| {
        store.due_incidents(&everything(), later(minutes), limit).await.unwrap()
    };
    assert_eq!(due(30, 10).await, [second.number, first.number]);
    assert_eq!(due(31, 10).await, [second.number, first.number, third.number]);
    assert_eq!(due(30, 1).await, [second.number]);
    assert_eq!(due(3, 10).await, []);
    let loaded = stored(&database.open().await, &first).await;
    let kept: Vec<_> = loaded.timers.iter().collect();
    let expected = [
        (TimerKind::Escalation, later(5)),
        (TimerKind::ResponseDue, later(30)),
        (TimerKind::StatusUpdate, later(60)),
    ];
    assert_eq!(kept, expected);
}

async fn two_workers_fire_a_timer_once(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let incident = open_with(&one, 1, &[setting(TimerKind::Escalation, 5)]).await;

    let fire = || firing(&incident, TimerKind::Escalation);
    let (first, second) = tokio::join!(one.commit(fire()), other.commit(fire()));
    let mut outcomes = [first.unwrap(), second.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Outcome::Conflict);
    assert_eq!(written(&outcomes[0]).number, incident.number);
    assert_eq!(outcomes[1], Outcome::Conflict);
    assert_eq!(one.next_timer(&everything()).await.unwrap(), None);
    assert_eq!(one.due_incidents(&everything(), later(60), 10).await.unwrap(), []);
}

async fn a_timer_that_was_moved_is_not_due_at_its_old_instant(database: &Database) {
    let store = database.open().await;
    let mut incident = open(&store, 1, "lakeside").await;
    let mut seen_at_five = None;
    for minutes in [5, 9] {
        let moved = with_timers(incident, &[setting(TimerKind::Escalation, minutes)]);
        incident = written(&store.commit(change(&moved)).await.unwrap());
        seen_at_five.get_or_insert_with(|| incident.clone());
    }
    assert_eq!(store.next_timer(&everything()).await.unwrap(), Some(later(9)));
    assert_eq!(store.due_incidents(&everything(), later(8), 10).await.unwrap(), []);
    // A worker that read it while it was due at five.
    let late = firing(&seen_at_five.unwrap(), TimerKind::Escalation);
    assert_eq!(store.commit(late).await.unwrap(), Outcome::Conflict);
    assert_eq!(store.next_timer(&everything()).await.unwrap(), Some(later(9)));
    assert_eq!(
        store.due_incidents(&everything(), later(9), 10).await.unwrap(),
        [IncidentNumber(1)]
    );
}

async fn a_cleared_timer_is_gone(database: &Database) {
    let store = database.open().await;
    let timers = [setting(TimerKind::Escalation, 5), setting(TimerKind::ResponseDue, 9)];
    let loaded = open_with(&store, 1, &timers).await;
    let cleared = with_timers(loaded, &[TimerChange::Clear(TimerKind::Escalation)]);
    let loaded = written(&store.commit(change(&cleared)).await.unwrap());
    assert_eq!(store.next_timer(&everything()).await.unwrap(), Some(later(9)));
    assert_eq!(store.due_incidents(&everything(), later(8), 10).await.unwrap(), []);
    let cleared = with_timers(loaded, &[TimerChange::Clear(TimerKind::ResponseDue)]);
    store.commit(change(&cleared)).await.unwrap();
    assert_eq!(store.next_timer(&everything()).await.unwrap(), None);
}

async fn timers_and_what_they_are_set_beside_are_one_write(database: &Database) {
    let store = database.open().await;
    let opened = open(&store, 1, "lakeside").await;
    let mut renamed = with_timers(opened.clone(), &[setting(TimerKind::Escalation, 5)]);
    "refunds fail".clone_into(&mut renamed.title);
    store.commit(change(&renamed)).await.unwrap();
    // Refused, and so are its timers.
    let refused = with_timers(opened, &[setting(TimerKind::Escalation, 1)]);
    assert_eq!(store.commit(change(&refused)).await.unwrap(), Outcome::Conflict);
    let now = stored(&database.open().await, &renamed).await;
    assert_eq!((now.title.as_str(), now.timers), ("refunds fail", renamed.timers));
    assert_eq!(store.next_timer(&everything()).await.unwrap(), Some(later(5)));
}

async fn what_is_overdue_is_counted(database: &Database) {
    let store = database.open().await;
    for (key, minutes) in [(1, 1), (2, 2), (3, 3)] {
        let kinds = [TimerKind::Escalation, TimerKind::ResponseDue];
        open_with(&store, key, &kinds.map(|kind| setting(kind, minutes))).await;
    }
    assert_eq!(store.overdue_incidents(later(1)).await.unwrap(), 0, "before, not at, the instant");
    assert_eq!(store.overdue_incidents(later(3)).await.unwrap(), 2);
}

async fn only_incidents_of_some_partitions_are_asked_for(database: &Database) {
    let store = database.open().await;
    let mut opened = Vec::new();
    for key in 1..=17 {
        let minutes = i64::try_from(key).unwrap();
        let timers = [setting(TimerKind::Escalation, minutes)];
        opened.push(open_with(&store, key, &timers).await.number);
    }
    let of = |number: usize| Partition::of_incident(opened[number]);
    let some = [of(0), of(4)];
    let due = store.due_incidents(&some, later(60), 10).await.unwrap();
    assert_eq!(due, [opened[0], opened[4], opened[16]], "the seventeenth is of the first again");
    assert_eq!(store.next_timer(&[of(4)]).await.unwrap(), Some(later(5)));
    assert_eq!(store.next_timer(&[]).await.unwrap(), None);
    assert_eq!(store.due_incidents(&[], later(60), 10).await.unwrap(), []);
}
