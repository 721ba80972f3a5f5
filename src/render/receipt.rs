//! The receipt of an incident: what is promised and until when, who cares for it, what comes next. The
//! receipt itself is no response; only a person can give that.

use chat::{Line, Message, MessageKind};

use super::block::Block;
use super::lang::Tongue;
use super::scene::Case;
use super::{
    escalation, escorts, express, headline, intake, levels, measures, promise, requests, waiting,
};
use crate::domain::incident::{Footing, Incident, IncidentState};
use crate::domain::notice::UnboundReason;
use crate::ids::PersonId;

/// The answer to an opening, for the customer's room.
pub(super) fn receipt(case: &Case<'_>) -> Message {
    let is_open = case.incident.state == IncidentState::Open;
    case.scene.write(MessageKind::Card, |tongue| match &case.incident.footing {
        Footing::Unbound { why, .. } if is_open => unbound(case, tongue, *why),
        Footing::Unbound { .. } | Footing::Contract { .. } => under_contract(case, tongue),
    })
}

fn under_contract(case: &Case<'_>, tongue: Tongue) -> Block {
    let mut block = received(case, tongue)
        .with_all(continues(case, tongue))
        .with_all(promise::lines(case, tongue))
        .with_all(express::paid(case, tongue))
        .with_all(escalation::lines(case, tongue));
    if case.incident.severity.is_none() {
        block = block.with_all(how_to_set_level(case, tongue));
    }
    let is_open = case.incident.state == IncidentState::Open;
    block
        .with_all(who_cares(case, tongue))
        .with_all(waiting::standing(case, tongue))
        .with_all(next_update(case, tongue))
        .with_all(measures::in_receipt(case, tongue))
        .with_all(requests::looks_like(case, tongue))
        .with_all(is_open.then(|| tongue.line("receipt-prepare", &[])))
}

/// The closed incident that this one goes on with.
pub(super) fn continues(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let old = case.incident.ending.continues?;
    Some(tongue.line("continues", &[("number", old.to_string().into())]))
}

/// While nothing more is known than that it arrived, the headline says "received" rather than the state.
fn received(case: &Case<'_>, tongue: Tongue) -> Block {
    if case.incident.state == IncidentState::Open {
        return Block::new(headline::told(
            case,
            tongue,
            tongue.say("receipt-received", &[]).into(),
        ));
    }
    Block::new(headline::of(case, tongue))
}

/// A customer in trouble is never turned away: recorded, told to the duty manager, and what to do.
fn unbound(case: &Case<'_>, tongue: Tongue, why: UnboundReason) -> Block {
    let key = match why {
        UnboundReason::UnknownGroup => "unbound-unknown-group",
        UnboundReason::ContractNotInForce => "unbound-contract-not-in-force",
        UnboundReason::PlanMissing => "unbound-plan-missing",
    };
    let manager = case.roster().duty_manager(case.scene.now);
    let told = match &manager {
        Some(person) => tongue.line("unbound-told", &[("name", case.scene.name(person).into())]),
        None => tongue.line("unbound-told-nobody", &[]),
    };
    received(case, tongue)
        .with(tongue.line(key, &[]))
        .with(told)
        .with(tongue.line("unbound-what-to-do", &[("number", case.short_number().into())]))
}

/// The levels of the plan and how to name one; the severest is in the example.
fn how_to_set_level(case: &Case<'_>, tongue: Tongue) -> Vec<Line> {
    let Some(terms) = case.scene.entitlement else { return Vec::new() };
    let mut lines = levels::table(terms, tongue, case.scene.now);
    lines.push(tongue.line("receipt-set-level", &[("number", case.short_number().into())]));
    lines
}

fn who_cares(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let tam = tam(case).map(|(key, line)| tongue.line(key, &[("tam", line.into())]));
    let owner = case.incident.owner.as_ref();
    let owner =
        owner.map(|id| tongue.line("receipt-owner", &[("name", case.scene.name(id).into())]));
    let lines: Vec<Line> = [tam, owner, paged(case, tongue)].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| super::phrase::join(lines, tongue.pick("　", " ")))
}

/// The TAM by name, called once, politely; outside the TAM's coverage whoever stands in, named as that.
fn tam(case: &Case<'_>) -> Option<(&'static str, Line)> {
    let declared = &case.customer()?.tam.as_ref()?.person;
    let present = case.roster().tam(case.scene.now)?;
    let key = if present == *declared { "receipt-tam" } else { "receipt-stand-in" };
    Some((key, case.scene.call(&present)))
}

pub(super) fn paged(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let incident = case.incident;
    let people = people_paged(incident);
    if !people.is_empty() {
        let names = case.scene.names(tongue, people);
        return Some(tongue.line("receipt-paged", &[("names", names.into())]));
    }
    let later = incident.paging.running_since.filter(|since| *since > case.scene.now)?;
    let at = case.scene.clock(tongue).at(later);
    Some(tongue.line("receipt-paged-later", &[("at", at.into())]))
}

/// Everybody with an open page, each once.
pub(super) fn people_paged(incident: &Incident) -> Vec<&PersonId> {
    incident.paging.open.iter().map(|page| &page.person).collect()
}

pub(super) fn next_update(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let next = case.incident.updates.next_at?;
    let at = case.scene.clock(tongue).at(next);
    Some(tongue.line("next-update", &[("at", at.into())]))
}

/// Staff rooms learn of a new incident.
pub(super) fn opened_inside(case: &Case<'_>) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let owner = case.incident.owner.as_ref();
        Block::new(opened(case, tongue))
            .with(customer_and_plan(case, tongue))
            .with_all(escorts::line(case, tongue))
            .with(reporter(case, tongue))
            .with_all(intake::known(case, tongue))
            .with_all(requests::looks_like(case, tongue))
            .with_all(promise::without_escort(case, tongue))
            .with_all(escalation::lines(case, tongue))
            .with_all(
                owner.map(|id| {
                    tongue.line("receipt-owner", &[("name", case.scene.name(id).into())])
                }),
            )
            .with_all(paged(case, tongue))
            .with_all(waiting::standing(case, tongue))
            .with_all(next_update(case, tongue))
            .with_all(measures::in_receipt(case, tongue))
    })
}

fn opened(case: &Case<'_>, tongue: Tongue) -> Line {
    if case.incident.state == IncidentState::Open {
        return headline::told(case, tongue, tongue.say("opened-inside", &[]).into());
    }
    headline::of(case, tongue)
}

/// Customer, tier and hours, for the support side.
pub(super) fn customer_and_plan(case: &Case<'_>, tongue: Tongue) -> Line {
    let customer = case.customer_name(tongue);
    let Some(terms) = case.scene.entitlement else {
        return tongue.line("customer-without-plan", &[("customer", customer.into_owned().into())]);
    };
    let plan = tongue.pick(&terms.plan.names.zh, &terms.plan.names.en).as_str();
    let words = [
        ("customer", customer.into_owned().into()),
        ("plan", plan.into()),
        ("tier", promise::tier(terms, tongue).into()),
    ];
    tongue.line("customer-and-plan", &words)
}

fn reporter(case: &Case<'_>, tongue: Tongue) -> Line {
    let words = [
        ("name", case.actor(tongue, &case.incident.reporter)),
        ("at", case.scene.clock(tongue).at(case.incident.opened_at).into()),
    ];
    tongue.line("reported-by", &words)
}
