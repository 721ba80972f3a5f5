//! What an incident has to do with other incidents.

use serde::{Deserialize, Serialize};

use crate::ids::IncidentNumber;

/// What an incident has to do with others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicates {
    /// An open incident of the same group that read alike at the opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looks_like: Option<SimilarIncident>,
    /// Where the work continues; stays when it is reopened, as what was once thought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<OriginalIncident>,
    /// What was closed because this one is about the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duplicates: Vec<IncidentNumber>,
}

/// An incident that reads alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarIncident {
    pub number: IncidentNumber,
    pub title: String,
}

/// The incident under which a duplicate continues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalIncident {
    pub number: IncidentNumber,
    /// Whether it is the same customer's, who may then know of it.
    pub is_shared: bool,
}

impl Duplicates {
    /// Whether it stands alone.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
