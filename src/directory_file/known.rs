//! What the world outside the directory file offers: plans and chat platforms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::calendar::HolidayCalendar;
use crate::domain::directory::Destination;
use crate::ids::{ChannelId, CoverageId, PlanId, SeverityId, TierId};

/// Knows which rooms and people can be written to.
pub trait Reach: std::fmt::Debug + Send + Sync {
    /// Why nothing can be sent there; none where it can be.
    fn unreachable(&self, to: &Destination) -> Option<String>;
}

/// Everything a directory file may refer to but does not declare itself.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    /// The loaded plans and their tiers.
    pub plans: BTreeMap<PlanId, BTreeMap<TierId, TierOffer>>,
    /// The loaded holiday calendars, which rotations may follow.
    pub calendars: BTreeMap<String, Arc<HolidayCalendar>>,
    /// The configured chat platforms: the name that rooms begin with, and its kind.
    pub platforms: BTreeMap<String, String>,
    /// What is known of addresses; none takes every address of a known platform.
    pub reach: Option<Arc<dyn Reach>>,
    /// Whether rooms and accounts of any platform will do: nothing is sent to them.
    pub takes_any_platform: bool,
}

/// What one tier of a plan offers.
#[derive(Debug, Clone, Default)]
pub struct TierOffer {
    /// The ways to reach the vendor.
    pub channels: BTreeSet<ChannelId>,
    /// The kinds of chat platform on which a group is opened; none where any will do.
    pub platforms: Option<BTreeSet<String>>,
    /// The steps of its ladders.
    pub severities: BTreeSet<SeverityId>,
    /// The named coverages of its plan.
    pub coverages: BTreeSet<CoverageId>,
    /// Whether its customers may use express tickets.
    pub has_express: bool,
    /// Whether its plan promises its customers anything during an escort.
    pub has_escorts: bool,
}

impl TierOffer {
    /// Whether the tier's document has chat groups at all; otherwise a contract has to agree on
    /// one.
    pub fn has_chat(&self) -> bool {
        self.platforms.as_ref().is_none_or(|kinds| !kinds.is_empty())
    }

    /// Whether a group of this tier may live on a platform of this kind.
    pub fn allows_platform(&self, kind: &str) -> bool {
        self.platforms.as_ref().is_none_or(|kinds| kinds.contains(kind))
    }
}
