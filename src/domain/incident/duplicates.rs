//! Reports of the same thing: one incident is closed as the duplicate of another, where the work
//! continues.
//!
//! Both change in one commit. Between groups of one customer the news of the other incident are
//! from then on read in the group of the duplicate too, as if it had been mirrored there. Between
//! customers nothing passes: neither learns the other's number, name or news, and only the staff
//! see the link. Reopening the duplicate undoes it.

use super::act_context::{ActContext, Changed};
use super::state::Outcome;
use super::timeline::Fact;
use super::{Incident, OriginalIncident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::Side;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::ids::GroupId;

impl Incident {
    /// Closes it because another incident is about the same thing. By a person of the support side
    /// this is an answer to the customer, and a first response where none was given.
    pub fn close_as_duplicate(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        original: &Self,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        if original.number == self.number {
            return Err(Refused::SameIncident);
        }
        if original.state.is_closed() {
            return Err(Refused::OriginalClosed { number: original.number });
        }
        let mut decision = Decision::default();
        if let Some(person) = by.support_person() {
            self.respond(&mut decision, context, by, person);
        }
        let is_shared = self.has_customer_of(original);
        let fact = Fact::DuplicateOf { original: original.number };
        record(&mut decision, by, is_shared, fact);
        self.duplicates.duplicate_of =
            Some(OriginalIncident { number: original.number, is_shared });
        self.end(&mut decision, context, by, Outcome::Duplicate, String::new());
        Ok((self, decision))
    }

    /// Whether somebody reported it, and the other one is in the same room. A guest may join no
    /// others: accounts are told apart within a room, and nobody joins what somebody else reported.
    pub fn is_own_report_beside(&self, reporter: &Actor, other: &Self) -> bool {
        self.reporter.is_same_as(reporter) && self.room == other.room
    }

    /// Takes note that another incident was closed for this one, and lets the other's group follow
    /// where it is the same customer's.
    pub fn take_duplicate(
        self,
        context: &ActContext<'_>,
        by: &Actor,
        duplicate: &Self,
    ) -> Result<Changed, Refused> {
        let is_shared = self.has_customer_of(duplicate);
        let (mut original, mut decision) = match duplicate.group.clone() {
            Some(group) if is_shared && !self.is_followed_in(&group) => {
                self.mirror_in(context, by, group)?
            }
            _ => (self, Decision::default()),
        };
        let fact = Fact::HasDuplicate { duplicate: duplicate.number };
        record(&mut decision, by, is_shared, fact);
        original.duplicates.duplicates.push(duplicate.number);
        original.tell_of_duplicate(&mut decision, by, duplicate, is_shared);
        Ok((original, decision))
    }

    /// The group of the duplicate reads the closing there, so it is left out.
    fn tell_of_duplicate(
        &self,
        decision: &mut Decision,
        by: &Actor,
        duplicate: &Self,
        is_shared: bool,
    ) {
        let intent =
            Intent::DuplicateTaken { duplicate: duplicate.number, by: by.name().to_owned() };
        self.tell_mirrors(decision, Side::Support, Priority::Low, &intent);
        if !is_shared {
            return;
        }
        let mirrors = self.mirrors.iter().filter(|mirror| mirror.reader == Side::Customer);
        let rooms: Vec<&GroupId> =
            self.group.iter().chain(mirrors.map(|mirror| &mirror.group)).collect();
        for room in rooms.into_iter().filter(|room| duplicate.group.as_ref() != Some(*room)) {
            decision.say(Recipient::Group(room.clone()), Priority::Low, intent.clone());
        }
    }

    /// Whether both are in one room, or belong to one customer.
    fn has_customer_of(&self, other: &Self) -> bool {
        let customer = self.contract_ref.customer();
        self.room == other.room || (customer.is_some() && customer == other.contract_ref.customer())
    }
}

/// What a customer must not learn is kept for the staff alone.
fn record(decision: &mut Decision, by: &Actor, is_shared: bool, fact: Fact) {
    if is_shared {
        decision.record(by, fact);
    } else {
        decision.record_inside(by, fact);
    }
}

#[cfg(test)]
mod tests;
