//! Timers.

use chrono::{DateTime, Utc};

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::rows::TimerRow;

static UPSERT: BulkInsert =
    BulkInsert::new(MARKS, "INSERT INTO timers (incident_id, kind, due_at)", 3)
        .with_tail(" ON CONFLICT (incident_id, kind) DO UPDATE SET due_at = excluded.due_at");

const CLEAR: &str = "DELETE FROM timers WHERE incident_id = $1 AND kind = $2";
const TAKE: &str = "DELETE FROM timers WHERE incident_id = $1 AND kind = $2 AND due_at = $3";
const DUE: &str = "SELECT incident_id, kind, due_at FROM timers WHERE due_at <= $1 \
     ORDER BY due_at, incident_id, kind LIMIT $2";
const OVERDUE: &str = "SELECT COUNT(*) FROM timers WHERE due_at < $1";
const NEXT: &str = "SELECT MIN(due_at) FROM timers";

pub(crate) async fn set(db: &mut Connection, rows: &[&TimerRow]) -> sqlx::Result<()> {
    for (text, piece) in UPSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement.bind(&row.incident_id).bind(&row.kind).bind(row.due_at);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

pub(crate) async fn clear(db: &mut Connection, incident: &str, kind: &str) -> sqlx::Result<()> {
    sqlx::query(CLEAR).bind(incident).bind(kind).execute(db).await.map(drop)
}

/// Takes a timer that fires; false when it was cleared, moved or fired by somebody else.
pub(crate) async fn take(db: &mut Connection, row: &TimerRow) -> sqlx::Result<bool> {
    let done = sqlx::query(TAKE)
        .bind(&row.incident_id)
        .bind(&row.kind)
        .bind(row.due_at)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn due(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<TimerRow>> {
    sqlx::query_as(DUE).bind(now).bind(limit).fetch_all(db).await
}

pub(crate) async fn next_due(db: &mut Connection) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar(NEXT).fetch_one(db).await
}

/// How many timers were due before an instant and have not fired.
pub(crate) async fn overdue(db: &mut Connection, before: DateTime<Utc>) -> sqlx::Result<i64> {
    sqlx::query_scalar(OVERDUE).bind(before).fetch_one(db).await
}
