//! Questions about the ledger of service credits and the accounts of express tickets.

use super::backend::reading;
use super::ledger::CreditRow;
use super::{Store, StoreError};
use crate::domain::incident::Incident;
use crate::domain::ledger::credit::LedgerEntry;
use crate::domain::ledger::express::Entry;
use crate::ids::{CreditNumber, CustomerId, IncidentNumber};

impl Store {
    /// A customer's account of express tickets, in order.
    pub async fn express_account(&self, customer: &CustomerId) -> Result<Vec<Entry>, StoreError> {
        let rows = reading!(self.backend, express::account_of(customer.as_str()))?;
        rows.into_iter().map(|row| row.decode(customer)).collect()
    }
}

impl Store {
    /// The ledger of a customer, in the order of its numbers.
    pub async fn ledger_of(&self, customer: &CustomerId) -> Result<Vec<LedgerEntry>, StoreError> {
        decode_all(reading!(self.backend, credits::of_customer(customer.as_str()))?)
    }

    /// Proposals of all customers that wait for a decision, the oldest first, at most `limit`. For
    /// the staff.
    pub async fn undecided_credits(&self, limit: i64) -> Result<Vec<LedgerEntry>, StoreError> {
        decode_all(reading!(self.backend, credits::undecided(limit))?)
    }

    /// The incident that a credit is owed for, whichever customer's it is. For the staff.
    pub async fn incident_of_credit(
        &self,
        number: CreditNumber,
    ) -> Result<Option<Incident>, StoreError> {
        let Some(id) = reading!(self.backend, credits::incident_of(number.0))? else {
            return Ok(None);
        };
        self.incident(IncidentNumber(id)).await
    }
}

fn decode_all(rows: Vec<CreditRow>) -> Result<Vec<LedgerEntry>, StoreError> {
    rows.into_iter().map(CreditRow::decode).collect()
}
