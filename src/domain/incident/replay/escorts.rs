//! The escorts that count for an incident, as they follow from the timeline.

use super::super::timeline::{Fact, TimelineEntry};
use super::Clocks;
use crate::domain::directory::Escort;

impl Clocks {
    /// Follows the fact that an escort counts from now on.
    pub(super) fn follow_escort(&mut self, escort: &Escort) {
        if !self.escorts.contains(escort) {
            self.escorts.push(escort.clone());
        }
    }

    /// The escort under which it was opened stands right behind the opening; one that counts later
    /// stands with its act.
    pub(super) fn escorts_of_opening(behind: &[TimelineEntry]) -> Vec<Escort> {
        match behind.first().map(|entry| &entry.fact) {
            Some(Fact::EscortCounts { escort }) => vec![escort.clone()],
            _ => Vec::new(),
        }
    }
}
