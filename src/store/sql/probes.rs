//! Rows that are written only to find out whether rows can be written.

use super::Connection;

pub(crate) const PUT: &str = "INSERT INTO write_probes (process, filling) VALUES ($1, $2) \
     ON CONFLICT (process) DO UPDATE SET filling = excluded.filling";
/// Also what a process that died in between has left; numbers of processes grow.
pub(crate) const REMOVE: &str = "DELETE FROM write_probes WHERE process <= $1";

pub(crate) async fn put(db: &mut Connection, process: i64, filling: &str) -> sqlx::Result<()> {
    sqlx::query(PUT).bind(process).bind(filling).execute(db).await.map(drop)
}

pub(crate) async fn remove(db: &mut Connection, process: i64) -> sqlx::Result<()> {
    sqlx::query(REMOVE).bind(process).execute(db).await.map(drop)
}
