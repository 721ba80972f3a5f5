//! What operators did to the whole database. Rows are added and read, and nothing else.

use super::{Connection, chains};
use crate::store::chain::Table;

pub(crate) const ADD: &str = "INSERT INTO operations (id, at, body, hash) VALUES ($1, $2, $3, $4)";
pub(crate) const LAST: &str = "SELECT id, at, body FROM operations ORDER BY id DESC LIMIT $1";

/// Adds a row; false where `after` is named and is no longer the number of the last one.
pub(crate) async fn add(
    db: &mut Connection,
    after: Option<i64>,
    at: i64,
    body: &str,
) -> sqlx::Result<bool> {
    let (id, before) = chains::lengthen(&mut *db, Table::Operations).await?;
    if after.is_some_and(|after| after + 1 != id) {
        chains::shorten(db, Table::Operations).await?;
        return Ok(false);
    }
    let hash = chains::link(&mut *db, Table::Operations, before, (id, at), body).await?;
    sqlx::query(ADD).bind(id).bind(at).bind(body).bind(hash).execute(db).await?;
    Ok(true)
}

/// The newest first.
pub(crate) async fn last(db: &mut Connection, limit: i64) -> sqlx::Result<Vec<(i64, i64, String)>> {
    sqlx::query_as(LAST).bind(limit).fetch_all(db).await
}
