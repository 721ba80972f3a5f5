//! What is owed for late answers, and what a contract has gained.

use chat::Line;

use crate::domain::directory::Contract;
use crate::domain::incident::Escalation;
use crate::domain::ledger::credit::{Claim, Credit, OwedFor};
use crate::ids::CreditNumber;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;

/// What the plan grants for a late response, if it does.
pub(in crate::render) fn rule(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let rule = view.context.entitlement?.plan.behaviour.credits.as_ref()?;
    let words =
        [("minutes", (rule.per_seconds_over / 60).into()), ("days", rule.extends_term_days.into())];
    Some(language.line("credit-rule", &words))
}

/// For the staff: what would be due if the late responses came now.
pub(in crate::render) fn growing(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let incident = view.incident;
    let Some(terms) = view.context.entitlement.filter(|_| !view.context.is_for_customer()) else {
        return Vec::new();
    };
    let is_owed = |owed_for: &OwedFor| match owed_for {
        OwedFor::Response => incident.response.given.is_none() && !incident.state.is_closed(),
        OwedFor::Escalation => incident.escalation.as_ref().is_some_and(Escalation::is_pending),
    };
    let told = |what: OwedFor| {
        let claim = incident.claim_at(what, terms, view.context.now)?;
        let words = [("what", owed_for(language, what).into()), ("days", claim.days.into())];
        Some(language.line("credit-growing", &words))
    };
    [OwedFor::Response, OwedFor::Escalation].into_iter().filter(is_owed).filter_map(told).collect()
}

/// What will happen after a yes to approving or taking back a credit.
pub(in crate::render) fn consequence(
    key: &str,
    number: CreditNumber,
    context: &RenderContext<'_>,
    language: Language,
) -> Line {
    let view = context.view();
    let claim = view.as_ref().and_then(|view| credit(view, number)).map(|credit| &credit.claim);
    let customer =
        view.as_ref().map(|view| view.customer_name(language).into_owned()).unwrap_or_default();
    let words = [
        ("credit", number.to_string().into()),
        (
            "number",
            context.incident.map(|incident| incident.number.to_string()).unwrap_or_default().into(),
        ),
        ("customer", customer.into()),
        ("days", claim.map(|claim| claim.days).unwrap_or_default().into()),
    ];
    language.line(key, &words)
}

/// The end of a contract, with the days it has gained.
pub(in crate::render) fn contract_line(language: Language, contract: &Contract) -> Line {
    let until = contract.ends_on();
    let gained = until.signed_duration_since(contract.until).num_days();
    let words = [("until", until.to_string().into()), ("days", gained.into())];
    language.line(if gained > 0 { "plan-contract-extended" } else { "plan-contract" }, &words)
}

pub(in crate::render) fn credit<'a>(
    view: &IncidentView<'a>,
    number: CreditNumber,
) -> Option<&'a Credit> {
    view.incident.credits.iter().find(|credit| credit.number == number)
}

pub(in crate::render) fn owed_for(language: Language, owed_for: OwedFor) -> String {
    let key = match owed_for {
        OwedFor::Response => "credit-for-response",
        OwedFor::Escalation => "credit-for-escalation",
    };
    language.say(key, &[])
}

/// Coverage time has no days: it is told in hours and minutes.
pub(in crate::render) fn over(language: Language, claim: &Claim) -> String {
    let minutes = claim.overrun_seconds / 60;
    let parts = [("length-hours", minutes / 60), ("length-minutes", minutes % 60)];
    let told = parts.into_iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> =
        told.map(|(key, count)| language.say(key, &[("count", count.into())])).collect();
    told.join(" ")
}
