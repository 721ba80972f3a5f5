//! Mirrors: the rooms in which an incident is followed in addition to the group it was opened in.
//!
//! A mirror is a staff room, or another group of the same customer; never another customer's. Each
//! mirror reads what the customer may read; those of the staff read the notes as well. The number
//! is the same everywhere.

use super::act_context::{ActContext, Changed};
use super::timeline::Fact;
use super::{Incident, Mirror, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::{Directory, Side};
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::ids::GroupId;

impl Incident {
    /// Mirrors the incident in this group.
    pub fn mirror_in(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        group: GroupId,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        if self.is_followed_in(&group) {
            return Err(Refused::FollowedThere { group });
        }
        let customer = self.contract_ref.customer();
        let reader = context.roster.directory.reader_in(&group, customer);
        let Some(reader) = reader else { return Err(Refused::NotTheirRoom { group }) };
        let mut decision = Decision::default();
        self.add_mirror(&mut decision, by, Mirror { group: group.clone(), reader });
        let intent = Intent::Mirrored { group: group.clone(), by: by.name().to_owned() };
        decision.say(Recipient::Group(group), Priority::Reply, intent);
        Ok((self, decision))
    }

    /// Ends the mirror in this group.
    pub fn end_mirror(mut self, by: &Actor, group: GroupId) -> Result<Changed, Refused> {
        let Some(place) = self.mirrors.iter().position(|mirror| mirror.group == group) else {
            return Err(Refused::NotFollowedThere { group });
        };
        let mirror = self.mirrors.remove(place);
        let mut decision = Decision::default();
        record(&mut decision, by, mirror.reader, Fact::MirrorEnded { group: group.clone() });
        let intent = Intent::MirrorEnded { group: group.clone(), by: by.name().to_owned() };
        decision.say(Recipient::Group(group), Priority::Reply, intent);
        Ok((self, decision))
    }

    /// Whether what happens to it can be read in this group: its own, or one that mirrors it.
    pub fn is_followed_in(&self, group: &GroupId) -> bool {
        self.group.as_ref() == Some(group)
            || self.mirrors.iter().any(|mirror| mirror.group == *group)
    }

    /// Drops the mirrors that the directory no longer allows: the group is gone, or is another
    /// side's now.
    #[must_use]
    pub fn without_lost_mirrors(mut self, directory: &Directory) -> Self {
        let customer = self.contract_ref.customer().cloned();
        self.mirrors.retain(|mirror| {
            directory.reader_in(&mirror.group, customer.as_ref()) == Some(mirror.reader)
        });
        self
    }

    /// Mirrors a new incident wherever the directory mirrors its group.
    pub(super) fn begin_mirrors(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        groups: Vec<GroupId>,
    ) {
        for group in groups {
            let reader = context.roster.directory.reader_in(&group, self.contract_ref.customer());
            if let Some(reader) = reader.filter(|_| !self.is_followed_in(&group)) {
                self.add_mirror(decision, &Actor::Bot, Mirror { group, reader });
            }
        }
    }

    /// Notifies the mirrors that one side reads.
    pub(super) fn tell_mirrors(
        &self,
        decision: &mut Decision,
        reader: Side,
        priority: Priority,
        intent: &Intent,
    ) {
        for mirror in self.mirrors.iter().filter(|mirror| mirror.reader == reader) {
            decision.say(Recipient::Group(mirror.group.clone()), priority, intent.clone());
        }
    }

    fn add_mirror(&mut self, decision: &mut Decision, by: &Actor, mirror: Mirror) {
        record(decision, by, mirror.reader, Fact::Mirrored { group: mirror.group.clone() });
        self.mirrors.push(mirror);
    }
}

/// A customer must not learn that a staff room mirrors the incident, so that fact is internal.
fn record(decision: &mut Decision, by: &Actor, reader: Side, fact: Fact) {
    match reader {
        Side::Customer => decision.record(by, fact),
        Side::Support => decision.record_inside(by, fact),
    }
}
