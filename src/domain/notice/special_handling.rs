//! Notices about special handling: access, regrading, on-site visits, the emergency group.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::actor::Actor;
use crate::ids::{PersonId, RegionId, SeverityId};

/// What to tell about special handling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "handling", rename_all = "snake_case")]
pub enum HandlingNotice {
    /// The customer lets support into the system, or does not. Of the support side, `by` recorded
    /// what they said.
    AccessAnswered {
        by: Actor,
        granted: bool,
        words: String,
    },
    /// Access was refused: the duty manager is asked to lower the severity.
    DowngradeProposed {
        to: SeverityId,
        by: Actor,
        words: String,
    },
    /// Nobody answered about access: the duty manager is asked to regrade.
    AccessUnanswered {
        to: SeverityId,
    },
    /// The severity fell because access was refused; who refused, when and in which words is the
    /// evidence.
    LoweredWithoutAccess {
        from: SeverityId,
        to: SeverityId,
        by: String,
        refused_by: Actor,
        refused_at: DateTime<Utc>,
        words: String,
    },
    /// Support set a less urgent severity, or the duty manager spoke the final word on it.
    Regraded {
        from: Option<SeverityId>,
        to: SeverityId,
        by: String,
        reason: String,
        is_final: bool,
    },
    /// The worst is over, and the plan has a lower severity for that.
    LoweringProposed {
        to: SeverityId,
    },
    /// The affected resources are in a region that the plan does not serve; none where what was
    /// taken for one is corrected.
    RegionNamed {
        not_served: Option<RegionId>,
    },
    /// Somebody is on the way to the customer's site.
    SentOut {
        person: PersonId,
        expected_at: DateTime<Utc>,
        by: String,
    },
    Arrived {
        person: PersonId,
    },
    /// The instant passed and nobody has said that they are there. `is_promised` where the plan
    /// promised it.
    ArrivalLate {
        person: PersonId,
        at: DateTime<Utc>,
        is_promised: bool,
    },
    /// The emergency group is called, by hand.
    ExpertsCalled {
        by: String,
    },
    /// An expert answered.
    ExpertJoined {
        person: PersonId,
    },
    /// Some were called and have not answered.
    ExpertsMissing,
}

impl HandlingNotice {
    /// Whether it belongs into the incident's thread, if there is one.
    pub fn is_detail(&self) -> bool {
        matches!(
            self,
            Self::AccessAnswered { .. } | Self::Arrived { .. } | Self::ExpertJoined { .. }
        )
    }

    /// Whether it is for the support side alone.
    pub fn is_internal(&self) -> bool {
        matches!(
            self,
            Self::DowngradeProposed { .. }
                | Self::AccessUnanswered { .. }
                | Self::LoweringProposed { .. }
                | Self::ArrivalLate { .. }
                | Self::ExpertsMissing
        )
    }
}
