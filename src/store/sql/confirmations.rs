//! Acts that wait for a yes.

use super::Connection;
use crate::store::commit::PendingConfirmation;
use crate::store::rows::{instant, millis};

pub(crate) const ASK: &str = "INSERT INTO confirmations (code, platform, account, room, command, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO UPDATE SET platform = excluded.platform, \
     account = excluded.account, room = excluded.room, command = excluded.command, \
     expires_at = excluded.expires_at";
pub(crate) const PENDING: &str =
    "SELECT platform, account, room, command, expires_at FROM confirmations WHERE code = $1";
pub(crate) const TAKE: &str = "DELETE FROM confirmations WHERE code = $1";
pub(crate) const EXPIRE: &str = "DELETE FROM confirmations WHERE expires_at < $1";

/// The columns behind a code.
type Row = (String, String, String, String, i64);

pub(crate) async fn ask(db: &mut Connection, row: &PendingConfirmation) -> sqlx::Result<()> {
    sqlx::query(ASK)
        .bind(&row.code)
        .bind(&row.platform)
        .bind(&row.account)
        .bind(&row.room)
        .bind(&row.command)
        .bind(millis(row.expires_at))
        .execute(db)
        .await
        .map(drop)
}

pub(crate) async fn pending(
    db: &mut Connection,
    code: &str,
) -> sqlx::Result<Option<PendingConfirmation>> {
    let row: Option<Row> = sqlx::query_as(PENDING).bind(code).fetch_optional(db).await?;
    let pending = |(platform, account, room, command, expires_at)| PendingConfirmation {
        code: code.to_owned(),
        platform,
        account,
        room,
        command,
        expires_at: instant(expires_at),
    };
    Ok(row.map(pending))
}

/// Uses a confirmation up; false when it was used already.
pub(crate) async fn take(db: &mut Connection, code: &str) -> sqlx::Result<bool> {
    let done = sqlx::query(TAKE).bind(code).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets those that ended before an instant.
pub(crate) async fn expire(db: &mut Connection, before: i64) -> sqlx::Result<()> {
    sqlx::query(EXPIRE).bind(before).execute(db).await.map(drop)
}
