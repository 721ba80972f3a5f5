//! The answer to `why`: how each deadline was computed, so that anybody can check it by hand.

use chat::{Line, Message};
use chrono::{DateTime, TimeDelta, Utc};

use super::block::Block;
use super::lang::Tongue;
use super::phrase::{join, typed};
use super::scene::{Case, Scene};
use super::{answers, coverage, escorts, headline, measures, moment, news, promise, waiting};
use crate::domain::calendar::CoverageCalendar;
use crate::domain::incident::{Escalation, Fact, ResponsePromise, TimelineEntry};
use crate::domain::plan::Plan;
use crate::ids::CoverageId;

/// How many stretches of covered time are listed; a longer wait says how many more there are.
const STRETCHES: usize = 4;

/// Opened when, which level and target, in which hours, counted over which stretches, due when; then what
/// changed and whether it was met. Instants are told to the second in the customer's zone.
pub fn why(scene: &Scene<'_>, entries: &[TimelineEntry]) -> Message {
    let Some(case) = scene.case() else { return answers::nothing_open(scene) };
    let answer_comes_first = is_awaiting_answer(&case);
    let answer = |tongue, now: bool| if now { escalation(&case, tongue) } else { Vec::new() };
    scene.reply(|tongue| {
        Block::new(headline::of(&case, tongue))
            .with_all(answer(tongue, answer_comes_first))
            .with(opened(&case, tongue, entries))
            .with_all(target(&case, tongue))
            .with_all(escorts::why(&case, tongue))
            .with_all(changes(&case, tongue, entries))
            .with_all(outcome(&case, tongue))
            .with_all(answer(tongue, !answer_comes_first))
            .with_all(waiting::why(&case, tongue))
            .with(next_update(&case, tongue))
            .with_all(measures::in_why(&case, tongue))
    })
}

/// The level here is the one it was opened with; changes follow on lines of their own.
fn opened(case: &Case<'_>, tongue: Tongue, entries: &[TimelineEntry]) -> Line {
    let at = case.scene.clock(tongue).exactly(case.incident.opened_at);
    let first = entries.iter().find_map(|entry| match &entry.fact {
        Fact::Opened { severity, .. } => Some(severity.as_ref()),
        _ => None,
    });
    let level = match first {
        Some(Some(severity)) => news::level(case, tongue, severity),
        Some(None) => tongue.say("level-unset", &[]),
        None => headline::level_of(case, tongue),
    };
    tongue.line("why-opened", &[("at", at.into()), ("level", level.into())])
}

fn target(case: &Case<'_>, tongue: Tongue) -> Vec<Line> {
    let ResponsePromise::Due { at, provisional, target_seconds, coverage, counted_from, .. } =
        &case.incident.response.promise
    else {
        return promise::lines(case, tongue);
    };
    let Some(terms) = case.scene.entitlement else { return promise::lines(case, tongue) };
    let severity = case.incident.severity.as_ref();
    let words = [
        ("target", coverage::target(tongue, terms, severity, *target_seconds).into()),
        ("hours", coverage::hours(tongue, terms, coverage, case.scene.now).into()),
        ("tier", promise::tier(terms, tongue).into()),
        ("source", source(case, &terms.plan).into()),
    ];
    let mut lines = vec![tongue.line("why-target", &words)];
    let counted = terms.calendars.get(coverage);
    lines.extend(counted.map(|calendar| counted_over(case, tongue, calendar, *counted_from, *at)));
    lines.push(tongue.line("why-due", &[("at", case.scene.clock(tongue).exactly(*at).into())]));
    lines.extend(provisional.then(|| tongue.line("promise-provisional", &[])));
    lines
}

/// Where the plan's document says so; a target of the customer's own contract stands there.
fn source(case: &Case<'_>, plan: &Plan) -> String {
    let terms = case.scene.entitlement;
    let cell = terms.zip(case.incident.severity.as_ref()).and_then(|(terms, severity)| {
        plan.cell(terms.tier.as_str(), terms.channel.as_str(), severity.as_str())
    });
    let of_plan = || cell.and_then(|cell| cell.provenance.source.clone());
    escorts::source(case).or_else(of_plan).unwrap_or_else(|| "-".to_owned())
}

/// The stretches of covered time from the start of the count to the due instant, with their lengths.
fn counted_over(
    case: &Case<'_>,
    tongue: Tongue,
    calendar: &CoverageCalendar,
    from: DateTime<Utc>,
    due: DateTime<Utc>,
) -> Line {
    let time = case.scene.clock(tongue);
    let windows: Vec<_> = calendar.windows(from, due).collect();
    let told = windows.iter().take(STRETCHES).map(|window| {
        let words = [
            ("from", time.exactly_bare(window.opens_at).into()),
            ("to", time.exactly_bare(window.closes_at).into()),
            ("length", span(tongue, window.closes_at - window.opens_at).into()),
        ];
        tongue.line("why-stretch", &words)
    });
    let stretches = join(told, tongue.pick("；", "; "));
    let more = i64::try_from(windows.len().saturating_sub(STRETCHES)).unwrap_or(i64::MAX);
    let key = if more > 0 { "why-counted-more" } else { "why-counted" };
    tongue.line(key, &[("stretches", stretches.into()), ("count", more.into())])
}

