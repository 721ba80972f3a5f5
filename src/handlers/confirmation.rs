//! A question that waits for a yes: what will happen after it, of whom it was asked, and until when it waits.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::context::CommandContext;
use crate::domain::incident::Outcome;
use crate::ids::{CreditNumber, IncidentNumber, SeverityId};
use crate::render::answers;
use crate::store::PendingConfirmation;

const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(2);

/// What will happen after a yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Question {
    Lower { to: SeverityId, reason: String },
    Close { outcome: Outcome, reason: String },
    Silence { until: DateTime<Utc> },
    ApproveCredit { credit: CreditNumber },
    ReverseCredit { credit: CreditNumber, reason: String },
    Regrade { to: SeverityId, reason: String },
    LowerWithoutAccess { to: SeverityId },
}

impl Question {
    /// The question as it is put into words.
    pub(super) fn asked(&self) -> answers::Asked<'_> {
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

/// A question about one incident, as it waits for the yes. The number is spelled out, so that the yes cannot
/// come to mean another incident.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AskedConfirmation {
    pub(super) incident: IncidentNumber,
    pub(super) question: Question,
}

/// Whether a question was asked of this caller, here, and still waits.
pub(super) fn is_theirs(pending: &PendingConfirmation, context: &CommandContext<'_>) -> bool {
    pending.platform == context.origin.platform
        && pending.account == context.account
        && pending.room == context.origin.room.to_string()
        && pending.expires_at > context.now
}

/// What waits under a code: bound to the caller and the room, for two minutes.
pub(super) fn pending(
    context: &CommandContext<'_>,
    code: String,
    command: String,
) -> PendingConfirmation {
    PendingConfirmation {
        code,
        platform: context.origin.platform.clone(),
        account: context.account.clone(),
        room: context.origin.room.to_string(),
        command,
        expires_at: context.now + EXPIRES_AFTER,
    }
}
