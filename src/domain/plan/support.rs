//! What a plan says of its support as a whole, for every tier and channel.

use crate::domain::names::Names;

use super::Provenance;

/// Facts about the support that are no promise of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportFacts {
    /// The languages in which the vendor's people answer.
    pub languages: Option<Names>,
    /// Where the vendor publishes outages and maintenance windows.
    pub status_page: Option<String>,
    pub provenance: Provenance,
}
