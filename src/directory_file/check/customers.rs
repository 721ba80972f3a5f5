//! Customers and their contracts.

use super::super::problem::Found;
use super::super::table::help_for_unknown;
use super::Checked;
use crate::domain::directory::{Contract, Customer};
use crate::domain::escalation::tam::Tam;
use crate::ids::{CoverageId, PlanId, SeverityId, TierId};

impl Checked<'_> {
    pub(super) fn check_customers(&self, found: &mut Found) {
        for customer in self.written.directory.customers.values() {
            self.check_customer(customer, &format!("customers.{}", customer.id), found);
        }
    }

    fn check_customer(&self, customer: &Customer, path: &str, found: &mut Found) {
        self.must_exist("policies", customer.policy.as_str(), &format!("{path}.policy"), found);
        if let Some(tam) = &customer.tam {
            self.check_tam(tam, &format!("{path}.tam"), found);
        }
        if let Some(person) = &customer.account_representative {
            let path = format!("{path}.account_representative");
            self.must_exist("people", person.as_str(), &path, found);
            self.must_be_support(person, &path, found);
        }
        for (place, expert) in customer.experts.iter().enumerate() {
            self.must_carry(expert, &format!("{path}.experts[{place}]"), found);
        }
        self.check_contract(&customer.contract, &format!("{path}.contract"), found);
        self.check_express_packs(customer, &format!("{path}.express_packs"), found);
        self.check_escorts(customer, &format!("{path}.escorts"), found);
        self.check_administrators(customer, found);
    }

    fn check_tam(&self, tam: &Tam, path: &str, found: &mut Found) {
        let place = format!("{path}.person");
        self.must_exist("people", tam.person.as_str(), &place, found);
        self.must_be_support(&tam.person, &place, found);
        self.must_carry(&tam.deputy, &format!("{path}.deputy"), found);
    }

    fn check_contract(&self, contract: &Contract, path: &str, found: &mut Found) {
        if contract.until < contract.from {
            let what = format!(
                "the term ends on {}, before it begins on {}",
                contract.until, contract.from
            );
            let help = "both days are included; `until` is the last one";
            found.add(self.places.of_path(&format!("{path}.until")), what, help);
        }
        let Some(tiers) = self.offered.plans.get(&contract.plan) else {
            let what = format!("there is no plan `{}`", contract.plan);
            let help = help_for_unknown(
                contract.plan.as_str(),
                self.offered.plans.keys().map(PlanId::as_str),
            );
            return found.add(self.places.of_path(&format!("{path}.plan")), what, help);
        };
        if !tiers.contains_key(&contract.tier) {
            let what = format!("the plan {} has no tier `{}`", contract.plan, contract.tier);
            let help = help_for_unknown(contract.tier.as_str(), tiers.keys().map(TierId::as_str));
            return found.add(self.places.of_path(&format!("{path}.tier")), what, help);
        }
        self.check_agreed_targets(contract, path, found);
    }

    fn check_agreed_targets(&self, contract: &Contract, path: &str, found: &mut Found) {
        let Some(offer) = self.tier(contract) else { return };
        let path = format!("{path}.targets");
        for target in &contract.targets {
            let (severity, coverage) = (target.severity.as_str(), target.coverage.as_str());
            if !offer.severities.contains(severity) {
                let what =
                    format!("{} {} has no severity `{severity}`", contract.plan, contract.tier);
                let help =
                    help_for_unknown(severity, offer.severities.iter().map(SeverityId::as_str));
                found.add(self.places.of_id_under(&path, severity), what, help);
            }
            if !offer.coverages.contains(coverage) {
                let what = format!("the plan {} has no coverage `{coverage}`", contract.plan);
                let help =
                    help_for_unknown(coverage, offer.coverages.iter().map(CoverageId::as_str));
                found.add(self.places.of_id_under(&path, coverage), what, help);
            }
            if target.minutes <= 0 {
                let what = format!("a target of {} minutes is too short", target.minutes);
                found.add(self.places.of_path(&path), what, "write at least one minute");
            }
        }
    }
}
