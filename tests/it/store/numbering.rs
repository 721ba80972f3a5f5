//! Incident numbers are 1, 2, 3 … without gaps, however many incidents open at once.

use futures::future::join_all;
use watchbell::store::{Commit, Outcome, Store};

use crate::kit::incidents::{incident, opening, words};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    two_hundred_at_once_are_numbered_without_gaps,
    two_replicas_share_one_numbering,
    a_failed_opening_takes_no_number,
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
    match outcome {
        Outcome::Done { number: Some(number) } => number.0,
        other => panic!("no number in {other:?}"),
    }
}

async fn a_failed_opening_takes_no_number(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("taken", "fake:lakeside")]).await.unwrap();
    let failing = Commit {
        outbox: vec![words("taken", "fake:lakeside")],
        ..opening(&incident(1, "lakeside"))
    };
    assert!(store.commit(failing).await.is_err());
    assert_eq!(open_many(&[&store], 1).await, [1]);
}
