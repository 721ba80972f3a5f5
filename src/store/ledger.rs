//! The ledger of service credits: its rows, and the questions about it.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::error::StoreError;
use super::rows::{from_json, inconsistent, instant, millis, to_json};
use crate::domain::incident::Actor;
use crate::domain::ledger::credit::{Claim, CreditState, LedgerEntry};
use crate::ids::{CreditNumber, CustomerId, IncidentNumber};

/// One row of `credits`.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct CreditRow {
    pub(crate) number: i64,
    pub(crate) seq: i64,
    pub(crate) customer: String,
    pub(crate) incident: i64,
    pub(crate) at: i64,
    pub(crate) state: String,
    pub(crate) days: i64,
    pub(crate) body: String,
}

/// What nobody looks up or adds up.
#[derive(Debug, Serialize, Deserialize)]
struct Body {
    by: Actor,
    reason: String,
    claim: Claim,
}

impl CreditRow {
    pub(crate) fn encode(entry: &LedgerEntry) -> Result<Self, StoreError> {
        let body =
            Body { by: entry.by.clone(), reason: entry.reason.clone(), claim: entry.claim.clone() };
        Ok(Self {
            number: entry.number.0,
            seq: entry.state.seq(),
            customer: entry.customer.to_string(),
            incident: entry.incident.0,
            at: millis(entry.at),
            state: entry.state.word().to_owned(),
            days: entry.days(),
            body: to_json("credits", "body", &body)?,
        })
    }

    pub(crate) fn decode(self) -> Result<LedgerEntry, StoreError> {
        let id = format!("{}/{}", self.number, self.seq);
        let Body { by, reason, claim } = from_json("credits", "body", &id, &self.body)?;
        let state = CreditState::from_word(&self.state)
            .ok_or_else(|| inconsistent("credits", "state", &id, "is no state of a credit"))?;
        let entry = LedgerEntry {
            number: CreditNumber(self.number),
            customer: CustomerId::new(&self.customer),
            incident: IncidentNumber(self.incident),
            state,
            at: instant(self.at),
            by,
            reason,
            claim,
        };
        if entry.days() != self.days {
            return Err(inconsistent("credits", "days", &id, "differs from the body"));
        }
        Ok(entry)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_statement_changes_or_removes_a_line() {
        let statements = include_str!("sql/credits.rs");
        for word in ["UPDATE ", "DELETE ", "ON CONFLICT"] {
            assert!(!statements.contains(word), "{word}");
        }
    }
}
