//! Incidents that are let go, and incidents that go on with another.

use chrono::{DateTime, Utc};

use super::Connection;
use crate::store::rows::TimelineRow;

const DUE: &str =
    "SELECT id FROM incidents WHERE kept_until <= $1 ORDER BY kept_until, id LIMIT $2";
const CONTINUATION: &str =
    "SELECT number FROM incidents WHERE continues = $1 ORDER BY number DESC LIMIT 1";
const REWRITE: &str =
    "UPDATE timeline SET actor = $1, fact = $2 WHERE incident_id = $3 AND seq = $4";
/// The account of express tickets keeps its figures.
const FORGET_SPENDERS: &str = "UPDATE express_account SET by_whom = '' WHERE incident_id = $1";
const FORGET_PAGES: &str = "DELETE FROM pages WHERE incident_id = $1";
/// What was sent is forgotten long before; dead letters are kept until now.
const FORGET_DEAD: &str = "DELETE FROM outbox WHERE state = 'dead' AND incident_id = $1";

pub(crate) async fn due(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(DUE).bind(now).bind(limit).fetch_all(db).await
}

pub(crate) async fn continuation_of(db: &mut Connection, number: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(CONTINUATION).bind(number).fetch_optional(db).await
}

/// Puts the entries of one incident in the place of those with the same numbers, and lets go of its pages, its dead
/// letters and the names in the account of express tickets.
pub(crate) async fn write(db: &mut Connection, entries: &[TimelineRow]) -> sqlx::Result<()> {
    for entry in entries {
        sqlx::query(REWRITE)
            .bind(&entry.actor)
            .bind(&entry.fact)
            .bind(&entry.incident_id)
            .bind(entry.seq)
            .execute(&mut *db)
            .await?;
    }
    let Some(first) = entries.first() else { return Ok(()) };
    sqlx::query(FORGET_SPENDERS).bind(&first.incident_id).execute(&mut *db).await?;
    sqlx::query(FORGET_PAGES).bind(&first.incident_id).execute(&mut *db).await?;
    sqlx::query(FORGET_DEAD).bind(&first.incident_id).execute(db).await.map(drop)
}
