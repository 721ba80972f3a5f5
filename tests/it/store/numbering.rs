//! Incident numbers are 1, 2, 3 … without gaps, however many incidents open at once.

use futures::future::join_all;
use watchbell::store::{Commit, Outcome, Store};

use crate::kit::incidents::{entry, event, incident, opening, written};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    two_hundred_at_once_are_numbered_without_gaps,
    two_replicas_share_one_numbering,
    a_failed_opening_takes_no_number,
    refusals_among_openings_take_no_number,
}

async fn two_hundred_at_once_are_numbered_without_gaps(database: &Database) {
    let store = database.open().await;
    let mut numbers = open_many(&[&store], 200).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=200).collect::<Vec<_>>());
}

async fn two_replicas_share_one_numbering(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let mut numbers = open_many(&[&one, &other], 60).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=60).collect::<Vec<_>>());
}

async fn open_many(stores: &[&Store], count: usize) -> Vec<i64> {
    let openings = (0..count)
        .map(|n| stores[n % stores.len()].commit(opening(&incident(n as u128, "lakeside"))));
    join_all(openings).await.into_iter().map(|outcome| number_in(&outcome.unwrap())).collect()
}

fn number_in(outcome: &Outcome) -> i64 {
    written(outcome).number.0
}

async fn a_failed_opening_takes_no_number(database: &Database) {
    let store = database.open().await;
    // Two facts with one number.
    let entries = vec![entry(1, "said"), entry(1, "said twice")];
    let failing = Commit { entries, ..opening(&incident(1, "lakeside")) };
    assert!(store.commit(failing).await.is_err());
    assert_eq!(open_many(&[&store], 1).await, [1]);
}

/// A second copy of an event, a change against an old version and a decision against an old
/// directory, among openings.
async fn refusals_among_openings_take_no_number(database: &Database) {
    let store = database.open().await;
    let event = |key| Some(event(if key < 2 { "m-same" } else { "m-other" }, "opened"));
    let outcomes = join_all((0..40_u128).map(|key| {
        let opening = opening(&incident(key, "lakeside"));
        store.commit(match key % 4 {
            0 => Commit { event: event(key), ..opening },
            1 => Commit { used_confirmation: Some("never asked".to_owned()), ..opening },
            2 => Commit { directory_version: Some(-1), ..opening },
            _ => opening,
        })
    }));
    let outcomes: Vec<_> = outcomes.await.into_iter().map(Result::unwrap).collect();
    let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done { .. }));
    let mut numbers: Vec<i64> = done.map(number_in).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=12).collect::<Vec<_>>(), "ten and the first of each event");
    assert_eq!(open_many(&[&store], 1).await, [13]);
}
