//! Whether the database holds what was answered, asked after the program was killed.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use chrono::{DateTime, Utc};
use watchbell::domain::incident::Fact;

use crate::figures::Table;
use crate::kit::program::Home;

const INCIDENTS: &str = "SELECT COUNT(*) FROM incidents";
const EVENTS: &str = "SELECT COUNT(*) FROM events WHERE event LIKE 'msgLOAD%'";
/// A message that left the outbox has left its reference or, in a session, no trace; so what was
/// told stands for it.
const INCOMPLETE: &str = "SELECT COUNT(*) FROM incidents WHERE next_timer_at IS NULL \
     OR number NOT IN (SELECT incident FROM acts) OR number NOT IN (SELECT incident FROM page_codes) \
     OR number NOT IN (SELECT incident FROM outbox WHERE incident IS NOT NULL \
     UNION ALL SELECT incident FROM messages)";

/// Compares what was answered with what is there.
pub(crate) async fn check(database: &Path, answered: usize, table: &mut Table) {
    let mut db = open(database).await;
    let mut counts = [0_i64; 3];
    for (count, question) in counts.iter_mut().zip([INCIDENTS, EVENTS, INCOMPLETE]) {
        *count = sqlx::query_scalar(question).fetch_one(&mut db).await.unwrap();
    }
    let [incidents, events, incomplete] = counts;
    let figure = format!("{answered} answered, {incidents} there, {incomplete} without their rows");
    table.row("after SIGKILL", figure, "as many, 0");
    let answered = i64::try_from(answered).unwrap();
    assert_eq!(
        (incidents, events, incomplete),
        (answered, answered, 0),
        "what was answered is not all there"
    );
}

/// Compares only the incidents: ids of events differ from way to way.
pub(crate) async fn check_incidents(database: &Path, answered: usize) {
    let mut db = open(database).await;
    let there: i64 = sqlx::query_scalar(INCIDENTS).fetch_one(&mut db).await.unwrap();
    assert_eq!(there, i64::try_from(answered).unwrap(), "what was answered is not all there");
}

/// Compares only the incidents that went all the way to their end.
pub(crate) async fn check_closed(database: &Path, closed: usize) {
    let mut db = open(database).await;
    let question = "SELECT COUNT(*), COALESCE(SUM(is_closed), 0) FROM incidents";
    let there: (i64, i64) = sqlx::query_as(question).fetch_one(&mut db).await.unwrap();
    let closed = i64::try_from(closed).unwrap();
    assert_eq!(there, (closed, closed), "a journey did not come to its end");
}

/// The URL of a program's database.
pub(crate) fn url(home: &Home) -> String {
    format!("sqlite:{}", home.database.display())
}

pub(crate) async fn open(database: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(database)).await.unwrap()
}

/// How many incidents have a timer that was due by an instant and has not fired.
pub(crate) async fn timers_due_by(db: &mut SqliteConnection, instant: DateTime<Utc>) -> i64 {
    let question = "SELECT COUNT(*) FROM incidents WHERE next_timer_at <= ?";
    sqlx::query_scalar(question).bind(instant.timestamp_millis()).fetch_one(db).await.unwrap()
}

/// What is in the timelines since an instant.
pub(crate) async fn facts_since(
    db: &mut SqliteConnection,
    instant: DateTime<Utc>,
) -> Vec<(DateTime<Utc>, Fact)> {
    let question = "SELECT acts.at, json_extract(each.value, '$.fact') \
         FROM acts, json_each(acts.facts) AS each WHERE acts.at >= ?";
    let question = sqlx::query_as(question).bind(instant.timestamp_millis());
    let rows: Vec<(i64, String)> = question.fetch_all(db).await.unwrap();
    rows.into_iter()
        .map(|(at, fact)| {
            let at = DateTime::from_timestamp_millis(at).unwrap();
            (at, serde_json::from_str(&fact).unwrap())
        })
        .collect()
}
