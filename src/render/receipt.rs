//! The receipt of an incident: what is promised and until when, who cares for it, what comes next. The
//! receipt itself is no response; only a person can give that.

use chat::{Line, Message, MessageKind};

use super::block::Block;
use super::context::IncidentContext;
use super::lang::Language;
use super::{
    customer_question, escalation, escorts, express, headline, levels, promise, requests,
    required_info, special_handling,
};
use crate::domain::incident::{ContractRef, Incident, IncidentState};
use crate::domain::notice::OutOfContractReason;
use crate::ids::PersonId;

/// The answer to an opening, for the customer's room.
pub(super) fn receipt(case: &IncidentContext<'_>) -> Message {
    let is_open = case.incident.state == IncidentState::Open;
    case.context.write(MessageKind::Card, |language| match &case.incident.contract_ref {
        ContractRef::OutOfContract { why, .. } if is_open => unbound(case, language, *why),
        ContractRef::OutOfContract { .. } | ContractRef::Contract { .. } => {
            under_contract(case, language)
        }
    })
}

fn under_contract(case: &IncidentContext<'_>, language: Language) -> Block {
    let mut block = received(case, language)
        .with_all(continues(case, language))
        .with_all(promise::lines(case, language))
        .with_all(express::paid(case, language))
        .with_all(escalation::lines(case, language));
    if case.incident.severity.is_none() {
        block = block.with_all(how_to_set_level(case, language));
    }
    let is_open = case.incident.state == IncidentState::Open;
    block
        .with_all(who_cares(case, language))
        .with_all(customer_question::standing(case, language))
        .with_all(next_update(case, language))
        .with_all(special_handling::in_receipt(case, language))
        .with_all(requests::looks_like(case, language))
        .with_all(is_open.then(|| language.line("receipt-prepare", &[])))
}

/// The closed incident that this one goes on with.
pub(super) fn continues(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let old = case.incident.ending.continues?;
    Some(language.line("continues", &[("number", old.to_string().into())]))
}

/// While nothing more is known than that it arrived, the headline says "received" rather than the state.
fn received(case: &IncidentContext<'_>, language: Language) -> Block {
    if case.incident.state == IncidentState::Open {
        return Block::new(headline::told(
            case,
            language,
            language.say("receipt-received", &[]).into(),
        ));
    }
    Block::new(headline::of(case, language))
}

/// A customer in trouble is never turned away: recorded, told to the duty manager, and what to do.
fn unbound(case: &IncidentContext<'_>, language: Language, why: OutOfContractReason) -> Block {
    let key = match why {
        OutOfContractReason::UnknownGroup => "unbound-unknown-group",
        OutOfContractReason::ContractNotInForce => "unbound-contract-not-in-force",
        OutOfContractReason::PlanMissing => "unbound-plan-missing",
    };
    let manager = case.roster().duty_manager(case.context.now);
    let told = match &manager {
        Some(person) => {
            language.line("unbound-told", &[("name", case.context.name(person).into())])
        }
        None => language.line("unbound-told-nobody", &[]),
    };
    received(case, language)
        .with(language.line(key, &[]))
        .with(told)
        .with(language.line("unbound-what-to-do", &[("number", case.short_number().into())]))
}

/// The levels of the plan and how to name one; the severest is in the example.
fn how_to_set_level(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let Some(terms) = case.context.entitlement else { return Vec::new() };
    let mut lines = levels::table(terms, language, case.context.now);
    lines.push(language.line("receipt-set-level", &[("number", case.short_number().into())]));
    lines
}

fn who_cares(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let tam = tam(case).map(|(key, line)| language.line(key, &[("tam", line.into())]));
    let owner = case.incident.owner.as_ref();
    let owner =
        owner.map(|id| language.line("receipt-owner", &[("name", case.context.name(id).into())]));
    let lines: Vec<Line> = [tam, owner, paged(case, language)].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| super::phrase::join(lines, language.pick("　", " ")))
}

/// The TAM by name, called once, politely; outside the TAM's coverage whoever stands in, named as that.
fn tam(case: &IncidentContext<'_>) -> Option<(&'static str, Line)> {
    let declared = &case.customer()?.tam.as_ref()?.person;
    let present = case.roster().tam(case.context.now)?;
    let key = if present == *declared { "receipt-tam" } else { "receipt-deputy" };
    Some((key, case.context.call(&present)))
}

pub(super) fn paged(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let incident = case.incident;
    let people = people_paged(incident);
    if !people.is_empty() {
        let names = case.context.names(language, people);
        return Some(language.line("receipt-paged", &[("names", names.into())]));
    }
    let later = incident.paging.running_since.filter(|since| *since > case.context.now)?;
    let at = case.context.clock(language).at(later);
    Some(language.line("receipt-paged-later", &[("at", at.into())]))
}

/// Everybody with an open page, each once.
pub(super) fn people_paged(incident: &Incident) -> Vec<&PersonId> {
    incident.paging.open.iter().map(|page| &page.person).collect()
}

pub(super) fn next_update(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let next = case.incident.updates.next_at?;
    let at = case.context.clock(language).at(next);
    Some(language.line("next-update", &[("at", at.into())]))
}

/// Staff rooms learn of a new incident.
pub(super) fn opened_inside(case: &IncidentContext<'_>) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let owner = case.incident.owner.as_ref();
        Block::new(opened(case, language))
            .with(customer_and_plan(case, language))
            .with_all(escorts::line(case, language))
            .with(reporter(case, language))
            .with_all(required_info::known(case, language))
            .with_all(requests::looks_like(case, language))
            .with_all(promise::without_escort(case, language))
            .with_all(escalation::lines(case, language))
            .with_all(owner.map(|id| {
                language.line("receipt-owner", &[("name", case.context.name(id).into())])
            }))
            .with_all(paged(case, language))
            .with_all(customer_question::standing(case, language))
            .with_all(next_update(case, language))
            .with_all(special_handling::in_receipt(case, language))
    })
}

fn opened(case: &IncidentContext<'_>, language: Language) -> Line {
    if case.incident.state == IncidentState::Open {
        return headline::told(case, language, language.say("opened-inside", &[]).into());
    }
    headline::of(case, language)
}

/// Customer, tier and hours, for the support side.
pub(super) fn customer_and_plan(case: &IncidentContext<'_>, language: Language) -> Line {
    let customer = case.customer_name(language);
    let Some(terms) = case.context.entitlement else {
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

fn reporter(case: &IncidentContext<'_>, language: Language) -> Line {
    let words = [
        ("name", case.actor(language, &case.incident.reporter)),
        ("at", case.context.clock(language).at(case.incident.opened_at).into()),
    ];
    language.line("reported-by", &words)
}
