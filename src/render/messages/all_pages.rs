//! The question of `ack all`, and what came of it.

use chat::{Line, Message};

use super::lists;
use crate::domain::incident::{Incident, Refused};
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::phrase::{shortened, typed};

/// As many as fit into one message.
const LONGEST: usize = 20;

/// As much of a title as one line holds.
const TITLE: usize = 40;

/// One of several pages that were answered together.
#[derive(Debug, Clone)]
pub struct Answered {
    /// As it is after the answer.
    pub incident: Incident,
    /// Why the answer changed nothing, where it did not.
    pub refused: Option<Refused>,
}

/// No page waits for the caller.
pub fn no_page_waits(context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, "no-page-waits", &[]))
}

/// Lists the pages that a yes would answer, the most urgent first.
pub fn all_pages_asked(incidents: &[Incident], code: &str, context: &RenderContext<'_>) -> Message {
    let count = i64::try_from(incidents.len()).unwrap_or(i64::MAX);
    context.reply(|language| {
        Block::saying(language, "all-pages-asked", &[("count", count.into())])
            // Before the list: a short platform cuts what stands at the end.
            .with(language.line("confirmation-how", &[("code", code.into())]))
            .with_all(incidents.iter().take(LONGEST).map(|it| lists::line(context, language, it)))
            .with_all(lists::left_off(language, incidents.len(), LONGEST))
    })
}

/// What came of each of them.
pub fn all_pages_answered(answered: &[Answered], context: &RenderContext<'_>) -> Message {
    let taken = answered.iter().filter(|it| it.refused.is_none()).count();
    let count = i64::try_from(taken).unwrap_or(i64::MAX);
    context.reply(|language| {
        Block::saying(language, "all-pages-answered", &[("count", count.into())])
            .with_all(answered.iter().take(LONGEST).map(|it| line(it, context, language)))
            .with_all(lists::left_off(language, answered.len(), LONGEST))
    })
}

fn line(answered: &Answered, context: &RenderContext<'_>, language: Language) -> Line {
    let incident = &answered.incident;
    let key = match &answered.refused {
        None => "all-pages-taken",
        Some(Refused::AlreadyTaken { .. }) => "all-pages-taken-by",
        Some(_) => "all-pages-not-taken",
    };
    let mut words = vec![
        ("number", incident.number.to_string().into()),
        ("title", typed(shortened(&incident.title, TITLE))),
    ];
    if let Some(Refused::AlreadyTaken { by, .. }) = &answered.refused {
        words.push(("name", context.name(by).into()));
    }
    language.line(key, &words)
}
