//! What a customer bought by number, and who decides about it.

use std::collections::BTreeSet;

use super::Checked;
use crate::domain::directory::{Customer, Person, Role};
use crate::toml_file::Problems;

/// A primary and a backup.
const MOST_ADMINISTRATORS: usize = 2;

impl Checked<'_> {
    pub(super) fn check_express_packs(&self, customer: &Customer, path: &str, problems: &Problems) {
        let offer = self.tier(&customer.contract);
        if !customer.express_packs.is_empty() && offer.is_some_and(|offer| !offer.has_express) {
            let (plan, tier) = (&customer.contract.plan, &customer.contract.tier);
            let what = format!("{plan} {tier} has no express tickets");
            problems.add_with_help(
                self.places.of_path(path),
                what,
                "remove the packs, or correct the contract",
            );
        }
        let mut first_days = BTreeSet::new();
        for (place, pack) in customer.express_packs.iter().enumerate() {
            let path = format!("{path}[{place}]");
            if pack.count == 0 {
                let what = "a pack needs at least one ticket".to_owned();
                problems.add_with_help(self.places.of_path(&path), what, "write at least one");
            }
            if pack.until < pack.from {
                let what =
                    format!("the pack ends on {}, before it begins on {}", pack.until, pack.from);
                let help = "both days are included; `until` is the last one";
                problems.add_with_help(self.places.of_path(&path), what, help);
            }
            if !first_days.insert(pack.from) {
                let what = format!("two packs of {} begin on {}", customer.name, pack.from);
                let help =
                    "the first day identifies a pack: add the counts, or start one on another day";
                problems.add_with_help(self.places.of_path(&path), what, help);
            }
        }
    }

    /// A customer has two administrators, so that it stays clear who decides.
    pub(super) fn check_administrators(&self, customer: &Customer, problems: &Problems) {
        let is_own = |person: &&Person| {
            person.role == Role::CustomerAdmin && person.customer.as_ref() == Some(&customer.id)
        };
        let mut own: Vec<&Person> = self.written.directory.people.values().filter(is_own).collect();
        self.check_primary(customer, &own, problems);
        own.sort_by_key(|person| self.places.of_path(&format!("people.{}", person.id)).start);
        for person in own.iter().skip(MOST_ADMINISTRATORS) {
            let what =
                format!("{} is one administrator too many for {}", person.name, customer.name);
            let help =
                "a customer has two, a primary and a backup; give the others role = \"customer\"";
            problems.add_with_help(
                self.places.of_path(&format!("people.{}.role", person.id)),
                what,
                help,
            );
        }
    }

    fn check_primary(&self, customer: &Customer, own: &[&Person], problems: &Problems) {
        let Some(primary) = &customer.primary_administrator else { return };
        let path = format!("customers.{}.primary_administrator", customer.id);
        self.must_exist("people", primary.as_str(), &path, problems);
        if self.person(primary).is_some() && !own.iter().any(|person| person.id == *primary) {
            let what = format!("{primary} is not an administrator of {}", customer.name);
            let help = "name a person with role = \"customer_admin\" and this customer";
            problems.add_with_help(self.places.of_path(&path), what, help);
        }
    }
}
