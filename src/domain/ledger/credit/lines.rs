//! The ledger: one line for each thing that happens to a credit. No line is ever changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Claim, Credit, CreditState};
use crate::domain::actor::Actor;
use crate::ids::{CreditNumber, CustomerId, IncidentNumber};

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    pub number: CreditNumber,
    pub customer: CustomerId,
    pub incident: IncidentNumber,
    /// What the credit became by this line.
    pub state: CreditState,
    pub at: DateTime<Utc>,
    pub by: Actor,
    /// Empty where none was given.
    pub reason: String,
    pub claim: Claim,
}

impl LedgerEntry {
    /// By how many days this line moves the contract's end.
    pub fn days(&self) -> i64 {
        self.state.moves_end_by(self.claim.days)
    }
}

/// What the ledger comes to. It is kept with the directory and written with every line, so that a
/// decision need not read the ledger to know the contract's end or the next free number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditTotals {
    /// The last number that was given.
    pub last_number: i64,
    /// The days by which each customer's contract ends later.
    pub days: BTreeMap<CustomerId, i64>,
}

impl CreditTotals {
    /// The totals after these lines.
    #[must_use]
    pub fn with(mut self, entries: &[LedgerEntry]) -> Self {
        for entry in entries {
            self.last_number = self.last_number.max(entry.number.0);
            *self.days.entry(entry.customer.clone()).or_default() += entry.days();
        }
        self
    }

    /// The days of a customer.
    pub fn days_of(&self, customer: &CustomerId) -> i64 {
        self.days.get(customer).copied().unwrap_or_default()
    }
}

/// A credit as its lines leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditStanding {
    pub credit: Credit,
    pub customer: CustomerId,
    pub incident: IncidentNumber,
    /// When it came to its state.
    pub since: DateTime<Utc>,
}

/// The credits that these lines are about, in the order of their numbers.
pub fn standing(entries: &[LedgerEntry]) -> Vec<CreditStanding> {
    let mut latest: BTreeMap<CreditNumber, &LedgerEntry> = BTreeMap::new();
    for entry in entries {
        let known = latest.entry(entry.number).or_insert(entry);
        if known.state.seq() < entry.state.seq() {
            *known = entry;
        }
    }
    let stand = |entry: &LedgerEntry| CreditStanding {
        credit: Credit { number: entry.number, claim: entry.claim.clone(), state: entry.state },
        customer: entry.customer.clone(),
        incident: entry.incident,
        since: entry.at,
    };
    latest.into_values().map(stand).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ledger::credit::OwedFor;

    fn entry(number: i64, customer: &str, state: CreditState, days: i64) -> LedgerEntry {
        let at = DateTime::UNIX_EPOCH;
        LedgerEntry {
            number: CreditNumber(number),
            customer: customer.into(),
            incident: IncidentNumber(1),
            state,
            at,
            by: Actor::Bot,
            reason: String::new(),
            claim: Claim {
                owed_for: OwedFor::Response,
                due_at: at,
                until: at,
                overrun_seconds: days * 900,
                days,
            },
        }
    }

    #[test]
    fn only_an_approval_moves_the_end_and_a_reversal_moves_it_back() {
        use CreditState::{Approved, Proposed, Refused, Reversed};
        for (states, days) in [
            (vec![Proposed], 0),
            (vec![Proposed, Refused], 0),
            (vec![Proposed, Approved], 5),
            (vec![Proposed, Approved, Reversed], 0),
        ] {
            let lines: Vec<_> = states.iter().map(|state| entry(7, "kiosk", *state, 5)).collect();
            let totals = CreditTotals::default().with(&lines);
            assert_eq!(
                (totals.days_of(&"kiosk".into()), totals.last_number),
                (days, 7),
                "{states:?}"
            );
            assert_eq!(standing(&lines)[0].credit.state, *states.last().unwrap());
        }
    }

    fn lives() -> impl Strategy<Value = Vec<LedgerEntry>> {
        let life = (0..3_usize, 1..40_i64, 0..4_usize);
        proptest::collection::vec(life, 0..30).prop_map(|lives| {
            let lines = (1..).zip(lives).flat_map(|(number, (customer, days, life))| {
                let states: &[CreditState] = match life {
                    0 => &[CreditState::Proposed],
                    1 => &[CreditState::Proposed, CreditState::Refused],
                    2 => &[CreditState::Proposed, CreditState::Approved],
                    _ => &[CreditState::Proposed, CreditState::Approved, CreditState::Reversed],
                };
                let customer = ["kiosk", "mill", "bank"][customer];
                states
                    .iter()
                    .map(move |state| entry(number, customer, *state, days))
                    .collect::<Vec<_>>()
            });
            lines.collect()
        })
    }

    proptest! {
        #[test]
        fn the_totals_are_the_sum_of_the_lines_however_they_are_cut(lines in lives(), cut in 0..60_usize) {
            let (first, second) = lines.split_at(cut.min(lines.len()));
            let totals = CreditTotals::default().with(first).with(second);
            for customer in ["kiosk", "mill", "bank"] {
                let own = lines.iter().filter(|line| line.customer.as_str() == customer);
                let standing_days: i64 = standing(&lines)
                    .iter()
                    .filter(|it| it.customer.as_str() == customer && it.credit.state == CreditState::Approved)
                    .map(|it| it.credit.claim.days)
                    .sum();
                prop_assert_eq!(totals.days_of(&customer.into()), own.map(LedgerEntry::days).sum::<i64>());
                prop_assert_eq!(totals.days_of(&customer.into()), standing_days);
            }
        }
    }
}
