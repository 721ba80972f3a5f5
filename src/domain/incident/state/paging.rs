//! How far the paging for an incident has got.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::actor::Actor;
use crate::domain::escalation::step_due::PendingStep;
use crate::ids::PersonId;

/// The progress of paging.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// The instant from which the delays of the policy count; none when paging is over.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub running_since: Option<DateTime<Utc>>,
    /// The step that is due next; none when paging is over.
    pub pending: Option<PendingStep>,
    /// Until when nobody is called outside the hours, where that has been told.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "chrono::serde::ts_milliseconds_option"
    )]
    pub rest_told_until: Option<DateTime<Utc>>,
    /// Unacknowledged pages, one for each person.
    pub open: Vec<OpenPage>,
    /// Whether the duty manager was told of the last update that nobody wrote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub manager_knows: bool,
    /// Pages of the management for an escalation by the customer.
    #[serde(default)]
    pub for_escalation: EscalationPages,
}

/// A page that waits for an acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPage {
    pub person: PersonId,
    pub code: String,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How often this person has been paged for this incident.
    pub attempt: u32,
    /// Set where somebody had them paged by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<CallByHand>,
}

impl OpenPage {
    /// Whether it is a later page to the same person than the one with this code and count.
    pub fn follows(&self, to: &PersonId, code: &str, attempt: u32) -> bool {
        self.person == *to && self.code == code && self.attempt > attempt
    }
}

/// Somebody was called by a colleague, beside the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallByHand {
    /// Who learns of the answer, or that there is none.
    pub by: Actor,
    pub calls: u32,
    /// When they are called again; none when they are not.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub again_at: Option<DateTime<Utc>>,
}

/// Pages of the management for an escalation. They continue beside the policy until it is answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationPages {
    /// When the next page leaves; none when none does.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub next_at: Option<DateTime<Utc>>,
    /// Unacknowledged pages, one for each person.
    pub open: Vec<OpenPage>,
}
