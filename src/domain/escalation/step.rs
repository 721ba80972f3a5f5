//! Whom a step pages at an instant, and why each of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::on_call::{current_on_call, next_on_call};
use super::overrides::Override;
use super::policy::EscalationPolicy;
use super::rotation::Rotation;
use super::tam::{Tam, tam_at};
use super::target::{Duty, Target};
use super::timing::Position;
use crate::ids::{PersonId, RotationId};

/// What the targets of a policy mean for one customer at one time.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Every rotation that a target may name.
    pub rotations: &'a [Rotation],
    /// The overrides in force, of any rotation.
    pub overrides: &'a [Override],
    /// Who is in charge of the day.
    pub duty_manager: Option<&'a Duty>,
    /// The customer's TAM, where the contract grants one.
    pub tam: Option<&'a Tam>,
    /// Whether the TAM's coverage is open.
    pub tam_in_coverage: bool,
    /// The vendor's account representative for the customer.
    pub account_representative: Option<&'a PersonId>,
}

/// The people and the empty targets of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOutcome {
    /// Whom to page, each once, for the first target that led to them.
    pub people: Vec<(PersonId, Why)>,
    /// The targets that named nobody. One that a rotation's fallback answered is here too, since
    /// the gap is still to be told.
    pub empty: Vec<Target>,
}

/// The reason for a page, for the sentence "why you".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The target that led to the person; `None` for the policy's fallback.
    pub target: Option<Target>,
    /// In what capacity they are paged for it.
    pub capacity: Capacity,
    /// The step, counted from 1.
    pub step: usize,
    /// How many steps the policy has.
    pub of: usize,
    /// Which run through the policy this is, counted from 1.
    pub attempt: u32,
}

/// In what capacity a person is paged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// As the one the target means.
    Named,
    /// In place of someone who is overridden or, for a TAM, out of coverage.
    InsteadOf(PersonId),
    /// Because the rotation has a gap.
    RotationFallback,
    /// Because no step of the policy found anybody.
    PolicyFallback,
}

/// Whom the step at `position` pages at `now`. From the second cycle on, the first step pages the
/// duty manager as well, ahead of its own targets.
pub fn step_targets(
    policy: &EscalationPolicy,
    position: Position,
    context: &Context<'_>,
    now: DateTime<Utc>,
) -> StepOutcome {
    let mut outcome = StepOutcome { people: Vec::new(), empty: Vec::new() };
    for target in targets_at(policy, position) {
        let answer = context.answer(target, now);
        if answer.is_gap {
            outcome.empty.push(target.clone());
        }
        let Some((person, capacity)) = answer.person else { continue };
        if outcome.people.iter().all(|(paged, _)| *paged != person) {
            let why = Why::new(policy, position, Some(target.clone()), capacity);
            outcome.people.push((person, why));
        }
    }
    outcome
}

/// The targets of a step without repetition.
fn targets_at(policy: &EscalationPolicy, position: Position) -> Vec<&Target> {
    let starts_again = position.cycle > 0 && position.step == 0;
    let own = policy.steps.get(position.step).map_or(&[][..], |step| &step.targets);
    let mut targets = Vec::new();
    for target in starts_again.then_some(&Target::DutyManager).into_iter().chain(own) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

impl Why {
    pub(super) fn new(
        policy: &EscalationPolicy,
        position: Position,
        target: Option<Target>,
        capacity: Capacity,
    ) -> Self {
        let (step, attempt) = (position.step + 1, position.cycle.saturating_add(1));
        Self { target, capacity, step, of: policy.steps.len(), attempt }
    }
}

/// Who answers for a target. A gap may have an answer: the rotation's fallback.
struct Answer {
    person: Option<(PersonId, Capacity)>,
    is_gap: bool,
}

impl Answer {
    fn from_option(person: Option<(PersonId, Capacity)>) -> Self {
        Self { is_gap: person.is_none(), person }
    }

    fn named(person: Option<&PersonId>) -> Self {
        Self::from_option(person.map(|person| (person.clone(), Capacity::Named)))
    }
}

impl Context<'_> {
    /// Who is in charge of the day at `now`, a rotation's fallback included.
    pub fn duty_manager_at(&self, now: DateTime<Utc>) -> Option<PersonId> {
        self.answer(&Target::DutyManager, now).person.map(|(person, _)| person)
    }

    /// The TAM, or whoever stands in outside the TAM's coverage.
    pub fn tam_at(&self, now: DateTime<Utc>) -> Option<PersonId> {
        self.answer(&Target::Tam, now).person.map(|(person, _)| person)
    }

    /// Who carries a duty at `now`, a rotation's fallback included.
    pub fn carrier_at(&self, duty: &Duty, now: DateTime<Utc>) -> Option<PersonId> {
        self.carrier(Some(duty), now).person.map(|(person, _)| person)
    }

    fn answer(&self, target: &Target, now: DateTime<Utc>) -> Answer {
        match target {
            Target::OnCall(rotation) => self.on_call(rotation, now),
            Target::NextOnCall(rotation) => self.next_on_call(rotation, now),
            Target::Person(person) => Answer::named(Some(person)),
            Target::DutyManager => self.carrier(self.duty_manager, now),
            Target::Tam => self.tam(now),
            Target::AccountRepresentative => Answer::named(self.account_representative),
        }
    }

    fn carrier(&self, duty: Option<&Duty>, now: DateTime<Utc>) -> Answer {
        match duty {
            None => Answer::named(None),
            Some(Duty::Person(person)) => Answer::named(Some(person)),
            Some(Duty::OnCall(rotation)) => self.on_call(rotation, now),
        }
    }

    fn tam(&self, now: DateTime<Utc>) -> Answer {
        let Some(tam) = self.tam else {
            return Answer::named(None);
        };
        let mut answer = self.carrier(Some(&tam_at(tam, self.tam_in_coverage)), now);
        if let Some((person, capacity @ Capacity::Named)) = &mut answer.person
            && *person != tam.person
        {
            *capacity = Capacity::InsteadOf(tam.person.clone());
        }
        answer
    }

    fn on_call(&self, rotation: &RotationId, now: DateTime<Utc>) -> Answer {
        let Some(rotation) = self.rotation(rotation) else {
            return Answer::named(None);
        };
        let current = current_on_call(rotation, self.overrides, now);
        let capacity = current.instead_of.map_or(Capacity::Named, Capacity::InsteadOf);
        if let Some(person) = current.person {
            return Answer::from_option(Some((person, capacity)));
        }
        let fallback = rotation.fallback.clone().map(|person| (person, Capacity::RotationFallback));
        Answer { person: fallback, is_gap: true }
    }

    fn next_on_call(&self, rotation: &RotationId, now: DateTime<Utc>) -> Answer {
        let next = self
            .rotation(rotation)
            .and_then(|rotation| next_on_call(rotation, self.overrides, now));
        Answer::named(next.map(|next| next.person).as_ref())
    }

    fn rotation(&self, id: &RotationId) -> Option<&Rotation> {
        self.rotations.iter().find(|rotation| rotation.id == *id)
    }
}

#[cfg(test)]
mod tests;
