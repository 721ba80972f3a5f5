//! Access to the customer's system: asked for, granted, refused, and what follows.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use super::typed_level;
use crate::domain::incident::{Actor, IncidentState};
use crate::ids::SeverityId;
use crate::render::block::Block;
use crate::render::closing::with_reason;
use crate::render::lang::Tongue;
use crate::render::phrase::{Word, shortened, typed};
use crate::render::scene::Case;
use crate::render::{headline, news, promise, receipt};

/// As much of the words of a refusal as a message holds.
const WORDS: usize = 200;

/// Asks for access where the plan wants it and nobody has answered; tells what becomes of the level without.
pub(super) fn asked_for(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let is_open =
        matches!(case.incident.state, IncidentState::Open | IncidentState::Acknowledged { .. });
    if !is_open || case.incident.measures.access.is_some() {
        return None;
    }
    if !case.incident.needs_access(case.scene.entitlement) {
        return None;
    }
    if !case.scene.is_for_customer() {
        return Some(tongue.line("access-awaited", &[]));
    }
    let number = case.short_number();
    Some(match falls_to(case) {
        Some(to) => {
            let words =
                [("number", number.into()), ("level", news::level(case, tongue, to).into())];
            tongue.line("access-please-or-falls", &words)
        }
        None => tongue.line("access-please", &[("number", number.into())]),
    })
}

fn falls_to<'a>(case: &Case<'a>) -> Option<&'a SeverityId> {
    case.scene.entitlement?.severity_without_access(case.incident.severity.as_ref()?)
}

/// What was answered, by whom and when; that nothing was, where the plan wants an answer.
pub(super) fn stands(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let Some(access) = &case.incident.measures.access else { return asked_for(case, tongue) };
    let key = if access.granted { "access-stands-granted" } else { "access-stands-refused" };
    let words = [
        ("name", who(case, tongue, &access.by)),
        ("at", case.scene.clock(tongue).at(access.at).into()),
    ];
    Some(tongue.line(key, &words))
}

/// Access was granted or refused; the customer reads what a refusal may lead to before anything is done.
pub(super) fn answered(case: &Case<'_>, by: &Actor, granted: bool, words: &str) -> Message {
    let key = if granted { "access-granted" } else { "access-refused" };
    case.scene.write(MessageKind::Card, |tongue| {
        let lead = tongue.say(&format!("{key}-lead"), &[]);
        let next =
            if granted { may_be_raised(case, tongue) } else { Some(without_access(case, tongue)) };
        Block::new(headline::told(case, tongue, lead.into()))
            .with(with_words(case, tongue, key, (by, words)))
            .with_all(next)
    })
}

/// Who said it; of the support side, that it was recorded for the customer.
pub(super) fn who<'a>(case: &Case<'a>, tongue: Tongue, by: &'a Actor) -> Word<'a> {
    let name = case.actor(tongue, by);
    if by.is_support() { tongue.line("access-recorded-by", &[("name", name)]).into() } else { name }
}

fn with_words(case: &Case<'_>, tongue: Tongue, key: &str, (by, words): (&Actor, &str)) -> Line {
    let name = who(case, tongue, by);
    if words.trim().is_empty() {
        return tongue.line(&format!("{key}-without-reason"), &[("name", name)]);
    }
    tongue.line(key, &[("name", name), ("reason", typed(shortened(words, WORDS)))])
}

fn without_access(case: &Case<'_>, tongue: Tongue) -> Line {
    let number = case.short_number();
    match falls_to(case) {
        Some(to) => {
            let words =
                [("number", number.into()), ("level", news::level(case, tongue, to).into())];
            tongue.line("access-refused-falls", &words)
        }
        None => tongue.line("access-refused-slower", &[("number", number.into())]),
    }
}

fn may_be_raised(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let lost = case.incident.measures.access.as_ref()?.lowered_from.as_ref()?;
    if case.incident.severity.as_ref() == Some(lost) {
        return None;
    }
    let words = [("number", case.short_number().into()), ("level", typed_level(case, lost).into())];
    Some(tongue.line("access-raise-again", &words))
}

/// The duty manager is asked to lower the level, with the words of the refusal.
pub(super) fn downgrade_proposed(
    case: &Case<'_>,
    to: &SeverityId,
    by: &Actor,
    words: &str,
) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let lead = tongue.say("downgrade-proposed-lead", &[]);
        let what = [
            ("number", case.short_number().into()),
            ("level", news::level(case, tongue, to).into()),
        ];
        Block::new(headline::told(case, tongue, lead.into()))
            .with(receipt::customer_and_plan(case, tongue))
            .with(with_words(case, tongue, "access-refused", (by, words)))
            .with(tongue.line("downgrade-proposed-do", &what))
    })
}

/// The level fell: the change, by whom, on which evidence, and how it comes back.
pub(super) fn lowered(
    case: &Case<'_>,
    (from, to, by): (&SeverityId, &SeverityId, &str),
    (refused_by, refused_at, words): (&Actor, DateTime<Utc>, &str),
) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let lead = tongue.say("lowered-without-access-lead", &[]);
        let back =
            [("number", case.short_number().into()), ("level", typed_level(case, from).into())];
        let evidence = [
            ("name", who(case, tongue, refused_by)),
            ("at", case.scene.clock(tongue).at(refused_at).into()),
            ("reason", typed(shortened(words, WORDS))),
        ];
        let key = if words.trim().is_empty() {
            "lowered-evidence-without-words"
        } else {
            "lowered-evidence"
        };
        Block::new(headline::told(case, tongue, lead.into()))
            .with(news::change(case, tongue, Some(from), to))
            .with(with_reason(tongue, "severity-by", by, ""))
            .with(tongue.line(key, &evidence))
            .with(tongue.line("lowered-raise", &back))
            .with_all(promise::lines(case, tongue))
            .with_all(receipt::next_update(case, tongue))
    })
}
