//! The outbox.

use chrono::{DateTime, Utc};

use super::{CLAIM_OUTBOX, Connection, MARKS};
use crate::store::bulk::{BulkInsert, BulkKeys};
use crate::store::outbox::{
    ClaimRequest, ClaimedRow, DeadRow, OutboxRow, SendRecord, SendResult, SentBefore,
    WaitingPriority,
};

static INSERT: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO outbox (id, incident_id, destination, priority, recipient, way, intent, reply_to, created_at, \
     due_at, state, attempts, unrecorded)",
    10,
)
.with_literals(", 'waiting', 0, 0");

const WAITING: &str = "SELECT destination, priority, \
     COUNT(CASE WHEN due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1) THEN 1 END) AS due, \
     MIN(CASE WHEN lease_until > due_at THEN lease_until ELSE due_at END) AS next_at FROM outbox \
     WHERE state = 'waiting' GROUP BY destination, priority ORDER BY destination, priority";
/// The first rows of a priority: more than are ever claimed at once, and so few that a look costs the same however
/// many wait.
macro_rules! first_of_priority {
    ($priority:literal) => {
        concat!(
            "SELECT * FROM (SELECT destination, priority, due_at, lease_until FROM outbox \
             WHERE state = 'waiting' AND destination = $2 AND priority = ",
            $priority,
            " ORDER BY due_at LIMIT 64) AS priority_",
            $priority
        )
    };
}
const WAITING_IN: &str = concat!(
    "SELECT destination, priority, \
     COUNT(CASE WHEN due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1) THEN 1 END) AS due, \
     MIN(CASE WHEN lease_until > due_at THEN lease_until ELSE due_at END) AS next_at FROM (",
    first_of_priority!(0),
    " UNION ALL ",
    first_of_priority!(1),
    " UNION ALL ",
    first_of_priority!(2),
    " UNION ALL ",
    first_of_priority!(3),
    " UNION ALL ",
    first_of_priority!(4),
    ") AS firsts GROUP BY destination, priority ORDER BY priority"
);
static SENT: BulkKeys = BulkKeys::new(
    MARKS,
    &[
        "UPDATE outbox SET state = 'sent', sent_at = ",
        ", reference = ",
        ", carried_by = ",
        ", unrecorded = 0, lease_until = NULL, error = NULL, reply_to = NULL WHERE state = 'waiting' AND id IN ",
    ],
);
const OBSOLETE: &str = "UPDATE outbox SET state = 'obsolete', sent_at = $3, error = $4, lease_until = NULL, \
     reply_to = NULL WHERE id = $1 AND attempts = $2 AND state = 'waiting'";
const LATER: &str = "UPDATE outbox SET due_at = $3, lease_until = NULL, error = $4, \
     unrecorded = CASE WHEN $5 THEN 1 ELSE 0 END WHERE id = $1 AND attempts = $2 AND state = 'waiting'";
const POSTPONED: &str = "UPDATE outbox SET due_at = $3, lease_until = NULL, attempts = attempts - 1, \
     unrecorded = unrecorded - 1 WHERE id = $1 AND attempts = $2 AND state = 'waiting'";
const DEAD: &str = "UPDATE outbox SET state = 'dead', lease_until = NULL, error = $3, reply_to = NULL \
     WHERE id = $1 AND attempts = $2 AND state = 'waiting'";
const RECENT: &str = "SELECT sent_at, priority FROM outbox WHERE state = 'sent' AND destination = $1 \
     AND sent_at > $2 AND carried_by IS NULL ORDER BY sent_at";
/// A message that lists several rows is nobody's card: changing it would take the others away.
const CARD: &str = "SELECT card.reference FROM outbox card WHERE card.incident_id = $1 \
     AND card.destination = $2 AND card.intent IN ($3, $4) AND card.state = 'sent' \
     AND card.reference IS NOT NULL AND card.carried_by IS NULL AND NOT EXISTS (SELECT 1 FROM outbox other \
     WHERE other.reference = card.reference AND other.carried_by = card.id) \
     ORDER BY card.created_at, card.id LIMIT 1";
