//! The receipt of an incident: what is promised and until when, who is in charge, what comes next.
//! The receipt itself is no response; only a person can give that.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::{ContractRef, IncidentState};
use crate::domain::notice::OutOfContractReason;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{
    self, escorts,
    headline::{self, Below},
    levels, promise,
};
use crate::render::phrase::{self, typed};

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
        .with_all(headline::level_in_full(view, language))
        .with_all(parts::related::continues(view, language))
        .with_all(other_level(view, language))
        .with_all(promise::lines(view, language))
        .with_all(parts::regions::flag(view, language))
        .with_all(parts::express::paid(view, language))
        .with_all(parts::escalation::lines(view, language));
    if view.incident.severity.is_none() {
        block = block.with_all(how_to_set_level(view, language));
    }
    let is_open = view.incident.state == IncidentState::Open;
    block
        .with_all(who_cares(view, language))
        .with_all(parts::question::standing(view, language))
        .with_all(parts::next_update::next_update(view, language))
        .with_all(parts::special_handling::in_receipt(view, language))
        .with_all(parts::related::looks_like(view, language))
        .with_all(parts::contacts::about(view, language).filter(|_| is_open))
        .with_all(is_open.then(|| language.line("receipt-prepare", &[])))
}

/// While nothing more is known than that it arrived, the headline says "received" rather than the
/// state.
fn received(view: &IncidentView<'_>, language: Language) -> Block {
    if view.incident.state == IncidentState::Open {
        let happened = language.say("receipt-received", &[]);
        return Block::new(headline::above(view, language, Below::Both, Some(happened.into())));
    }
    Block::new(headline::of(view, language))
}

/// A customer in trouble is never turned away: recorded, told to the duty manager, and what to do.
fn out_of_contract(view: &IncidentView<'_>, language: Language, why: OutOfContractReason) -> Block {
    let key = match why {
        OutOfContractReason::UnknownGroup => "out-of-contract-unknown-group",
        OutOfContractReason::UnknownPerson => "out-of-contract-unknown-person",
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
    let what_to_do = match why {
        OutOfContractReason::UnknownPerson => "out-of-contract-what-to-do-alone",
        _ => "out-of-contract-what-to-do",
    };
    received(view, language)
        .with(language.line(key, &[]))
        .with(told)
        .with(language.line(what_to_do, &[("number", view.short_number().into())]))
}

/// The levels of the plan and how to name one; the severest is in the example.
fn how_to_set_level(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let Some(terms) = view.context.entitlement else { return Vec::new() };
    let mut lines = vec![language.line("receipt-choose-level", &[])];
    lines.extend(levels::numbered(terms, language, view.context.now));
    lines.push(language.line("receipt-set-level", &[("number", view.short_number().into())]));
    lines
}

/// What was typed as the level and is none that is offered here: as what it was taken, and which
/// channel would serve it sooner.
fn other_level(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let other = view.incident.other_level.as_ref()?;
    let terms = view.context.entitlement?;
    let Some(taken_as) = &view.incident.severity else {
        return Some(language.line("other-level-unknown", &[("typed", typed(&other.typed))]));
    };
    let level = parts::severity::level(view, language, taken_as);
    let level_words = [("typed", typed(&other.typed)), ("level", level.into())];
    let Some(meant) = &other.severity else {
        return Some(language.line("other-level-nearest", &level_words));
    };
    let serving = terms.plan.channels_serving(&terms.tier, meant);
    let names = serving.iter().map(|channel| language.pick(&channel.names.zh, &channel.names.en));
    let channels: Vec<String> = names.cloned().collect();
    if channels.is_empty() {
        return Some(language.line("other-level-other-tier", &level_words));
    }
    let [typed, level] = level_words;
    let channels = ("channels", language.join(&channels).into());
    Some(language.line("other-level-elsewhere", &[typed, level, channels]))
}

fn who_cares(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let tam = tam(view).map(|(key, line)| language.line(key, &[("tam", line.into())]));
    let owner = view.incident.owner.as_ref();
    let owner =
        owner.map(|id| language.line("receipt-owner", &[("name", view.context.name(id).into())]));
    let lines: Vec<Line> =
        [tam, owner, parts::paging::paged(view, language)].into_iter().flatten().collect();
    (!lines.is_empty()).then(|| phrase::join(lines, language.pick("　", " ")))
}

/// The TAM, mentioned once; outside the TAM's coverage the deputy, named as such.
fn tam(view: &IncidentView<'_>) -> Option<(&'static str, Line)> {
    let declared = &view.customer()?.tam.as_ref()?.person;
    let present = view.roster().tam(view.context.now)?;
    let key = if present == *declared { "receipt-tam" } else { "receipt-deputy" };
    Some((key, view.context.call(&present)))
}

/// Staff rooms learn of a new incident.
pub(super) fn opened_inside(view: &IncidentView<'_>) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let owner = view.incident.owner.as_ref();
        Block::new(opened(view, language))
            .with_all(headline::level_in_full(view, language))
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(escorts::line(view, language))
            .with(reporter(view, language))
            .with_all(parts::required_info::known(view, language))
            .with_all(parts::related::looks_like(view, language))
            .with_all(promise::without_escort(view, language))
            .with_all(parts::regions::flag(view, language))
            .with_all(parts::escalation::lines(view, language))
            .with_all(owner.map(|id| {
                language.line("receipt-owner", &[("name", view.context.name(id).into())])
            }))
            .with_all(parts::paging::paged(view, language))
            .with_all(parts::question::standing(view, language))
            .with_all(parts::next_update::next_update(view, language))
            .with_all(parts::special_handling::in_receipt(view, language))
    })
}

fn opened(view: &IncidentView<'_>, language: Language) -> Line {
    if view.incident.state == IncidentState::Open {
        let happened = language.say("opened-inside", &[]);
        return headline::above(view, language, Below::Both, Some(happened.into()));
    }
    headline::of(view, language)
}

fn reporter(view: &IncidentView<'_>, language: Language) -> Line {
    let words = [
        ("name", view.actor(language, &view.incident.reporter)),
        ("at", view.context.clock(language).at(view.incident.opened_at).into()),
    ];
    language.line("reported-by", &words)
}
