//! People: on the right side of the contract, one account each, and reachable by ways that exist.

use std::collections::BTreeSet;

use super::Checked;
use crate::domain::directory::{ContactMethod, GroupKind, Person, Side};
use crate::ids::GroupId;
use crate::toml_file::Problems;

impl Checked<'_> {
    pub(super) fn check_people(&self, problems: &Problems) {
        let mut people: Vec<&Person> = self.written.directory.people.values().collect();
        people.sort_by_key(|person| self.places.of_path(&path_of(person)).start);
        let mut accounts = BTreeSet::new();
        for person in people {
            for (place, account) in person.accounts.iter().enumerate() {
                let path = format!("{}.accounts[{place}]", path_of(person));
                self.must_be_a_platform(&account.platform, &path, problems);
                if !accounts.insert((&account.platform, &account.id)) {
                    let what = format!(
                        "{}:{} already belongs to another person",
                        account.platform, account.id
                    );
                    problems.add_with_help(
                        self.places.of_path(&path),
                        what,
                        "an account belongs to one person; remove one of the two",
                    );
                }
            }
            self.check_side(person, problems);
            self.check_ways(person, problems);
        }
    }

    fn check_side(&self, person: &Person, problems: &Problems) {
        let path = format!("{}.customer", path_of(person));
        match (person.role.side(), &person.customer) {
            (Side::Customer, Some(customer)) => {
                self.must_exist("customers", customer.as_str(), &path, problems);
            }
            (Side::Customer, None) => {
                let what = format!("{} acts for a customer but names none", person.name);
                problems.add_with_help(self.places.of_path(&path), what, "add customer = \"ID\"");
            }
            (Side::Support, Some(_)) => {
                let what =
                    format!("{} belongs to the vendor and cannot have a customer", person.name);
                problems.add_with_help(
                    self.places.of_path(&path),
                    what,
                    "remove the customer, or correct the role",
                );
            }
            (Side::Support, None) => {}
        }
    }

    fn check_ways(&self, person: &Person, problems: &Problems) {
        for (place, way) in person.contact_methods.iter().enumerate() {
            let path = format!("{}.contact_methods[{place}]", path_of(person));
            match way {
                ContactMethod::Direct(to) => self.must_be_reachable_at(to, &path, problems),
                ContactMethod::StaffGroup(group) => self.check_staff_group(group, &path, problems),
            }
        }
    }

    fn check_staff_group(&self, id: &GroupId, path: &str, problems: &Problems) {
        self.must_exist("groups", id.as_str(), path, problems);
        let group = self.written.directory.groups.get(id);
        if let Some(group) = group.filter(|group| group.kind != GroupKind::Staff) {
            let what =
                format!("{} is a customer's group; the customer would read the pages", group.name);
            problems.add_with_help(
                self.places.of_path(path),
                what,
                "name a group of kind = \"staff\"",
            );
        }
    }
}

fn path_of(person: &Person) -> String {
    format!("people.{}", person.id)
}
