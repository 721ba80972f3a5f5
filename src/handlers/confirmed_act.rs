//! The acts that take a confirmation.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::incident::Outcome;
use crate::ids::{CreditNumber, SeverityId};
use crate::render::answers;

/// An act on an incident that takes a confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum ConfirmedAct {
    Lower { to: SeverityId, reason: String },
    Close { outcome: Outcome, reason: String },
    Silence { until: DateTime<Utc> },
    ApproveCredit { credit: CreditNumber },
    ReverseCredit { credit: CreditNumber, reason: String },
    Regrade { to: SeverityId, reason: String },
    LowerWithoutAccess { to: SeverityId },
}

impl ConfirmedAct {
    /// The act as the question describes it.
    pub(super) fn question(&self) -> answers::Asked<'_> {
        match self {
            Self::Lower { to, .. } | Self::Regrade { to, .. } => answers::Asked::LowerLevel { to },
            Self::Close { outcome, .. } => answers::Asked::Close { outcome: *outcome },
            Self::Silence { until } => answers::Asked::Silence { until: *until },
            Self::ApproveCredit { credit } => answers::Asked::ApproveCredit { credit: *credit },
            Self::ReverseCredit { credit, .. } => answers::Asked::ReverseCredit { credit: *credit },
            Self::LowerWithoutAccess { to } => answers::Asked::LowerWithoutAccess { to },
        }
    }
}
