//! What a plan promises during an escort, which is an event of the customer's that was booked.

use super::{Plan, Provenance, Target};
use crate::ids::TierId;

/// The target that replaces a longer one during an escort (`sla-semantics`, rule 8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscortTerms {
    pub target: Target,
    pub provenance: Provenance,
}

impl Plan {
    /// Whether an escort of the tier's customers changes anything: a target of its own, or experts
    /// who are called.
    pub fn has_escorts_for(&self, tier: &TierId) -> bool {
        let has_target = self.tier(tier).is_some_and(|terms| terms.during_escort.is_some());
        let mut war_rooms = self.behaviour.special_handling.war_rooms.iter();
        has_target || war_rooms.any(|rule| rule.during_escort && rule.reach.tiers.contains(tier))
    }
}
