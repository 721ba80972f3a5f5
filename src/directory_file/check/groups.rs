//! Groups: one room each, read by nobody who should not, and on a platform that the contract has.

use std::collections::BTreeSet;

use super::Checked;
use crate::domain::directory::{Customer, Group, Person, Side};
use crate::ids::ChannelId;
use crate::toml_file::{Problems, help_for_unknown};

impl Checked<'_> {
    pub(super) fn check_groups(&self, problems: &Problems) {
        let mut groups: Vec<&Group> = self.written.directory.groups.values().collect();
        groups.sort_by_key(|group| self.places.of_path(&room_of(group)).start);
        let mut rooms = BTreeSet::new();
        for group in groups {
            if !rooms.insert(&group.room) {
                let what = format!("the room {} already belongs to another group", group.room);
                let help = "a room belongs to one group; remove one of the two";
                problems.add_with_help(self.places.of_path(&room_of(group)), what, help);
            }
            self.check_group(group, problems);
        }
    }

    fn check_group(&self, group: &Group, problems: &Problems) {
        let path = format!("groups.{}", group.id);
        self.must_be_reachable_at(&group.room, &format!("{path}.room"), problems);
        for member in &group.members {
            self.must_exist("people", member.as_str(), &format!("{path}.members"), problems);
        }
        self.check_readers(group, &format!("{path}.members"), problems);
        self.check_mirrors(group, &format!("{path}.mirrors"), problems);
        let Some(customer) = group.customer() else { return };
        self.must_exist("customers", customer.as_str(), &format!("{path}.customer"), problems);
        if let Some(customer) = self.written.directory.customers.get(customer) {
            self.check_offer(group, customer, problems);
        }
    }

    /// What is said about one customer is read by no other, and what is said inside by none.
    fn check_readers(&self, group: &Group, path: &str, problems: &Problems) {
        for person in group.members.iter().filter_map(|id| self.person(id)) {
            if may_read(person, group) {
                continue;
            }
            let what = format!("{} may not read messages in {}", person.name, group.name);
            let help = "members must belong to the group's own customer or to the vendor";
            problems.add_with_help(self.places.of_id_under(path, person.id.as_str()), what, help);
        }
    }

    /// An incident is followed by the staff and by its own customer, never by another.
    fn check_mirrors(&self, group: &Group, path: &str, problems: &Problems) {
        for mirror in &group.mirrors {
            self.must_exist("groups", mirror.as_str(), path, problems);
            let Some(other) = self.written.directory.groups.get(mirror) else { continue };
            let reader = self.written.directory.reader_in(mirror, group.customer());
            if group.customer().is_none() || reader.is_none() || other.id == group.id {
                let what =
                    format!("incidents of {} may not be mirrored in {}", group.name, other.name);
                let help = "a customer's group can be mirrored in staff groups and in its customer's other groups";
                problems.add_with_help(self.places.of_id_under(path, mirror.as_str()), what, help);
            }
        }
    }

    fn check_offer(&self, group: &Group, customer: &Customer, problems: &Problems) {
        let Some(offer) = self.tier(&customer.contract) else { return };
        let (plan, tier) = (&customer.contract.plan, &customer.contract.tier);
        if !offer.channels.contains(&group.channel) {
            let what = format!("{plan} {tier} does not offer the channel `{}`", group.channel);
            let help = help_for_unknown(
                group.channel.as_str(),
                offer.channels.iter().map(ChannelId::as_str),
            );
            problems.add_with_help(
                self.places.of_path(&format!("groups.{}.channel", group.id)),
                what,
                help,
            );
        }
        let kind = self.offered.platforms.get(&group.room.platform);
        // A tier without chat needs an agreement in the contract; `apply` warns where it lacks.
        let is_refused = |kind: &&String| offer.has_chat() && !offer.allows_platform(kind);
        if let Some(kind) = kind.filter(is_refused) {
            let what = format!("{plan} {tier} does not offer groups on {kind}");
            let platforms: Vec<_> = offer.platforms.iter().flatten().cloned().collect();
            let help = format!("the tier has groups on: {}", platforms.join(", "));
            problems.add_with_help(self.places.of_path(&room_of(group)), what, help);
        }
    }
}

/// Somebody without a customer is told of elsewhere.
fn may_read(person: &Person, group: &Group) -> bool {
    person.role.side() == Side::Support
        || person.customer.is_none()
        || group.customer().is_some_and(|customer| person.customer.as_ref() == Some(customer))
}

fn room_of(group: &Group) -> String {
    format!("groups.{}.room", group.id)
}
