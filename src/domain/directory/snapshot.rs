//! Everything declared about customers, groups, people and rotations, as one snapshot.

use std::collections::{HashMap, HashSet};

use super::{
    Account, ApprovedGuest, ContactMethod, Customer, Destination, Group, GroupKind, Link,
    Permission, Person, Role, Side,
};
use crate::domain::escalation::overrides::Override;
use crate::domain::escalation::policy::EscalationPolicy;
use crate::domain::escalation::rotation::Rotation;
use crate::domain::escalation::target::Duty;
use crate::domain::ledger::credit::CreditTotals;
use crate::ids::{CustomerId, GroupId, PersonId, PolicyId, RotationId};

/// A snapshot of the directory. Decisions are made against one snapshot, and the store refuses to
/// commit a decision made against an old one.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// Grows with every change to the directory; a commit names the version it was decided on.
    pub version: i64,
    pub customers: HashMap<CustomerId, Customer>,
    pub groups: HashMap<GroupId, Group>,
    pub people: HashMap<PersonId, Person>,
    /// In the order of their ids.
    pub rotations: Vec<Rotation>,
    pub policies: HashMap<PolicyId, EscalationPolicy>,
    pub overrides: Vec<Override>,
    /// Accounts that people proved to be theirs.
    pub links: Vec<Link>,
    /// What customers' administrators decided about their people.
    pub permissions: HashMap<PersonId, Permission>,
    /// People whom administrators of their customers approved, in addition to the declared ones.
    pub guests: Vec<ApprovedGuest>,
    /// Who is in charge of the day.
    pub duty_manager: Option<Duty>,
    /// What the ledger of service credits comes to.
    pub credits: CreditTotals,
    rooms: HashMap<Destination, GroupId>,
    /// In the order of their ids.
    staff: Vec<GroupId>,
    in_charge: Option<PersonId>,
    accounts: HashMap<(String, String), PersonId>,
    /// Whom a direct contact method reaches; of several the first by id.
    reached: HashMap<Destination, PersonId>,
    /// Where somebody may be paged.
    paged_at: HashSet<Destination>,
}

impl Directory {
    /// A rotation by its id.
    pub fn rotation(&self, id: &RotationId) -> Option<&Rotation> {
        self.rotations.iter().find(|rotation| rotation.id == *id)
    }

    /// The rotation that somebody means by these words: its id, or its name in either language.
    pub fn rotation_called(&self, typed: &str) -> Option<&Rotation> {
        self.rotations.iter().find(|rotation| rotation.is_called(typed))
    }

