//! On-site visits: dispatched, expected, arrived. The time from dispatch to arrival is measured in
//! coverage time (`DaoCloud`, "覆盖时间").

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::special_handling::{HandlingFact, HandlingRefused, record};
use super::timeline::Fact;
use super::{Incident, Refused, SpecialHandling, Visit};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::{HandlingNotice, Intent, Priority, Recipient};
use crate::domain::plan::OnsiteTerms;
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

impl SpecialHandling {
    pub(super) fn send_out(
        &mut self,
        person: &PersonId,
        (sent_at, expected_at): (DateTime<Utc>, DateTime<Utc>),
        (terms, onsite): (&Entitlement, &OnsiteTerms),
    ) {
        let under_way = self.visit.take().filter(|visit| visit.arrived_at.is_none());
        let begun = under_way.unwrap_or_else(|| Visit {
            person: person.clone(),
            sent_at,
            expected_at,
            arrived_at: None,
            coverage: onsite.coverage.clone(),
            due_at: terms.onsite_due(onsite, sent_at),
            overdue_told: false,
            miss_told: false,
        });
        self.visit =
            Some(Visit { person: person.clone(), expected_at, overdue_told: false, ..begun });
    }

    pub(super) fn arrive(&mut self, at: DateTime<Utc>) {
        if let Some(visit) = &mut self.visit {
            visit.arrived_at = Some(at);
        }
    }

    pub(super) fn note_late(&mut self, is_promised: bool) {
        if let Some(visit) = &mut self.visit {
            let told = if is_promised { &mut visit.miss_told } else { &mut visit.overdue_told };
            *told = true;
        }
    }
}

impl Incident {
    /// Sends somebody to the customer's site, where the tier has that for the severity. Both sides
    /// are told who comes and when.
    pub fn send_out(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        person: PersonId,
        expected_at: DateTime<Utc>,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let offered = context.entitlement.zip(self.severity.as_ref());
        let offered =
            offered.and_then(|(terms, severity)| Some((terms, terms.onsite_for(severity)?)));
        let offered = offered.ok_or(HandlingRefused::NoOnsite)?;
        if expected_at <= context.now {
            return Err(Refused::NotInTheFuture);
        }
        let mut decision = Decision::default();
        self.special_handling.send_out(&person, (context.now, expected_at), offered);
        record(&mut decision, by, HandlingFact::SentOut { person: person.clone(), expected_at });
        self.watch_arrival(&mut decision);
        let by = by.name().to_owned();
        let intent = Intent::SpecialHandling(HandlingNotice::SentOut {
            person: person.clone(),
            expected_at,
            by,
        });
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        tell_staff(&mut decision, context, Priority::Reply, &intent);
        decision.say(Recipient::Person(person), Priority::Warning, intent);
        Ok((self, decision))
    }

    /// Records the arrival, which stops the clock of the visit.
    pub fn arrive(mut self, context: &ActContext<'_>, by: &Actor) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let visit = self.special_handling.visit.as_ref().ok_or(HandlingRefused::NobodySentOut)?;
        let person = visit.person.clone();
        if let Some(at) = visit.arrived_at {
            return Err(HandlingRefused::ThereAlready { person, at }.into());
        }
        let mut decision = Decision::default();
        self.special_handling.arrive(context.now);
        record(&mut decision, by, HandlingFact::Arrived { person: person.clone() });
        self.watch_arrival(&mut decision);
        let intent = Intent::SpecialHandling(HandlingNotice::Arrived { person });
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        tell_staff(&mut decision, context, Priority::Reply, &intent);
        Ok((self, decision))
    }

    /// Sets or clears the timer of the visit.
    pub(super) fn watch_arrival(&self, decision: &mut Decision) {
        let looked_for_at = self.special_handling.visit.as_ref().and_then(Visit::looked_for_at);
        decision.set_or_clear(TimerKind::Arrival, looked_for_at);
    }

    /// The expected or the promised instant passed: the traveller and the duty manager are told,
    /// once for each.
    pub(super) fn look_for_arrival(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(visit) =
            self.special_handling.visit.clone().filter(|visit| visit.arrived_at.is_none())
        else {
            decision.clear(TimerKind::Arrival);
            return (self, decision);
        };
        let has_passed = |at: &DateTime<Utc>| *at <= context.now;
        let expected = (!visit.overdue_told).then_some(visit.expected_at).filter(has_passed);
        let due = visit.due_at.filter(|_| !visit.miss_told).filter(has_passed);
        if let Some(expected_at) = expected {
            let fact = HandlingFact::ArrivalOverdue { expected_at };
            self.tell_of_lateness(
                &mut decision,
                context,
                (&visit.person, expected_at, false),
                fact,
            );
        }
        if let Some(due_at) = due {
            let fact = HandlingFact::ArrivalMissed { due_at };
            self.tell_of_lateness(&mut decision, context, (&visit.person, due_at, true), fact);
        }
        self.watch_arrival(&mut decision);
        (self, decision)
    }

    fn tell_of_lateness(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        (person, at, is_promised): (&PersonId, DateTime<Utc>, bool),
        fact: HandlingFact,
    ) {
        self.special_handling.note_late(is_promised);
        decision.record_inside(&Actor::Bot, Fact::SpecialHandling(fact));
        let intent = Intent::SpecialHandling(HandlingNotice::ArrivalLate {
            person: person.clone(),
            at,
            is_promised,
        });
        tell_staff(decision, context, Priority::Warning, &intent);
        let manager = context.roster.duty_manager(context.now);
        for reader in [person.clone()].into_iter().chain(manager) {
            decision.say(Recipient::Person(reader), Priority::Warning, intent.clone());
        }
    }
}
