//! Somebody goes to the customer's site: on the way, there, late.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::Visit;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::typed;
use crate::render::why::span;
use crate::render::{coverage, headline};

/// Somebody is on the way, and when they are expected.
pub(super) fn sent_out(
    view: &IncidentView<'_>,
    person: &PersonId,
    expected_at: DateTime<Utc>,
    by: &str,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let time = view.context.clock(language);
        let words = [
            ("person", view.context.name(person).into()),
            ("at", time.at_and_distance(expected_at).into()),
            ("name", typed(by)),
        ];
        let due_at = view.incident.special_handling.visit.as_ref().and_then(|visit| visit.due_at);
        let is_theirs = view.context.audience.reader.is_some_and(|reader| reader.id == *person);
        let number = [("number", view.short_number().into())];
        Block::new(headline::told(view, language, language.say("sent-out-lead", &[]).into()))
            .with(language.line("sent-out", &words))
            .with_all(due_at.map(|at| language.line("sent-out-due", &[("at", time.at(at).into())])))
            .with_all(is_theirs.then(|| language.line("sent-out-arrive", &number)))
    })
}

/// They are there, and how long that took in the hours of the plan.
pub(super) fn arrived(view: &IncidentView<'_>, person: &PersonId) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let visit = view.incident.special_handling.visit.as_ref();
        let line = visit.map(|visit| {
            let words = [
                ("person", view.context.name(person).into()),
                ("length", on_the_way(view, language, visit).into()),
                ("hours", hours(view, language, visit).into()),
            ];
            language.line("arrived", &words)
        });
        Block::new(headline::told(view, language, language.say("arrived-lead", &[]).into()))
            .with_all(line)
    })
}

/// They are not there, though they were expected or promised.
pub(super) fn late(
    view: &IncidentView<'_>,
    person: &PersonId,
    at: DateTime<Utc>,
    is_promised: bool,
) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let words = [
            ("person", view.context.call(person).into()),
            ("at", view.context.clock(language).at(at).into()),
        ];
        let key = if is_promised { "arrival-missed" } else { "arrival-late" };
        Block::new(headline::told(view, language, language.say("arrival-late-lead", &[]).into()))
            .with(language.line(key, &words))
            .with(language.line("arrival-late-do", &[("number", view.short_number().into())]))
    })
}

/// Who is on the way or there, in a line.
pub(super) fn line(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let visit = view.incident.special_handling.visit.as_ref()?;
    let time = view.context.clock(language);
    let person = || view.context.name(&visit.person).into();
    if let Some(at) = visit.arrived_at {
        return Some(
            language.line("visit-there", &[("person", person()), ("at", time.at(at).into())]),
        );
    }
    let (from, at) = (time.at(visit.sent_at), time.at(visit.expected_at));
    let words = [("person", person()), ("from", from.into()), ("at", at.into())];
    Some(language.line("visit-under-way", &words))
}

/// The clock from dispatch to arrival, and what the plan says about it.
pub(super) fn why(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let Some(visit) = &view.incident.special_handling.visit else { return Vec::new() };
    let time = view.context.clock(language);
    let to = visit.arrived_at.map(|at| time.exactly(at));
    let key = if to.is_some() { "why-visit-there" } else { "why-visit-under-way" };
    let words = [
        ("person", view.context.name(&visit.person).into()),
        ("from", time.exactly(visit.sent_at).into()),
        ("to", to.unwrap_or_default().into()),
        ("length", on_the_way(view, language, visit).into()),
        ("hours", hours(view, language, visit).into()),
    ];
    vec![language.line(key, &words), promised(view, language, visit)]
}

fn promised(view: &IncidentView<'_>, language: Language, visit: &Visit) -> Line {
    let terms = view.context.entitlement.zip(view.incident.severity.as_ref());
    let onsite = terms.and_then(|(terms, severity)| terms.onsite_for(severity));
    let source = onsite.and_then(|onsite| onsite.provenance.source.clone());
    let source = source.unwrap_or_else(|| "-".to_owned());
    match visit.due_at {
        Some(at) => {
            let at = view.context.clock(language).exactly(at);
            language.line("why-visit-due", &[("at", at.into()), ("source", source.into())])
        }
        None => language.line("why-visit-no-target", &[("source", source.into())]),
    }
}

fn on_the_way(view: &IncidentView<'_>, language: Language, visit: &Visit) -> String {
    span(language, visit.on_the_way(view.context.entitlement, view.context.now))
}

fn hours(view: &IncidentView<'_>, language: Language, visit: &Visit) -> String {
    let terms = view.context.entitlement;
    terms.map_or_else(
        || visit.coverage.to_string(),
        |terms| coverage::hours(language, terms, &visit.coverage, view.context.now),
    )
}
