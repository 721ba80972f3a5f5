//! Which files were applied to the directory. Rows are added and read, and nothing else.

use super::{Connection, chains};
use crate::store::chain::Table;

pub(crate) const ADD: &str =
    "INSERT INTO directory_history (id, at, body, hash) VALUES ($1, $2, $3, $4)";
pub(crate) const LAST: &str =
    "SELECT id, at, body FROM directory_history ORDER BY id DESC LIMIT $1";

pub(crate) async fn add(
    db: &mut Connection,
    version: i64,
    at: i64,
    body: &str,
) -> sqlx::Result<()> {
    let table = Table::DirectoryHistory;
    let (_, before) = chains::lengthen(&mut *db, table).await?;
    let hash = chains::link(&mut *db, table, before, (version, at), body).await?;
    sqlx::query(ADD).bind(version).bind(at).bind(body).bind(hash).execute(db).await.map(drop)
}

/// The newest first.
pub(crate) async fn last(db: &mut Connection, limit: i64) -> sqlx::Result<Vec<(i64, i64, String)>> {
    sqlx::query_as(LAST).bind(limit).fetch_all(db).await
}
