//! The events of a customer during which the plan promises more.

use super::Checked;
use crate::domain::directory::{Customer, Escort};
use crate::toml_file::Problems;

impl Checked<'_> {
    pub(super) fn check_escorts(&self, customer: &Customer, path: &str, problems: &Problems) {
        let offer = self.tier(&customer.contract);
        if !customer.escorts.is_empty() && offer.is_some_and(|offer| !offer.has_escorts) {
            let (plan, tier) = (&customer.contract.plan, &customer.contract.tier);
            let what = format!("{plan} {tier} promises nothing during an escort");
            problems.add_with_help(
                self.places.of_path(path),
                what,
                "remove the escorts, or correct the contract",
            );
        }
        for (place, escort) in customer.escorts.iter().enumerate() {
            let path = format!("{path}[{place}]");
            self.check_escort(escort, &path, problems);
            self.check_days_are_free(escort, &customer.escorts[..place], &path, problems);
        }
    }

    fn check_escort(&self, escort: &Escort, path: &str, problems: &Problems) {
        if escort.name.trim().is_empty() {
            let help = "write the name of the event; the customer reads it in the receipt";
            problems.add_with_help(self.places.of_path(path), "an escort has no name", help);
        }
        if escort.until < escort.from {
            let what =
                format!("the escort ends on {}, before it begins on {}", escort.until, escort.from);
            let help = "both days are included; `until` is the last one";
            problems.add_with_help(self.places.of_path(path), what, help);
        }
    }

    /// One day belongs to one escort, so that it is clear which of them a customer is told of.
    fn check_days_are_free(
        &self,
        escort: &Escort,
        before: &[Escort],
        path: &str,
        problems: &Problems,
    ) {
        for other in before.iter().filter(|other| escort.overlaps(other)) {
            let day = escort.from.max(other.from);
            let what = format!(
                "the escorts \"{}\" and \"{}\" both include {day}",
                other.name, escort.name
            );
            problems.add_with_help(
                self.places.of_path(path),
                what,
                "end one before the other begins, or merge them",
            );
        }
    }
}
