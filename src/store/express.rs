//! Rows of the accounts of express tickets, and the question for one account.

use sqlx::FromRow;

use super::commit::ExpressLine;
use super::error::StoreError;
use super::rows::{inconsistent, instant, millis};
use crate::domain::incident::Incident;
use crate::domain::ledger::express::{Entry, Pool};
use crate::ids::{CustomerId, IncidentNumber};

const TABLE: &str = "express_account";

/// One line as it is read.
#[derive(Debug, FromRow)]
pub(crate) struct EntryRow {
    seq: i64,
    at: i64,
    incident: i64,
    quota: String,
    is_return: bool,
    by_whom: String,
}

/// One line to be written, about the incident of its commit.
#[derive(Debug)]
pub(crate) struct NewLine {
    pub(crate) customer: String,
    /// The number of the line it must follow; the last one where that is no matter.
    pub(crate) after: Option<i64>,
    pub(crate) at: i64,
    pub(crate) quota: String,
    pub(crate) is_return: bool,
    pub(crate) by: String,
}

impl EntryRow {
    pub(crate) fn decode(self, customer: &CustomerId) -> Result<Entry, StoreError> {
        let id = format!("{customer}/{}", self.seq);
        let pool = Pool::from_word(&self.quota);
        Ok(Entry {
            seq: self.seq,
            at: instant(self.at),
            number: IncidentNumber(self.incident),
            pool: pool.ok_or_else(|| inconsistent(TABLE, "quota", &id, "is no quota"))?,
            is_return: self.is_return,
            by: self.by_whom,
        })
    }
}

impl NewLine {
    /// The line of an incident; none where it has no customer, who then has no account either.
    pub(crate) fn of(incident: &Incident, line: ExpressLine) -> Option<Self> {
        let customer = incident.contract_ref.customer()?;
        Some(Self {
            customer: customer.to_string(),
            after: line.after,
            at: millis(line.at),
            quota: line.movement.pool.word(),
            is_return: line.movement.is_return,
            by: line.movement.by,
        })
    }
}