    /// Builds the look-ups that the maps do not give by themselves. Call after filling the maps.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        self.rooms = self.groups.values().map(|g| (g.room.clone(), g.id.clone())).collect();
        self.accounts = self.accounts_of_people();
        self.take_links();
        self.take_guests();
        self.extend_contracts();
        self.staff = self
            .groups
            .values()
            .filter(|g| g.kind == GroupKind::Staff)
            .map(|g| g.id.clone())
            .collect();
        self.staff.sort();
        self.in_charge = self.first_in_charge();
        self.index_contact_methods();
        self
    }

    /// What is declared comes first: an account that is somebody's by the file is nobody else's by
    /// a code.
    fn take_links(&mut self) {
        for link in &self.links {
            let key = (link.account.platform.clone(), link.account.id.clone());
            let owner = self.accounts.entry(key).or_insert_with(|| link.person.clone());
            if *owner == link.person
                && let Some(person) = self.people.get_mut(&link.person)
            {
                person.take_over(link);
            }
        }
    }

    /// An account that is somebody's already stays theirs, and a customer who is gone has nobody.
    fn take_guests(&mut self) {
        for guest in &self.guests {
            let key = (guest.account.platform.clone(), guest.account.id.clone());
            if self.accounts.contains_key(&key) || !self.customers.contains_key(&guest.customer) {
                continue;
            }
            let person = guest.person();
            let group = self.groups.get_mut(&guest.group);
            // A group without members is open to all staff.
            if let Some(group) = group.filter(|group| !group.members.is_empty()) {
                group.members.push(person.id.clone());
            }
            self.accounts.insert(key, person.id.clone());
            self.people.insert(person.id.clone(), person);
        }
    }

    /// The approval of a person who is not declared.
    pub fn approval_of(&self, person: &PersonId) -> Option<&ApprovedGuest> {
        self.guests.iter().find(|guest| guest.person_id() == *person)
    }

    fn extend_contracts(&mut self) {
        for customer in self.customers.values_mut() {
            customer.contract.credit_days = self.credits.days_of(&customer.id);
        }
    }

    fn accounts_of_people(&self) -> HashMap<(String, String), PersonId> {
        let key = |account: &Account| (account.platform.clone(), account.id.clone());
        let of = |person: &Person| {
            let id = person.id.clone();
            person
                .accounts
                .iter()
                .map(move |account| (key(account), id.clone()))
                .collect::<Vec<_>>()
        };
        self.people.values().flat_map(of).collect()
    }

    fn index_contact_methods(&mut self) {
        let mut people: Vec<&Person> = self.people.values().collect();
        people.sort_by(|a, b| a.id.cmp(&b.id));
        let (mut reached, mut paged_at) = (HashMap::new(), HashSet::new());
        for (person, method) in
            people.iter().flat_map(|p| p.contact_methods.iter().map(move |method| (p, method)))
        {
            match method {
                ContactMethod::Direct(direct) => {
                    reached.entry(direct.clone()).or_insert_with(|| person.id.clone());
                    paged_at.insert(direct.clone());
                }
                ContactMethod::StaffGroup(id) => {
                    paged_at.extend(self.groups.get(id).map(|group| group.room.clone()));
                }
            }
        }
        (self.reached, self.paged_at) = (reached, paged_at);
    }

    /// The person whom a destination reaches directly.
    pub fn person_at(&self, destination: &Destination) -> Option<&Person> {
        self.reached.get(destination).and_then(|id| self.people.get(id))
    }

    /// Whether a page can come to a destination: it is some person's contact method.
    pub fn carries_pages(&self, destination: &Destination) -> bool {
        self.paged_at.contains(destination)
    }

    /// The group that lives in a room.
    pub fn group_in(&self, room: &Destination) -> Option<&Group> {
        self.rooms.get(room).and_then(|id| self.groups.get(id))
    }

    /// The person behind an account.
    pub fn person_behind(&self, platform: &str, account: &str) -> Option<&Person> {
        let key = (platform.to_owned(), account.to_owned());
        self.accounts.get(&key).and_then(|id| self.people.get(id))
    }

    /// The customer whose group this is.
    pub fn customer_of(&self, group: &Group) -> Option<&Customer> {
        group.customer().and_then(|id| self.customers.get(id))
    }

    /// The staff rooms, in the order of their ids.
    pub fn staff_rooms(&self) -> Vec<&Group> {
        self.staff.iter().filter_map(|id| self.groups.get(id)).collect()
    }

    /// Who would read an incident of this customer in a group: the staff in a staff room, the
    /// customer in another group of their own. None where it may not be told: no such group, or
    /// another customer's.
    pub fn reader_in(&self, group: &GroupId, customer: Option<&CustomerId>) -> Option<Side> {
        match &self.groups.get(group)?.kind {
            GroupKind::Staff => Some(Side::Support),
            GroupKind::Customer(owner) => (Some(owner) == customer).then_some(Side::Customer),
        }
    }

    /// The ids of the staff rooms, in order.
    pub fn staff_room_ids(&self) -> &[GroupId] {
        &self.staff
    }

    /// Who answers when no duty manager is on call: the first duty manager by id, else the first
    /// administrator.
    pub fn anybody_in_charge(&self) -> Option<&PersonId> {
        self.in_charge.as_ref()
    }

    fn first_in_charge(&self) -> Option<PersonId> {
        let mut people =
            [Role::DutyManager, Role::Admin].into_iter().flat_map(|role| self.people_with(role));
        people.next().map(|person| person.id.clone())
    }

    /// People of a role, in the order of their ids.
    pub fn people_with(&self, role: Role) -> Vec<&Person> {
        let mut people: Vec<_> = self.people.values().filter(|p| p.role == role).collect();
        people.sort_by(|a, b| a.id.cmp(&b.id));
        people
    }
}
