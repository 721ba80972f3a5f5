//! Messages that a platform gave a reference for, and messages that could not be delivered.

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::outbox::DeadLetterRow;
use crate::store::record::{DeadRow, ReferenceRow};

pub(crate) static KEEP: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO messages (id, destination, reference, incident, intent, is_card)",
    6,
)
.with_tail(" ON CONFLICT (id) DO NOTHING");
pub(crate) const CARD: &str = "SELECT reference FROM messages WHERE incident = $1 AND destination = $2 AND is_card \
     ORDER BY id LIMIT 1";
pub(crate) const SPOKEN_OF: &str = "SELECT DISTINCT incident FROM messages \
     WHERE destination = $1 AND reference = $2 LIMIT 2";
pub(crate) const INTENTS: &str = "SELECT intent FROM messages WHERE destination = $1 AND reference = $2 \
     ORDER BY id LIMIT 8";
pub(crate) const FORGET: &str = "DELETE FROM messages WHERE id < $1";
pub(crate) const BURY: &str = "INSERT INTO dead_letters (id, incident, destination, notice, error, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING";
pub(crate) const DEAD: &str = "SELECT id, incident, destination, notice, error, created_at FROM dead_letters \
     ORDER BY id DESC LIMIT $1";
/// Asked once, when a process begins to send.
pub(crate) const COUNT_DEAD: &str = "SELECT COUNT(*) FROM dead_letters";

pub(crate) async fn keep(db: &mut Connection, rows: &[&ReferenceRow]) -> sqlx::Result<()> {
    for (text, piece) in KEEP.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(row.id)
                .bind(row.destination)
                .bind(&row.reference)
                .bind(row.incident)
                .bind(&row.intent)
                .bind(row.is_card);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// The card of an incident in a place.
pub(crate) async fn card_in(
    db: &mut Connection,
    incident: i64,
    destination: i64,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(CARD).bind(incident).bind(destination).fetch_optional(db).await
}

/// The incidents that a message in a place was about, at most two.
pub(crate) async fn spoken_of(
    db: &mut Connection,
    destination: i64,
    reference: &str,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(SPOKEN_OF).bind(destination).bind(reference).fetch_all(db).await
}

/// What a message in a place said about incidents, as stored.
pub(crate) async fn intents(
    db: &mut Connection,
    destination: i64,
    reference: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(INTENTS).bind(destination).bind(reference).fetch_all(db).await
}

/// Forgets references with smaller ids.
pub(crate) async fn forget_before(db: &mut Connection, id: i64) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(id).execute(db).await.map(drop)
}

pub(crate) async fn bury(db: &mut Connection, id: i64, row: &DeadRow) -> sqlx::Result<()> {
    sqlx::query(BURY)
        .bind(id)
        .bind(row.incident)
        .bind(row.destination)
        .bind(&row.notice)
        .bind(&row.error)
        .bind(row.created_at)
        .execute(db)
        .await
        .map(drop)
}

/// Dead letters, the newest first.
pub(crate) async fn dead(db: &mut Connection, limit: i64) -> sqlx::Result<Vec<DeadLetterRow>> {
    sqlx::query_as(DEAD).bind(limit).fetch_all(db).await
}

pub(crate) async fn count_dead(db: &mut Connection) -> sqlx::Result<i64> {
    sqlx::query_scalar(COUNT_DEAD).fetch_one(db).await
}
