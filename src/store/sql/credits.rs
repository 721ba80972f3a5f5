//! The ledger of service credits. Rows are added and read, and nothing else is ever done to them.

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::ledger::CreditRow;

pub(crate) static INSERT: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO credits (number, seq, customer, incident, at, state, days, body)",
    8,
);
pub(crate) const OF_CUSTOMER: &str = "SELECT number, seq, customer, incident, at, state, days, body FROM credits \
     WHERE customer = $1 ORDER BY number, seq";
pub(crate) const UNDECIDED: &str = "SELECT c.number, c.seq, c.customer, c.incident, c.at, c.state, c.days, c.body \
     FROM undecided_credits u JOIN credits c ON c.number = u.number AND c.seq = 1 \
     ORDER BY u.number LIMIT $1";
pub(crate) const INCIDENT_OF: &str = "SELECT incident FROM credits WHERE number = $1 AND seq = 1";

pub(crate) async fn insert(db: &mut Connection, rows: &[&CreditRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(row.number)
                .bind(row.seq)
                .bind(&row.customer)
                .bind(row.incident)
                .bind(row.at)
                .bind(&row.state)
                .bind(row.days)
                .bind(&row.body);
        }
        statement.execute(&mut *db).await?;
    }
    for row in rows {
        super::undecided::note(&mut *db, row.number, row.seq == 1).await?;
    }
    Ok(())
}

pub(crate) async fn of_customer(
    db: &mut Connection,
    customer: &str,
) -> sqlx::Result<Vec<CreditRow>> {
    sqlx::query_as(OF_CUSTOMER).bind(customer).fetch_all(db).await
}

/// The proposals that nobody has decided on, the oldest first.
pub(crate) async fn undecided(db: &mut Connection, limit: i64) -> sqlx::Result<Vec<CreditRow>> {
    sqlx::query_as(UNDECIDED).bind(limit).fetch_all(db).await
}

pub(crate) async fn incident_of(db: &mut Connection, number: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(INCIDENT_OF).bind(number).fetch_optional(db).await
}
