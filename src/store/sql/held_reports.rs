//! Reports that wait for the yes of whoever typed them.

use super::Connection;
use crate::store::commit::OpenedReports;
use crate::store::prepared::HeldReportRow;

pub(crate) const KEEP: &str =
    "INSERT INTO held_reports (id, platform, room, account, body) VALUES ($1, $2, $3, $4, $5)";
pub(crate) const OF: &str = "SELECT id, body FROM held_reports \
     WHERE platform = $1 AND account = $2 AND room = $3 ORDER BY id LIMIT $4";
pub(crate) const TAKE: &str =
    "DELETE FROM held_reports WHERE platform = $1 AND account = $2 AND room = $3 AND id <= $4";
pub(crate) const FORGET: &str = "DELETE FROM held_reports WHERE id < $1";

pub(crate) async fn keep(db: &mut Connection, row: &HeldReportRow) -> sqlx::Result<()> {
    sqlx::query(KEEP)
        .bind(row.id)
        .bind(&row.report.platform)
        .bind(&row.report.room)
        .bind(&row.report.account)
        .bind(&row.report.body)
        .execute(db)
        .await
        .map(drop)
}

/// What waits for one account in one room, with its keys, the oldest first, at most `limit`.
pub(crate) async fn of(
    db: &mut Connection,
    platform: &str,
    account: &str,
    room: &str,
    limit: i64,
) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as(OF).bind(platform).bind(account).bind(room).bind(limit).fetch_all(db).await
}

/// Takes reports that an act opens; false when they are not those that it was decided on, because
/// another yes took some or one more was kept among them.
pub(crate) async fn take(db: &mut Connection, opened: &OpenedReports) -> sqlx::Result<bool> {
    let done = sqlx::query(TAKE)
        .bind(&opened.platform)
        .bind(&opened.account)
        .bind(&opened.room)
        .bind(opened.through)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == opened.count)
}

/// Forgets those with smaller ids.
pub(crate) async fn forget_before(db: &mut Connection, id: i64) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(id).execute(db).await.map(drop)
}
