//! The cadence of status updates, and the last one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::directory::MeetingLink;
use crate::ids::PersonId;

/// How often the customer gets updates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updates {
    /// Seconds between updates; none when the plan sets no cadence and none was agreed.
    pub every_seconds: Option<i64>,
    /// Whether the customer agreed to that period; the plan's own otherwise.
    #[serde(default)]
    pub cadence_is_agreed: bool,
    /// When the next update is promised.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub next_at: Option<DateTime<Utc>>,
    /// Whether the customer agreed to that very instant.
    #[serde(default)]
    pub slot_is_agreed: bool,
    /// Rarer updates that the support side suggested; the customer has not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<ProposedCadence>,
    /// Where people meet to work on it; every update of rank 1 says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bridge: Option<MeetingLink>,
    /// How many updates the customer has had.
    pub sequence: u32,
    /// The last update of a person, and when.
    pub last: Option<LastUpdate>,
    /// Slots for which nobody wrote an update.
    pub missed: u32,
}

/// The last customer-visible update of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUpdate {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub text: String,
}

/// Rarer or later updates than the plan promises, as the support side suggests them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposedCadence {
    /// A period in seconds.
    Every { seconds: i64 },
    /// An instant for the next update alone.
    Next {
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
}
