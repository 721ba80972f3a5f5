//! Which credits wait for a decision: a note beside the ledger, so that nobody has to look through
//! it.

use super::Connection;

pub(crate) const ADD: &str =
    "INSERT INTO undecided_credits (number) VALUES ($1) ON CONFLICT DO NOTHING";
pub(crate) const REMOVE: &str = "DELETE FROM undecided_credits WHERE number = $1";

/// Notes that a credit waits for a decision, or that it does so no longer.
pub(crate) async fn note(db: &mut Connection, number: i64, waits: bool) -> sqlx::Result<()> {
    let text = if waits { ADD } else { REMOVE };
    sqlx::query(text).bind(number).execute(db).await.map(drop)
}
