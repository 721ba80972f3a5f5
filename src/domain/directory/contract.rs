//! What one customer bought, from when to when.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, CoverageId, PlanId, SeverityId, TierId};

/// A tier of a plan, for a term, with the figures that the plan leaves to the contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub plan: PlanId,
    pub tier: TierId,
    /// First day of the term, in the customer's zone.
    pub from: NaiveDate,
    /// Last day of the term, in the customer's zone.
    pub until: NaiveDate,
    /// Response targets agreed one by one, for plans that say "as the contract has it"
    /// (ZITADEL, "Self-hosted and dedicated instances").
    #[serde(default)]
    pub targets: Vec<AgreedTarget>,
    /// Channels that this contract has although the tier's document does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed_channels: Vec<ChannelId>,
    /// The days of service credits that were approved and not reversed. They come from the
    /// ledger's totals when a snapshot of the directory is made, and are no part of the declared
    /// contract.
    #[serde(skip)]
    pub credit_days: i64,
}

impl Contract {
    /// Whether the term covers this day (both ends included), told in the customer's zone.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        (self.from..=self.ends_on()).contains(&day)
    }

    /// The last day on which it is in force, in the customer's zone: the declared one and the
    /// service credits.
    pub fn ends_on(&self) -> NaiveDate {
        let days = Days::new(self.credit_days.max(0).unsigned_abs());
        self.until.checked_add_days(days).unwrap_or(self.until)
    }
}

/// A response target that this contract fixes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreedTarget {
    pub severity: SeverityId,
    pub minutes: i64,
    pub coverage: CoverageId,
}
