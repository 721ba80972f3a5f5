//! Everything that is chained, in the order of its keys, a page at a time.

use super::Connection;
use crate::store::audit::{ChainRow, SealedIncident, StoredAct};
use crate::store::chain::Table;

pub(crate) const ACTS: &str = "SELECT id, incident, seq, at, facts, origin, digest, hash FROM acts \
     WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3";
pub(crate) const INCIDENTS: &str = "SELECT number, version, room, is_closed, deadline_at, next_timer_at, \
     anonymise_at, continues, chain, seal, body, \
     (SELECT platform || ':' || address FROM destinations WHERE id = incidents.room) AS place \
     FROM incidents WHERE number > $1 ORDER BY number LIMIT $2";
pub(crate) const HISTORY: &str =
    "SELECT id, at, body, hash FROM directory_history WHERE id > $1 ORDER BY id LIMIT $2";
pub(crate) const OPERATIONS: &str =
    "SELECT id, at, body, hash FROM operations WHERE id > $1 ORDER BY id LIMIT $2";
pub(crate) const CHAINS: &str = "SELECT length, head FROM chains WHERE name = $1";
pub(crate) const NUMBERS: &str = "SELECT value FROM counters WHERE name = 'incident'";

/// The acts with keys from `from` to before `end`.
pub(crate) async fn acts(
    db: &mut Connection,
    (from, end): (i64, i64),
    limit: i64,
) -> sqlx::Result<Vec<StoredAct>> {
    sqlx::query_as(ACTS).bind(from).bind(end).bind(limit).fetch_all(db).await
}

pub(crate) async fn incidents(
    db: &mut Connection,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<SealedIncident>> {
    sqlx::query_as(INCIDENTS).bind(after).bind(limit).fetch_all(db).await
}

/// Rows of a table with one chain.
pub(crate) async fn rows(
    db: &mut Connection,
    table: Table,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<ChainRow>> {
    let statement = match table {
        Table::DirectoryHistory => HISTORY,
        Table::Operations => OPERATIONS,
    };
    sqlx::query_as(statement).bind(after).bind(limit).fetch_all(db).await
}

/// How many rows a chain has, and its last hash; none where somebody removed the row.
pub(crate) async fn chain(
    db: &mut Connection,
    table: Table,
) -> sqlx::Result<Option<(i64, String)>> {
    sqlx::query_as(CHAINS).bind(table.name()).fetch_optional(db).await
}

/// The last number that was given to an incident.
pub(crate) async fn last_number(db: &mut Connection) -> sqlx::Result<i64> {
    sqlx::query_scalar(NUMBERS).fetch_one(db).await
}
