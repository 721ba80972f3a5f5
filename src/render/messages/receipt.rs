//! The receipt of an incident: what is promised and until when, who cares for it, what comes next. The
//! receipt itself is no response; only a person can give that.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::{ContractRef, IncidentState};
use crate::domain::notice::OutOfContractReason;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, escorts, headline, levels, promise};
use crate::render::phrase;

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
        .with_all(parts::related::continues(case, language))
        .with_all(promise::lines(case, language))
        .with_all(parts::express::paid(case, language))
        .with_all(parts::escalation::lines(case, language));
    if case.incident.severity.is_none() {
        block = block.with_all(how_to_set_level(case, language));
    }
    let is_open = case.incident.state == IncidentState::Open;
    block
        .with_all(who_cares(case, language))
        .with_all(parts::question::standing(case, language))
        .with_all(parts::next_update::next_update(case, language))
        .with_all(parts::measures::in_receipt(case, language))
        .with_all(parts::related::looks_like(case, language))
        .with_all(is_open.then(|| language.line("receipt-prepare", &[])))
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
    let lines: Vec<Line> =
        [tam, owner, parts::paging::paged(case, language)].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| phrase::join(lines, language.pick("　", " ")))
}

/// The TAM by name, called once, politely; outside the TAM's coverage whoever stands in, named as that.
fn tam(case: &IncidentContext<'_>) -> Option<(&'static str, Line)> {
    let declared = &case.customer()?.tam.as_ref()?.person;
    let present = case.roster().tam(case.context.now)?;
    let key = if present == *declared { "receipt-tam" } else { "receipt-stand-in" };
    Some((key, case.context.call(&present)))
}

/// Staff rooms learn of a new incident.
pub(super) fn opened_inside(case: &IncidentContext<'_>) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let owner = case.incident.owner.as_ref();
        Block::new(opened(case, language))
            .with(parts::customer::customer_and_plan(case, language))
            .with_all(escorts::line(case, language))
            .with(reporter(case, language))
            .with_all(parts::required_info::known(case, language))
            .with_all(parts::related::looks_like(case, language))
            .with_all(promise::without_escort(case, language))
            .with_all(parts::escalation::lines(case, language))
            .with_all(owner.map(|id| {
                language.line("receipt-owner", &[("name", case.context.name(id).into())])
            }))
            .with_all(parts::paging::paged(case, language))
            .with_all(parts::question::standing(case, language))
            .with_all(parts::next_update::next_update(case, language))
            .with_all(parts::measures::in_receipt(case, language))
    })
}

fn opened(case: &IncidentContext<'_>, language: Language) -> Line {
    if case.incident.state == IncidentState::Open {
        return headline::told(case, language, language.say("opened-inside", &[]).into());
    }
    headline::of(case, language)
}

fn reporter(case: &IncidentContext<'_>, language: Language) -> Line {
    let words = [
        ("name", case.actor(language, &case.incident.reporter)),
        ("at", case.context.clock(language).at(case.incident.opened_at).into()),
    ];
    language.line("reported-by", &words)
}
