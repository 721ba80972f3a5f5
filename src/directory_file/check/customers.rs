//! Customers and their contracts.

use super::Checked;
use crate::domain::directory::{Contract, Customer};
use crate::domain::escalation::tam::Tam;
use crate::ids::{ChannelId, CoverageId, PlanId, SeverityId, TierId};
use crate::toml_file::{Problems, help_for_unknown};

impl Checked<'_> {
    pub(super) fn check_customers(&self, problems: &Problems) {
        for customer in self.written.directory.customers.values() {
            self.check_customer(customer, &format!("customers.{}", customer.id), problems);
        }
    }

    fn check_customer(&self, customer: &Customer, path: &str, problems: &Problems) {
        self.must_exist("policies", customer.policy.as_str(), &format!("{path}.policy"), problems);
        if let Some(tam) = &customer.tam {
            self.check_tam(tam, &format!("{path}.tam"), problems);
        }
        if let Some(person) = &customer.account_representative {
            let path = format!("{path}.account_representative");
            self.must_exist("people", person.as_str(), &path, problems);
            self.must_be_support(person, &path, problems);
        }
        for (place, expert) in customer.experts.iter().enumerate() {
            self.must_carry(expert, &format!("{path}.experts[{place}]"), problems);
        }
        self.check_contract(&customer.contract, &format!("{path}.contract"), problems);
        self.check_express_packs(customer, &format!("{path}.express_packs"), problems);
        self.check_escorts(customer, &format!("{path}.escorts"), problems);
        self.check_administrators(customer, problems);
    }

    fn check_tam(&self, tam: &Tam, path: &str, problems: &Problems) {
        let place = format!("{path}.person");
        self.must_exist("people", tam.person.as_str(), &place, problems);
        self.must_be_support(&tam.person, &place, problems);
        self.must_carry(&tam.deputy, &format!("{path}.deputy"), problems);
    }

    fn check_contract(&self, contract: &Contract, path: &str, problems: &Problems) {
        if contract.until < contract.from {
            let what = format!(
                "the term ends on {}, before it begins on {}",
                contract.until, contract.from
            );
            let help = "both days are included; `until` is the last one";
            problems.add_with_help(self.places.of_path(&format!("{path}.until")), what, help);
        }
        let Some(tiers) = self.offered.plans.get(&contract.plan) else {
            let what = format!("there is no plan `{}`", contract.plan);
            let help = help_for_unknown(
                contract.plan.as_str(),
                self.offered.plans.keys().map(PlanId::as_str),
            );
            return problems.add_with_help(
                self.places.of_path(&format!("{path}.plan")),
                what,
                help,
            );
        };
        if !tiers.contains_key(&contract.tier) {
            let what = format!("the plan {} has no tier `{}`", contract.plan, contract.tier);
            let help = help_for_unknown(contract.tier.as_str(), tiers.keys().map(TierId::as_str));
            return problems.add_with_help(
                self.places.of_path(&format!("{path}.tier")),
                what,
                help,
            );
        }
        self.check_agreed_targets(contract, path, problems);
        self.check_agreed_channels(contract, path, problems);
    }

    fn check_agreed_channels(&self, contract: &Contract, path: &str, problems: &Problems) {
        let Some(offer) = self.tier(contract) else { return };
        for channel in contract.agreed_channels.iter().filter(|id| !offer.channels.contains(*id)) {
            let what = format!("{} {} has no channel `{channel}`", contract.plan, contract.tier);
            let known = offer.channels.iter().map(ChannelId::as_str);
            let help = help_for_unknown(channel.as_str(), known);
            let path = format!("{path}.agreed_channels");
            problems.add_with_help(self.places.of_id_under(&path, channel.as_str()), what, help);
        }
    }

    fn check_agreed_targets(&self, contract: &Contract, path: &str, problems: &Problems) {
        let Some(offer) = self.tier(contract) else { return };
        let path = format!("{path}.targets");
        for target in &contract.targets {
            let (severity, coverage) = (target.severity.as_str(), target.coverage.as_str());
            if !offer.severities.contains(severity) {
                let what =
                    format!("{} {} has no severity `{severity}`", contract.plan, contract.tier);
                let help =
                    help_for_unknown(severity, offer.severities.iter().map(SeverityId::as_str));
                problems.add_with_help(self.places.of_id_under(&path, severity), what, help);
            }
            if !offer.coverages.contains(coverage) {
                let what = format!("the plan {} has no coverage `{coverage}`", contract.plan);
                let help =
                    help_for_unknown(coverage, offer.coverages.iter().map(CoverageId::as_str));
                problems.add_with_help(self.places.of_id_under(&path, coverage), what, help);
            }
            if target.minutes <= 0 {
                let what = format!("a target of {} minutes is too short", target.minutes);
                problems.add_with_help(
                    self.places.of_path(&path),
                    what,
                    "write at least one minute",
                );
            }
        }
    }
}
