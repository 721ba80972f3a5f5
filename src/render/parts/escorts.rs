//! Words about escorts: which one counts for an incident, what it does to the due time, and which
//! are booked.
//!
//! An escort is the customer's own event, so both sides read its name.

use chat::Line;

use super::{coverage, headline};
use crate::domain::directory::Escort;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::ResponsePromise;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;
use crate::render::phrase;

/// The escort that came to count last, and whether the response is due by it.
pub(in crate::render) fn line(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let escort = view.incident.escorts.last()?;
    let is_pending = view.incident.response.given.is_none();
    let key = if is_pending && is_due_by_escort(view) {
        "escort-counts-with-target"
    } else {
        "escort-counts"
    };
    Some(told(language, key, escort))
}

/// What the timeline says when one comes to count.
pub(in crate::render) fn fact(language: Language, escort: &Escort) -> Line {
    told(language, "fact-escort-counts", escort)
}

fn told(language: Language, key: &str, escort: &Escort) -> Line {
    let words = [("name", escort.name.as_str().into()), ("until", escort.until.to_string().into())];
    language.line(key, &words)
}

/// What `why` says in addition to the clock: that the escort's target replaced a longer one, or why
/// it did not.
pub(in crate::render) fn why(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let ResponsePromise::Due { counted_from, by_escort, .. } = &view.incident.response.promise
    else {
        return None;
    };
    let terms = view.context.entitlement?;
    let Some(escort) = terms.escort_among(&view.incident.escorts, *counted_from) else {
        return line(view, language);
    };
    if *by_escort {
        return Some(language.line("why-escort-replaces", &days(escort)));
    }
    let Some(escort_terms) = terms.escort_terms() else { return line(view, language) };
    if view.incident.severity.as_ref().is_some_and(|severity| !escort_terms.is_for(severity)) {
        return Some(language.line("why-escort-other-level", &days(escort)));
    }
    let target = &escort_terms.target;
    let hours = coverage::hours(language, terms, &target.coverage, view.context.now);
    let [name, from, until] = days(escort);
    let target = coverage::amount(language, target.amount);
    let words = [name, from, until, ("target", target.into()), ("hours", hours.into())];
    Some(language.line("why-escort-leaves", &words))
}

/// Where the plan's document says what is promised during an escort, if the response is due by
/// that.
pub(in crate::render) fn source(view: &IncidentView<'_>) -> Option<String> {
    let terms = view.context.entitlement?.escort_terms().filter(|_| is_due_by_escort(view))?;
    terms.provenance.source.clone()
}

fn is_due_by_escort(view: &IncidentView<'_>) -> bool {
    matches!(view.incident.response.promise, ResponsePromise::Due { by_escort: true, .. })
}

/// What `plan` says: the escorts that are booked and not over, and what they bring. Nothing where
/// none is.
pub(in crate::render) fn in_plan(
    context: &RenderContext<'_>,
    terms: &Entitlement,
    language: Language,
) -> Vec<Line> {
    let booked = terms.escorts_ahead(context.now);
    if booked.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Line> =
        booked.into_iter().map(|escort| language.line("plan-escort", &days(escort))).collect();
    lines.extend(target(context, terms, language));
    lines.extend(experts(terms, language));
    lines
}

fn target(context: &RenderContext<'_>, terms: &Entitlement, language: Language) -> Option<Line> {
    let escort = terms.escort_terms()?;
    let target = &escort.target;
    let words = [
        ("target", coverage::amount(language, target.amount).into()),
        ("hours", coverage::hours(language, terms, &target.coverage, context.now).into()),
    ];
    let key =
        if escort.severities.is_empty() { "plan-escort-target" } else { "plan-escort-urgent" };
    Some(language.line(key, &words))
}

fn experts(terms: &Entitlement, language: Language) -> Option<Line> {
    let level = |id| headline::short_level(language, terms.rank(id).unwrap_or_default());
    let levels: Vec<String> = terms.escort_expert_severities().into_iter().map(level).collect();
    (!levels.is_empty())
        .then(|| language.line("plan-escort-experts", &[("levels", language.join(&levels).into())]))
}

fn days(escort: &Escort) -> [(&'static str, phrase::Word<'_>); 3] {
    [
        ("name", escort.name.as_str().into()),
        ("from", escort.from.to_string().into()),
        ("until", escort.until.to_string().into()),
    ]
}
