//! The heads of the chains of rows that belong to no incident.

use super::Connection;
use crate::domain::incident::ActHash;
use crate::store::chain::{self, Table};

/// On PostgreSQL, whoever lengthens a chain holds it until the transaction ends.
pub(crate) const LENGTHEN: &str =
    "UPDATE chains SET length = length + 1 WHERE name = $1 RETURNING length, head";
/// For a row that is not added after all.
pub(crate) const SHORTEN: &str = "UPDATE chains SET length = length - 1 WHERE name = $1";
pub(crate) const SET_HEAD: &str = "UPDATE chains SET head = $2 WHERE name = $1";

/// Makes room for one row more; gives back how many there are then, and the hash of the last one
/// there was.
pub(crate) async fn lengthen(db: &mut Connection, table: Table) -> sqlx::Result<(i64, ActHash)> {
    let (length, head): (i64, String) =
        sqlx::query_as(LENGTHEN).bind(table.name()).fetch_one(db).await?;
    head.parse().map(|head| (length, head)).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

pub(crate) async fn shorten(db: &mut Connection, table: Table) -> sqlx::Result<()> {
    sqlx::query(SHORTEN).bind(table.name()).execute(db).await.map(drop)
}

/// Makes a row the last one of its chain, after the one with the hash `before`; gives back the hash
/// that belongs into the row.
pub(crate) async fn link(
    db: &mut Connection,
    table: Table,
    before: ActHash,
    row: (i64, i64),
    body: &str,
) -> sqlx::Result<String> {
    let hash = chain::row(before, table, row, body).to_string();
    sqlx::query(SET_HEAD).bind(table.name()).bind(&hash).execute(db).await?;
    Ok(hash)
}
