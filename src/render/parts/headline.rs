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

/// A title is told whole; one that is longer than this is a text.
const TITLE: usize = 160;

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
    line(view, language, happened, Some(clock(view, language)))
}

/// What a message tells below its headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Below {
    Response,
    NextUpdate,
    Both,
}

/// The headline of a message that tells due times below: each is told once. With what has just
/// happened, else with the state.
pub(in crate::render) fn above(
    view: &IncidentView<'_>,
    language: Language,
    below: Below,
    happened: Option<Word<'_>>,
) -> Line {
    let happened = happened.unwrap_or_else(|| state(view.incident, language).into());
    let is_told_below = match nearest(view) {
        Nearest::Response(due) => below != Below::NextUpdate && due > view.context.now,
        Nearest::Update(_) => below != Below::Response,
        Nearest::Closed(_) | Nearest::Escalation(_) | Nearest::Nothing(_) => false,
    };
    line(view, language, happened, (!is_told_below).then(|| clock(view, language)))
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
    line(view, language, happened, Some(view.context.clock(language).at(view.context.now)))
}

/// The headline of a page, which a lock screen cuts: severity and trouble first.
pub(in crate::render) fn of_page(view: &IncidentView<'_>, language: Language, code: &str) -> Line {
    let mut words = words(view, language, state(view.incident, language).into()).to_vec();
    words.push(("clock", clock(view, language).into()));
    words.push(("code", code.into()));
    language.line("page-headline", &words)
}

fn line(
    view: &IncidentView<'_>,
    language: Language,
    happened: Word<'_>,
    clock: Option<String>,
) -> Line {
    let mut words = words(view, language, happened).to_vec();
    let Some(clock) = clock else { return language.line("headline-alone", &words) };
    words.push(("clock", clock.into()));
    language.line("headline", &words)
}

fn words<'w>(
    view: &IncidentView<'w>,
    language: Language,
    happened: Word<'w>,
) -> [(&'static str, Word<'w>); 5] {
    [
        ("mark", mark(view.incident).into()),
        ("number", view.incident.number.to_string().into()),
        ("level", short_level_of(view.incident, language).into()),
        ("title", typed(shortened(&view.incident.title, TITLE))),
        ("state", happened),
    ]
}

fn short_level_of(incident: &Incident, language: Language) -> String {
    match incident.severity {
        Some(_) => short_level(language, incident.rank),
        None => language.say("level-unset", &[]),
    }
}

/// The severity in the plan's own words, of which the headline has the short form; none before it
/// is set.
pub(in crate::render) fn level_in_full(
    view: &IncidentView<'_>,
    language: Language,
) -> Option<Line> {
    view.incident.severity.as_ref()?;
    Some(language.line("level-in-full", &[("level", level_of(view, language).into())]))
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
    match nearest(view) {
        Nearest::Closed(at) => language.say("clock-closed", &[("at", time.at(at).into())]),
        Nearest::Escalation(due) => promise_clock(view, language, "clock-escalation", due),
        Nearest::Response(due) => promise_clock(view, language, "clock-response", due),
        Nearest::Update(at) => language.say("clock-next-update", &[("at", time.at(at).into())]),
        Nearest::Nothing(since) => match &incident.ending.question {
            Some(question)
                if view.context.is_for_customer() && !view.closes_unanswered(question) =>
            {
                language.say("clock-since", &[("at", time.at(question.asked_at).into())])
            }
            Some(question) => answer_clock(view, language, question.closes_at),
            None => language.say("clock-since", &[("at", time.at(since).into())]),
        },
    }
}

/// What comes next by the clock.
enum Nearest {
    Closed(DateTime<Utc>),
    Escalation(DateTime<Utc>),
    Response(DateTime<Utc>),
    Update(DateTime<Utc>),
    /// Nothing but perhaps the customer's answer; with the instant since when it stands so.
    Nothing(DateTime<Utc>),
}

fn nearest(view: &IncidentView<'_>) -> Nearest {
    let incident = view.incident;
    let since = match &incident.state {
        IncidentState::Closed { at, .. } => return Nearest::Closed(*at),
        IncidentState::Acknowledged { at, .. } | IncidentState::Resolved { at, .. } => *at,
        IncidentState::Open => incident.opened_at,
    };
    let (response, update) = (incident.response.pending_due(), incident.updates.next_at);
    let escalation = incident.escalation.as_ref();
    let escalation = escalation.filter(|asked| view.tells_escalation_time(asked.urgent));
    let answer = escalation.and_then(Escalation::pending_due);
    if let Some(due) = answer.filter(|due| is_nearest(*due, response, update)) {
        return Nearest::Escalation(due);
    }
    let response = response.map(Nearest::Response);
    response.or_else(|| update.map(Nearest::Update)).unwrap_or(Nearest::Nothing(since))
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
