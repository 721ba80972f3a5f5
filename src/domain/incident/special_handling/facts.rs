//! The facts of special handling, as the timeline keeps them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::actor::Actor;
use crate::ids::{PersonId, RegionId, SeverityId};

/// What was done or said in special handling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "handling", rename_all = "snake_case")]
pub enum HandlingFact {
    /// Support may enter the system, or may not: said by the actor, or recorded by the actor for
    /// the customer.
    AccessAnswered {
        granted: bool,
        by_customer: bool,
        words: String,
    },
    /// Nobody answered about access in time: the duty manager was asked to regrade.
    AccessUnanswered {
        to: SeverityId,
    },
    /// The evidence for the change of severity that follows: who refused access, when, in which
    /// words.
    LoweredWithoutAccess {
        from: SeverityId,
        refused_by: Actor,
        refused_at: DateTime<Utc>,
        words: String,
    },
    /// The last word on the severity. Where that changes it, the change is a fact of its own with
    /// the reason.
    Ruled {
        severity: SeverityId,
        reason: String,
    },
    /// A relief was told for which the plan has a lower severity.
    LoweringProposed {
        to: SeverityId,
    },
    /// Somebody is on the way and expected at an instant.
    SentOut {
        person: PersonId,
        expected_at: DateTime<Utc>,
    },
    Arrived {
        person: PersonId,
    },
    /// They were expected by then, and were not there.
    ArrivalOverdue {
        expected_at: DateTime<Utc>,
    },
    /// They were promised by then, and were not there.
    ArrivalMissed {
        due_at: DateTime<Utc>,
    },
    /// The region of the affected resources became known; the one that the plan does not serve, if
    /// it is one.
    RegionNamed {
        not_served: Option<RegionId>,
    },
    /// All experts of the customer's emergency group are called.
    ExpertsCalled {
        people: Vec<PersonId>,
    },
    ExpertJoined {
        person: PersonId,
    },
    /// Those who had not answered are called again: the second or a later call.
    ExpertsCalledAgain {
        call: u32,
    },
}
