//! What a decision about an incident may look at in addition to the incident.

use chrono::{DateTime, Utc};

use super::Incident;
use super::timeline::TimelineEntry;
use crate::domain::decision::Decision;
use crate::domain::directory::{Roster, Side};
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::plan::EscalationTerms;
use crate::ids::PersonId;

/// The present instant, the promises in force, the people, and a source of page codes.
pub struct ActContext<'a> {
    pub now: DateTime<Utc>,
    /// None for an incident outside every contract.
    pub entitlement: Option<&'a Entitlement>,
    pub roster: Roster<'a>,
    /// Gives the next short code for a page, from injected randomness.
    pub page_code: &'a mut dyn FnMut() -> String,
}

impl ActContext<'_> {
    /// Who answers for the vendor now: the duty manager, else whoever else is in charge.
    pub(super) fn manager(&self) -> Option<PersonId> {
        let roster = &self.roster;
        roster.duty_manager(self.now).or_else(|| roster.directory.anybody_in_charge().cloned())
    }

    /// When the management is paged for an escalation that is asked for at an instant: at once
    /// where it is urgent, else while the coverage of the promised answer is open.
    pub(super) fn pages_management_from(&self, urgent: bool, from: DateTime<Utc>) -> DateTime<Utc> {
        match self.entitlement {
            Some(terms) if !urgent => terms.escalation_opening(from),
            _ => from,
        }
    }

    /// When the management is paged again while nobody responds.
    pub(super) fn next_page_to_management(&self, urgent: bool) -> DateTime<Utc> {
        let answer = self.entitlement.and_then(|terms| terms.escalation_terms(urgent));
        let again =
            answer.map_or(EscalationTerms::usually_paged_again(urgent), |answer| answer.page_again);
        self.pages_management_from(urgent, self.now + again)
    }
}

/// What an act made of an incident: the incident after it, and what to commit with it.
pub type Changed = (Incident, Decision);

impl Incident {
    /// Notifies everybody who follows: the incident's own room and its mirrors.
    pub(super) fn tell_rooms(&self, decision: &mut Decision, priority: Priority, intent: &Intent) {
        self.tell_customer(decision, priority, intent);
        self.tell_mirrors(decision, Side::Support, priority, intent);
    }

    /// Notifies the customer in every room of theirs in which the incident is mirrored, and
    /// subscribers by e-mail.
    pub(super) fn tell_customer(
        &self,
        decision: &mut Decision,
        priority: Priority,
        intent: &Intent,
    ) {
        let room = match &self.group {
            Some(group) => Recipient::Group(group.clone()),
            None => Recipient::Room(self.room.clone()),
        };
        decision.say(room, priority, intent.clone());
        self.tell_mirrors(decision, Side::Customer, priority, intent);
        self.tell_subscribers(decision, intent);
    }

    /// Applies a decision that was made on it: sets and clears the timers, and gives the facts
    /// their numbers and the instant. Gives back what is added to the timeline.
    pub fn apply(&mut self, decision: &mut Decision, at: DateTime<Utc>) -> Vec<TimelineEntry> {
        self.timers.apply(&std::mem::take(&mut decision.timers));
        std::mem::take(&mut decision.facts)
            .into_iter()
            .map(|(actor, visibility, fact)| {
                self.last_seq += 1;
                TimelineEntry { seq: self.last_seq, at, actor, visibility, fact }
            })
            .collect()
    }
}

/// Notifies the staff rooms.
pub(super) fn tell_staff(
    decision: &mut Decision,
    context: &ActContext<'_>,
    priority: Priority,
    intent: &Intent,
) {
    for room in context.roster.staff_rooms() {
        decision.say(Recipient::Group(room.clone()), priority, intent.clone());
    }
}

/// Warns the staff rooms, and whoever is in charge in person.
pub(super) fn warn_staff_and_manager(
    decision: &mut Decision,
    context: &ActContext<'_>,
    intent: Intent,
) {
    tell_staff(decision, context, Priority::Warning, &intent);
    if let Some(manager) = context.manager() {
        decision.say(Recipient::Person(manager), Priority::Warning, intent);
    }
}
