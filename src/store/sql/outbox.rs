//! Messages that wait to be sent.

use super::{Connection, MARKS};
use crate::store::bulk::{BulkInsert, BulkKeys};
use crate::store::outbox::{ClaimRequest, ClaimedRow, MessageRow, WaitingMessage};
use crate::store::record::{PreparedRecord, RowChange};
use crate::store::rows::millis;

pub(crate) static INSERT: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO outbox (id, incident, destination, priority, contact_method, notice, is_card_update, reply_to, \
     created_at, due_at, unrecorded, arrived_by, attempts)",
    12,
)
.with_literals(", 0");
/// Whoever holds a claim that has not ended keeps the message.
pub(crate) static CLAIM: BulkKeys = BulkKeys::new(
    MARKS,
    &[
        "UPDATE outbox SET attempts = attempts + 1, unrecorded = unrecorded + 1, claimed_until = ",
        " WHERE (claimed_until IS NULL OR claimed_until <= ",
        ") AND id IN ",
    ],
)
.with_tail(
    " RETURNING id, incident, destination, contact_method, notice, reply_to, created_at, due_at, \
     attempts, unrecorded, arrived_by",
);
pub(crate) static REMOVE: BulkKeys =
    BulkKeys::new(MARKS, &["DELETE FROM outbox WHERE id IN "]).with_tail(" RETURNING id");
pub(crate) const REMOVE_CLAIMED: &str = "DELETE FROM outbox WHERE id = $1 AND attempts = $2";
/// A copy that may have arrived once is never forgotten.
pub(crate) const LATER: &str = "UPDATE outbox SET claimed_until = NULL, \
     unrecorded = CASE WHEN $3 OR unrecorded > 1 THEN 1 ELSE 0 END WHERE id = $1 AND attempts = $2";
pub(crate) const GIVE_BACK: &str = "UPDATE outbox SET due_at = $3, claimed_until = NULL, \
     attempts = attempts - 1, unrecorded = unrecorded - 1 WHERE id = $1 AND attempts = $2";
/// After a restore: each of them may have been sent, by whichever method.
pub(crate) const MARK_REPEATS: &str = "UPDATE outbox SET arrived_by = -1";
/// The whole table holds only what waits, and this is asked when a process begins to send.
pub(crate) const WAITING: &str = "SELECT id, incident, destination, priority, due_at, is_card_update, \
     claimed_until, (SELECT room FROM incidents WHERE number = outbox.incident) AS room \
     FROM outbox WHERE id >= $1 ORDER BY id";
pub(crate) const PAGES_OLDER_THAN: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM outbox \
     WHERE id < $1 AND priority = 0 LIMIT 10000) AS late";

/// Queues messages, each with the number of its commit's own incident.
pub(crate) async fn insert(
    db: &mut Connection,
    rows: &[(Option<i64>, &MessageRow)],
) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for (own, row) in piece {
            statement = statement
                .bind(row.id)
                .bind(row.incident(*own))
                .bind(row.destination)
                .bind(row.priority)
                .bind(row.contact_method)
                .bind(&row.notice)
                .bind(row.is_card_update)
                .bind(&row.reply_to)
                .bind(row.created_at)
                .bind(row.due_at)
                .bind(i64::from(row.may_have_arrived))
                .bind(row.arrived_by);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Claims messages. A claim that is never recorded leaves its mark in `unrecorded`.
pub(crate) async fn claim(
    db: &mut Connection,
    request: &ClaimRequest,
) -> sqlx::Result<Vec<ClaimedRow>> {
    let mut claimed = Vec::with_capacity(request.ids.len());
    for (text, list) in CLAIM.lists(&request.ids) {
        let mut statement =
            sqlx::query_as(text).bind(millis(request.until)).bind(millis(request.now));
        for id in list {
            statement = statement.bind(id);
        }
        claimed.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(claimed)
}

pub(crate) async fn mark_repeats(db: &mut Connection) -> sqlx::Result<()> {
    sqlx::query(MARK_REPEATS).execute(db).await.map(drop)
}

/// What waits with this id or a larger one, in the order of the ids.
pub(crate) async fn waiting(db: &mut Connection, from: i64) -> sqlx::Result<Vec<WaitingMessage>> {
    sqlx::query_as(WAITING).bind(from).fetch_all(db).await
}

/// How many pages with smaller ids still wait; ten thousand stand for as many or more.
pub(crate) async fn pages_older_than(db: &mut Connection, id: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(PAGES_OLDER_THAN).bind(id).fetch_one(db).await
}

/// Removes the rows of messages that were sent; gives back the ids of those that were still there.
pub(crate) async fn remove(db: &mut Connection, ids: &[i64]) -> sqlx::Result<Vec<i64>> {
    let mut removed = Vec::with_capacity(ids.len());
    for (text, list) in REMOVE.lists(ids) {
        let mut statement = sqlx::query_scalar::<_, i64>(text);
        for id in list {
            statement = statement.bind(id);
        }
        removed.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(removed)
}

/// Writes what becomes of a message that was not sent; false when it was claimed again meanwhile.
pub(crate) async fn change(db: &mut Connection, record: &PreparedRecord) -> sqlx::Result<bool> {
    let (id, attempts) = (record.id, record.attempts);
    let statement = match record.change {
        RowChange::Sent(_) | RowChange::Remove | RowChange::Bury(_) => {
            sqlx::query(REMOVE_CLAIMED).bind(id).bind(attempts)
        }
        RowChange::Later { may_have_arrived } => {
            sqlx::query(LATER).bind(id).bind(attempts).bind(may_have_arrived)
        }
        RowChange::GiveBack { due_at } => {
            sqlx::query(GIVE_BACK).bind(id).bind(attempts).bind(due_at)
        }
    };
    Ok(statement.execute(db).await?.rows_affected() == 1)
}
