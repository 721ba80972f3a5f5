//! A vendor's published promises, as data: tiers, severities, channels, targets and behaviour.
//!
//! A [`Plan`] is made from a file by [`draft`], which refuses what does not hold together; so
//! everything here may rely on it: every coverage, tier, severity and channel that is named exists,
//! and every cell of tier × channel × severity has a [`Promise`]. Plans are data. No rule in the
//! program names a vendor.
//!
//! Every figure carries its [`Provenance`]: the document and section it was read from, or why it
//! was assumed.

mod behaviour;
mod closing;
pub mod draft;
mod escort;
mod express;
mod promise;
mod provenance;
mod required_info;
mod retention;
mod right;
mod severity;
mod special_handling;
mod tier;

use std::sync::Arc;

use crate::domain::calendar::Coverage;
use crate::domain::names::Names;
use crate::ids::{ChannelId, CoverageId, PlanId, SeverityId, TierId};

pub use behaviour::{
    Behaviour, Credits, EscalationTerms, NewsByMail, OutsideCoverage, Paging, Role, UpdateCadence,
    WarningShares,
};
pub use closing::{ClosingTerms, InformationWindow};
pub use escort::EscortTerms;
pub use express::ExpressTerms;
pub use promise::{Amount, Every, Promise, Target, Unit};
pub use provenance::{Assumption, Document, Provenance};
pub use required_info::RequiredInfoItem;
pub use retention::TranscriptTerms;
pub use right::{Right, RightsOfPeople};
pub use severity::Severity;
pub use special_handling::{
    AccessRule, Lowering, OnsiteTarget, OnsiteTerms, Reach, RegradingRule, Relief,
    SpecialHandlingTerms, WarRoomRule,
};
pub use tier::{ChatPlatforms, Contact, TamTerms, TierTerms};

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
    pub version: PlanVersion,
    pub names: Names,
    /// The zone assumed for a customer whose own is not known.
    pub home_zone: chrono_tz::Tz,
    /// The documents the figures were read from.
    pub documents: Vec<Document>,
    /// Where the documents contradict themselves or leave something open, and what was done about
    /// it.
    pub notes: Vec<Note>,
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
    cells: Vec<Cell>,
}

/// What is promised for one tier, channel and severity, and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub promise: Promise,
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
    pub names: Names,
    /// When somebody listens there; targets name their own coverage.
    pub coverage: CoverageId,
    pub provenance: Provenance,
}

impl Plan {
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
}
