//! What was said and done about an incident, to be read afterwards: the last lines in the chat, and
//! the whole of it as a document ([`markdown`], [`html`], [`json`]).
//!
//! A document is made from stored data alone, so the same data gives the same bytes. Whoever it is
//! for decides what is in it: what was said in staff rooms and recorded inside is in none for a
//! customer.

mod html;
mod inert;
mod json;
mod markdown;
mod record;
#[cfg(test)]
mod tests;

use chat::{Line, Message};

use super::block::Block;
use super::context::{IncidentView, RenderContext};
use super::lang::Language;
use super::messages::answers;
use super::parts::headline;
use super::phrase::{shortened, typed};
use crate::domain::transcript::TranscriptLine;

pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use record::Record;

/// As much of somebody's words as one line in the chat holds.
const WORDS: usize = 120;

/// The last lines kept with an incident, for the staff, and how to have all of them. The newest
/// come first: where a message may be short only, it is cut from the end.
pub fn last_lines(context: &RenderContext<'_>, lines: &[TranscriptLine]) -> Message {
    let Some(view) = context.view() else { return answers::nothing_open(context) };
    context.reply(|language| {
        let number = view.incident.number.0;
        let command = format!(
            "watchbell transcript export --incident {number} --format html --audience staff"
        );
        Block::new(headline::of(&view, language))
            .with(language.line("transcript-export", &[("command", command.into())]))
            .with(title(&view, language, lines.len()))
            .with_all(lines.iter().rev().map(|line| said(&view, language, line)))
    })
}

fn title(view: &IncidentView<'_>, language: Language, count: usize) -> Line {
    if count == 0 {
        return language.line("transcript-none", &[]);
    }
    let zone = view.context.clock(language).zone_name(view.context.now);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    language.line("transcript-title", &[("count", count.into()), ("zone", zone.into())])
}

fn said(view: &IncidentView<'_>, language: Language, line: &TranscriptLine) -> Line {
    let words = [
        ("at", view.context.clock(language).bare(line.at).into()),
        ("who", view.actor(language, &line.speaker)),
        ("text", typed(shortened(&line.words, WORDS))),
    ];
    language.line("transcript-line", &words)
}
