//! A provisional due time became final and moved.

use chat::{Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::ledger::credit::OwedFor;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::parts::{self, headline};

/// From when to when, and where the counting can be read.
pub(super) fn said(
    view: &IncidentView<'_>,
    owed_for: OwedFor,
    was: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let time = view.context.clock(language);
        let words = [
            ("what", parts::credits::owed_for(language, owed_for).into()),
            ("was", time.bare(was).into()),
            ("at", time.at(at).into()),
        ];
        let lead = language.say("due-settled-lead", &[]);
        let number = [("number", view.short_number().into())];
        Block::new(headline::told(view, language, lead.into()))
            .with(language.line("due-settled", &words))
            .with(language.line("due-settled-why", &number))
    })
}