const SUPERSEDED: &str = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND destination = $1 \
     AND priority = $2 AND incident_id = $3 AND intent = $4 AND id > $5";
const SPOKEN_OF: &str = "SELECT DISTINCT incident_id FROM outbox WHERE reference = $1 AND destination = $2 \
     AND incident_id IS NOT NULL LIMIT 2";
const SAID_IN: &str = "SELECT intent FROM outbox WHERE reference = $1 AND destination = $2 \
     AND incident_id IS NOT NULL ORDER BY created_at, id LIMIT 8";
const DEAD_ROWS: &str = "SELECT id, incident_id, destination, intent, error, created_at FROM outbox \
     WHERE state = 'dead' ORDER BY created_at DESC, id DESC LIMIT $1";
const COUNTS: &str = "SELECT COUNT(*), MIN(due_at) FROM outbox WHERE state = 'waiting'";
const COUNT_DEAD: &str = "SELECT COUNT(*) FROM outbox WHERE state = 'dead'";
const PAGES_WAITING: &str =
    "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND priority = 0 AND created_at < $1";
const FORGET: &str = "DELETE FROM outbox WHERE state IN ('sent', 'obsolete') AND sent_at < $1";

pub(crate) async fn insert(db: &mut Connection, rows: &[&OutboxRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(&row.id)
                .bind(&row.incident_id)
                .bind(&row.destination)
                .bind(row.priority)
                .bind(&row.recipient)
                .bind(row.way)
                .bind(&row.intent)
                .bind(&row.reply_to)
                .bind(row.created_at)
                .bind(row.due_at);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// What waits, by destination and priority.
pub(crate) async fn waiting(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<WaitingPriority>> {
    sqlx::query_as(WAITING).bind(now).fetch_all(db).await
}

/// What waits for one destination, by priority.
pub(crate) async fn waiting_in(
    db: &mut Connection,
    destination: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<WaitingPriority>> {
    sqlx::query_as(WAITING_IN).bind(now).bind(destination).fetch_all(db).await
}

/// Claims what is due for one destination. A claim that is never recorded leaves its mark in `unrecorded`.
pub(crate) async fn claim(
    db: &mut Connection,
    request: &ClaimRequest,
) -> sqlx::Result<Vec<ClaimedRow>> {
    sqlx::query_as(CLAIM_OUTBOX)
        .bind(request.lease_until)
        .bind(&request.destination)
        .bind(request.now)
        .bind(request.priorities.0)
        .bind(request.priorities.1)
        .bind(request.limit)
        .fetch_all(db)
        .await
}

/// Records how attempts ended. What is settled keeps no way to answer: whoever holds one can post. A process that
/// lost the row to another one changes nothing by it, except that what was sent stays sent.
pub(crate) async fn record(db: &mut Connection, records: &[SendRecord]) -> sqlx::Result<()> {
    for alike in records.chunk_by(|a, b| a.result.is_sent() && a.result == b.result) {
        match &alike[0].result {
            SendResult::Sent { at, reference, carried_by } => {
                let ids: Vec<&str> = alike.iter().map(|record| record.id.as_str()).collect();
                record_sent(&mut *db, &ids, *at, reference.as_deref(), carried_by.as_deref())
                    .await?;
            }
            _ => record_other(&mut *db, &alike[0]).await?,
        }
    }
    Ok(())
}

async fn record_sent(
    db: &mut Connection,
    ids: &[&str],
    at: DateTime<Utc>,
    reference: Option<&str>,
    carried_by: Option<&str>,
) -> sqlx::Result<()> {
    for (text, list) in SENT.lists(ids) {
        let mut statement = sqlx::query(text).bind(at).bind(reference).bind(carried_by);
        for id in list {
            statement = statement.bind(id);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

async fn record_other(db: &mut Connection, record: &SendRecord) -> sqlx::Result<()> {
    let (id, attempt) = (&record.id, record.attempt);
    let statement = match &record.result {
        SendResult::Sent { .. } => return Ok(()),
        SendResult::Obsolete { at, why } => {
            sqlx::query(OBSOLETE).bind(id).bind(attempt).bind(*at).bind(why)
        }
        SendResult::Later { due_at, error, may_have_arrived } => sqlx::query(LATER)
            .bind(id)
            .bind(attempt)
            .bind(*due_at)
            .bind(error)
            .bind(*may_have_arrived),
        SendResult::Postponed { due_at } => {
            sqlx::query(POSTPONED).bind(id).bind(attempt).bind(*due_at)
        }
        SendResult::Dead { error, .. } => sqlx::query(DEAD).bind(id).bind(attempt).bind(error),
    };
    let changed = statement.execute(&mut *db).await?.rows_affected() == 1;
    match &record.result {
        SendResult::Dead { instead, .. } if changed => {
            insert(db, &instead.iter().collect::<Vec<_>>()).await
        }
        _ => Ok(()),
    }
}

/// The messages that left for a destination after an instant; those listed in another are not counted.
pub(crate) async fn sent_since(
    db: &mut Connection,
    destination: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<SentBefore>> {
    sqlx::query_as(RECENT).bind(destination).bind(since).fetch_all(db).await
}

/// The card of an incident in a place; `cards` are the intents that make one.
pub(crate) async fn card_in(
    db: &mut Connection,
    incident: &str,
    destination: &str,
    cards: &[String; 2],
) -> sqlx::Result<Option<String>> {
    let [first, second] = cards;
    let statement =
        sqlx::query_scalar(CARD).bind(incident).bind(destination).bind(first).bind(second);
    statement.fetch_optional(db).await
}

/// Whether a later row about the same incident waits in the same priority for the same place with the same intent.
pub(crate) async fn is_superseded(db: &mut Connection, row: &ClaimedRow) -> sqlx::Result<bool> {
    let statement = sqlx::query_scalar(SUPERSEDED)
        .bind(&row.destination)
        .bind(row.priority)
        .bind(&row.incident_id)
        .bind(&row.intent)
        .bind(&row.id);
    let later: i64 = statement.fetch_one(db).await?;
    Ok(later > 0)
}

/// The incidents that a message in a place spoke of, at most two.
pub(crate) async fn spoken_of(
    db: &mut Connection,
    destination: &str,
    reference: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(SPOKEN_OF).bind(reference).bind(destination).fetch_all(db).await
}

/// What a message in a place said about incidents, as stored.
pub(crate) async fn said_in(
    db: &mut Connection,
    destination: &str,
    reference: &str,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(SAID_IN).bind(reference).bind(destination).fetch_all(db).await
}

pub(crate) async fn dead(db: &mut Connection, limit: i64) -> sqlx::Result<Vec<DeadRow>> {
    sqlx::query_as(DEAD_ROWS).bind(limit).fetch_all(db).await
}

/// How many rows wait, since when the oldest is due, and how many are dead.
pub(crate) async fn counts(db: &mut Connection) -> sqlx::Result<(i64, Option<DateTime<Utc>>, i64)> {
    let (waiting, oldest): (i64, Option<DateTime<Utc>>) =
        sqlx::query_as(COUNTS).fetch_one(&mut *db).await?;
    let dead: i64 = sqlx::query_scalar(COUNT_DEAD).fetch_one(db).await?;
    Ok((waiting, oldest, dead))
}

/// How many pages were queued before an instant and still wait.
pub(crate) async fn pages_waiting_since(
    db: &mut Connection,
    before: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(PAGES_WAITING).bind(before).fetch_one(db).await
}

pub(crate) async fn forget_before(db: &mut Connection, instant: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(instant).execute(db).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::WAITING_IN;
    use crate::domain::notice::Priority;

    #[test]
    fn every_lane_is_looked_at() {
        for priority in 0..Priority::ALL.len() {
            assert!(WAITING_IN.contains(&format!("priority = {priority} ")), "{priority}");
        }
        assert_eq!(WAITING_IN.matches("priority = ").count(), Priority::ALL.len());
    }
}
