//! The updates to the customer. A slot is filled by a person's update or by a holding update; it is
//! never left empty, and it never moves without being announced.

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::state::IncidentState;
use super::timeline::Fact;
use super::{Incident, LastUpdate, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

/// The owner is asked for a text this long before the slot: once early, once late.
const ASKS_BEFORE: [TimeDelta; 2] = [TimeDelta::minutes(10), TimeDelta::minutes(3)];

impl Incident {
    /// Starts the cadence at this rank, counted from now.
    pub(super) fn start_updates(&mut self, decision: &mut Decision, context: &ActContext<'_>) {
        self.updates.begin(self.plan_cadence(context), context.now);
        self.watch_next_update(decision, context.now);
    }

    /// Ends the cadence: nothing more is promised.
    pub(super) fn stop_updates(&mut self, decision: &mut Decision, now: DateTime<Utc>) {
        self.updates.stop();
        self.watch_next_update(decision, now);
    }

    /// Follows a change of rank. While a solution is proposed, no update is promised, whatever the
    /// rank.
    pub(super) fn updates_follow_rank(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        is_raised: bool,
    ) {
        self.updates.follow_rank(self.plan_cadence(context), is_raised, context.now);
        if !self.owes_news() {
            self.updates.stop();
        }
        self.watch_next_update(decision, context.now);
    }

    /// Whether regular updates continue: somebody works on it, and is not waiting for the customer.
    fn owes_news(&self) -> bool {
        self.state.is_being_worked_on() && !self.is_parked()
    }

    pub(super) fn plan_cadence(&self, context: &ActContext<'_>) -> Option<TimeDelta> {
        context.entitlement.and_then(|terms| terms.update_every(self.rank))
    }

    /// Sets the timers of the promised slot, or clears them where none is promised.
    pub(super) fn watch_next_update(&self, decision: &mut Decision, now: DateTime<Utc>) {
        let slot = self.updates.next_at;
        decision.set_or_clear(TimerKind::StatusUpdate, slot);
        decision.set_or_clear(TimerKind::AskForUpdate, slot.and_then(|slot| next_ask(slot, now)));
    }

    /// A customer-visible update by a person of the support side. It counts as the first response,
    /// and its author becomes the owner if there is none.
    pub fn update(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        text: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let now = context.now;
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        self.take_if_open(&mut decision, context, by, &person);
        self.answer_by_words(&mut decision, context, by);
        self.updates.last = Some(LastUpdate { at: now, by: person, text: text.clone() });
        self.updates.fill(self.owes_news(), now);
        self.watch_next_update(&mut decision, now);
        self.watch_shift(&mut decision, context);
        let (sequence, next_at) = (self.updates.sequence, self.updates.next_at);
        decision.record(by, Fact::Updated { sequence, text: text.clone(), next_at });
        let intent = Intent::StatusUpdate { sequence, text: Some(text), next_at };
        self.tell_rooms(&mut decision, Priority::StatusUpdate, &intent);
        Ok((self, decision))
    }

    /// The owner is asked for a text; the second time a little before the slot.
    pub(super) fn ask_for_update(self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(slot) = self.updates.next_at else { return (self, decision) };
        if is_time_to_ask(slot, context.now)
            && let Some(person) = self.who_writes_updates(context)
        {
            decision.say(
                Recipient::Person(person),
                Priority::Warning,
                Intent::AskForUpdate { slot },
            );
        }
        decision.set_or_clear(TimerKind::AskForUpdate, next_ask(slot, context.now));
        (self, decision)
    }

    /// No text came for the slot: a holding update goes out, and the miss is told inside. After an
    /// outage the slots that passed are caught up with one post.
    pub(super) fn post_holding_update(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(slot) = self.updates.next_at.filter(|slot| *slot <= context.now) else {
            self.watch_next_update(&mut decision, context.now);
            return (self, decision);
        };
        self.updates.hold(slot, context.now);
        self.watch_next_update(&mut decision, context.now);
        self.watch_shift(&mut decision, context);
        let (sequence, next_at) = (self.updates.sequence, self.updates.next_at);
        decision.record(&Actor::Bot, Fact::HoldingUpdate { sequence, slot, next_at });
        let holding = Intent::StatusUpdate { sequence, text: None, next_at };
        self.tell_rooms(&mut decision, Priority::StatusUpdate, &holding);
        self.tell_of_missed_slot(&mut decision, context, slot);
        (self, decision)
    }

    fn tell_of_missed_slot(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        slot: DateTime<Utc>,
    ) {
        let missed = Intent::UpdateMissed { slot };
        tell_staff(decision, context, Priority::Warning, &missed);
        let manager = context.roster.duty_manager(context.now);
        self.paging.manager_knows = manager.is_some();
        for person in self.owner.iter().cloned().chain(manager) {
            decision.say(Recipient::Person(person), Priority::Warning, missed.clone());
        }
    }

    /// The owner; before there is one, the TAM; failing that, the duty manager.
    fn who_writes_updates(&self, context: &ActContext<'_>) -> Option<PersonId> {
        let roster = &context.roster;
        self.owner
            .clone()
            .or_else(|| roster.tam(context.now))
            .or_else(|| roster.duty_manager(context.now))
    }

    pub(super) fn refuse_unless_worked_on(&self) -> Result<(), Refused> {
        match &self.state {
            IncidentState::Open | IncidentState::Acknowledged { .. } => Ok(()),
            IncidentState::Resolved { at, .. } => Err(Refused::SolutionOffered { at: *at }),
            IncidentState::Closed { outcome, at, .. } => {
                Err(Refused::Closed { outcome: *outcome, at: *at })
            }
        }
    }
}

/// The next instant after `now` at which to ask for a text for the slot.
fn next_ask(slot: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    ASKS_BEFORE.into_iter().map(|before| slot - before).find(|ask| *ask > now)
}

/// Whether an instant to ask has come and the slot has not: after an outage the holding update
/// speaks.
fn is_time_to_ask(slot: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < slot && ASKS_BEFORE.into_iter().any(|before| slot - before <= now)
}
