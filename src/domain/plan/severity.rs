//! One step of a plan's own ladder.

use crate::domain::names::Names;
use crate::ids::{ChannelId, SeverityId};

use super::Provenance;

/// A severity as the plan defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Severity {
    /// Such as `core_production_down`.
    pub id: SeverityId,
    /// The plan's own words.
    pub names: Names,
    /// What the plan's document understands by it, in few words; none where it defines nothing.
    pub means: Option<Names>,
    /// What else people type for it. No two severities of a channel that one tier offers share one.
    pub aliases: Vec<String>,
    /// Where the definition stands.
    pub provenance: Provenance,
    /// The ladders it is on: rank by channel, 1 being the most urgent.
    pub ranks: Vec<(ChannelId, u8)>,
}

impl Severity {
    /// How urgent it is on this channel, 1 being the most urgent; `None` when the channel does not
    /// know it.
    pub fn rank_on(&self, channel: &ChannelId) -> Option<u8> {
        self.ranks.iter().find(|(known, _)| known == channel).map(|(_, rank)| *rank)
    }

    /// Everything people may type for it: both names, the id, the aliases.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let names = [self.names.zh.as_str(), self.names.en.as_str(), self.id.as_str()];
        names.into_iter().chain(self.aliases.iter().map(String::as_str))
    }
}
