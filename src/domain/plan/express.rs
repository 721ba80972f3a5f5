//! Express tickets: a faster answer that is bought by number (Alibaba Cloud, 极速工单工作说明书).

use super::{Provenance, Target};
use crate::ids::{SeverityId, TierId};

/// What an express ticket is under a plan, and who has how many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressTerms {
    /// The severity an express ticket carries, on every channel.
    pub severity: SeverityId,
    /// The tiers whose customers may use them; what is not included is bought in packs.
    pub tiers: Vec<TierId>,
    /// The promise of the first response, counted from the customer's yes.
    pub target: Target,
    /// Its rank on channels whose ladder does not have it; by it, news and pages go as for that
    /// rank.
    pub rank: u8,
    /// How many a tier includes in each month of the customer's zone.
    pub included_per_month: Vec<(TierId, u32)>,
    pub provenance: Provenance,
}

impl ExpressTerms {
    /// Whether customers of the tier may use express tickets, included or from packs.
    pub fn is_for(&self, tier: &TierId) -> bool {
        self.tiers.contains(tier)
    }

    /// How many the tier includes in a month; none where they come from packs alone.
    pub fn included_in(&self, tier: &TierId) -> u32 {
        let included = self.included_per_month.iter().find(|(known, _)| known == tier);
        included.map_or(0, |(_, count)| *count)
    }
}
