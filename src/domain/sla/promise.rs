//! What is promised as a time to respond, and what is promised instead of one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::CoverageId;

/// What is promised as the time to the first response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ResponsePromise {
    Due {
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// The due instant lies in a year whose holidays are not published (`sla-semantics`, rule
        /// 11).
        provisional: bool,
        target_seconds: i64,
        coverage: CoverageId,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        counted_from: DateTime<Utc>,
        /// An escort's target replaced a longer one (rule 8).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_escort: bool,
    },
    /// The plan gives words instead of a clock (rule 10).
    NoClock { why: NoClock },
}

/// Why there is no due instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NoClock {
    None,
    BestEffort,
    Periodic {
        every: String,
    },
    /// The contract should name a figure and does not.
    Contract,
    NotOffered,
    OutOfContract,
    /// Nobody has said how bad it is yet.
    SeverityMissing,
}

impl ResponsePromise {
    /// The instant before which a response must come or had to come; none where no clock was
    /// promised.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Due { at, .. } => Some(*at),
            Self::NoClock { .. } => None,
        }
    }

    /// Whether it is due no later than another one; a promise without a clock is later than any.
    pub fn comes_no_later_than(&self, other: &Self) -> bool {
        match (self.due_at(), other.due_at()) {
            (Some(this), Some(other)) => this <= other,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}
