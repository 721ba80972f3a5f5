//! Service credits in words: what is owed and how it was computed, what was decided, and what a contract has gained.

use chat::{Line, Message, MessageKind};
use chrono::NaiveDate;

use super::block::Block;
use super::lang::Tongue;
use super::phrase::{shortened, typed};
use super::scene::{Case, Scene};
use super::{guard, headline, receipt};
use crate::domain::directory::Contract;
use crate::domain::incident::Escalation;
use crate::domain::ledger::credit::{Claim, Credit, OwedFor, Standing};
use crate::ids::CreditNumber;

/// As much of a reason as one line holds.
const REASON: usize = 300;

/// Days of term are owed; the duty manager decides.
pub(super) fn proposed(case: &Case<'_>, number: CreditNumber) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let named = [("credit", number.to_string().into())];
        Block::new(headline::told(case, tongue, tongue.say("credit-proposed-lead", &[]).into()))
            .with(tongue.line("credit-decide", &named))
            .with_all(credit(case, number).map(|credit| computation(case, tongue, credit)))
            .with(receipt::customer_and_plan(case, tongue))
            .with_all(rule(case, tongue))
    })
}

/// It counts: for both sides.
pub(super) fn approved(
    case: &Case<'_>,
    number: CreditNumber,
    by: &str,
    until: Option<NaiveDate>,
) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        decided(case, tongue, "credit-approved", number, by)
            .with_all(credit(case, number).map(|credit| computation(case, tongue, credit)))
            .with_all(until.map(|until| ends(tongue, until)))
    })
}

/// It never counted: for the staff.
pub(super) fn refused(
    case: &Case<'_>,
    number: CreditNumber,
    (by, reason): (&str, &str),
) -> Message {
    case.scene.write(MessageKind::Notice, |tongue| {
        decided(case, tongue, "credit-refused", number, by).with(why(tongue, reason))
    })
}

/// It counted and is taken back: for both sides, with the reason.
pub(super) fn reversed(
    case: &Case<'_>,
    number: CreditNumber,
    (by, reason): (&str, &str),
    until: Option<NaiveDate>,
) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        decided(case, tongue, "credit-reversed", number, by)
            .with(why(tongue, reason))
            .with_all(until.map(|until| ends(tongue, until)))
    })
}

fn decided(case: &Case<'_>, tongue: Tongue, key: &str, number: CreditNumber, by: &str) -> Block {
    let days = credit(case, number).map(|credit| credit.claim.days).unwrap_or_default();
    let words = [("credit", number.to_string().into()), ("name", typed(by)), ("days", days.into())];
    let lead = tongue.say(&format!("{key}-lead"), &[]);
    Block::new(headline::told(case, tongue, lead.into())).with(tongue.line(key, &words))
}

fn why(tongue: Tongue, reason: &str) -> Line {
    tongue.line("credit-reason", &[("reason", typed(shortened(reason, REASON)))])
}

fn ends(tongue: Tongue, until: NaiveDate) -> Line {
    tongue.line("plan-contract", &[("until", until.to_string().into())])
}

fn credit<'a>(case: &Case<'a>, number: CreditNumber) -> Option<&'a Credit> {
    case.incident.credits.iter().find(|credit| credit.number == number)
}

/// Promised when, counted until when, how long over, how many days for that.
fn computation(case: &Case<'_>, tongue: Tongue, credit: &Credit) -> Line {
    let (claim, time) = (&credit.claim, case.scene.clock(tongue));
    let words = [
        ("what", owed_for(tongue, claim.owed_for).into()),
        ("due", time.at(claim.due_at).into()),
        ("until", time.at(claim.until).into()),
        ("over", over(tongue, claim).into()),
        ("days", claim.days.into()),
    ];
    tongue.line("credit-computation", &words)
}

fn owed_for(tongue: Tongue, owed_for: OwedFor) -> String {
    let key = match owed_for {
        OwedFor::Response => "credit-for-response",
        OwedFor::Escalation => "credit-for-escalation",
    };
    tongue.say(key, &[])
}

/// Coverage time has no days: it is told in hours and minutes.
fn over(tongue: Tongue, claim: &Claim) -> String {
    let minutes = claim.overrun_seconds / 60;
    let parts = [("length-hours", minutes / 60), ("length-minutes", minutes % 60)];
    let told = parts.into_iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> =
        told.map(|(key, count)| tongue.say(key, &[("count", count.into())])).collect();
    told.join(" ")
}

