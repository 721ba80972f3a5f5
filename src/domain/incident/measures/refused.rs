//! Why a measure was not taken.

use chrono::{DateTime, Utc};

use crate::ids::PersonId;

/// The plan or the state of the incident does not allow the measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeasureRefused {
    #[error("the plan makes nothing depend on access for this severity")]
    AccessNotNeeded,
    #[error("whoever records the customer's answer says what it was")]
    EvidenceMissing,
    #[error("nobody has refused access")]
    AccessNotRefused,
    #[error("the duty manager has ruled on the severity at {at}")]
    Ruled { at: DateTime<Utc> },
    #[error("nobody comes to the site for this severity in this tier")]
    NoOnsite,
    #[error("nobody was sent to the site")]
    NobodySentOut,
    #[error("{person} is there since {at}")]
    ThereAlready { person: PersonId, at: DateTime<Utc> },
    #[error("the directory names nobody who could be called")]
    NoExperts,
    #[error("all experts have answered")]
    AllExpertsAnswered,
}
