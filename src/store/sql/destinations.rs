//! Destinations and their numbers.

use super::Connection;
use crate::domain::directory::Destination;
use crate::store::destinations::DestinationRow;

pub(crate) const ALL: &str = "SELECT id, platform, address FROM destinations";
pub(crate) const FIND: &str =
    "SELECT id, platform, address FROM destinations WHERE platform = $1 AND address = $2";
/// Two processes may number the same destination at the same time; the later one finds it numbered.
pub(crate) const NUMBER: &str = "INSERT INTO destinations (id, platform, address) \
     SELECT COALESCE(MAX(id), 0) + 1, $1, $2 FROM destinations WHERE TRUE ON CONFLICT DO NOTHING";
pub(crate) const REMEMBER: &str = "UPDATE destinations SET recent = $2 WHERE id = $1";
pub(crate) const RECENT: &str = "SELECT recent FROM destinations WHERE id = $1";
pub(crate) const EXPECT: &str =
    "UPDATE destinations SET expected_since = $2 WHERE id = $1 AND expected_since IS NULL";
pub(crate) const RECEIVE: &str = "UPDATE destinations SET received_at = $2 WHERE id = $1";
pub(crate) const RECEIVED: &str =
    "SELECT expected_since, received_at FROM destinations WHERE id = $1";

pub(crate) async fn all(db: &mut Connection) -> sqlx::Result<Vec<DestinationRow>> {
    sqlx::query_as(ALL).fetch_all(db).await
}

pub(crate) async fn find(
    db: &mut Connection,
    destination: &Destination,
) -> sqlx::Result<Option<DestinationRow>> {
    sqlx::query_as(FIND)
        .bind(&destination.platform)
        .bind(&destination.address)
        .fetch_optional(db)
        .await
}

/// Numbers destinations; gives back their rows. One that was not numbered, because two processes
/// took the same number, is left out.
pub(crate) async fn number(
    db: &mut Connection,
    destinations: &[Destination],
) -> sqlx::Result<Vec<DestinationRow>> {
    let mut rows = Vec::with_capacity(destinations.len());
    for destination in destinations {
        sqlx::query(NUMBER)
            .bind(&destination.platform)
            .bind(&destination.address)
            .execute(&mut *db)
            .await?;
        rows.extend(find(&mut *db, destination).await?);
    }
    Ok(rows)
}

/// Keeps what was sent recently to a destination.
pub(crate) async fn remember(
    db: &mut Connection,
    destination: i64,
    recent: &str,
) -> sqlx::Result<()> {
    sqlx::query(REMEMBER).bind(destination).bind(recent).execute(db).await.map(drop)
}

/// What was sent recently to a destination, as stored.
pub(crate) async fn recent(db: &mut Connection, destination: i64) -> sqlx::Result<Option<String>> {
    let row: Option<Option<String>> =
        sqlx::query_scalar(RECENT).bind(destination).fetch_optional(db).await?;
    Ok(row.flatten())
}

/// Keeps since when messages are expected from a destination.
pub(crate) async fn expect(db: &mut Connection, destination: i64, at: i64) -> sqlx::Result<()> {
    sqlx::query(EXPECT).bind(destination).bind(at).execute(db).await.map(drop)
}

/// Keeps that a message came from a destination.
pub(crate) async fn receive(db: &mut Connection, destination: i64, at: i64) -> sqlx::Result<()> {
    sqlx::query(RECEIVE).bind(destination).bind(at).execute(db).await.map(drop)
}

/// Since when messages are expected from a destination, and when one came.
pub(crate) async fn received(
    db: &mut Connection,
    destination: i64,
) -> sqlx::Result<(Option<i64>, Option<i64>)> {
    let row = sqlx::query_as(RECEIVED).bind(destination).fetch_optional(db).await?;
    Ok(row.unwrap_or_default())
}
