//! Special handling beyond the response: access to the customer's system, the duty manager's
//! decision on a severity, on-site visits, and the emergency group of experts.
//!
//! Everything here is a fact of the timeline, and what an incident keeps of it follows from those
//! facts.

mod facts;
mod refused;
mod replay;

pub use facts::HandlingFact;
pub use refused::HandlingRefused;

use serde::{Deserialize, Serialize};

use super::timeline::{Actor, Fact};
use super::{Access, Experts, Ruling, Visit};
use crate::domain::decision::Decision;

/// What an incident keeps of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialHandling {
    /// The last answer to whether support may enter the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// The duty manager's last word on the severity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    /// Whoever was sent to the customer's site last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Visit>,
    /// The emergency group, once it was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experts: Option<Experts>,
}

impl SpecialHandling {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Nothing more is awaited: the incident is closed. What was done stays to be looked at.
    fn end(&mut self) {
        self.visit = self.visit.take().filter(|visit| visit.arrived_at.is_some());
        self.stop_repeats();
    }

    /// Nobody is called again by itself.
    fn stop_repeats(&mut self) {
        if let Some(experts) = &mut self.experts {
            experts.stop_repeats();
        }
    }

    /// The incident is open again, and everything begins anew.
    fn begin_anew(&mut self) {
        self.ruling = None;
        self.experts = None;
    }
}

/// Records a fact that both sides may read.
pub(super) fn record(decision: &mut Decision, by: &Actor, handling: HandlingFact) {
    decision.record(by, Fact::SpecialHandling(handling));
}
