//! The first line of every message about an incident: number, severity, title, state, clock. It
//! must be enough by itself on a lock screen.

use chat::Line;
use chrono::{DateTime, Utc};

use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Escalation, Incident, IncidentState, Outcome};
use crate::ids::SeverityId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{Word, shortened, typed};
use crate::render::time;

/// As much of a title as a lock screen shows.
const TITLE: usize = 40;

const RANKS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The line with the state of the incident.
pub(in crate::render) fn of(view: &IncidentView<'_>, language: Language) -> Line {
    told(view, language, state(view.incident, language).into())
}

/// The line with what has just happened in the place of the state.
pub(in crate::render) fn told(
    view: &IncidentView<'_>,
    language: Language,
    happened: Word<'_>,
) -> Line {
    line(view, language, happened, clock(view, language))
}

/// The line with an event of this moment: with the next due time, or else with its own.
pub(in crate::render) fn told_event(
    view: &IncidentView<'_>,
    language: Language,
    happened: Word<'_>,
) -> Line {
    match view.incident.deadline_at() {
        Some(_) => told(view, language, happened),
        None => told_now(view, language, happened),
    }
}

/// The line with what has just happened and when, for news that name the next instant in a line of
/// their own.
pub(in crate::render) fn told_now(
    view: &IncidentView<'_>,
    language: Language,
    happened: Word<'_>,
) -> Line {
    line(view, language, happened, view.context.clock(language).at(view.context.now))
}

fn line(view: &IncidentView<'_>, language: Language, happened: Word<'_>, clock: String) -> Line {
    let words = [
        ("mark", mark(view.incident).into()),
        ("number", view.incident.number.to_string().into()),
        ("level", level_of(view, language).into()),
        ("title", typed(shortened(&view.incident.title, TITLE))),
        ("state", happened),
        ("clock", clock.into()),
    ];
    language.line("headline", &words)
}

/// The one mark of a message; the words beside it say the same.
fn mark(incident: &Incident) -> &'static str {
    match (&incident.state, incident.rank) {
        (IncidentState::Closed { .. }, _) => "✅",
        (IncidentState::Resolved { .. }, _) => "⏸",
        _ if incident.is_parked() => "⏸",
        (_, 1) => "🔴",
        (_, 2) => "🟠",
        (_, 3) => "🟡",
        _ => "🔵",
    }
}

pub(in crate::render) fn level_of(view: &IncidentView<'_>, language: Language) -> String {
    match &view.incident.severity {
        Some(severity) => level(view.context.entitlement, language, severity, view.incident.rank),
        None => language.say("level-unset", &[]),
    }
}

/// The short form and the contract's own words: `一级 核心生产系统不可用`.
pub(in crate::render) fn level(
    terms: Option<&Entitlement>,
    language: Language,
    severity: &SeverityId,
    rank: u8,
) -> String {
    let names =
        terms.and_then(|terms| terms.plan.severity(severity)).map(|severity| &severity.names);
    let short = short_level(language, rank);
    match names {
        Some(names) => format!("{short} {}", language.pick(&names.zh, &names.en)),
        None => short,
    }
}

/// `一级`, `Level 1`.
pub(in crate::render) fn short_level(language: Language, rank: u8) -> String {
    let numeral = RANKS.get(usize::from(rank).wrapping_sub(1)).map(|numeral| (*numeral).to_owned());
    let numeral = language.pick(numeral, None).unwrap_or_else(|| rank.to_string());
    language.say("level-short", &[("rank", numeral.into())])
}

/// The state in words.
pub(in crate::render) fn state(incident: &Incident, language: Language) -> String {
    let key = match &incident.state {
        IncidentState::Open if incident.response.given.is_none() => "state-awaiting-response",
        IncidentState::Open => "state-open",
        IncidentState::Acknowledged { .. } if incident.is_parked() => "state-waiting",
        IncidentState::Acknowledged { .. } => "state-acknowledged",
        IncidentState::Resolved { .. } => "state-resolved",
        IncidentState::Closed { outcome, .. } => return closed_as(language, *outcome),
    };
    language.say(key, &[])
}

fn closed_as(language: Language, outcome: Outcome) -> String {
    language.say("state-closed", &[("outcome", outcome_in_words(language, outcome).into())])
}

pub(in crate::render) fn outcome_in_words(language: Language, outcome: Outcome) -> String {
    language.say(&format!("outcome-{}", outcome.word()), &[])
}

/// What is promised next: the response, then the next update; else until when the customer's answer
/// is waited for, and where nothing is, since when it stands so.
pub(in crate::render) fn clock(view: &IncidentView<'_>, language: Language) -> String {
    let (incident, time) = (view.incident, view.context.clock(language));
    let since = match &incident.state {
        IncidentState::Closed { at, .. } => {
            return language.say("clock-closed", &[("at", time.at(*at).into())]);
        }
        IncidentState::Acknowledged { at, .. } | IncidentState::Resolved { at, .. } => *at,
        IncidentState::Open => incident.opened_at,
    };
    let response = incident.response.pending_due();
    let escalation = incident.escalation.as_ref();
    let escalation = escalation.filter(|asked| view.tells_escalation_time(asked.urgent));
    let answer = escalation.and_then(Escalation::pending_due);
    if let Some(due) = answer.filter(|due| is_nearest(*due, response, incident.updates.next_at)) {
        return promise_clock(view, language, "clock-escalation", due);
    }
    if let Some(due) = response {
        return promise_clock(view, language, "clock-response", due);
    }
    match (incident.updates.next_at, &incident.ending.question) {
        (Some(next), _) => language.say("clock-next-update", &[("at", time.at(next).into())]),
        (None, Some(question))
            if view.context.is_for_customer() && !view.closes_unanswered(question) =>
        {
            language.say("clock-since", &[("at", time.at(question.asked_at).into())])
        }
        (None, Some(question)) => answer_clock(view, language, question.closes_at),
        (None, None) => language.say("clock-since", &[("at", time.at(since).into())]),
    }
}

/// An answer to an escalation that is due before anything else is what the customer waits for.
fn is_nearest(
    due: DateTime<Utc>,
    response: Option<DateTime<Utc>>,
    update: Option<DateTime<Utc>>,
) -> bool {
    response.into_iter().chain(update).all(|other| due <= other)
}

fn promise_clock(
    view: &IncidentView<'_>,
    language: Language,
    key: &str,
    due: DateTime<Utc>,
) -> String {
    let (now, time) = (view.context.now, view.context.clock(language));
    if due > now {
        return language.say(key, &[("before", time.before(due).into())]);
    }
    let over = time::length(language, now - due);
    language.say(&format!("{key}-over"), &[("at", time.at(due).into()), ("over", over.into())])
}

fn answer_clock(view: &IncidentView<'_>, language: Language, closes_at: DateTime<Utc>) -> String {
    let key = if closes_at > view.context.now { "clock-answer" } else { "clock-answer-over" };
    language.say(key, &[("at", view.context.clock(language).at(closes_at).into())])
}
