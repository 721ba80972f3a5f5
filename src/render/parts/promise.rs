//! The promised first response in words: how long, until when, in which hours, or what to expect
//! instead.

use chat::Line;
use chrono::{DateTime, Utc};

use super::{coverage, escorts};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{NoClock, ResponsePromise};
use crate::ids::CoverageId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;

/// What is promised, under which escort, and what became of it. The escort comes early, because a
/// short platform cuts what stands at the end.
pub(in crate::render) fn lines(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let mut lines = without_escort(view, language);
    if let Some(escort) = escorts::line(view, language) {
        lines.insert(lines.len().min(1), escort);
    }
    lines
}

/// The same where the escort is told in another place.
pub(in crate::render) fn without_escort(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    if view.incident.response.given.is_some() {
        return given(view, language).into_iter().collect();
    }
    match &view.incident.response.promise {
        ResponsePromise::Due {
            at, provisional, target_seconds, coverage, counted_from, ..
        } => {
            let mut lines = vec![match view.incident.severity {
                Some(_) => due(view, language, *at, *target_seconds),
                None => while_ungraded(view, language, *at),
            }];
            lines.extend(
                view.context.entitlement.map(|terms| service(view, language, terms, coverage)),
            );
            lines.extend(provisional.then(|| language.line("promise-provisional", &[])));
            lines.extend(starts_later(view, language, coverage, *counted_from));
            lines
        }
        ResponsePromise::NoClock { why } => vec![no_clock(view, language, why)],
    }
}

fn due(view: &IncidentView<'_>, language: Language, at: DateTime<Utc>, target: i64) -> Line {
    let Some(terms) = view.context.entitlement else { return due_alone(view, language, at) };
    let target = coverage::target(language, terms, view.incident.severity.as_ref(), target);
    let words = [("target", target.into()), ("deadline", deadline(view, language, at).into())];
    language.line("promise-due", &words)
}

/// Nobody has said how bad it is: the clock runs, and which target counts is open.
fn while_ungraded(view: &IncidentView<'_>, language: Language, at: DateTime<Utc>) -> Line {
    language.line("promise-while-ungraded", &[("deadline", deadline(view, language, at).into())])
}

/// The plan's level and the hours in which the target is counted.
fn service(
    view: &IncidentView<'_>,
    language: Language,
    terms: &Entitlement,
    coverage: &CoverageId,
) -> Line {
    let hours = coverage::hours(language, terms, coverage, view.context.now);
    language
        .line("promise-plan", &[("tier", tier(terms, language).into()), ("hours", hours.into())])
}

fn due_alone(view: &IncidentView<'_>, language: Language, at: DateTime<Utc>) -> Line {
    language.line("promise-due-alone", &[("deadline", deadline(view, language, at).into())])
}

/// `10:32（北京时间）前`; how far away it is stands in the headline.
fn deadline(view: &IncidentView<'_>, language: Language, at: DateTime<Utc>) -> String {
    let at = view.context.clock(language).at(at);
    language.say("deadline", &[("at", at.into())])
}

/// The plan's level: `VIP级`.
pub(in crate::render) fn tier(terms: &Entitlement, language: Language) -> &str {
    let names =
        terms.tier_terms().map(|tier| language.pick(&tier.names.zh, &tier.names.en).as_str());
    names.unwrap_or(terms.tier.as_str())
}

/// Outside coverage: when the clock starts, and the ways that are open meanwhile.
fn starts_later(
    view: &IncidentView<'_>,
    language: Language,
    coverage: &CoverageId,
    counted_from: DateTime<Utc>,
) -> Vec<Line> {
    let terms = view.context.entitlement;
    let calendar = terms.and_then(|terms| terms.calendars.get(coverage));
    let opening = calendar.and_then(|calendar| calendar.next_opening(counted_from));
    let Some(opening) = opening.filter(|opening| *opening > view.context.now) else {
        return Vec::new();
    };
    let at = view.context.clock(language).at(opening);
    let mut lines = vec![language.line("promise-starts-later", &[("at", at.into())])];
    lines.extend(terms.and_then(|terms| open_now(terms, language, view.context.now)));
    lines
}

/// The other ways to reach the vendor that are open at this instant.
fn open_now(terms: &Entitlement, language: Language, now: DateTime<Utc>) -> Option<Line> {
    let contacts = terms.contacts_open_at(now);
    let told = contacts.iter().map(|contact| {
        format!("{} {}", language.pick(&contact.names.zh, &contact.names.en), contact.address)
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty())
        .then(|| language.line("contacts-open-now", &[("contacts", language.join(&told).into())]))
}

/// What may be expected where the plan gives no clock (`sla-semantics`, rule 10).
fn no_clock(view: &IncidentView<'_>, language: Language, why: &NoClock) -> Line {
    let key = match why {
        NoClock::None => "no-clock-none",
        NoClock::BestEffort => "no-clock-best-effort",
        NoClock::Periodic { every } if every == "month" => "no-clock-monthly",
        NoClock::Periodic { .. } => "no-clock-periodic",
        NoClock::Contract => "no-clock-contract",
        NoClock::NotOffered => "no-clock-not-offered",
        NoClock::OutOfContract => "no-clock-out-of-contract",
        NoClock::SeverityMissing => "no-clock-level-missing",
    };
    let tier = view.context.entitlement.map(|terms| tier(terms, language)).unwrap_or_default();
    language.line(key, &[("tier", tier.into())])
}

/// When and by whom the response was given, and by how much it was early or late.
fn given(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let given = view.incident.response.given.as_ref()?;
    let words = [
        ("name", view.context.name(&given.by).into()),
        ("at", view.context.clock(language).at(given.at).into()),
        ("verdict", verdict(view, language, given.at).into()),
    ];
    Some(language.line("response-given", &words))
}

/// In time means before the due instant (`sla-semantics`, rule 5).
fn verdict(view: &IncidentView<'_>, language: Language, given_at: DateTime<Utc>) -> String {
    let ResponsePromise::Due { at: due, .. } = &view.incident.response.promise else {
        return language.say("verdict-no-clock", &[]);
    };
    if given_at < *due {
        return language.say("verdict-in-time", &[]);
    }
    language.say("verdict-late", &[("due", view.context.clock(language).at(*due).into())])
}
