//! The outbox.

use chrono::{DateTime, Utc};

use super::{CLAIM_OUTBOX, Connection};
use crate::store::bulk::BulkInsert;
use crate::store::outbox::{ClaimRequest, ClaimedRow, DeadRow, OutboxRow, SendRecord, SendResult};

static INSERT: BulkInsert = BulkInsert::new(
    "INSERT INTO outbox (id, incident_id, destination, lane, recipient, way, intent, reply_to, created_at, \
     due_at, state, attempts, unrecorded)",
    13,
    "",
);

const WAITING: &str = "SELECT destination, MIN(due_at) FROM outbox WHERE state = 'waiting' \
     GROUP BY destination ORDER BY destination";
const SENT: &str = "UPDATE outbox SET state = 'sent', sent_at = $2, reference = $3, unrecorded = 0, \
     lease_until = NULL, error = NULL WHERE id = $1 AND state = 'waiting'";
const LATER: &str = "UPDATE outbox SET due_at = $2, lease_until = NULL, error = $3, \
     unrecorded = CASE WHEN $4 THEN 1 ELSE 0 END WHERE id = $1 AND state = 'waiting'";
const POSTPONED: &str = "UPDATE outbox SET due_at = $2, lease_until = NULL, attempts = attempts - 1, \
     unrecorded = unrecorded - 1 WHERE id = $1 AND state = 'waiting'";
const DEAD: &str = "UPDATE outbox SET state = 'dead', lease_until = NULL, error = $2 \
     WHERE id = $1 AND state = 'waiting'";
const RECENT: &str = "SELECT destination, sent_at FROM outbox WHERE state = 'sent' AND destination = $1 \
     AND sent_at > $2 ORDER BY sent_at";
const REFERENCE: &str = "SELECT reference FROM outbox WHERE incident_id = $1 AND destination = $2 \
     AND state = 'sent' AND reference IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1";
const DEAD_ROWS: &str = "SELECT id, incident_id, destination, intent, error, created_at FROM outbox \
     WHERE state = 'dead' ORDER BY created_at DESC, id DESC LIMIT $1";
const COUNTS: &str = "SELECT COUNT(*), MIN(due_at) FROM outbox WHERE state = 'waiting'";
const COUNT_DEAD: &str = "SELECT COUNT(*) FROM outbox WHERE state = 'dead'";
const FORGET: &str = "DELETE FROM outbox WHERE state = 'sent' AND sent_at < $1";

pub(crate) async fn insert(db: &mut Connection, rows: &[OutboxRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(&row.id)
                .bind(&row.incident_id)
                .bind(&row.destination)
                .bind(row.lane)
                .bind(&row.recipient)
                .bind(row.way)
                .bind(&row.intent)
                .bind(&row.reply_to)
                .bind(row.created_at)
                .bind(row.due_at)
                .bind("waiting")
                .bind(0_i64)
                .bind(0_i64);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// The destinations for which something waits, with the instant at which it may leave.
pub(crate) async fn waiting(db: &mut Connection) -> sqlx::Result<Vec<(String, DateTime<Utc>)>> {
    sqlx::query_as(WAITING).fetch_all(db).await
}

/// Claims what is due for one destination. A claim that is never recorded leaves its mark in `unrecorded`.
pub(crate) async fn claim(db: &mut Connection, request: &ClaimRequest) -> sqlx::Result<Vec<ClaimedRow>> {
    sqlx::query_as(CLAIM_OUTBOX)
        .bind(request.lease_until)
        .bind(&request.destination)
        .bind(request.now)
        .bind(request.lane_at_most)
        .bind(request.limit)
        .fetch_all(db)
        .await
}

/// Records how an attempt ended.
pub(crate) async fn record(db: &mut Connection, record: &SendRecord) -> sqlx::Result<()> {
    let statement = match &record.result {
        SendResult::Sent { at, reference } => sqlx::query(SENT).bind(&record.id).bind(*at).bind(reference),
        SendResult::Later { due_at, error, may_have_arrived } => {
            sqlx::query(LATER).bind(&record.id).bind(*due_at).bind(error).bind(*may_have_arrived)
        }
        SendResult::Postponed { due_at } => sqlx::query(POSTPONED).bind(&record.id).bind(*due_at),
        SendResult::Dead { error } => sqlx::query(DEAD).bind(&record.id).bind(error),
    };
    statement.execute(db).await.map(drop)
}

/// When messages left for a destination after an instant.
pub(crate) async fn sent_since(
    db: &mut Connection,
    destination: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<(String, DateTime<Utc>)>> {
    sqlx::query_as(RECENT).bind(destination).bind(since).fetch_all(db).await
}

/// The last message about an incident that stands in a place, for edits.
pub(crate) async fn reference_in(
    db: &mut Connection,
    incident: &str,
    destination: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(REFERENCE).bind(incident).bind(destination).fetch_optional(db).await
}

pub(crate) async fn dead(db: &mut Connection, limit: i64) -> sqlx::Result<Vec<DeadRow>> {
    sqlx::query_as(DEAD_ROWS).bind(limit).fetch_all(db).await
}

/// How many rows wait, since when the oldest is due, and how many are dead.
pub(crate) async fn counts(db: &mut Connection) -> sqlx::Result<(i64, Option<DateTime<Utc>>, i64)> {
    let (waiting, oldest): (i64, Option<DateTime<Utc>>) = sqlx::query_as(COUNTS).fetch_one(&mut *db).await?;
    let dead: i64 = sqlx::query_scalar(COUNT_DEAD).fetch_one(db).await?;
    Ok((waiting, oldest, dead))
}

pub(crate) async fn forget_before(db: &mut Connection, instant: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(instant).execute(db).await.map(drop)
}
