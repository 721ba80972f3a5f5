//! Whose incident it is, for the support side.

use chat::Line;

use super::promise;
use crate::render::context::IncidentView;
use crate::render::lang::Language;

/// Customer, tier and hours, for the support side.
pub(in crate::render) fn customer_and_plan(view: &IncidentView<'_>, language: Language) -> Line {
    let customer = view.customer_name(language);
    let Some(terms) = view.context.entitlement else {
        return language
            .line("customer-without-plan", &[("customer", customer.into_owned().into())]);
    };
    let plan = language.pick(&terms.plan.names.zh, &terms.plan.names.en).as_str();
    let words = [
        ("customer", customer.into_owned().into()),
        ("plan", plan.into()),
        ("tier", promise::tier(terms, language).into()),
    ];
    language.line("customer-and-plan", &words)
}
