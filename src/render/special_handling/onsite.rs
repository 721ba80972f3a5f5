//! Somebody goes to the customer's site: on the way, there, late.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::Visit;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::phrase::typed;
use crate::render::why::span;
use crate::render::{coverage, headline};

/// Somebody is on the way, and when they are expected.
pub(super) fn sent_out(
    case: &IncidentContext<'_>,
    person: &PersonId,
    expected_at: DateTime<Utc>,
    by: &str,
) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let time = case.context.clock(language);
        let words = [
            ("person", case.context.name(person).into()),
            ("at", time.at_and_distance(expected_at).into()),
            ("name", typed(by)),
        ];
        let due_at = case.incident.special_handling.visit.as_ref().and_then(|visit| visit.due_at);
        let is_theirs = case.context.audience.reader.is_some_and(|reader| reader.id == *person);
        let number = [("number", case.short_number().into())];
        Block::new(headline::told(case, language, language.say("sent-out-lead", &[]).into()))
            .with(language.line("sent-out", &words))
            .with_all(due_at.map(|at| language.line("sent-out-due", &[("at", time.at(at).into())])))
            .with_all(is_theirs.then(|| language.line("sent-out-arrive", &number)))
    })
}

/// They are there, and how long that took in the hours of the plan.
pub(super) fn arrived(case: &IncidentContext<'_>, person: &PersonId) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let visit = case.incident.special_handling.visit.as_ref();
        let line = visit.map(|visit| {
            let words = [
                ("person", case.context.name(person).into()),
                ("length", on_the_way(case, language, visit).into()),
                ("hours", hours(case, language, visit).into()),
            ];
            language.line("arrived", &words)
        });
        Block::new(headline::told(case, language, language.say("arrived-lead", &[]).into()))
            .with_all(line)
    })
}

/// They are not there, though they were expected or promised.
pub(super) fn late(
    case: &IncidentContext<'_>,
    person: &PersonId,
    at: DateTime<Utc>,
    is_promised: bool,
) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let words = [
            ("person", case.context.call(person).into()),
            ("at", case.context.clock(language).at(at).into()),
        ];
        let key = if is_promised { "arrival-missed" } else { "arrival-late" };
        Block::new(headline::told(case, language, language.say("arrival-late-lead", &[]).into()))
            .with(language.line(key, &words))
            .with(language.line("arrival-late-do", &[("number", case.short_number().into())]))
    })
}

/// Who is on the way or there, in a line.
pub(super) fn line(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let visit = case.incident.special_handling.visit.as_ref()?;
    let time = case.context.clock(language);
    let person = || case.context.name(&visit.person).into();
    if let Some(at) = visit.arrived_at {
        return Some(
            language.line("visit-there", &[("person", person()), ("at", time.at(at).into())]),
        );
    }
    let (from, at) = (time.at(visit.sent_at), time.at(visit.expected_at));
    let words = [("person", person()), ("from", from.into()), ("at", at.into())];
    Some(language.line("visit-under-way", &words))
}

/// The clock from dispatch to arrival, and what the plan says of it.
pub(super) fn why(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let Some(visit) = &case.incident.special_handling.visit else { return Vec::new() };
    let time = case.context.clock(language);
    let to = visit.arrived_at.map(|at| time.exactly(at));
    let key = if to.is_some() { "why-visit-there" } else { "why-visit-under-way" };
    let words = [
        ("person", case.context.name(&visit.person).into()),
        ("from", time.exactly(visit.sent_at).into()),
        ("to", to.unwrap_or_default().into()),
        ("length", on_the_way(case, language, visit).into()),
        ("hours", hours(case, language, visit).into()),
    ];
    vec![language.line(key, &words), promised(case, language, visit)]
}

fn promised(case: &IncidentContext<'_>, language: Language, visit: &Visit) -> Line {
    let terms = case.context.entitlement.zip(case.incident.severity.as_ref());
    let onsite = terms.and_then(|(terms, severity)| terms.onsite_for(severity));
    let source = onsite.and_then(|onsite| onsite.provenance.source.clone());
    let source = source.unwrap_or_else(|| "-".to_owned());
    match visit.due_at {
        Some(at) => {
            let at = case.context.clock(language).exactly(at);
            language.line("why-visit-due", &[("at", at.into()), ("source", source.into())])
        }
        None => language.line("why-visit-no-target", &[("source", source.into())]),
    }
}

fn on_the_way(case: &IncidentContext<'_>, language: Language, visit: &Visit) -> String {
    span(language, visit.on_the_way(case.context.entitlement, case.context.now))
}

fn hours(case: &IncidentContext<'_>, language: Language, visit: &Visit) -> String {
    let terms = case.context.entitlement;
    terms.map_or_else(
        || visit.coverage.to_string(),
        |terms| coverage::hours(language, terms, &visit.coverage, case.context.now),
    )
}
