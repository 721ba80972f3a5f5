//! What an incident keeps of special handling.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Experts, Visit};
use crate::domain::actor::Actor;
use crate::ids::{RegionId, SeverityId};

/// What an incident keeps of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialHandling {
    /// The last answer to whether support may enter the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// Until when an answer about access is waited for before the duty manager is asked to regrade.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "chrono::serde::ts_milliseconds_option"
    )]
    pub access_due: Option<DateTime<Utc>>,
    /// The duty manager's last word on the severity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
    /// Whoever was sent to the customer's site last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Visit>,
    /// The region of the affected resources, where the plan does not serve it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_not_served: Option<RegionId>,
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
    pub(in super::super) fn end(&mut self) {
        self.access_due = None;
        self.visit = self.visit.take().filter(|visit| visit.arrived_at.is_some());
        self.rest();
    }

    /// Nobody is called again by itself.
    pub(in super::super) fn rest(&mut self) {
        if let Some(experts) = &mut self.experts {
            experts.rest();
        }
    }

    /// The incident is open again, and everything begins anew.
    pub(in super::super) fn begin_anew(&mut self) {
        self.ruling = None;
        self.experts = None;
    }
}

/// The last answer to whether support may access the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    pub granted: bool,
    /// Who said or recorded it, when, and in which words.
    pub by: Actor,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub words: String,
    /// The severity that was lowered for lack of access, so that it can be restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowered_from: Option<SeverityId>,
}

/// The duty manager's last word on a severity. Until it is reopened, only another ruling changes
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    pub by: Actor,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}
