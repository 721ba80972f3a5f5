//! The end of an incident: a solution is offered, the customer agrees or not, it is closed or
//! opened again.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::{Actor, IncidentState, Outcome};
use crate::render::block::Block;
use crate::render::context::{Acts, IncidentView};
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise,
};
use crate::render::phrase::{Word, shortened, typed};

/// As much of a solution as is shown with the question.
const SOLUTION: usize = 300;

/// A solution is offered; the customer is asked whether it is solved, and told until when and what
/// follows.
pub(super) fn consent_asked(view: &IncidentView<'_>) -> Message {
    let question = view.incident.ending.question.as_ref();
    let closes = question.is_some_and(|question| view.closes_unanswered(question));
    let wait = if closes { "consent-reopen" } else { "consent-wait" };
    let is_for_customer = view.context.is_for_customer();
    let mut message = view.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(view, language))
            .with_all(solution(view, language))
            .with_all(solved_as(view, language))
            .with(consent_please(view, language))
            .with_all(parts::question::what_follows(view, language))
            .with_all(is_for_customer.then(|| language.line(wait, &[])))
    });
    message.buttons = parts::buttons::consent(view);
    message
}

/// The customer is asked; the staff read that they are.
fn consent_please(view: &IncidentView<'_>, language: Language) -> Line {
    if !view.context.is_for_customer() {
        return language.line("consent-awaited", &[]);
    }
    let words = [("number", view.short_number().into())];
    language.line(&view.context.how("consent-please"), &words)
}

fn solution(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let IncidentState::Resolved { by, solution, .. } = &view.incident.state else { return None };
    let words = [
        ("name", view.context.name(by).into()),
        ("solution", typed(shortened(solution, SOLUTION))),
    ];
    Some(language.line("consent-solution", &words))
}

/// The customer wants it to end and nobody has offered a solution: what the staff do about it, and
/// who knows, for the customer.
pub(super) fn end_wished(
    view: &IncidentView<'_>,
    by: &str,
    withdraws: bool,
    text: &str,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let words = [("name", typed(by)), ("text", typed(shortened(text, SOLUTION)))];
        let wished = if withdraws { "withdrawal-wished" } else { "end-wished" };
        let told = Block::new(headline::of(view, language)).with(language.line(wished, &words));
        if view.context.is_for_customer() {
            let owner = view.incident.owner.as_ref().map(|owner| view.context.name(owner));
            return told.with(match owner {
                Some(owner) => language.line("end-wished-told", &[("name", owner.into())]),
                None => language.line("end-wished-told-nobody", &[]),
            });
        }
        let to_do = if withdraws { "withdrawal-wished-do" } else { "end-wished-do" };
        told.with(language.line(to_do, &[("number", view.short_number().into())]))
    })
}

/// The customer says it is not solved.
pub(super) fn rejected(view: &IncidentView<'_>, by: &str, reason: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say("rejected-lead", &[]);
        Block::new(headline::above(view, language, Below::NextUpdate, Some(lead.into())))
            .with(parts::owner::with_reason(language, "rejected", by, reason))
            .with(parts::owner::owner(view, language))
            .with_all(parts::next_update::next_update(view, language))
    })
}

/// A closed incident is open again.
pub(super) fn reopened(view: &IncidentView<'_>, by: &str, reason: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say("reopened-lead", &[]);
        Block::new(headline::above(view, language, Below::Both, Some(lead.into())))
            .with(parts::owner::with_reason(language, "reopened", by, reason))
            .with_all(promise::lines(view, language))
            .with_all(parts::paging::paged(view, language))
            .with_all(parts::next_update::next_update(view, language))
    })
}

/// Nothing more is promised; reopening is offered.
pub(super) fn closed(view: &IncidentView<'_>) -> Message {
    let message = view.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(view, language))
            .with_all(closed_by(view, language))
            .with_all(why_by_itself(view, language))
            .with_all(solved_as(view, language))
            .with_all(parts::related::goes_on(view, language))
            .with_all(promise::kept(view, language))
            .with_all(figures(view, language))
            .with(how_to_reopen(view, language))
            .with_all(parts::rating::invitation(view, language))
    });
    Message { buttons: parts::rating::rating_link(view).into_iter().collect(), ..message }
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
    let resolution = parts::question::resolution(language, view.incident.ending.resolution?);
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
