//! The promised first response in words: how long, until when, in which hours, or what to expect
//! instead.

use chat::Line;
use chrono::{DateTime, TimeDelta, Utc};

use super::{contacts, coverage, escorts};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{NoClock, ResponsePromise};
use crate::domain::plan::Contact;
use crate::ids::CoverageId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::{phrase, time};

/// A message within this time of the opening need not say how much of the target is left.
const JUST_OPENED: TimeDelta = TimeDelta::minutes(1);

/// What is promised, under which escort, and what became of it. The escort comes early, because a
/// short platform cuts what stands at the end.
pub(in crate::render) fn lines(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let mut lines = without_escort(view, language);
    if let Some(escort) = escorts::line(view, language) {
        lines.insert(lines.len().min(1), escort);
    }
    lines
}

/// What became of it, where it was given: nothing is promised any more.
pub(in crate::render) fn kept(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    given(view, language)
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
            let target = Target { due: *at, seconds: *target_seconds };
            let opening = opens_later(view, coverage, *counted_from);
            let mut lines = match opening {
                Some(opening) => outside(view, language, opening, target),
                None => vec![due(view, language, target)],
            };
            lines.extend(
                view.context.entitlement.map(|terms| service(view, language, terms, coverage)),
            );
            lines.extend(provisional.then(|| language.line("promise-provisional", &[])));
            lines
        }
        ResponsePromise::NoClock { why } => vec![no_clock(view, language, why)],
    }
}

/// A response target: when it is due, and in how many seconds of coverage.
#[derive(Clone, Copy)]
struct Target {
    due: DateTime<Utc>,
    seconds: i64,
}

/// Until when; while nobody has said how bad it is, the clock runs and which target counts is open.
fn due(view: &IncidentView<'_>, language: Language, target: Target) -> Line {
    let deadline = ("deadline", deadline(view, language, target.due).into());
    match length(view, language, target) {
        Some(length) => language.line("promise-due", &[("target", length.into()), deadline]),
        None if view.incident.severity.is_none() => {
            language.line("promise-while-ungraded", &[deadline])
        }
        None => language.line("promise-due-alone", &[deadline]),
    }
}

/// The target in words, once there is a severity and a plan.
fn length(view: &IncidentView<'_>, language: Language, target: Target) -> Option<String> {
    let (terms, severity) = (view.context.entitlement?, view.incident.severity.as_ref()?);
    Some(coverage::target(language, terms, Some(severity), target.seconds))
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

/// `10:32（北京时间）前`; some time after the opening also how much is left.
fn deadline(view: &IncidentView<'_>, language: Language, due: DateTime<Utc>) -> String {
    let (time, now) = (view.context.clock(language), view.context.now);
    if due > now && now - view.incident.opened_at >= JUST_OPENED {
        let left = time::length(language, due - now);
        return language.say(
            "deadline-ahead",
            &[
                ("clock", time.bare(due).into()),
                ("zone", time.zone_name(due).into()),
                ("left", left.into()),
            ],
        );
    }
    language.say("deadline", &[("at", time.at(due).into())])
}

/// The plan's level: `VIP级`.
pub(in crate::render) fn tier(terms: &Entitlement, language: Language) -> &str {
    let names =
        terms.tier_terms().map(|tier| language.pick(&tier.names.zh, &tier.names.en).as_str());
    names.unwrap_or(terms.tier.as_str())
}

/// When the clock starts, if that is still ahead.
fn opens_later(
    view: &IncidentView<'_>,
    coverage: &CoverageId,
    counted_from: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let calendar = view.context.entitlement?.calendars.get(coverage)?;
    calendar.next_opening(counted_from).filter(|opening| *opening > view.context.now)
}

/// Outside coverage: who answers sooner, then when the clock of this group starts.
fn outside(
    view: &IncidentView<'_>,
    language: Language,
    opening: DateTime<Utc>,
    target: Target,
) -> Vec<Line> {
    let sooner = view.context.entitlement.and_then(|terms| open_now(view, language, terms, target));
    let outside = [Some(language.line("promise-outside", &[])), sooner];
    let outside = phrase::join(outside.into_iter().flatten(), language.pick("", " "));
    let starts = [
        ("at", view.context.clock(language).at(opening).into()),
        ("promise", due(view, language, target).into()),
    ];
    vec![outside, language.line("promise-starts-later", &starts)]
}

/// The other ways to reach the vendor that are open at this instant; where one of them promises a
/// response to this severity, the fastest of these with its target.
fn open_now(
    view: &IncidentView<'_>,
    language: Language,
    terms: &Entitlement,
    here: Target,
) -> Option<Line> {
    let now = view.context.now;
    let open = terms.contacts_open_at(now);
    let severity = view.incident.severity.as_ref();
    let promised = |contact: &&Contact| severity.and_then(|it| terms.target_by(contact, it, now));
    let fastest = open.iter().filter_map(promised).min_by_key(|target| target.seconds);
    let fastest = fastest.filter(|target| now + TimeDelta::seconds(target.seconds) < here.due);
    let open = open.into_iter().filter(|contact| {
        fastest.is_none_or(|fastest| {
            promised(contact).is_some_and(|target| target.seconds == fastest.seconds)
        })
    });
    let contacts = ("contacts", contacts::addresses(language, open)?.into());
    Some(match fastest {
        Some(target) => {
            let length = coverage::amount(language, target.amount);
            language.line("contacts-open-now-within", &[("target", length.into()), contacts])
        }
        None => language.line("contacts-open-now", &[contacts]),
    })
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
