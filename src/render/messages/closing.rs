//! The end of an incident: a solution is offered, the customer agrees or not, it is closed or opened again.

use chat::{ButtonStyle, Line, Message, MessageKind};

use crate::domain::incident::{Actor, IncidentState, Outcome};
use crate::render::block::Block;
use crate::render::context::{Acts, IncidentContext};
use crate::render::lang::Language;
use crate::render::parts::{self, headline, promise};
use crate::render::phrase::{Word, shortened, typed};

/// As much of a solution as is shown with the question.
const SOLUTION: usize = 300;

/// A solution is offered; the customer is asked whether it is solved, and told until when and what follows.
pub(super) fn consent_asked(case: &IncidentContext<'_>) -> Message {
    let wait =
        if case.incident.ending.question.is_some() { "consent-reopen" } else { "consent-wait" };
    let mut message = case.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(case, language))
            .with_all(solution(case, language))
            .with_all(solved_as(case, language))
            .with(language.line(
                &case.context.how("consent-please"),
                &[("number", case.short_number().into())],
            ))
            .with_all(parts::question::what_follows(case, language))
            .with(language.line(wait, &[]))
    });
    if matches!(case.incident.state, IncidentState::Resolved { .. }) {
        message.buttons = vec![
            parts::buttons::act(case, "confirm", ButtonStyle::Primary),
            parts::buttons::act(case, "reject", ButtonStyle::Plain),
        ];
    }
    message
}

fn solution(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let IncidentState::Resolved { by, solution, .. } = &case.incident.state else { return None };
    let words = [
        ("name", case.context.name(by).into()),
        ("solution", typed(shortened(solution, SOLUTION))),
    ];
    Some(language.line("consent-solution", &words))
}

/// The customer says it is not solved.
pub(super) fn rejected(case: &IncidentContext<'_>, by: &str, reason: &str) -> Message {
    case.context.write(MessageKind::Card, |language| {
        Block::new(headline::told(case, language, language.say("rejected-lead", &[]).into()))
            .with(parts::owner::with_reason(language, "rejected", by, reason))
            .with(parts::owner::owner(case, language))
            .with_all(parts::next_update::next_update(case, language))
    })
}

/// A closed incident is open again.
pub(super) fn reopened(case: &IncidentContext<'_>, by: &str, reason: &str) -> Message {
    case.context.write(MessageKind::Card, |language| {
        Block::new(headline::told(case, language, language.say("reopened-lead", &[]).into()))
            .with(parts::owner::with_reason(language, "reopened", by, reason))
            .with_all(promise::lines(case, language))
            .with_all(parts::paging::paged(case, language))
            .with_all(parts::next_update::next_update(case, language))
    })
}

/// Nothing more is promised; reopening is offered.
pub(super) fn closed(case: &IncidentContext<'_>) -> Message {
    let message = case.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(case, language))
            .with_all(closed_by(case, language))
            .with_all(why_by_itself(case, language))
            .with_all(solved_as(case, language))
            .with_all(parts::related::goes_on(case, language))
            .with_all(promise::lines(case, language))
            .with_all(figures(case, language))
            .with(how_to_reopen(case, language))
            .with_all(parts::rating::invitation(case, language))
    });
    Message { buttons: parts::rating::rating_link(case).into_iter().collect(), ..message }
}

fn closed_by(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let IncidentState::Closed { outcome, by, at } = &case.incident.state else { return None };
    let words = [
        ("name", case.actor(language, by)),
        ("outcome", headline::outcome_in_words(language, *outcome).into()),
        ("at", case.context.clock(language).at(*at).into()),
    ];
    Some(language.line("closed-by", &words))
}

/// Why the bot closed it, where it did.
fn why_by_itself(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    match &case.incident.state {
        IncidentState::Closed { by: Actor::Bot, outcome: Outcome::Transferred, .. } => {
            Some(language.line("closed-without-consent", &[]))
        }
        IncidentState::Closed { by: Actor::Bot, outcome: Outcome::Cancelled, .. } => {
            Some(language.line("closed-without-information", &[]))
        }
        _ => None,
    }
}

/// How the solution solves it, where that was said.
fn solved_as(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let resolution = parts::question::resolution(language, case.incident.ending.resolution?);
    Some(language.line("solved-as", &[("resolution", resolution.into())]))
}

fn how_to_reopen(case: &IncidentContext<'_>, language: Language) -> Line {
    if case.context.audience.acts == Acts::ByLinks {
        return language
            .line("closed-reopen-by-link", &[("number", case.incident.number.to_string().into())]);
    }
    let number: Word<'_> = case.short_number().into();
    match case.incident.reopen_until(case.context.entitlement) {
        Some(until) => {
            let at = case.context.clock(language).at(until);
            language.line("closed-reopen-until", &[("number", number), ("at", at.into())])
        }
        None => language.line("closed-reopen", &[("number", number)]),
    }
}

/// What the support side wants to see of the past.
fn figures(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let updates = &case.incident.updates;
    let words = [("sent", updates.sequence.into()), ("missed", updates.missed.into())];
    (!case.context.is_for_customer()).then(|| language.line("closed-figures", &words))
}
