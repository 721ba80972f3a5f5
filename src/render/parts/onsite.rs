//! Who is on the way to the customer's site, or there.

use chat::Line;

use super::coverage;
use crate::domain::incident::Visit;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::time;

/// Who is on the way or there, in a line.
pub(in crate::render) fn line(view: &IncidentView<'_>, language: Language) -> Option<Line> {
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
pub(in crate::render) fn why(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
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

pub(in crate::render) fn promised(
    view: &IncidentView<'_>,
    language: Language,
    visit: &Visit,
) -> Line {
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

pub(in crate::render) fn on_the_way(
    view: &IncidentView<'_>,
    language: Language,
    visit: &Visit,
) -> String {
    time::span(language, visit.on_the_way(view.context.entitlement, view.context.now))
}

pub(in crate::render) fn hours(
    view: &IncidentView<'_>,
    language: Language,
    visit: &Visit,
) -> String {
    let terms = view.context.entitlement;
    terms.map_or_else(
        || visit.coverage.to_string(),
        |terms| coverage::hours(language, terms, &visit.coverage, view.context.now),
    )
}
