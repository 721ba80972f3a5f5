//! Inbound events already handled, and acts that wait for a yes.

use chrono::{DateTime, Utc};

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::commit::{PendingConfirmation, Seen};

static INSERT: BulkInsert =
    BulkInsert::new(MARKS, "INSERT INTO seen (platform, event_id, at, answer)", 4)
        .with_tail(" ON CONFLICT DO NOTHING RETURNING platform, event_id");

const ANSWER: &str = "SELECT answer FROM seen WHERE platform = $1 AND event_id = $2";
const FORGET: &str = "DELETE FROM seen WHERE at < $1";
const ASK: &str = "INSERT INTO confirmations (code, platform, account, room, command, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE SET platform = excluded.platform, \
     account = excluded.account, room = excluded.room, command = excluded.command, \
     expires_at = excluded.expires_at";
const ASKED: &str =
    "SELECT code, platform, account, room, command, expires_at FROM confirmations WHERE code = $1";
const TAKE: &str = "DELETE FROM confirmations WHERE code = $1";
const EXPIRE: &str = "DELETE FROM confirmations WHERE expires_at < $1";

/// Records events; gives back the keys of those that were new.
pub(crate) async fn insert(
    db: &mut Connection,
    rows: &[&Seen],
) -> sqlx::Result<Vec<(String, String)>> {
    let mut fresh = Vec::with_capacity(rows.len());
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query_as::<_, (String, String)>(text);
        for row in piece {
            statement =
                statement.bind(&row.platform).bind(&row.event_id).bind(row.at).bind(&row.answer);
        }
        fresh.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(fresh)
}

/// The answer given to an event; none when the event is new.
pub(crate) async fn answer_to(
    db: &mut Connection,
    platform: &str,
    event_id: &str,
) -> sqlx::Result<Option<Option<String>>> {
    sqlx::query_scalar(ANSWER).bind(platform).bind(event_id).fetch_optional(db).await
}

pub(crate) async fn forget_before(db: &mut Connection, instant: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(instant).execute(&mut *db).await?;
    sqlx::query(EXPIRE).bind(instant).execute(db).await.map(drop)
}

pub(crate) async fn ask(db: &mut Connection, row: &PendingConfirmation) -> sqlx::Result<()> {
    sqlx::query(ASK)
        .bind(&row.code)
        .bind(&row.platform)
        .bind(&row.account)
        .bind(&row.room)
        .bind(&row.command)
        .bind(row.expires_at)
        .execute(db)
        .await
        .map(drop)
}

pub(crate) async fn asked(
    db: &mut Connection,
    code: &str,
) -> sqlx::Result<Option<PendingConfirmation>> {
    sqlx::query_as(ASKED).bind(code).fetch_optional(db).await
}

/// Uses a confirmation up; false when it was used already.
pub(crate) async fn take(db: &mut Connection, code: &str) -> sqlx::Result<bool> {
    let done = sqlx::query(TAKE).bind(code).execute(db).await?;
    Ok(done.rows_affected() == 1)
}
