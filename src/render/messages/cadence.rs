//! When the customer gets updates: what was agreed, and what is suggested to them.

use chat::{Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::incident::ProposedCadence;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::parts::{
    self,
    headline::{self, Below},
};
use crate::render::phrase::{Word, typed};
use crate::render::time;

/// The cadence or instant that holds from now on.
pub(super) fn agreed(
    view: &IncidentView<'_>,
    every_seconds: Option<i64>,
    next_at: DateTime<Utc>,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let next: Word<'_> = view.context.clock(language).at_and_distance(next_at).into();
        let line = match every_seconds {
            Some(seconds) => {
                let every = time::length(language, TimeDelta::seconds(seconds));
                language.line("cadence-every", &[("every", every.into()), ("next", next)])
            }
            None => language.line("cadence-once", &[("next", next)]),
        };
        Block::new(headline::of(view, language)).with(line)
    })
}

/// Rarer or later updates are suggested; the promise stays until the customer agrees.
pub(super) fn proposed(view: &IncidentView<'_>, by: &str, proposed: ProposedCadence) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let what = parts::next_update::suggestion(view, language, proposed);
        let number: Word<'_> = view.short_number().into();
        Block::new(headline::above(view, language, Below::NextUpdate, None))
            .with(language.line("cadence-proposed", &[("by", typed(by)), ("what", what.into())]))
            .with(language.line(&view.context.how("cadence-agree"), &[("number", number)]))
            .with_all(parts::next_update::next_update(view, language))
    })
}

/// The customer does not agree.
pub(super) fn declined(view: &IncidentView<'_>, by: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        Block::new(headline::above(view, language, Below::NextUpdate, None))
            .with(language.line("cadence-declined", &[("by", typed(by))]))
            .with_all(parts::next_update::next_update(view, language))
    })
}
