//! What has just happened to an incident, for whoever reads along in its room or inside.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};

use super::block::Block;
use super::closing::{owner, with_reason};
use super::context::IncidentContext;
use super::lang::Language;
use super::phrase::{Word, shortened, typed};
use super::{card, headline, promise, receipt, special_handling, time, update};
use crate::ids::{PersonId, SeverityId};

/// As much of a person's words as one line holds.
const WORDS: usize = 300;

/// The incident as it stands, and nothing more.
pub(super) fn standing(case: &IncidentContext<'_>) -> Message {
    case.context.write(MessageKind::Card, |language| Block::new(headline::of(case, language)))
}

/// Somebody took it: the response is given.
pub(super) fn acknowledged(case: &IncidentContext<'_>) -> Message {
    let mut message = case.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(case, language))
            .with(owner(case, language))
            .with_all(promise::lines(case, language))
            .with_all(receipt::next_update(case, language))
            .with(language.line(
                &case.context.how("acknowledged-say"),
                &[("number", case.short_number().into())],
            ))
    });
    message.buttons = vec![update::escalate(case)];
    message.buttons.extend(card::link(case, "say"));
    message
}

/// The owner was named by somebody.
pub(super) fn assigned(case: &IncidentContext<'_>, to: &PersonId) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let words = [("name", case.context.name(to).into())];
        Block::new(headline::of(case, language)).with(language.line("assigned", &words))
    })
}

/// Somebody is asked to take over.
pub(super) fn handoff_offered(case: &IncidentContext<'_>, to: &PersonId, summary: &str) -> Message {
    case.context.write(MessageKind::Notice, |language| {
        let from = case.incident.handoff.as_ref().map(|offer| &offer.from);
        let from = from.map_or_else(
            || language.say("a-colleague", &[]),
            |id| case.context.name(id).to_owned(),
        );
        let words = [
            ("from", from.into()),
            ("to", case.context.call(to).into()),
            ("summary", typed(shortened(summary, WORDS))),
        ];
        Block::new(headline::of(case, language))
            .with(language.line("handoff-offered", &words))
            .with(language.line("handoff-how", &[("number", case.short_number().into())]))
    })
}

/// The rhythm or instant agreed with the customer.
pub(super) fn cadence(
    case: &IncidentContext<'_>,
    every_seconds: Option<i64>,
    next_at: DateTime<Utc>,
) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let next: Word<'_> = case.context.clock(language).at_and_distance(next_at).into();
        let line = match every_seconds {
            Some(seconds) => {
                let every = time::length(language, TimeDelta::seconds(seconds));
                language.line("cadence-every", &[("every", every.into()), ("next", next)])
            }
            None => language.line("cadence-once", &[("next", next)]),
        };
        Block::new(headline::of(case, language)).with(line)
    })
}

/// Another level: from, to, why, and what is promised now.
pub(super) fn severity_changed(
    case: &IncidentContext<'_>,
    from: Option<&SeverityId>,
    to: &SeverityId,
    (by, reason): (&str, &str),
) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let lead = language.say("severity-lead", &[]);
        Block::new(headline::told(case, language, lead.into()))
            .with(change(case, language, from, to))
            .with(with_reason(language, "severity-by", by, reason))
            .with_all(promise::lines(case, language))
            .with_all(receipt::next_update(case, language))
            .with_all(special_handling::in_receipt(case, language))
    })
}

pub(super) fn change(
    case: &IncidentContext<'_>,
    language: Language,
    from: Option<&SeverityId>,
    to: &SeverityId,
) -> Line {
    let from = match from {
        Some(from) => level(case, language, from),
        None => language.say("level-unset", &[]),
    };
    language.line(
        "severity-changed",
        &[("from", from.into()), ("to", level(case, language, to).into())],
    )
}

pub(super) fn level(
    case: &IncidentContext<'_>,
    language: Language,
    severity: &SeverityId,
) -> String {
    let rank = case.context.entitlement.and_then(|terms| terms.rank(severity));
    headline::level(
        case.context.entitlement,
        language,
        severity,
        rank.unwrap_or(case.incident.rank),
    )
}
