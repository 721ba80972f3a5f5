//! What a plan promises during an escort, which is an event of the customer's that was booked.

use super::{Provenance, Target};
use crate::ids::SeverityId;

/// The target that replaces a longer one during an escort (`sla-semantics`, rule 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscortTerms {
    pub target: Target,
    /// The severities it is for; every severity with a target where the plan names none.
    pub severities: Vec<SeverityId>,
    pub provenance: Provenance,
}

impl EscortTerms {
    /// Whether its target replaces a longer one of this severity.
    pub fn is_for(&self, severity: &SeverityId) -> bool {
        self.severities.is_empty() || self.severities.contains(severity)
    }
}