/// A length to the second where it is not whole minutes.
pub(super) fn span(tongue: Tongue, length: TimeDelta) -> String {
    let seconds = length.num_seconds() % 60;
    if seconds == 0 {
        return moment::length(tongue, length);
    }
    let words = [("minutes", length.num_minutes().into()), ("seconds", seconds.into())];
    tongue.say("why-minutes-seconds", &words)
}

fn changes(case: &Case<'_>, tongue: Tongue, entries: &[TimelineEntry]) -> Vec<Line> {
    let change = |entry: &TimelineEntry| {
        let Fact::SeverityChanged { to, reason, .. } = &entry.fact else { return None };
        let words = [
            ("at", case.scene.clock(tongue).exactly(entry.at).into()),
            ("who", case.actor(tongue, &entry.actor)),
            ("level", news::level(case, tongue, to).into()),
            ("reason", typed(reason.as_str())),
        ];
        Some(tongue.line("why-changed", &words))
    };
    let mut lines: Vec<Line> = entries.iter().filter_map(change).collect();
    if !lines.is_empty() {
        lines.push(tongue.line("why-rule-of-change", &[]));
    }
    lines
}

/// Whether the response came in time, and how late by coverage time (`sla-semantics`, rules 5 and 9).
fn outcome(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let given = case.incident.response.given.as_ref()?;
    let ResponsePromise::Due { at: due, coverage, .. } = &case.incident.response.promise else {
        let at = case.scene.clock(tongue).exactly(given.at);
        return Some(tongue.line("why-answered", &[("at", at.into())]));
    };
    Some(judged(case, tongue, ("why-in-time", "why-late"), given.at, (*due, coverage)))
}

fn judged(
    case: &Case<'_>,
    tongue: Tongue,
    (in_time, late): (&str, &str),
    given_at: DateTime<Utc>,
    (due, coverage): (DateTime<Utc>, &CoverageId),
) -> Line {
    let at = case.scene.clock(tongue).exactly(given_at);
    if given_at < due {
        return tongue.line(in_time, &[("at", at.into())]);
    }
    let calendar = case.scene.entitlement.and_then(|terms| terms.calendars.get(coverage));
    let over = calendar.map_or(given_at - due, |c| TimeDelta::seconds(c.elapsed(due, given_at)));
    tongue.line(late, &[("at", at.into()), ("over", span(tongue, over).into())])
}

/// Where nothing but the answer to an escalation is owed, its clock is what is asked about; where a message is cut
/// short, it must not be the part that is lost.
fn is_awaiting_answer(case: &Case<'_>) -> bool {
    let owes_response = case.incident.response.pending_due().is_some();
    !owes_response && case.incident.escalation.as_ref().is_some_and(Escalation::is_pending)
}

/// The same for the answer to an escalation.
fn escalation(case: &Case<'_>, tongue: Tongue) -> Vec<Line> {
    let Some(escalation) = &case.incident.escalation else { return Vec::new() };
    let time = case.scene.clock(tongue);
    let key = if escalation.urgent { "why-escalated-urgent" } else { "why-escalated" };
    let mut lines = vec![tongue.line(key, &[("at", time.exactly(escalation.asked_at).into())])];
    let ResponsePromise::Due { at: due, coverage, counted_from, .. } = &escalation.promise else {
        lines.extend(super::escalation::lines(case, tongue));
        return lines;
    };
    lines.extend(answer_target(case, tongue, escalation.urgent));
    let calendar = case.scene.entitlement.and_then(|terms| terms.calendars.get(coverage));
    lines
        .extend(calendar.map(|calendar| counted_over(case, tongue, calendar, *counted_from, *due)));
    lines.push(tongue.line("why-answer-due", &[("at", time.exactly(*due).into())]));
    lines.extend(escalation.answered.as_ref().map(|given| {
        judged(case, tongue, ("why-answer-in-time", "why-answer-late"), given.at, (*due, coverage))
    }));
    lines
}

fn answer_target(case: &Case<'_>, tongue: Tongue, urgent: bool) -> Option<Line> {
    let terms = case.scene.entitlement?;
    let answer = terms.escalation_answer(urgent)?;
    let source = answer.provenance.source.clone().unwrap_or_else(|| "-".to_owned());
    let words = [
        ("target", coverage::amount(tongue, answer.within).into()),
        ("hours", coverage::hours(tongue, terms, &answer.coverage, case.scene.now).into()),
        ("source", source.into()),
    ];
    Some(tongue.line("why-answer-target", &words))
}

fn next_update(case: &Case<'_>, tongue: Tongue) -> Line {
    let updates = &case.incident.updates;
    let Some(next) = updates.next_at else { return tongue.line("why-no-update", &[]) };
    let at = case.scene.clock(tongue).exactly(next);
    match updates.every() {
        Some(every) => {
            let every = moment::length(tongue, every);
            tongue.line("why-update-every", &[("at", at.into()), ("every", every.into())])
        }
        None => tongue.line("why-update-once", &[("at", at.into())]),
    }
}
