//! Somebody on the way to the customer's site, or there.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::entitlement::Entitlement;
use crate::ids::{CoverageId, PersonId};

/// Somebody on the way to the customer's site, or there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub person: PersonId,
    /// The clock runs from here. Sending somebody else, or naming another instant, does not start
    /// it anew.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub sent_at: DateTime<Utc>,
    /// When they said they would be there.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub expected_at: DateTime<Utc>,
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub arrived_at: Option<DateTime<Utc>>,
    /// The hours in which the way is measured.
    pub coverage: CoverageId,
    /// Before when they have to be there, where the plan promises a time.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub due_at: Option<DateTime<Utc>>,
    /// Whether the overdue arrival was reported, as expected and as promised.
    pub overdue_told: bool,
    pub miss_told: bool,
}

impl Visit {
    /// When to look next whether they are there; none once they are.
    pub fn looked_for_at(&self) -> Option<DateTime<Utc>> {
        if self.arrived_at.is_some() {
            return None;
        }
        let expected = (!self.overdue_told).then_some(self.expected_at);
        let due = self.due_at.filter(|_| !self.miss_told);
        expected.into_iter().chain(due).min()
    }

    /// The coverage time on the way, until they arrived or until `now`.
    pub fn on_the_way(&self, terms: Option<&Entitlement>, now: DateTime<Utc>) -> TimeDelta {
        let until = self.arrived_at.unwrap_or(now);
        terms.map_or(until - self.sent_at, |terms| {
            terms.time_covered(&self.coverage, self.sent_at, until)
        })
    }
}
