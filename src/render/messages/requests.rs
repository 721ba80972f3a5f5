//! What one incident has to do with another, and what customers say about the service.

use chat::{Message, MessageKind};

use crate::ids::IncidentNumber;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::parts::{self, headline};
use crate::render::phrase::typed;

/// A guest spoke of what somebody else reported, or of what is in another room.
pub fn not_your_report(number: IncidentNumber, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let words = [
            ("number", number.to_string().into()),
            ("short", parts::related::short(number).into()),
        ];
        Block::saying(language, "not-your-report", &words)
    })
}

/// Another report of the same thing continues under this number.
pub(super) fn duplicate_taken(
    view: &IncidentView<'_>,
    duplicate: IncidentNumber,
    by: &str,
) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let words = [("duplicate", duplicate.to_string().into()), ("name", typed(by))];
        Block::new(headline::of(view, language)).with(language.line("duplicate-taken", &words))
    })
}

/// A customer's rating, for the owner and the TAM.
pub(super) fn rated(view: &IncidentView<'_>, by: &str, score: u8, words: &str) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language))
            .with(parts::rating::rating(language, by, score, words))
    })
}
