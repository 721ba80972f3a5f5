//! What has just happened to an incident, for whoever reads along in its room or inside.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};

use super::block::Block;
use super::closing::{owner, with_reason};
use super::lang::Tongue;
use super::phrase::{Word, shortened, typed};
use super::scene::Case;
use super::{card, headline, measures, moment, promise, receipt, update};
use crate::ids::{PersonId, SeverityId};

/// As much of a person's words as one line holds.
const WORDS: usize = 300;

/// The incident as it stands, and nothing more.
pub(super) fn standing(case: &Case<'_>) -> Message {
    case.scene.write(MessageKind::Card, |tongue| Block::new(headline::of(case, tongue)))
}

/// Somebody took it: the response is given.
pub(super) fn acknowledged(case: &Case<'_>) -> Message {
    let mut message = case.scene.write(MessageKind::Card, |tongue| {
        Block::new(headline::of(case, tongue))
            .with(owner(case, tongue))
            .with_all(promise::lines(case, tongue))
            .with_all(receipt::next_update(case, tongue))
            .with(tongue.line(
                &case.scene.how("acknowledged-say"),
                &[("number", case.short_number().into())],
            ))
    });
    message.buttons = vec![update::escalate(case)];
    message.buttons.extend(card::link(case, "say"));
    message
}

/// The owner was named by somebody.
pub(super) fn assigned(case: &Case<'_>, to: &PersonId) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let words = [("name", case.scene.name(to).into())];
        Block::new(headline::of(case, tongue)).with(tongue.line("assigned", &words))
    })
}

/// Somebody is asked to take over.
pub(super) fn handoff_offered(case: &Case<'_>, to: &PersonId, summary: &str) -> Message {
    case.scene.write(MessageKind::Notice, |tongue| {
        let from = case.incident.handoff.as_ref().map(|offer| &offer.from);
        let from = from
            .map_or_else(|| tongue.say("a-colleague", &[]), |id| case.scene.name(id).to_owned());
        let words = [
            ("from", from.into()),
            ("to", case.scene.call(to).into()),
            ("summary", typed(shortened(summary, WORDS))),
        ];
        Block::new(headline::of(case, tongue))
            .with(tongue.line("handoff-offered", &words))
            .with(tongue.line("handoff-how", &[("number", case.short_number().into())]))
    })
}

/// The rhythm or instant agreed with the customer.
pub(super) fn cadence(
    case: &Case<'_>,
    every_seconds: Option<i64>,
    next_at: DateTime<Utc>,
) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let next: Word<'_> = case.scene.clock(tongue).at_and_distance(next_at).into();
        let line = match every_seconds {
            Some(seconds) => {
                let every = moment::length(tongue, TimeDelta::seconds(seconds));
                tongue.line("cadence-every", &[("every", every.into()), ("next", next)])
            }
            None => tongue.line("cadence-once", &[("next", next)]),
        };
        Block::new(headline::of(case, tongue)).with(line)
    })
}

/// Another level: from, to, why, and what is promised now.
pub(super) fn severity_changed(
    case: &Case<'_>,
    from: Option<&SeverityId>,
    to: &SeverityId,
    (by, reason): (&str, &str),
) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let lead = tongue.say("severity-lead", &[]);
        Block::new(headline::told(case, tongue, lead.into()))
            .with(change(case, tongue, from, to))
            .with(with_reason(tongue, "severity-by", by, reason))
            .with_all(promise::lines(case, tongue))
            .with_all(receipt::next_update(case, tongue))
            .with_all(measures::in_receipt(case, tongue))
    })
}

pub(super) fn change(
    case: &Case<'_>,
    tongue: Tongue,
    from: Option<&SeverityId>,
    to: &SeverityId,
) -> Line {
    let from = match from {
        Some(from) => level(case, tongue, from),
        None => tongue.say("level-unset", &[]),
    };
    tongue
        .line("severity-changed", &[("from", from.into()), ("to", level(case, tongue, to).into())])
}

pub(super) fn level(case: &Case<'_>, tongue: Tongue, severity: &SeverityId) -> String {
    let rank = case.scene.entitlement.and_then(|terms| terms.rank(severity));
    headline::level(case.scene.entitlement, tongue, severity, rank.unwrap_or(case.incident.rank))
}
