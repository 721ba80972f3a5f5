//! The accounts of express tickets.

use super::Connection;
use crate::store::express::{EntryRow, NewLine};

pub(crate) const ACCOUNT_OF: &str = "SELECT seq, at, incident, quota, is_return, by_whom FROM express_account \
     WHERE customer = $1 ORDER BY seq";
pub(crate) const LAST: &str =
    "SELECT COALESCE(MAX(seq), 0) FROM express_account WHERE customer = $1";
pub(crate) const APPEND: &str = "INSERT INTO express_account (customer, seq, at, incident, quota, is_return, by_whom) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

/// The lines of a customer's account, in order.
pub(crate) async fn account_of(db: &mut Connection, customer: &str) -> sqlx::Result<Vec<EntryRow>> {
    sqlx::query_as(ACCOUNT_OF).bind(customer).fetch_all(db).await
}

/// Writes a line about an incident behind the last one; false when another was written there
/// meanwhile.
pub(crate) async fn append(
    db: &mut Connection,
    incident: i64,
    line: &NewLine,
) -> sqlx::Result<bool> {
    let last = match line.after {
        Some(last) => last,
        None => sqlx::query_scalar(LAST).bind(&line.customer).fetch_one(&mut *db).await?,
    };
    let done = sqlx::query(APPEND)
        .bind(&line.customer)
        .bind(last + 1)
        .bind(line.at)
        .bind(incident)
        .bind(&line.quota)
        .bind(line.is_return)
        .bind(&line.by)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
