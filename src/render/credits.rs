//! Service credits: what is due and how it was computed, what was decided, and how long a contract
//! was extended.

use chat::{Line, Message, MessageKind};
use chrono::NaiveDate;

use super::block::Block;
use super::context::{IncidentView, RenderContext};
use super::lang::Language;
use super::phrase::{shortened, typed};
use super::{customer_guard, headline, receipt};
use crate::domain::directory::Contract;
use crate::domain::incident::Escalation;
use crate::domain::ledger::credit::{Claim, Credit, CreditStanding, OwedFor};
use crate::ids::CreditNumber;

/// As much of a reason as one line holds.
const REASON: usize = 300;

/// Days of term are owed; the duty manager decides.
pub(super) fn proposed(view: &IncidentView<'_>, number: CreditNumber) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let named = [("credit", number.to_string().into())];
        Block::new(headline::told(view, language, language.say("credit-proposed-lead", &[]).into()))
            .with(language.line("credit-decide", &named))
            .with_all(credit(view, number).map(|credit| computation(view, language, credit)))
            .with(receipt::customer_and_plan(view, language))
            .with_all(rule(view, language))
    })
}

/// Approved: for both sides.
pub(super) fn approved(
    view: &IncidentView<'_>,
    number: CreditNumber,
    by: &str,
    until: Option<NaiveDate>,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        decided(view, language, "credit-approved", number, by)
            .with_all(credit(view, number).map(|credit| computation(view, language, credit)))
            .with_all(until.map(|until| ends(language, until)))
    })
}

/// Refused: for the staff.
pub(super) fn refused(
    view: &IncidentView<'_>,
    number: CreditNumber,
    (by, reason): (&str, &str),
) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        decided(view, language, "credit-refused", number, by).with(why(language, reason))
    })
}

/// Reversed: for both sides, with the reason.
pub(super) fn reversed(
    view: &IncidentView<'_>,
    number: CreditNumber,
    (by, reason): (&str, &str),
    until: Option<NaiveDate>,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        decided(view, language, "credit-reversed", number, by)
            .with(why(language, reason))
            .with_all(until.map(|until| ends(language, until)))
    })
}

fn decided(
    view: &IncidentView<'_>,
    language: Language,
    key: &str,
    number: CreditNumber,
    by: &str,
) -> Block {
    let days = credit(view, number).map(|credit| credit.claim.days).unwrap_or_default();
    let words = [("credit", number.to_string().into()), ("name", typed(by)), ("days", days.into())];
    let lead = language.say(&format!("{key}-lead"), &[]);
    Block::new(headline::told(view, language, lead.into())).with(language.line(key, &words))
}

fn why(language: Language, reason: &str) -> Line {
    language.line("credit-reason", &[("reason", typed(shortened(reason, REASON)))])
}

fn ends(language: Language, until: NaiveDate) -> Line {
    language.line("plan-contract", &[("until", until.to_string().into())])
}

fn credit<'a>(view: &IncidentView<'a>, number: CreditNumber) -> Option<&'a Credit> {
    view.incident.credits.iter().find(|credit| credit.number == number)
}

/// Promised when, counted until when, how long over, how many days for that.
fn computation(view: &IncidentView<'_>, language: Language, credit: &Credit) -> Line {
    let (claim, time) = (&credit.claim, view.context.clock(language));
    let words = [
        ("what", owed_for(language, claim.owed_for).into()),
        ("due", time.at(claim.due_at).into()),
        ("until", time.at(claim.until).into()),
        ("over", over(language, claim).into()),
        ("days", claim.days.into()),
    ];
    language.line("credit-computation", &words)
}

fn owed_for(language: Language, owed_for: OwedFor) -> String {
    let key = match owed_for {
        OwedFor::Response => "credit-for-response",
        OwedFor::Escalation => "credit-for-escalation",
    };
    language.say(key, &[])
}

/// Coverage time has no days: it is told in hours and minutes.
fn over(language: Language, claim: &Claim) -> String {
    let minutes = claim.overrun_seconds / 60;
    let parts = [("length-hours", minutes / 60), ("length-minutes", minutes % 60)];
    let told = parts.into_iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> =
        told.map(|(key, count)| language.say(key, &[("count", count.into())])).collect();
    told.join(" ")
}

/// What the plan grants for a late response, if it does.
pub(super) fn rule(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let rule = view.context.entitlement?.plan.behaviour.credits.as_ref()?;
    let words =
        [("minutes", (rule.per_seconds_over / 60).into()), ("days", rule.extends_term_days.into())];
    Some(language.line("credit-rule", &words))
}

/// For the staff: what would be due if the late responses came now.
pub(super) fn growing(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
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
pub(super) fn consequence(
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

/// The answer to `credit show`: for a customer the contract's end and what has counted, for the
/// staff what waits.
pub fn account(
    context: &RenderContext<'_>,
    contract: Option<&Contract>,
    standing: &[CreditStanding],
) -> Message {
    let message = context.reply(|language| match contract {
        Some(contract) => Block::new(contract_line(language, contract))
            .with_all(standing.is_empty().then(|| language.line("credits-none", &[])))
            .with_all(standing.iter().map(|it| gained(language, it))),
        None => waiting(context, language, standing),
    });
    if context.is_for_customer() { customer_guard::customer_room(&message) } else { message }
}

fn waiting(context: &RenderContext<'_>, language: Language, standing: &[CreditStanding]) -> Block {
    if standing.is_empty() {
        return Block::saying(language, "credits-none-waiting", &[]);
    }
    let count = i64::try_from(standing.len()).unwrap_or(i64::MAX);
    let lines = standing.iter().map(|it| {
        let customer = context.directory.customers.get(&it.customer);
        let name = customer.map_or(it.customer.as_str(), |customer| customer.name.as_str());
        language.line(
            "credit-waiting",
            &[("customer", name.into()), ("line", gained(language, it).into())],
        )
    });
    Block::saying(language, "credits-waiting", &[("count", count.into())]).with_all(lines)
}

fn gained(language: Language, standing: &CreditStanding) -> Line {
    let claim = &standing.credit.claim;
    let words = [
        ("credit", standing.credit.number.to_string().into()),
        ("number", standing.incident.to_string().into()),
        ("what", owed_for(language, claim.owed_for).into()),
        ("over", over(language, claim).into()),
        ("days", claim.days.into()),
    ];
    language.line("credit-line", &words)
}

/// The end of a contract, with the days it has gained.
pub(super) fn contract_line(language: Language, contract: &Contract) -> Line {
    let until = contract.ends_on();
    let gained = until.signed_duration_since(contract.until).num_days();
    let words = [("until", until.to_string().into()), ("days", gained.into())];
    language.line(if gained > 0 { "plan-contract-extended" } else { "plan-contract" }, &words)
}

/// No credit has this number.
pub fn not_found(number: CreditNumber, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::saying(language, "credit-not-found", &[("credit", number.to_string().into())])
    })
}
