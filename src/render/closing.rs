//! The end of an incident: a solution is offered, the customer agrees or not, it is closed or
//! opened again.

use chat::{ButtonStyle, Line, Message, MessageKind};

use super::block::Block;
use super::context::{Acts, IncidentView};
use super::lang::Language;
use super::phrase::{Word, shortened, typed};
use super::{card, customer_question, headline, promise, receipt, requests};
use crate::domain::incident::{Actor, IncidentState, Outcome};

/// As much of a solution as is shown with the question.
const SOLUTION: usize = 300;

/// A solution is offered; the customer is asked whether it is solved, and told until when and what
/// follows.
pub(super) fn consent_asked(view: &IncidentView<'_>) -> Message {
    let wait =
        if view.incident.ending.question.is_some() { "consent-reopen" } else { "consent-wait" };
    let mut message = view.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(view, language))
            .with_all(solution(view, language))
            .with_all(solved_as(view, language))
            .with(language.line(
                &view.context.how("consent-please"),
                &[("number", view.short_number().into())],
            ))
            .with_all(customer_question::what_follows(view, language))
            .with(language.line(wait, &[]))
    });
    if matches!(view.incident.state, IncidentState::Resolved { .. }) {
        message.buttons = vec![
            card::act(view, "confirm", ButtonStyle::Primary),
            card::act(view, "reject", ButtonStyle::Plain),
        ];
    }
    message
}

fn solution(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let IncidentState::Resolved { by, solution, .. } = &view.incident.state else { return None };
    let words = [
        ("name", view.context.name(by).into()),
        ("solution", typed(shortened(solution, SOLUTION))),
    ];
    Some(language.line("consent-solution", &words))
}

/// The customer says it is not solved.
pub(super) fn rejected(view: &IncidentView<'_>, by: &str, reason: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        Block::new(headline::told(view, language, language.say("rejected-lead", &[]).into()))
            .with(with_reason(language, "rejected", by, reason))
            .with(owner(view, language))
            .with_all(receipt::next_update(view, language))
    })
}

/// A closed incident is open again.
pub(super) fn reopened(view: &IncidentView<'_>, by: &str, reason: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        Block::new(headline::told(view, language, language.say("reopened-lead", &[]).into()))
            .with(with_reason(language, "reopened", by, reason))
            .with_all(promise::lines(view, language))
            .with_all(receipt::paged(view, language))
            .with_all(receipt::next_update(view, language))
    })
}

/// A sentence about what somebody did, with the reason if one was given.
pub(super) fn with_reason(language: Language, key: &str, by: &str, reason: &str) -> Line {
    let by: Word<'_> = if by.is_empty() { language.say("the-bot", &[]).into() } else { typed(by) };
    if reason.trim().is_empty() {
        return language.line(&format!("{key}-without-reason"), &[("name", by)]);
    }
    language.line(key, &[("name", by), ("reason", typed(shortened(reason, SOLUTION)))])
}

pub(super) fn owner(view: &IncidentView<'_>, language: Language) -> Line {
    match &view.incident.owner {
        Some(owner) => language.line("receipt-owner", &[("name", view.context.name(owner).into())]),
        None => language.line("owner-none", &[]),
    }
}

/// Nothing more is promised; reopening is offered.
pub(super) fn closed(view: &IncidentView<'_>) -> Message {
    let message = view.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(view, language))
            .with_all(closed_by(view, language))
            .with_all(why_by_itself(view, language))
            .with_all(solved_as(view, language))
            .with_all(requests::goes_on(view, language))
            .with_all(promise::lines(view, language))
            .with_all(figures(view, language))
            .with(how_to_reopen(view, language))
            .with_all(requests::invitation(view, language))
    });
    Message { buttons: requests::rating_link(view).into_iter().collect(), ..message }
}

fn closed_by(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let IncidentState::Closed { outcome, by, at } = &view.incident.state else { return None };
    let words = [
        ("name", view.actor(language, by)),
        ("outcome", headline::outcome_in_words(language, *outcome).into()),
        ("at", view.context.clock(language).at(*at).into()),
    ];
    Some(language.line("closed-by", &words))
}

/// Why the bot closed it, where it did.
fn why_by_itself(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    match &view.incident.state {
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
fn solved_as(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let resolution = customer_question::resolution(language, view.incident.ending.resolution?);
    Some(language.line("solved-as", &[("resolution", resolution.into())]))
}

fn how_to_reopen(view: &IncidentView<'_>, language: Language) -> Line {
    if view.context.audience.acts == Acts::ByLinks {
        return language
            .line("closed-reopen-by-link", &[("number", view.incident.number.to_string().into())]);
    }
    let number: Word<'_> = view.short_number().into();
    match view.incident.reopen_until(view.context.entitlement) {
        Some(until) => {
            let at = view.context.clock(language).at(until);
            language.line("closed-reopen-until", &[("number", number), ("at", at.into())])
        }
        None => language.line("closed-reopen", &[("number", number)]),
    }
}

/// The figures of the past, for the support side.
fn figures(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let updates = &view.incident.updates;
    let words = [("sent", updates.sequence.into()), ("missed", updates.missed.into())];
    (!view.context.is_for_customer()).then(|| language.line("closed-figures", &words))
}
