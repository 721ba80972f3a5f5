//! Overrides: one person holding a rotation in place of another for an interval.
//!
//! A cover or a swap is an override of one shift's interval, or two of them; there is no other
//! mechanism.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, RotationId};

/// A replacement, from `from` up to but not including `until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The rotation it is for.
    pub rotation: RotationId,
    /// Who is on call instead.
    pub person: PersonId,
    /// The first instant at which it holds.
    pub from: DateTime<Utc>,
    /// The first instant at which it no longer holds. Not later than `from` means that it never
    /// holds.
    pub until: DateTime<Utc>,
    /// Only this person is replaced, so the override does nothing while someone else is on call,
    /// nor in a gap. `None` replaces whoever it is and fills gaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<PersonId>,
    /// Who made it.
    pub by: PersonId,
    /// When it was made; this decides between overrides that overlap.
    pub made_at: DateTime<Utc>,
    /// Why, in the maker's words.
    pub reason: String,
}

impl Override {
    /// Whether the interval covers the instant.
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.until
    }

    /// Whether the override would take over from this holder.
    fn takes_over_from(&self, holder: Option<&PersonId>) -> bool {
        self.replaces.is_none() || self.replaces.as_ref() == holder
    }
}

/// The overrides of one rotation in the order in which they were made, each with its place in the
/// list it came from.
#[derive(Debug, Clone)]
pub struct OverridesInOrder<'a>(Vec<(usize, &'a Override)>);

impl<'a> OverridesInOrder<'a> {
    /// Those of `overrides` that are for this rotation. Of two made at the same instant the later
    /// listed counts as the later made.
    pub fn of(rotation: &RotationId, overrides: &'a [Override]) -> Self {
        let mut ours: Vec<_> =
            overrides.iter().enumerate().filter(|(_, o)| o.rotation == *rotation).collect();
        ours.sort_by_key(|(_, o)| o.made_at);
        Self(ours)
    }

    /// The place of the override that decides who is on call at the instant, given whom the layers
    /// name; `None` when the layers decide.
    ///
    /// Overrides are replayed in the order in which they were made, each on what the ones before it
    /// left. So the latest made wins where several fit; "bo for ada" followed by "cy for bo" gives
    /// cy; and "cy for bo" made first, when bo was not on call, does nothing to the "bo for ada"
    /// made after it.
    pub fn deciding_at(
        &self,
        at: DateTime<Utc>,
        named: Option<&'a PersonId>,
    ) -> Option<(usize, &'a Override)> {
        let mut holder = named;
        let mut deciding = None;
        for (place, each) in self.0.iter().filter(|(_, o)| o.holds_at(at)) {
            if each.takes_over_from(holder) {
                holder = Some(&each.person);
                deciding = Some((*place, *each));
            }
        }
        deciding
    }

    /// The first instant after `at` at which an override begins or ends.
    pub fn next_edge(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.0.iter().flat_map(|(_, o)| [o.from, o.until]).filter(|edge| *edge > at).min()
    }

    /// The last instant at which an override ends.
    pub fn last_edge(&self) -> Option<DateTime<Utc>> {
        self.0.iter().map(|(_, o)| o.until).max()
    }
}

#[cfg(test)]
mod tests;
