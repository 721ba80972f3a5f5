//! Why an act of special handling was refused.

use chrono::{DateTime, Utc};

use crate::ids::PersonId;

/// The plan or the state of the incident does not allow it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandlingRefused {
    #[error("this severity does not depend on access")]
    AccessNotNeeded,
    #[error("a recorded answer of the customer needs their words")]
    EvidenceMissing,
    #[error("nobody has refused access")]
    AccessNotRefused,
    #[error("the duty manager decided the severity at {at}")]
    Ruled { at: DateTime<Utc> },
    #[error("the tier has no on-site support for this severity")]
    NoOnsite,
    #[error("nobody was sent to the site")]
    NobodySentOut,
    #[error("{person} has been on site since {at}")]
    ThereAlready { person: PersonId, at: DateTime<Utc> },
    #[error("the directory names no experts")]
    NoExperts,
    #[error("all experts have answered")]
    AllExpertsAnswered,
}
