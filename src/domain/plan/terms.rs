//! A plan, whole: everything a vendor published, and how it is looked up.

use std::sync::Arc;

use super::{
    Assumption, Behaviour, Document, ExpressTerms, Promise, Provenance, Regions, RequiredInfoItem,
    RightsOfPeople, Severity, SupportFacts, TierTerms,
};
use crate::domain::calendar::Coverage;
use crate::domain::names::Names;
use crate::ids::{ChannelId, CoverageId, PlanId, RequiredInfoItemId, SeverityId, TierId};

/// Which text of a plan this is. An incident keeps the version it was opened under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// The edition the vendor's document names, such as `2022-06-14`.
    pub edition: String,
    /// A hash of the file; two different texts differ in it though the edition is the same.
    pub fingerprint: String,
}

/// A vendor's published promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The name of the file without its ending.
    pub id: PlanId,
    /// Which text this is.
    pub version: PlanVersion,
    /// What the plan is called.
    pub names: Names,
    /// The zone assumed for a customer whose own is not known.
    pub home_zone: chrono_tz::Tz,
    /// The documents the figures were read from.
    pub documents: Vec<Document>,
    /// Where the documents contradict themselves or leave something open, and what was done about
    /// it.
    pub notes: Vec<Note>,
    /// What holds for the support as a whole.
    pub support: Option<SupportFacts>,
    /// The named coverages.
    pub coverages: Vec<PlanCoverage>,
    /// The ways to reach the vendor.
    pub channels: Vec<Channel>,
    /// All steps of all ladders, in the order of the file.
    pub severities: Vec<Severity>,
    /// The levels of the plan, the smallest first.
    pub tiers: Vec<TierTerms>,
    /// How the vendor behaves while an incident is open.
    pub behaviour: Behaviour,
    /// Express tickets, where the vendor has them.
    pub express: Option<ExpressTerms>,
    /// What a customer's people may do until their administrators decide.
    pub rights: RightsOfPeople,
    /// Everything in the file that was filled in rather than read, in the order of the text.
    pub assumptions: Vec<Assumption>,
    /// What a request is to carry, in the order in which it is asked for.
    pub required_info: Vec<RequiredInfoItem>,
    /// The regions that are not served, where the document names some.
    pub regions: Option<Regions>,
    /// One for each tier, channel and severity, in that order.
    pub cells: Vec<Cell>,
}

/// What is promised for one tier, channel and severity, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The promise.
    pub promise: Promise,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A contradiction or gap in the source, and what was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What the document says, and what counts.
    pub text: Names,
    /// Where it says so.
    pub provenance: Provenance,
}

/// A coverage under the name the plan gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCoverage {
    /// Such as `cn_5x8`.
    pub id: CoverageId,
    /// The rule; shared, so that a compiled calendar can be found by it.
    pub rule: Arc<Coverage>,
    /// Where the hours come from.
    pub provenance: Provenance,
}

/// A way to reach the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Such as `im`, `hotline`, `ticket`.
    pub id: ChannelId,
    /// What people call it.
    pub names: Names,
    /// When somebody listens there; targets name their own coverage.
    pub coverage: CoverageId,
    /// Where that comes from.
    pub provenance: Provenance,
}

impl Plan {
    /// The level with this id.
    pub fn tier(&self, id: &TierId) -> Option<&TierTerms> {
        self.tiers.iter().find(|tier| tier.id == *id)
    }

    /// The severity with this id, on whichever channel.
    pub fn severity(&self, id: &SeverityId) -> Option<&Severity> {
        self.severities.iter().find(|severity| severity.id == *id)
    }

    /// The channel with this id.
    pub fn channel(&self, id: &ChannelId) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == *id)
    }

    /// The coverage with this id.
    pub fn coverage(&self, id: &CoverageId) -> Option<&PlanCoverage> {
        self.coverages.iter().find(|coverage| coverage.id == *id)
    }

    /// What the tier promises for a severity reported on a channel. What the plan does not know at
    /// all is not offered.
    pub fn promise(&self, tier: &TierId, channel: &ChannelId, severity: &SeverityId) -> &Promise {
        let cell = self.cell(tier.as_str(), channel.as_str(), severity.as_str());
        cell.map_or(&Promise::NotOffered, |cell| &cell.promise)
    }

    /// The promise with its source, for names that come from outside: `None` when the plan lacks
    /// one of them.
    pub fn cell(&self, tier: &str, channel: &str, severity: &str) -> Option<&Cell> {
        let tier = self.tiers.iter().position(|known| known.id.as_str() == tier)?;
        let channel = self.channels.iter().position(|known| known.id.as_str() == channel)?;
        let severity = self.severities.iter().position(|known| known.id.as_str() == severity)?;
        self.cells.get(self.cell_index(tier, channel, severity))
    }

    fn cell_index(&self, tier: usize, channel: usize, severity: usize) -> usize {
        (tier * self.channels.len() + channel) * self.severities.len() + severity
    }

    /// The severities the tier offers on the channel, the most urgent first.
    pub fn severities_on(&self, tier: &TierId, channel: &ChannelId) -> Vec<&Severity> {
        let offered = |severity: &&Severity| self.promise(tier, channel, &severity.id).is_offered();
        let mut offered: Vec<_> = self.severities.iter().filter(offered).collect();
        offered.sort_by_key(|severity| severity.rank_on(channel));
        offered
    }

    /// The channels on which the tier offers the severity: where to send somebody who asked on
    /// another one.
    pub fn channels_serving(&self, tier: &TierId, severity: &SeverityId) -> Vec<&Channel> {
        let serves = |channel: &&Channel| self.promise(tier, &channel.id, severity).is_offered();
        self.channels.iter().filter(serves).collect()
    }

    /// Whether an escort of the tier's customers changes anything: a target of its own, or experts
    /// who are called.
    pub fn has_escorts_for(&self, tier: &TierId) -> bool {
        let has_target = self.tier(tier).is_some_and(|terms| terms.during_escort.is_some());
        let mut war_rooms = self.behaviour.special_handling.war_rooms.iter();
        has_target || war_rooms.any(|rule| rule.during_escort && rule.reach.tiers.contains(tier))
    }

    /// What a request of this severity is to carry, in the order in which it is asked for.
    pub fn required_info_for(
        &self,
        severity: &SeverityId,
    ) -> impl Iterator<Item = &RequiredInfoItem> {
        self.required_info.iter().filter(move |item| item.severities.contains(severity))
    }

    /// The item with this id.
    pub fn required_info_item(&self, id: &RequiredInfoItemId) -> Option<&RequiredInfoItem> {
        self.required_info.iter().find(|item| item.id == *id)
    }
}
