//! A rotation: a repeating order of people, in layers, in one zone.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::layer::Layer;
use super::rotation_name::RotationName;
use crate::domain::names::Language;
use crate::ids::{PersonId, RotationId};

/// The longest turn that is taken for meant, in days.
const LONGEST_TURN: i64 = 366;

/// People who take turns being on call. Where several layers apply at an instant, the last one
/// listed holds: a base layer first, then layers limited to hours or weekdays over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// Its name in policies, and in chat where it has no other.
    pub id: RotationId,
    /// What people read instead of the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<RotationName>,
    /// The zone of all wall times in the layers, such as `Europe/Zurich`.
    pub zone: Tz,
    /// From the lowest to the highest.
    pub layers: Vec<Layer>,
    /// Who is paged while there is a gap. The gap is reported all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<PersonId>,
}

/// The ids that a directory declares, against which rotations and policies are checked.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Everybody who can be paged.
    pub people: BTreeSet<PersonId>,
    pub rotations: BTreeSet<RotationId>,
}

/// What is wrong with a rotation. Layers are counted from 1, as people count them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RotationProblem {
    /// A rotation of no layers is one long gap.
    #[error("has no layer")]
    NoLayers,
    /// A layer that nobody stands in never applies.
    #[error("layer {layer} lists nobody")]
    NobodyListed { layer: usize },
    /// Most likely a slip of the pen, and slow to compute with.
    #[error("layer {layer} has turns of {days} days; the maximum is {LONGEST_TURN}")]
    TurnTooLong { layer: usize, days: i64 },
    /// A layer lists someone the directory does not declare.
    #[error("layer {layer} lists {person}, who is not in the directory")]
    UnknownPerson { layer: usize, person: PersonId },
    /// The fallback is someone the directory does not declare.
    #[error("falls back to {person}, who is not in the directory")]
    UnknownFallback { person: PersonId },
}

impl Rotation {
    /// What people read: its name, else its id.
    pub fn called(&self, language: Language) -> &str {
        let name = self.name.as_ref().map(|name| name.in_language(language));
        name.unwrap_or_else(|| self.id.as_str())
    }

    /// Whether somebody means it by these words: its id or its name in either language.
    pub fn is_called(&self, typed: &str) -> bool {
        self.id.as_str().eq_ignore_ascii_case(typed)
            || self.name.as_ref().is_some_and(|name| name.is(typed))
    }

    /// Everything that is wrong with the rotation, in the order of the file; empty when it may be
    /// used.
    pub fn problems(&self, known: &Known) -> Vec<RotationProblem> {
        let mut problems = Vec::new();
        if self.layers.is_empty() {
            problems.push(RotationProblem::NoLayers);
        }
        for (place, layer) in self.layers.iter().enumerate() {
            problems.extend(layer_problems(place + 1, layer, known));
        }
        let unknown = self.fallback.iter().filter(|person| !known.people.contains(*person));
        problems.extend(
            unknown.map(|person| RotationProblem::UnknownFallback { person: person.clone() }),
        );
        problems
    }
}

fn layer_problems(number: usize, layer: &Layer, known: &Known) -> Vec<RotationProblem> {
    let mut problems = Vec::new();
    if layer.people.is_empty() {
        problems.push(RotationProblem::NobodyListed { layer: number });
    }
    let days = layer.handover.days();
    if days > LONGEST_TURN {
        problems.push(RotationProblem::TurnTooLong { layer: number, days });
    }
    for person in layer.people.iter().filter(|person| !known.people.contains(*person)) {
        problems.push(RotationProblem::UnknownPerson { layer: number, person: person.clone() });
    }
    problems
}

#[cfg(test)]
mod tests;
