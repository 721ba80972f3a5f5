//! A rank 1 incident at a shift change: the owner is asked for a hand-over before the shift ends,
//! and the duty manager is told when none came (`DaoCloud`, "事件管理": work on level 1 is not
//! interrupted).
//!
//! It is a clock of the rotation, not of the contract: it follows from the directory and cannot be
//! rebuilt from the timeline. It is looked at again with every update, so that a cover made
//! meanwhile counts.

use chrono::{DateTime, TimeDelta, Utc};

use super::Incident;
use super::act_context::{ActContext, Changed, tell_staff};
use super::state::IncidentState;
use super::state::OwnersShift;
use super::timeline::Fact;
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::escalation::on_call::{on_call, takes_over_next};
use crate::domain::escalation::rotation::Rotation;
use crate::domain::escalation::target::Target;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

/// The owner is asked for the hand-over this long before the shift ends.
const ASKED_BEFORE: TimeDelta = TimeDelta::minutes(30);

impl Incident {
    /// Watches the end of the owner's shift, while there is an owner at work on a rank 1 incident.
    pub(super) fn watch_shift(&mut self, decision: &mut Decision, context: &ActContext<'_>) {
        let known = self.ending.shift.take();
        self.ending.shift = match (known, self.owners_shift(context)) {
            (Some(known), Some(current)) if known.is_the_same_as(&current) => Some(known),
            // It is over and the timer has not fired yet.
            (Some(known), None)
                if known.ends_at <= context.now && self.is_kept_by(&known.owner) =>
            {
                Some(known)
            }
            (_, current) => current,
        };
        self.set_shift_timer(decision);
    }

    fn set_shift_timer(&self, decision: &mut Decision) {
        let due = |shift: &OwnersShift| {
            if shift.asked { shift.ends_at } else { shift.ends_at - ASKED_BEFORE }
        };
        decision.set_or_clear(TimerKind::ShiftEnds, self.ending.shift.as_ref().map(due));
    }

    fn owners_shift(&self, context: &ActContext<'_>) -> Option<OwnersShift> {
        let owner = self.owner.as_ref().filter(|owner| self.is_kept_by(owner))?;
        let (_, ends_at) = self.rotation_of(owner, context)?;
        Some(OwnersShift { owner: owner.clone(), ends_at, asked: false })
    }

    /// Whether this person works on it, and it is of the rank that is never left alone.
    fn is_kept_by(&self, person: &PersonId) -> bool {
        let is_worked_on = matches!(self.state, IncidentState::Acknowledged { .. });
        is_worked_on && self.rank == 1 && self.owner.as_ref() == Some(person)
    }

    /// The rotation of which this person has the shift, and when that ends: of the rotations that
    /// the policy pages, else of any, the one that ends first.
    fn rotation_of<'a>(
        &self,
        person: &PersonId,
        context: &ActContext<'a>,
    ) -> Option<(&'a Rotation, DateTime<Utc>)> {
        let directory = context.roster.directory;
        let paged = self.rotations_of_policy(context);
        let shift = |rotation: &'a Rotation| {
            let current = on_call(rotation, &directory.overrides, context.now);
            let ends_at = current.until.filter(|_| current.person.as_ref() == Some(person))?;
            Some((rotation, ends_at))
        };
        let shifts = directory.rotations.iter().filter_map(shift);
        shifts.min_by_key(|(rotation, ends_at)| (!paged.contains(&rotation.id), *ends_at))
    }

    fn rotations_of_policy(&self, context: &ActContext<'_>) -> Vec<crate::ids::RotationId> {
        let Some(policy) = self.policy(&context.roster, context.now) else { return Vec::new() };
        let rotation = |target: &Target| match target {
            Target::OnCall(rotation) | Target::NextOnCall(rotation) => Some(rotation.clone()),
            Target::Person(_)
            | Target::DutyManager
            | Target::Tam
            | Target::AccountRepresentative => None,
        };
        policy.steps.iter().flat_map(|step| &step.targets).filter_map(rotation).collect()
    }

    /// The shift ends soon, or has ended.
    pub(super) fn follow_shift(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(shift) = self.ending.shift.take() else {
            decision.clear(TimerKind::ShiftEnds);
            return (self, decision);
        };
        self.ending.shift = Some(shift.clone()).filter(|shift| shift.ends_at > context.now);
        self.watch_shift(&mut decision, context);
        if self.ending.shift.is_none() && shift.ends_at <= context.now {
            self.tell_of_missing_handover(&mut decision, context, shift.ends_at);
        } else if self.is_time_to_ask_for_handover(context.now) {
            self.ask_for_handover(&mut decision, context);
        }
        (self, decision)
    }

    fn is_time_to_ask_for_handover(&self, now: DateTime<Utc>) -> bool {
        let is_due = |shift: &OwnersShift| !shift.asked && shift.ends_at - ASKED_BEFORE <= now;
        self.ending.shift.as_ref().is_some_and(is_due)
    }

    /// If a hand-over is offered already, nobody is asked for it.
    fn ask_for_handover(&mut self, decision: &mut Decision, context: &ActContext<'_>) {
        let Some(shift) = &mut self.ending.shift else { return };
        shift.asked = true;
        let (owner, ends_at) = (shift.owner.clone(), shift.ends_at);
        self.set_shift_timer(decision);
        if self.handoff.is_some() {
            return;
        }
        let to = self.rotation_of(&owner, context).and_then(|(rotation, _)| {
            takes_over_next(rotation, &context.roster.directory.overrides, context.now)
        });
        decision.record_inside(&Actor::Bot, Fact::HandoverAsked { ends_at });
        let intent = Intent::HandoverWanted { ends_at, to: to.map(|next| next.person) };
        decision.say(Recipient::Person(owner), Priority::Warning, intent);
    }

    fn tell_of_missing_handover(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        ends_at: DateTime<Utc>,
    ) {
        decision.record_inside(&Actor::Bot, Fact::HandoverMissed { ends_at });
        let intent = Intent::HandoverMissed { ends_at };
        tell_staff(decision, context, Priority::Warning, &intent);
        for person in self.owner.iter().cloned().chain(context.roster.duty_manager(context.now)) {
            decision.say(Recipient::Person(person), Priority::Warning, intent.clone());
        }
    }
}

impl OwnersShift {
    fn is_the_same_as(&self, other: &Self) -> bool {
        (&self.owner, self.ends_at) == (&other.owner, other.ends_at)
    }
}
