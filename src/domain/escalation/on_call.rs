//! The one resolver of who is on call, for paging, for display and for chat.
//!
//! The final schedule of a rotation is its layers, the last that applies holding, with the
//! overrides on top. At each instant it has one holder or a gap; a gap is an answer, never skipped
//! in silence.

use std::iter::successors;

use chrono::{DateTime, TimeDelta, Utc};

use super::layer::Layer;
use super::overrides::{Override, OverridesInOrder};
use super::rotation::Rotation;
use crate::ids::PersonId;

/// Who is on call at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnCall {
    /// The holder; `None` is a gap.
    pub person: Option<PersonId>,
    /// The instant at which someone else takes over, a gap begins or a gap ends. `None` when
    /// nothing of that kind happens for as long as it takes each layer to go round once.
    pub until: Option<DateTime<Utc>>,
    /// What made them the holder.
    pub source: Source,
    /// Whom the layers name, when an override put someone else in their place.
    pub instead_of: Option<PersonId>,
}

/// What decides who is on call at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The layer at this place in the rotation's list, counted from 0.
    Layer(usize),
    /// The override at this place in the list that was asked about, counted from 0.
    Override(usize),
    /// Nothing: nobody is on call.
    Gap,
}

/// Who is on call at an instant, without the search for the end of their turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentOnCall {
    /// The holder; `None` is a gap.
    pub person: Option<PersonId>,
    /// Whom the layers name, when an override put someone else in their place.
    pub instead_of: Option<PersonId>,
}

/// The person who takes over a rotation next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextOnCall {
    pub person: PersonId,
    pub from: DateTime<Utc>,
}

/// Who is on call at the instant. Overrides of other rotations are ignored.
pub fn current_on_call(
    rotation: &Rotation,
    overrides: &[Override],
    at: DateTime<Utc>,
) -> CurrentOnCall {
    let holder = Schedule::new(rotation, overrides).holder_at(at);
    CurrentOnCall { person: holder.person.cloned(), instead_of: holder.instead_of.cloned() }
}

/// Who is on call at the instant, and until when. Overrides of other rotations are ignored.
pub fn on_call(rotation: &Rotation, overrides: &[Override], at: DateTime<Utc>) -> OnCall {
    let schedule = Schedule::new(rotation, overrides);
    let holder = schedule.holder_at(at);
    let until = schedule.pieces_after(at).find(|(_, later)| later.person != holder.person);
    OnCall {
        person: holder.person.cloned(),
        until: until.map(|(from, _)| from),
        source: holder.source,
        instead_of: holder.instead_of.cloned(),
    }
}

/// The person who takes over when the turn or the cover under way ends: the first other holder in
/// the final schedule. Whoever is stood in for returns where the cover ends before the turn.
pub fn takes_over_next(
    rotation: &Rotation,
    overrides: &[Override],
    at: DateTime<Utc>,
) -> Option<NextOnCall> {
    first_after(rotation, overrides, at, |person, now| Some(person) != now.person)
}

/// Whom to page behind the holder: the first in the final schedule after the instant who is neither
/// on call now nor being stood in for now, since whoever is stood in for has said to be away.
pub fn next_on_call(
    rotation: &Rotation,
    overrides: &[Override],
    at: DateTime<Utc>,
) -> Option<NextOnCall> {
    first_after(rotation, overrides, at, |person, now| {
        Some(person) != now.person && Some(person) != now.instead_of
    })
}

/// The first holder in the final schedule after the instant whom `fits` takes, given the holder at
/// the instant.
fn first_after(
    rotation: &Rotation,
    overrides: &[Override],
    at: DateTime<Utc>,
    fits: impl Fn(&PersonId, &Holder<'_>) -> bool,
) -> Option<NextOnCall> {
    let schedule = Schedule::new(rotation, overrides);
    let now = schedule.holder_at(at);
    schedule.pieces_after(at).find_map(|(from, piece)| {
        let person = piece.person.filter(|person| fits(person, &now))?;
        Some(NextOnCall { person: person.clone(), from })
    })
}

/// A rotation with its overrides laid over it.
struct Schedule<'a> {
    rotation: &'a Rotation,
    overrides: OverridesInOrder<'a>,
}

#[derive(Debug, Clone, Copy)]
struct Holder<'a> {
    person: Option<&'a PersonId>,
    source: Source,
    instead_of: Option<&'a PersonId>,
}

impl<'a> Schedule<'a> {
    fn new(rotation: &'a Rotation, overrides: &'a [Override]) -> Self {
        Self { rotation, overrides: OverridesInOrder::of(&rotation.id, overrides) }
    }

    fn holder_at(&self, at: DateTime<Utc>) -> Holder<'a> {
        let named = self.named_at(at);
        let Some((place, deciding)) = self.overrides.deciding_at(at, named.person) else {
            return named;
        };
        let person = Some(&deciding.person);
        let instead_of = named.person.filter(|named| Some(*named) != person);
        Holder { person, source: Source::Override(place), instead_of }
    }

    /// Whom the layers name, the last that applies holding.
    fn named_at(&self, at: DateTime<Utc>) -> Holder<'a> {
        let zone = self.rotation.zone;
        let mut from_the_top = self.rotation.layers.iter().enumerate().rev();
        let holding =
            from_the_top.find_map(|(place, layer)| Some((place, layer.person_at(zone, at)?)));
        holding.map_or(Holder::GAP, |(place, person)| Holder {
            person: Some(person),
            source: Source::Layer(place),
            instead_of: None,
        })
    }

    /// The pieces of the schedule after the instant, until it can only repeat itself.
    fn pieces_after(&self, at: DateTime<Utc>) -> impl Iterator<Item = (DateTime<Utc>, Holder<'a>)> {
        let horizon = self.horizon(at);
        self.edges_from(at)
            .skip(1)
            .take_while(move |edge| *edge <= horizon)
            .map(|edge| (edge, self.holder_at(edge)))
    }

    /// The instant itself, then each instant at which the holder may change.
    fn edges_from(&self, at: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
        successors(Some(at), |edge| self.next_edge(*edge))
    }

    fn next_edge(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let zone = self.rotation.zone;
        let layers = self.rotation.layers.iter().filter_map(|layer| layer.next_edge(zone, at));
        layers.chain(self.overrides.next_edge(at)).min()
    }

    /// The end of one round of every layer, laid end to end, after the last layer has begun and the
    /// last override has ended. A week and two days more let every limit to weekdays come by.
    fn horizon(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let layers = &self.rotation.layers;
        let begun = layers.iter().map(|layer| layer.starts_at(self.rotation.zone));
        let settled = begun.chain(self.overrides.last_edge()).fold(at, DateTime::max);
        layers
            .iter()
            .map(Layer::round)
            .chain([TimeDelta::days(9)])
            .try_fold(settled, DateTime::checked_add_signed)
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

impl Holder<'_> {
    const GAP: Self = Self { person: None, source: Source::Gap, instead_of: None };
}

#[cfg(test)]
mod tests;
