//! Opening a database: many processes may start at the same moment.

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use tokio_util::task::TaskTracker;
use watchbell::clock::{Clock, SystemClock};
use watchbell::store::{Store, StoreError};

use crate::kit::incidents::{incident, opening, room};
use crate::kit::{Database, Engine, on_both_engines};

on_both_engines! {
    eight_that_start_together_find_one_schema,
    what_was_committed_is_there_after_a_restart,
    a_server_tells_its_clock_and_a_file_has_none,
}

async fn a_server_tells_its_clock_and_a_file_has_none(database: &Database) {
    let told = database.open().await.clock().await.unwrap();
    let ours = SystemClock.now();
    let is_ours = |theirs: DateTime<Utc>| (theirs - ours).abs() < TimeDelta::days(1);
    match database.engine {
        Engine::Sqlite => assert_eq!(told, None),
        Engine::Postgres => assert!(told.is_some_and(is_ours), "{told:?}"),
    }
}

async fn eight_that_start_together_find_one_schema(database: &Database) {
    let stores = join_all((0..8).map(|_| database.open())).await;
    for (key, store) in (0..).zip(&stores) {
        store.check().await.unwrap();
        store.commit(opening(&incident(key, "lakeside"))).await.unwrap();
    }
    assert_eq!(stores[0].incidents_in(&room("lakeside"), 10).await.unwrap().len(), 8);
}

async fn what_was_committed_is_there_after_a_restart(database: &Database) {
    let store = database.open().await;
    store.commit(opening(&incident(1, "lakeside"))).await.unwrap();
    store.close().await;
    assert!(store.check().await.is_err(), "a closed store answers nothing");

    let store = database.open().await;
    assert_eq!(store.incidents_in(&room("lakeside"), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_url_of_an_unknown_engine_is_refused_without_its_password() {
    let error = Store::open("mysql://bell:hunter2@db/bell", &TaskTracker::new()).await.unwrap_err();
    assert!(matches!(error, StoreError::UnknownEngine { .. }), "{error}");
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

#[tokio::test]
async fn a_sqlite_file_in_a_missing_folder_is_refused_by_name() {
    let database = Database::fresh(Engine::Sqlite).await;
    let url = database.url.replace("watchbell.db", "missing/watchbell.db");
    let error = Store::open(&url, &TaskTracker::new()).await.unwrap_err();
    assert!(error.to_string().contains("missing/watchbell.db"), "{error}");
}
