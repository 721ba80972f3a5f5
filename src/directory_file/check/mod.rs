//! The rules of a directory: what is referred to exists, and what must be one is one.

mod contacts;
mod customers;
mod escorts;
mod groups;
mod on_call;
mod people;

use super::entries::UNREADABLE;
use super::known::{Offered, TierOffer};
use super::places::Places;
use super::written::{DUTY_MANAGER, Written};
use crate::domain::directory::{Contract, Destination, Directory, Person, Side};
use crate::domain::escalation::target::Duty;
use crate::ids::PersonId;
use crate::toml_file::{Problems, help_for_unknown};

/// A file that was read, and what it is checked against.
pub(super) struct Checked<'w> {
    pub(super) written: &'w Written,
    pub(super) places: &'w Places,
    pub(super) offered: &'w Offered,
}

impl Checked<'_> {
    /// The directory as far as it is sound; whatever is not is in `found`.
    pub(super) fn directory(&self, problems: &Problems) -> Directory {
        self.check_customers(problems);
        self.check_groups(problems);
        self.check_people(problems);
        self.check_rotations(problems);
        self.check_duty_manager(problems);
        let policies = self.checked_policies(problems);
        self.check_reachability(&policies, problems);
        let mut directory = self.written.directory.clone();
        directory.policies = policies;
        self.take_holidays(&mut directory, problems);
        directory
    }

    fn check_duty_manager(&self, problems: &Problems) {
        match &self.written.directory.duty_manager {
            Some(duty) => self.must_carry(duty, DUTY_MANAGER, problems),
            None => problems.add_with_help(
                0..0,
                "the file names no duty manager",
                "add duty_manager = \"oncall:ROTATION\" at the top: a policy that runs out of steps starts again there",
            ),
        }
    }

    /// Notes a duty that nobody can carry.
    fn must_carry(&self, duty: &Duty, path: &str, problems: &Problems) {
        match duty {
            Duty::OnCall(rotation) => {
                self.must_exist("rotations", rotation.as_str(), path, problems);
            }
            Duty::Person(person) => {
                self.must_exist("people", person.as_str(), path, problems);
                self.must_be_support(person, path, problems);
            }
        }
    }

    /// Notes a name that the section does not declare.
    fn must_exist(&self, section: &'static str, id: &str, path: &str, problems: &Problems) {
        let declared = &self.written.declared[section];
        if id != UNREADABLE && !declared.contains(id) {
            let what = format!("there is no `{id}` under [{section}]");
            problems.add_with_help(
                self.places.of_id_under(path, id),
                what,
                help_for_unknown(id, declared),
            );
        }
    }

    /// Notes a place that the configured platforms cannot write to.
    fn must_be_reachable_at(&self, to: &Destination, path: &str, problems: &Problems) {
        self.must_be_a_platform(&to.platform, path, problems);
        let Some(why) = self.offered.reach.as_ref().and_then(|reach| reach.unreachable(to)) else {
            return;
        };
        let what = format!("nothing can be sent to {to}: {why}");
        let help = "correct the address, or add what is missing to the configuration";
        problems.add_with_help(self.places.of_path(path), what, help);
    }

    /// Notes a platform that the configuration does not name.
    fn must_be_a_platform(&self, platform: &str, path: &str, problems: &Problems) {
        let platforms = &self.offered.platforms;
        if !self.offered.takes_any_platform && !platforms.contains_key(platform) {
            let what = format!("the configuration has no platform `{platform}`");
            problems.add_with_help(
                self.places.of_path(path),
                what,
                help_for_unknown(platform, platforms.keys()),
            );
        }
    }

    /// Notes somebody of the customer's side in a place that is for the vendor's.
    fn must_be_support(&self, id: &PersonId, path: &str, problems: &Problems) {
        let Some(person) = self.person(id).filter(|person| person.role.side() == Side::Customer)
        else {
            return;
        };
        let what = format!("{} belongs to a customer and cannot serve here", person.name);
        let help = "name a person of the vendor, or correct the person's role";
        problems.add_with_help(self.places.of_id_under(path, id.as_str()), what, help);
    }

    fn person(&self, id: &PersonId) -> Option<&Person> {
        self.written.directory.people.get(id)
    }

    fn tier(&self, contract: &Contract) -> Option<&TierOffer> {
        self.offered.plans.get(&contract.plan)?.get(&contract.tier)
    }
}
