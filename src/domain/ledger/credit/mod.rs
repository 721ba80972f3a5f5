//! Service credits: the days by which a contract is extended because a response was late.
//!
//! A credit is proposed by the bot with its computation, approved or refused by the duty manager,
//! and can be taken back after that. Each of these is a line of an append-only ledger; the sum of a
//! customer's lines is the number of days by which the contract ends later. What is owed is
//! computed in `domain::incident`, where the clocks are.

mod lines;

pub use lines::{CreditStanding, CreditTotals, LedgerEntry, standing};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::CreditNumber;

/// One credit of an incident, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub number: CreditNumber,
    pub claim: Claim,
    pub state: CreditState,
}

/// Why something is owed, and how it was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub owed_for: OwedFor,
    /// The instant before which the answer was promised.
    pub due_at: DateTime<Utc>,
    /// When the answer came or, where none came, when the incident was closed.
    pub until: DateTime<Utc>,
    /// From the one to the other, in seconds of coverage time (`sla-semantics`, rule 9).
    pub overrun_seconds: i64,
    /// Days of term for that, less what was claimed for the same clock before.
    pub days: i64,
}

/// Which promise was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwedFor {
    /// The first response (`ZITADEL`, "SLO - 初始响应时间").
    Response,
    /// The answer to an escalation by the customer (`ZITADEL`, "升级").
    Escalation,
}

/// What became of a credit.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CreditState {
    /// The duty manager has not decided yet.
    Proposed,
    Approved,
    Refused,
    /// It counted, and was reversed.
    Reversed,
}

impl CreditState {
    /// Every state, in the order in which they can follow each other.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word the store keeps.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The state behind a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// The number of the line that records it among the lines of one credit, from 1. No credit can
    /// be decided twice, because no two lines have one number.
    pub fn seq(self) -> i64 {
        match self {
            Self::Proposed => 1,
            Self::Approved | Self::Refused => 2,
            Self::Reversed => 3,
        }
    }

    /// By how many days the contract's end moves when a credit of so many days comes to this state.
    pub fn moves_end_by(self, days: i64) -> i64 {
        match self {
            Self::Proposed | Self::Refused => 0,
            Self::Approved => days,
            Self::Reversed => -days,
        }
    }
}
