//! The cadence in which the customer hears news, and the last news.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// The rhythm in which the customer hears news.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updates {
    /// Seconds between updates; none when the plan asks for no rhythm and none was agreed.
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
    /// How many updates the customer has had.
    pub sequence: u32,
    /// The last words of a person, and when.
    pub last: Option<LastUpdate>,
    /// Slots for which no text came.
    pub missed: u32,
}

/// The last customer-visible words of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUpdate {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub text: String,
}
