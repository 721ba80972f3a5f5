//! Inbound events already handled.

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::prepared::{EventRow, RecordedRow};

pub(crate) static RECORD: BulkInsert =
    BulkInsert::new(MARKS, "INSERT INTO events (id, platform, event, incident, reply)", 5)
        .with_tail(" ON CONFLICT (platform, event) DO NOTHING RETURNING id");
/// An incident that is opened has no number yet when its event is recorded.
pub(crate) const NUMBER: &str = "UPDATE events SET incident = $2 WHERE id = $1";
pub(crate) const REPLY: &str =
    "SELECT incident, reply FROM events WHERE platform = $1 AND event = $2";
pub(crate) const UNDO: &str = "DELETE FROM events WHERE id = $1";
pub(crate) const FORGET: &str = "DELETE FROM events WHERE id < $1";

/// Records events; gives back the ids of those that were new.
pub(crate) async fn record(
    db: &mut Connection,
    rows: &[(Option<i64>, &EventRow)],
) -> sqlx::Result<Vec<i64>> {
    let mut new = Vec::with_capacity(rows.len());
    for (text, piece) in RECORD.pieces(rows) {
        let mut statement = sqlx::query_scalar::<_, i64>(text);
        for (incident, row) in piece {
            statement = statement
                .bind(row.id)
                .bind(&row.platform)
                .bind(&row.event)
                .bind(incident)
                .bind(&row.reply);
        }
        new.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(new)
}

/// Notes what the reply to an event is about.
pub(crate) async fn number(db: &mut Connection, id: i64, incident: i64) -> sqlx::Result<()> {
    sqlx::query(NUMBER).bind(id).bind(incident).execute(db).await.map(drop)
}

/// Takes back the record of an event whose commit was refused for another reason.
pub(crate) async fn undo(db: &mut Connection, id: i64) -> sqlx::Result<()> {
    sqlx::query(UNDO).bind(id).execute(db).await.map(drop)
}

/// The reply given to an event and what it is about; none when the event is new.
pub(crate) async fn reply_to(
    db: &mut Connection,
    platform: &str,
    event: &str,
) -> sqlx::Result<Option<RecordedRow>> {
    sqlx::query_as(REPLY).bind(platform).bind(event).fetch_optional(db).await
}

/// Forgets events with smaller ids.
pub(crate) async fn forget_before(db: &mut Connection, id: i64) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(id).execute(db).await.map(drop)
}