/// What the plan grants for a late answer, where it does.
pub(super) fn rule(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let rule = case.scene.entitlement?.plan.behaviour.credits.as_ref()?;
    let words =
        [("minutes", (rule.per_seconds_over / 60).into()), ("days", rule.extends_term_days.into())];
    Some(tongue.line("credit-rule", &words))
}

/// For the staff: what would be owed if the answers that are late came now.
pub(super) fn growing(case: &Case<'_>, tongue: Tongue) -> Vec<Line> {
    let incident = case.incident;
    let Some(terms) = case.scene.entitlement.filter(|_| !case.scene.is_for_customer()) else {
        return Vec::new();
    };
    let is_owed = |owed_for: &OwedFor| match owed_for {
        OwedFor::Response => incident.response.given.is_none() && !incident.state.is_closed(),
        OwedFor::Escalation => incident.escalation.as_ref().is_some_and(Escalation::is_pending),
    };
    let told = |what: OwedFor| {
        let claim = incident.claim_at(what, terms, case.scene.now)?;
        let words = [("what", owed_for(tongue, what).into()), ("days", claim.days.into())];
        Some(tongue.line("credit-growing", &words))
    };
    [OwedFor::Response, OwedFor::Escalation].into_iter().filter(is_owed).filter_map(told).collect()
}

/// What will happen after a yes to approving or taking back a credit.
pub(super) fn consequence(
    key: &str,
    number: CreditNumber,
    scene: &Scene<'_>,
    tongue: Tongue,
) -> Line {
    let case = scene.case();
    let claim = case.as_ref().and_then(|case| credit(case, number)).map(|credit| &credit.claim);
    let customer =
        case.as_ref().map(|case| case.customer_name(tongue).into_owned()).unwrap_or_default();
    let words = [
        ("credit", number.to_string().into()),
        (
            "number",
            scene.incident.map(|incident| incident.number.to_string()).unwrap_or_default().into(),
        ),
        ("customer", customer.into()),
        ("days", claim.map(|claim| claim.days).unwrap_or_default().into()),
    ];
    tongue.line(key, &words)
}

/// The answer to `credit show`: for a customer the contract's end and what has counted, for the staff what waits.
pub fn account(scene: &Scene<'_>, contract: Option<&Contract>, standing: &[Standing]) -> Message {
    let message = scene.reply(|tongue| match contract {
        Some(contract) => Block::new(contract_line(tongue, contract))
            .with_all(standing.is_empty().then(|| tongue.line("credits-none", &[])))
            .with_all(standing.iter().map(|it| gained(tongue, it))),
        None => waiting(scene, tongue, standing),
    });
    if scene.is_for_customer() { guard::customer_room(&message) } else { message }
}

fn waiting(scene: &Scene<'_>, tongue: Tongue, standing: &[Standing]) -> Block {
    if standing.is_empty() {
        return Block::saying(tongue, "credits-none-waiting", &[]);
    }
    let count = i64::try_from(standing.len()).unwrap_or(i64::MAX);
    let lines = standing.iter().map(|it| {
        let customer = scene.directory.customers.get(&it.customer);
        let name = customer.map_or(it.customer.as_str(), |customer| customer.name.as_str());
        tongue.line(
            "credit-waiting",
            &[("customer", name.into()), ("line", gained(tongue, it).into())],
        )
    });
    Block::saying(tongue, "credits-waiting", &[("count", count.into())]).with_all(lines)
}

fn gained(tongue: Tongue, standing: &Standing) -> Line {
    let claim = &standing.credit.claim;
    let words = [
        ("credit", standing.credit.number.to_string().into()),
        ("number", standing.incident.to_string().into()),
        ("what", owed_for(tongue, claim.owed_for).into()),
        ("over", over(tongue, claim).into()),
        ("days", claim.days.into()),
    ];
    tongue.line("credit-line", &words)
}

/// The end of a contract, with the days it has gained.
pub(super) fn contract_line(tongue: Tongue, contract: &Contract) -> Line {
    let until = contract.ends_on();
    let gained = until.signed_duration_since(contract.until).num_days();
    let words = [("until", until.to_string().into()), ("days", gained.into())];
    tongue.line(if gained > 0 { "plan-contract-extended" } else { "plan-contract" }, &words)
}

/// No credit has this number.
pub fn not_found(number: CreditNumber, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        Block::saying(tongue, "credit-not-found", &[("credit", number.to_string().into())])
    })
}
