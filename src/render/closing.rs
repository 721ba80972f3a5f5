//! The end of an incident: a solution is offered, the customer agrees or not, it is closed or opened again.

use chat::{ButtonStyle, Line, Message, MessageKind};

use super::block::Block;
use super::lang::Tongue;
use super::phrase::{Word, shortened, typed};
use super::scene::{Acts, Case};
use super::{card, headline, promise, receipt, requests, waiting};
use crate::domain::incident::{Actor, IncidentState, Outcome};

/// As much of a solution as is shown with the question.
const SOLUTION: usize = 300;

/// A solution is offered; the customer is asked whether it is solved, and told until when and what follows.
pub(super) fn consent_asked(case: &Case<'_>) -> Message {
    let wait =
        if case.incident.ending.question.is_some() { "consent-reopen" } else { "consent-wait" };
    let mut message =
        case.scene.write(MessageKind::Card, |tongue| {
            Block::new(headline::of(case, tongue))
                .with_all(solution(case, tongue))
                .with_all(solved_as(case, tongue))
                .with(tongue.line(
                    &case.scene.how("consent-please"),
                    &[("number", case.short_number().into())],
                ))
                .with_all(waiting::what_follows(case, tongue))
                .with(tongue.line(wait, &[]))
        });
    if matches!(case.incident.state, IncidentState::Resolved { .. }) {
        message.buttons = vec![
            card::act(case, "confirm", ButtonStyle::Primary),
            card::act(case, "reject", ButtonStyle::Plain),
        ];
    }
    message
}

fn solution(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let IncidentState::Resolved { by, solution, .. } = &case.incident.state else { return None };
    let words =
        [("name", case.scene.name(by).into()), ("solution", typed(shortened(solution, SOLUTION)))];
    Some(tongue.line("consent-solution", &words))
}

/// The customer says it is not solved.
pub(super) fn rejected(case: &Case<'_>, by: &str, reason: &str) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        Block::new(headline::told(case, tongue, tongue.say("rejected-lead", &[]).into()))
            .with(with_reason(tongue, "rejected", by, reason))
            .with(owner(case, tongue))
            .with_all(receipt::next_update(case, tongue))
    })
}

/// A closed incident is open again.
pub(super) fn reopened(case: &Case<'_>, by: &str, reason: &str) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        Block::new(headline::told(case, tongue, tongue.say("reopened-lead", &[]).into()))
            .with(with_reason(tongue, "reopened", by, reason))
            .with_all(promise::lines(case, tongue))
            .with_all(receipt::paged(case, tongue))
            .with_all(receipt::next_update(case, tongue))
    })
}

/// A sentence about what somebody did, with the reason if one was given.
pub(super) fn with_reason(tongue: Tongue, key: &str, by: &str, reason: &str) -> Line {
    let by: Word<'_> = if by.is_empty() { tongue.say("the-bot", &[]).into() } else { typed(by) };
    if reason.trim().is_empty() {
        return tongue.line(&format!("{key}-without-reason"), &[("name", by)]);
    }
    tongue.line(key, &[("name", by), ("reason", typed(shortened(reason, SOLUTION)))])
}

pub(super) fn owner(case: &Case<'_>, tongue: Tongue) -> Line {
    match &case.incident.owner {
        Some(owner) => tongue.line("receipt-owner", &[("name", case.scene.name(owner).into())]),
        None => tongue.line("owner-none", &[]),
    }
}

/// Nothing more is promised; reopening is offered.
pub(super) fn closed(case: &Case<'_>) -> Message {
    let message = case.scene.write(MessageKind::Card, |tongue| {
        Block::new(headline::of(case, tongue))
            .with_all(closed_by(case, tongue))
            .with_all(why_by_itself(case, tongue))
            .with_all(solved_as(case, tongue))
            .with_all(requests::goes_on(case, tongue))
            .with_all(promise::lines(case, tongue))
            .with_all(figures(case, tongue))
            .with(how_to_reopen(case, tongue))
            .with_all(requests::invitation(case, tongue))
    });
    Message { buttons: requests::rating_link(case).into_iter().collect(), ..message }
}

fn closed_by(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let IncidentState::Closed { outcome, by, at } = &case.incident.state else { return None };
    let words = [
        ("name", case.actor(tongue, by)),
        ("outcome", headline::outcome_in_words(tongue, *outcome).into()),
        ("at", case.scene.clock(tongue).at(*at).into()),
    ];
    Some(tongue.line("closed-by", &words))
}

/// Why the bot closed it, where it did.
fn why_by_itself(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    match &case.incident.state {
        IncidentState::Closed { by: Actor::Bot, outcome: Outcome::Transferred, .. } => {
            Some(tongue.line("closed-without-consent", &[]))
        }
        IncidentState::Closed { by: Actor::Bot, outcome: Outcome::Cancelled, .. } => {
            Some(tongue.line("closed-without-information", &[]))
        }
        _ => None,
    }
}

/// How the solution solves it, where that was said.
fn solved_as(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let resolution = waiting::resolution(tongue, case.incident.ending.resolution?);
    Some(tongue.line("solved-as", &[("resolution", resolution.into())]))
}

fn how_to_reopen(case: &Case<'_>, tongue: Tongue) -> Line {
    if case.scene.audience.acts == Acts::ByLinks {
        return tongue
            .line("closed-reopen-by-link", &[("number", case.incident.number.to_string().into())]);
    }
    let number: Word<'_> = case.short_number().into();
    match case.incident.reopen_until(case.scene.entitlement) {
        Some(until) => {
            let at = case.scene.clock(tongue).at(until);
            tongue.line("closed-reopen-until", &[("number", number), ("at", at.into())])
        }
        None => tongue.line("closed-reopen", &[("number", number)]),
    }
}

/// What the support side wants to see of the past.
fn figures(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let updates = &case.incident.updates;
    let words = [("sent", updates.sequence.into()), ("missed", updates.missed.into())];
    (!case.scene.is_for_customer()).then(|| tongue.line("closed-figures", &words))
}
