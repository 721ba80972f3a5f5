//! The accounts of express tickets.

use super::Connection;
use crate::store::express::{EntryRow, NewLine};

const ACCOUNT_OF: &str = "SELECT a.seq, a.at, a.incident_id, i.number, a.purse AS pool, a.is_return, a.by_whom \
     FROM express_account a JOIN incidents i ON i.id = a.incident_id WHERE a.customer_id = $1 ORDER BY a.seq";
const LAST: &str = "SELECT COALESCE(MAX(seq), 0) FROM express_account WHERE customer_id = $1";
const APPEND: &str = "INSERT INTO express_account (customer_id, seq, at, incident_id, purse, is_return, by_whom) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

/// The lines of a customer's account, in order.
pub(crate) async fn account_of(db: &mut Connection, customer: &str) -> sqlx::Result<Vec<EntryRow>> {
    sqlx::query_as(ACCOUNT_OF).bind(customer).fetch_all(db).await
}

/// Writes a line behind the last one; false when another was written there meanwhile.
pub(crate) async fn append(db: &mut Connection, line: &NewLine) -> sqlx::Result<bool> {
    let last = match line.after {
        Some(last) => last,
        None => sqlx::query_scalar(LAST).bind(&line.customer).fetch_one(&mut *db).await?,
    };
    let done = sqlx::query(APPEND)
        .bind(&line.customer)
        .bind(last + 1)
        .bind(line.at)
        .bind(&line.incident)
        .bind(&line.pool)
        .bind(line.is_return)
        .bind(&line.by)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
