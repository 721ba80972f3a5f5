//! The answer to `why`: how each deadline was computed, so that anybody can check it by hand.

use chat::{Line, Message};
use chrono::{DateTime, TimeDelta, Utc};

use super::answers;
use crate::domain::calendar::CoverageCalendar;
use crate::domain::incident::{Escalation, Fact, ResponsePromise, TimelineEntry};
use crate::domain::plan::Plan;
use crate::ids::CoverageId;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;
use crate::render::parts::{self, coverage, escorts, headline, promise};
use crate::render::phrase::{join, typed};
use crate::render::time;

/// How many stretches of covered time are listed; a longer wait says how many more there are.
const STRETCHES: usize = 4;

/// Opened when, which level and target, in which hours, counted over which stretches, due when;
/// then what changed and whether it was met. Instants are told to the second in the customer's
/// zone.
pub fn why(context: &RenderContext<'_>, entries: &[TimelineEntry]) -> Message {
    let Some(view) = context.view() else { return answers::nothing_open(context) };
    let answer_comes_first = is_awaiting_answer(&view);
    let answer = |language, now: bool| if now { escalation(&view, language) } else { Vec::new() };
    context.reply(|language| {
        Block::new(headline::of(&view, language))
            .with_all(answer(language, answer_comes_first))
            .with(opened(&view, language, entries))
            .with_all(target(&view, language))
            .with_all(escorts::why(&view, language))
            .with_all(settled(&view, language, entries))
            .with_all(changes(&view, language, entries))
            .with_all(outcome(&view, language))
            .with_all(answer(language, !answer_comes_first))
            .with_all(parts::question::why(&view, language))
            .with(next_update(&view, language))
            .with_all(parts::special_handling::in_why(&view, language))
    })
}

/// The level here is the one it was opened with; changes follow on lines of their own.
fn opened(view: &IncidentView<'_>, language: Language, entries: &[TimelineEntry]) -> Line {
    let at = view.context.clock(language).exactly(view.incident.opened_at);
    let first = entries.iter().find_map(|entry| match &entry.fact {
        Fact::Opened { severity, .. } => Some(severity.as_ref()),
        _ => None,
    });
    let level = match first {
        Some(Some(severity)) => parts::severity::level(view, language, severity),
        Some(None) => language.say("level-unset", &[]),
        None => headline::level_of(view, language),
    };
    language.line("why-opened", &[("at", at.into()), ("level", level.into())])
}

fn target(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let ResponsePromise::Due { at, provisional, target_seconds, coverage, counted_from, .. } =
        &view.incident.response.promise
    else {
        return promise::lines(view, language);
    };
    let Some(terms) = view.context.entitlement else { return promise::lines(view, language) };
    let severity = view.incident.severity.as_ref();
    let words = [
        ("target", coverage::target(language, terms, severity, *target_seconds).into()),
        ("hours", coverage::hours(language, terms, coverage, view.context.now).into()),
        ("tier", promise::tier(terms, language).into()),
        ("source", source(view, language, &terms.plan).into()),
    ];
    let mut lines = vec![language.line("why-target", &words)];
    let counted = terms.calendars.get(coverage);
    lines
        .extend(counted.map(|calendar| counted_over(view, language, calendar, *counted_from, *at)));
    lines.push(
        language.line("why-due", &[("at", view.context.clock(language).exactly(*at).into())]),
    );
    lines.extend(provisional.then(|| language.line("promise-provisional", &[])));
    lines
}

/// Where the plan's document says so; a target of the customer's own contract is there.
fn source(view: &IncidentView<'_>, language: Language, plan: &Plan) -> String {
    let terms = view.context.entitlement;
    let cell = terms.zip(view.incident.severity.as_ref()).and_then(|(terms, severity)| {
        plan.cell(terms.tier.as_str(), terms.channel.as_str(), severity.as_str())
    });
    let of_plan = || cell.map(|cell| parts::source::of(language, &cell.provenance));
    escorts::source(view).or_else(of_plan).unwrap_or_else(|| "-".to_owned())
}

/// The stretches of covered time from the start of the count to the due instant, with their
/// lengths.
fn counted_over(
    view: &IncidentView<'_>,
    language: Language,
    calendar: &CoverageCalendar,
    from: DateTime<Utc>,
    due: DateTime<Utc>,
) -> Line {
    let time = view.context.clock(language);
    let windows: Vec<_> = calendar.windows(from, due).collect();
    let told = windows.iter().take(STRETCHES).map(|window| {
        let words = [
            ("from", time.exactly_bare(window.opens_at).into()),
            ("to", time.exactly_bare(window.closes_at).into()),
            ("length", time::span(language, window.closes_at - window.opens_at).into()),
        ];
        language.line("why-stretch", &words)
    });
    let stretches = join(told, language.pick("；", "; "));
    let more = i64::try_from(windows.len().saturating_sub(STRETCHES)).unwrap_or(i64::MAX);
    let key = if more > 0 { "why-counted-more" } else { "why-counted" };
    language.line(key, &[("stretches", stretches.into()), ("count", more.into())])
}

