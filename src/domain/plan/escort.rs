//! What a plan promises during an escort, which is an event of the customer's that was booked.

use super::{Provenance, Target};

/// The target that replaces a longer one during an escort (`sla-semantics`, rule 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscortTerms {
    pub target: Target,
    pub provenance: Provenance,
}
