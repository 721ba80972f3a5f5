//! The processes that serve, and the version of the directory that each works with.

use super::Connection;
use crate::store::process_row::ProcessRow;

pub(crate) const REPORT: &str = "INSERT INTO processes (id, name, directory, seen_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, directory = excluded.directory, \
     seen_at = excluded.seen_at";
pub(crate) const END: &str = "DELETE FROM processes WHERE id = $1";
pub(crate) const FORGET: &str = "DELETE FROM processes WHERE seen_at < $1";
pub(crate) const SEEN_SINCE: &str =
    "SELECT id, name, directory, seen_at FROM processes WHERE seen_at >= $1 ORDER BY seen_at";

pub(crate) async fn report(db: &mut Connection, row: &ProcessRow) -> sqlx::Result<()> {
    let statement = sqlx::query(REPORT).bind(row.id).bind(&row.name).bind(row.directory);
    statement.bind(row.seen_at).execute(db).await.map(drop)
}

pub(crate) async fn end(db: &mut Connection, id: i64) -> sqlx::Result<()> {
    sqlx::query(END).bind(id).execute(db).await.map(drop)
}

pub(crate) async fn forget_before(db: &mut Connection, instant: i64) -> sqlx::Result<()> {
    sqlx::query(FORGET).bind(instant).execute(db).await.map(drop)
}

pub(crate) async fn seen_since(db: &mut Connection, instant: i64) -> sqlx::Result<Vec<ProcessRow>> {
    sqlx::query_as(SEEN_SINCE).bind(instant).fetch_all(db).await
}
