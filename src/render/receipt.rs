//! The receipt of an incident: what is promised and until when, who is in charge, what comes next.
//! The receipt itself is no response; only a person can give that.

use chat::{Line, Message, MessageKind};

use super::block::Block;
use super::context::IncidentView;
use super::lang::Language;
use super::{
    customer_question, escalation, escorts, express, headline, levels, promise, requests,
    required_info, special_handling,
};
use crate::domain::incident::{ContractRef, Incident, IncidentState};
use crate::domain::notice::OutOfContractReason;
use crate::ids::PersonId;

/// The answer to an opening, for the customer's room.
pub(super) fn receipt(view: &IncidentView<'_>) -> Message {
    let is_open = view.incident.state == IncidentState::Open;
    view.context.write(MessageKind::Card, |language| match &view.incident.contract_ref {
        ContractRef::OutOfContract { why, .. } if is_open => out_of_contract(view, language, *why),
        ContractRef::OutOfContract { .. } | ContractRef::Contract { .. } => {
            under_contract(view, language)
        }
    })
}

fn under_contract(view: &IncidentView<'_>, language: Language) -> Block {
    let mut block = received(view, language)
        .with_all(continues(view, language))
        .with_all(promise::lines(view, language))
        .with_all(express::paid(view, language))
        .with_all(escalation::lines(view, language));
    if view.incident.severity.is_none() {
        block = block.with_all(how_to_set_level(view, language));
    }
    let is_open = view.incident.state == IncidentState::Open;
    block
        .with_all(who_cares(view, language))
        .with_all(customer_question::standing(view, language))
        .with_all(next_update(view, language))
        .with_all(special_handling::in_receipt(view, language))
        .with_all(requests::looks_like(view, language))
        .with_all(is_open.then(|| language.line("receipt-prepare", &[])))
}

/// The closed incident that this one continues.
pub(super) fn continues(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let old = view.incident.ending.continues?;
    Some(language.line("continues", &[("number", old.to_string().into())]))
}

/// While nothing more is known than that it arrived, the headline says "received" rather than the
/// state.
fn received(view: &IncidentView<'_>, language: Language) -> Block {
    if view.incident.state == IncidentState::Open {
        return Block::new(headline::told(
            view,
            language,
            language.say("receipt-received", &[]).into(),
        ));
    }
    Block::new(headline::of(view, language))
}

/// A customer in trouble is never turned away: recorded, told to the duty manager, and what to do.
fn out_of_contract(view: &IncidentView<'_>, language: Language, why: OutOfContractReason) -> Block {
    let key = match why {
        OutOfContractReason::UnknownGroup => "out-of-contract-unknown-group",
        OutOfContractReason::ContractNotInForce => "out-of-contract-contract-not-in-force",
        OutOfContractReason::PlanMissing => "out-of-contract-plan-missing",
    };
    let manager = view.roster().duty_manager(view.context.now);
    let told = match &manager {
        Some(person) => {
            language.line("out-of-contract-told", &[("name", view.context.name(person).into())])
        }
        None => language.line("out-of-contract-told-nobody", &[]),
    };
    received(view, language).with(language.line(key, &[])).with(told).with(
        language.line("out-of-contract-what-to-do", &[("number", view.short_number().into())]),
    )
}

/// The levels of the plan and how to name one; the severest is in the example.
fn how_to_set_level(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let Some(terms) = view.context.entitlement else { return Vec::new() };
    let mut lines = levels::table(terms, language, view.context.now);
    lines.push(language.line("receipt-set-level", &[("number", view.short_number().into())]));
    lines
}

fn who_cares(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let tam = tam(view).map(|(key, line)| language.line(key, &[("tam", line.into())]));
    let owner = view.incident.owner.as_ref();
    let owner =
        owner.map(|id| language.line("receipt-owner", &[("name", view.context.name(id).into())]));
    let lines: Vec<Line> = [tam, owner, paged(view, language)].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| super::phrase::join(lines, language.pick("　", " ")))
}

/// The TAM, mentioned once; outside the TAM's coverage the deputy, named as such.
fn tam(view: &IncidentView<'_>) -> Option<(&'static str, Line)> {
    let declared = &view.customer()?.tam.as_ref()?.person;
    let present = view.roster().tam(view.context.now)?;
    let key = if present == *declared { "receipt-tam" } else { "receipt-deputy" };
    Some((key, view.context.call(&present)))
}

pub(super) fn paged(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let incident = view.incident;
    let people = people_paged(incident);
    if !people.is_empty() {
        let names = view.context.names(language, people);
        return Some(language.line("receipt-paged", &[("names", names.into())]));
    }
    let later = incident.paging.running_since.filter(|since| *since > view.context.now)?;
    let at = view.context.clock(language).at(later);
    Some(language.line("receipt-paged-later", &[("at", at.into())]))
}

/// Everybody with an open page, each once.
pub(super) fn people_paged(incident: &Incident) -> Vec<&PersonId> {
    incident.paging.open.iter().map(|page| &page.person).collect()
}

pub(super) fn next_update(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let next = view.incident.updates.next_at?;
    let at = view.context.clock(language).at(next);
    Some(language.line("next-update", &[("at", at.into())]))
}

/// Staff rooms learn of a new incident.
pub(super) fn opened_inside(view: &IncidentView<'_>) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let owner = view.incident.owner.as_ref();
        Block::new(opened(view, language))
            .with(customer_and_plan(view, language))
            .with_all(escorts::line(view, language))
            .with(reporter(view, language))
            .with_all(required_info::known(view, language))
            .with_all(requests::looks_like(view, language))
            .with_all(promise::without_escort(view, language))
            .with_all(escalation::lines(view, language))
            .with_all(owner.map(|id| {
                language.line("receipt-owner", &[("name", view.context.name(id).into())])
            }))
            .with_all(paged(view, language))
            .with_all(customer_question::standing(view, language))
            .with_all(next_update(view, language))
            .with_all(special_handling::in_receipt(view, language))
    })
}

fn opened(view: &IncidentView<'_>, language: Language) -> Line {
    if view.incident.state == IncidentState::Open {
        return headline::told(view, language, language.say("opened-inside", &[]).into());
    }
    headline::of(view, language)
}

/// Customer, tier and hours, for the support side.
pub(super) fn customer_and_plan(view: &IncidentView<'_>, language: Language) -> Line {
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

fn reporter(view: &IncidentView<'_>, language: Language) -> Line {
    let words = [
        ("name", view.actor(language, &view.incident.reporter)),
        ("at", view.context.clock(language).at(view.incident.opened_at).into()),
    ];
    language.line("reported-by", &words)
}
