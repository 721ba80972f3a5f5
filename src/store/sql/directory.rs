//! The directory: documents read as one snapshot.

use super::{Connection, VERSION_WHILE_CHANGING, VERSION_WHILE_DECIDING};

pub(crate) const VERSION: &str = "SELECT value FROM counters WHERE name = 'directory'";
pub(crate) const GROW: &str =
    "UPDATE counters SET value = value + 1 WHERE name = 'directory' RETURNING value";
pub(crate) const ALL: &str = "SELECT kind, id, body FROM directory ORDER BY kind, id";
pub(crate) const PUT: &str = "INSERT INTO directory (kind, id, body) VALUES ($1, $2, $3) \
     ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body";
pub(crate) const REMOVE: &str = "DELETE FROM directory WHERE kind = $1 AND id = $2";

pub(crate) const NUMBER_PROCESS: &str =
    "UPDATE counters SET value = value + 1 WHERE name = 'process' RETURNING value";

pub(crate) async fn number_process(db: &mut Connection) -> sqlx::Result<i64> {
    sqlx::query_scalar(NUMBER_PROCESS).fetch_one(db).await
}

pub(crate) async fn version(db: &mut Connection) -> sqlx::Result<i64> {
    sqlx::query_scalar(VERSION).fetch_one(db).await
}

/// The version, which nobody else can grow before this transaction ends.
pub(crate) async fn hold_version(db: &mut Connection, changing: bool) -> sqlx::Result<i64> {
    let text = if changing { VERSION_WHILE_CHANGING } else { VERSION_WHILE_DECIDING };
    sqlx::query_scalar(text).fetch_one(db).await
}

pub(crate) async fn grow_version(db: &mut Connection) -> sqlx::Result<i64> {
    sqlx::query_scalar(GROW).fetch_one(db).await
}

pub(crate) async fn all(db: &mut Connection) -> sqlx::Result<Vec<(String, String, String)>> {
    sqlx::query_as(ALL).fetch_all(db).await
}

pub(crate) async fn put(db: &mut Connection, kind: &str, id: &str, body: &str) -> sqlx::Result<()> {
    sqlx::query(PUT).bind(kind).bind(id).bind(body).execute(db).await.map(drop)
}

pub(crate) async fn remove(db: &mut Connection, kind: &str, id: &str) -> sqlx::Result<()> {
    sqlx::query(REMOVE).bind(kind).bind(id).execute(db).await.map(drop)
}
