//! Ownership: acknowledging, assigning, handing over.

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed};
use super::paging::PageFor;
use super::state::IncidentState;
use super::timeline::Fact;
use super::{Handoff, Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::ids::PersonId;

impl Incident {
    /// A person acknowledges it and becomes the owner: paging stops, the response is given. This
    /// also accepts a hand-over offered to them, and lets an expert join. A late acknowledgement is
    /// refused and names who was first.
    pub fn acknowledge(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        if !self.takes_it_by_answering(&person)
            && self.answer_call_by_hand(&mut decision, context, by, &person)
        {
            self.join_if_called(&mut decision, context, by, &person);
            self.take_over_if_owed(&mut decision, context, by, &person);
            return Ok((self, decision));
        }
        let joined = self.join_if_called(&mut decision, context, by, &person);
        match &self.state {
            IncidentState::Open => self.take(&mut decision, context, by, &person),
            IncidentState::Acknowledged { .. } if self.is_offered_to(&person) => {
                self.accept_handoff(&mut decision, context, by, &person);
            }
            IncidentState::Acknowledged { by: taker, .. }
                if self.owner.as_ref() == Some(&person) && *taker != person =>
            {
                self.take(&mut decision, context, by, &person);
            }
            IncidentState::Acknowledged { .. } if joined => {
                self.take_over_if_owed(&mut decision, context, by, &person);
                return Ok((self, decision));
            }
            // The page of an escalation is acknowledged like any other.
            _ if self.awaits_answer_of(context, &person) => return self.take_over(context, by),
            IncidentState::Acknowledged { by, at } => {
                return Err(Refused::AlreadyTaken { by: by.clone(), at: *at });
            }
            IncidentState::Resolved { at, .. } => return Err(Refused::SolutionOffered { at: *at }),
            IncidentState::Closed { outcome, at, .. } => {
                return Err(Refused::Closed { outcome: *outcome, at: *at });
            }
        }
        self.tell_rooms(&mut decision, Priority::Reply, &Intent::Acknowledged);
        self.take_over_if_owed(&mut decision, context, by, &person);
        Ok((self, decision))
    }

    /// Somebody who writes to the customer while nobody owns the incident becomes the owner.
    pub(super) fn take_if_open(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        if self.state == IncidentState::Open {
            self.take(decision, context, by, person);
        }
    }

    fn take(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        self.state = IncidentState::Acknowledged { by: person.clone(), at: context.now };
        self.owner = Some(person.clone());
        self.handoff = None;
        decision.record(by, Fact::Acknowledged { by: person.clone() });
        self.settle_response(decision, context, person);
        self.stop_paging(decision, Some(by));
        self.watch_shift(decision, context);
    }

    /// Makes somebody the owner and pages them, so that they know. Until someone acknowledges, the
    /// policy continues.
    pub fn assign(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        to: PersonId,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        if let Some(at) = self.taken_by_owner(&to) {
            return Err(Refused::AlreadyTaken { by: to, at });
        }
        let mut decision = Decision::default();
        self.owner = Some(to.clone());
        self.handoff = None;
        decision.record(by, Fact::Assigned { to: to.clone() });
        self.watch_shift(&mut decision, context);
        if by.person() != Some(&to) {
            self.page(&mut decision, context, PageFor::outside_policy(to.clone(), "assigned"));
        }
        self.tell_rooms(&mut decision, Priority::Reply, &Intent::Assigned { to });
        Ok((self, decision))
    }

    /// Offers the incident to somebody. The owner stays the owner until they acknowledge.
    pub fn offer_handoff(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        to: PersonId,
        summary: String,
    ) -> Result<Changed, Refused> {
        self.refuse_unless_worked_on()?;
        let Some(from) = by.support_person().cloned() else {
            return Ok((self, Decision::default()));
        };
        if from == to {
            return Err(Refused::SamePerson);
        }
        let mut decision = Decision::default();
        decision
            .record_inside(by, Fact::HandoffOffered { to: to.clone(), summary: summary.clone() });
        self.page(&mut decision, context, PageFor::outside_policy(to.clone(), "handoff"));
        let intent = Intent::HandoffOffered { to: to.clone(), summary: summary.clone() };
        decision.say(Recipient::Person(to.clone()), Priority::Reply, intent);
        self.handoff = Some(Handoff { from, to, summary, at: context.now });
        Ok((self, decision))
    }

    /// Since when this person has it, where they took it themselves and own it.
    fn taken_by_owner(&self, person: &PersonId) -> Option<DateTime<Utc>> {
        match &self.state {
            IncidentState::Acknowledged { by, at }
                if by == person && self.owner.as_ref() == Some(person) =>
            {
                Some(*at)
            }
            _ => None,
        }
    }

    /// Whether it was offered or given to them and they have not said yes.
    fn takes_it_by_answering(&self, person: &PersonId) -> bool {
        let is_given = self.owner.as_ref() == Some(person) && self.taken_by_owner(person).is_none();
        self.is_offered_to(person) || is_given
    }

    fn is_offered_to(&self, person: &PersonId) -> bool {
        self.handoff.as_ref().is_some_and(|offer| offer.to == *person)
    }

    fn accept_handoff(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        if let Some(offer) = self.handoff.take() {
            decision.record(by, Fact::HandoffAccepted { from: offer.from });
        }
        self.state = IncidentState::Acknowledged { by: person.clone(), at: context.now };
        self.owner = Some(person.clone());
        self.stop_paging(decision, Some(by));
        self.watch_shift(decision, context);
    }

    pub(super) fn refuse_if_closed(&self) -> Result<(), Refused> {
        match &self.state {
            IncidentState::Closed { outcome, at, .. } => {
                Err(Refused::Closed { outcome: *outcome, at: *at })
            }
            IncidentState::Open
            | IncidentState::Acknowledged { .. }
            | IncidentState::Resolved { .. } => Ok(()),
        }
    }
}