/// That the due time was provisional, and what became of it.
fn settled(view: &IncidentView<'_>, language: Language, entries: &[TimelineEntry]) -> Vec<Line> {
    let time = view.context.clock(language);
    let told = |entry: &TimelineEntry| {
        let Fact::DueSettled { was, at, .. } = &entry.fact else { return None };
        let key = if was == at { "why-due-settled" } else { "why-due-settled-moved" };
        let words = [
            ("on", time.exactly(entry.at).into()),
            ("was", time.exactly_bare(*was).into()),
            ("at", time.exactly_bare(*at).into()),
        ];
        Some(language.line(key, &words))
    };
    entries.iter().filter_map(told).collect()
}

fn changes(view: &IncidentView<'_>, language: Language, entries: &[TimelineEntry]) -> Vec<Line> {
    let change = |entry: &TimelineEntry| {
        let Fact::SeverityChanged { to, reason, .. } = &entry.fact else { return None };
        let words = [
            ("at", view.context.clock(language).exactly(entry.at).into()),
            ("who", view.actor(language, &entry.actor)),
            ("level", parts::severity::level(view, language, to).into()),
            ("reason", typed(reason.as_str())),
        ];
        Some(language.line("why-changed", &words))
    };
    let mut lines: Vec<Line> = entries.iter().filter_map(change).collect();
    if !lines.is_empty() {
        lines.push(language.line("why-rule-of-change", &[]));
    }
    lines
}

/// Whether the response came in time, and how late by coverage time (`sla-semantics`, rules 5 and
/// 9).
fn outcome(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let given = view.incident.response.given.as_ref()?;
    let ResponsePromise::Due { at: due, coverage, .. } = &view.incident.response.promise else {
        let at = view.context.clock(language).exactly(given.at);
        return Some(language.line("why-answered", &[("at", at.into())]));
    };
    Some(judged(view, language, ("why-in-time", "why-late"), given.at, (*due, coverage)))
}

fn judged(
    view: &IncidentView<'_>,
    language: Language,
    (in_time, late): (&str, &str),
    given_at: DateTime<Utc>,
    (due, coverage): (DateTime<Utc>, &CoverageId),
) -> Line {
    let at = view.context.clock(language).exactly(given_at);
    if given_at < due {
        return language.line(in_time, &[("at", at.into())]);
    }
    let calendar = view.context.entitlement.and_then(|terms| terms.calendars.get(coverage));
    let over = calendar.map_or(given_at - due, |c| TimeDelta::seconds(c.elapsed(due, given_at)));
    language.line(late, &[("at", at.into()), ("over", time::span(language, over).into())])
}

/// Where nothing but the answer to an escalation is owed, its clock is what is asked about; where a
/// message is cut short, it must not be the part that is lost.
fn is_awaiting_answer(view: &IncidentView<'_>) -> bool {
    let owes_response = view.incident.response.pending_due().is_some();
    !owes_response && view.incident.escalation.as_ref().is_some_and(Escalation::is_pending)
}

/// The same for the answer to an escalation.
fn escalation(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let Some(escalation) = &view.incident.escalation else { return Vec::new() };
    let time = view.context.clock(language);
    let key = if escalation.urgent { "why-escalated-urgent" } else { "why-escalated" };
    let mut lines = vec![language.line(key, &[("at", time.exactly(escalation.asked_at).into())])];
    let ResponsePromise::Due { at: due, coverage, counted_from, .. } = &escalation.promise else {
        lines.extend(parts::escalation::lines(view, language));
        return lines;
    };
    lines.extend(answer_target(view, language, escalation.urgent));
    let calendar = view.context.entitlement.and_then(|terms| terms.calendars.get(coverage));
    lines.extend(
        calendar.map(|calendar| counted_over(view, language, calendar, *counted_from, *due)),
    );
    lines.push(language.line("why-answer-due", &[("at", time.exactly(*due).into())]));
    lines.extend(escalation.answered.as_ref().map(|given| {
        judged(
            view,
            language,
            ("why-answer-in-time", "why-answer-late"),
            given.at,
            (*due, coverage),
        )
    }));
    lines
}

fn answer_target(view: &IncidentView<'_>, language: Language, urgent: bool) -> Option<Line> {
    let terms = view.context.entitlement?;
    let answer = terms.escalation_terms(urgent)?;
    let source = parts::source::of(language, &answer.provenance);
    let words = [
        ("target", coverage::amount(language, answer.within).into()),
        ("hours", coverage::hours(language, terms, &answer.coverage, view.context.now).into()),
        ("source", source.into()),
    ];
    Some(language.line("why-answer-target", &words))
}

fn next_update(view: &IncidentView<'_>, language: Language) -> Line {
    let updates = &view.incident.updates;
    let Some(next) = updates.next_at else { return language.line("why-no-update", &[]) };
    let at = view.context.clock(language).exactly(next);
    match updates.every() {
        Some(every) => {
            let every = time::length(language, every);
            let key = if is_our_cadence(view) {
                "why-update-every-house-rule"
            } else {
                "why-update-every"
            };
            language.line(key, &[("at", at.into()), ("every", every.into())])
        }
        None => language.line("why-update-once", &[("at", at.into())]),
    }
}

/// Whether no document promises these updates, and nobody agreed on them.
fn is_our_cadence(view: &IncidentView<'_>) -> bool {
    let behaviour = view.context.entitlement.map(|terms| &terms.plan.behaviour);
    let of_plan = behaviour.and_then(|behaviour| behaviour.updates_for(view.incident.rank));
    !view.incident.updates.cadence_is_agreed
        && of_plan.is_some_and(|cadence| cadence.provenance.is_house_rule())
}
