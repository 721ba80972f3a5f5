//! A lease has one holder at a time, and its fence only grows.

use chrono::TimeDelta;
use futures::future::join_all;

use crate::kit::incidents::{later, start};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    a_lease_has_one_holder,
    a_new_holder_gets_a_higher_fence,
    a_lease_given_back_keeps_its_fence_growing,
    of_many_that_ask_at_once_one_gets_the_lease,
    a_lease_from_before_the_clocks_were_set_back_ends_within_a_minute,
}

async fn a_lease_has_one_holder(database: &Database) {
    let store = database.open().await;
    assert_eq!(store.take_lease("timers", "a", start(), later(1)).await.unwrap(), Some(1));
    assert_eq!(store.take_lease("timers", "b", start(), later(1)).await.unwrap(), None);
    assert_eq!(
        store.take_lease("timers", "a", start(), later(2)).await.unwrap(),
        Some(1),
        "a renewal"
    );
    assert_eq!(
        store.take_lease("outbox", "b", start(), later(1)).await.unwrap(),
        Some(1),
        "another lease"
    );
}

async fn a_new_holder_gets_a_higher_fence(database: &Database) {
    let store = database.open().await;
    store.take_lease("timers", "a", start(), later(1)).await.unwrap();
    assert_eq!(store.take_lease("timers", "b", later(1), later(2)).await.unwrap(), Some(2));
    assert_eq!(store.take_lease("timers", "a", later(1), later(2)).await.unwrap(), None);
}

async fn a_lease_given_back_keeps_its_fence_growing(database: &Database) {
    let store = database.open().await;
    store.take_lease("timers", "a", start(), later(5)).await.unwrap();
    store.release_lease("timers", "b").await.unwrap();
    assert_eq!(
        store.take_lease("timers", "b", start(), later(5)).await.unwrap(),
        None,
        "not b's to give back"
    );
    store.release_lease("timers", "a").await.unwrap();
    assert_eq!(store.take_lease("timers", "b", start(), later(5)).await.unwrap(), Some(2));
}

async fn of_many_that_ask_at_once_one_gets_the_lease(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let asked = (0..20).map(|n| {
        let store = if n % 2 == 0 { one.clone() } else { other.clone() };
        async move {
            store.take_lease("timers", &format!("replica-{n}"), start(), later(1)).await.unwrap()
        }
    });
    assert_eq!(join_all(asked).await.into_iter().flatten().count(), 1);
}

async fn a_lease_from_before_the_clocks_were_set_back_ends_within_a_minute(database: &Database) {
    let store = database.open().await;
    let ten = TimeDelta::seconds(10);
    let long_ago = later(60);
    assert_eq!(store.take_lease("timers", "a", long_ago, long_ago + ten).await.unwrap(), Some(1));
    // Another machine's clock may be behind by some seconds.
    let behind = long_ago - TimeDelta::seconds(50);
    assert_eq!(store.take_lease("timers", "b", behind, behind + ten).await.unwrap(), None);
    // The holder died, and the clocks were set back by an hour.
    assert_eq!(store.take_lease("timers", "b", start(), start() + ten).await.unwrap(), Some(2));
}
