//! The entries of a timeline.

use chat::{Line, Span};

use super::facts;
use crate::domain::directory::Side;
use crate::domain::incident::{TimelineEntry, Visibility};
use crate::render::context::IncidentView;
use crate::render::lang::Language;

/// The entries that this audience may read, in the order given.
pub(in crate::render) fn readable(
    side: Side,
    entries: &[TimelineEntry],
) -> impl DoubleEndedIterator<Item = &TimelineEntry> {
    entries
        .iter()
        .filter(move |entry| side == Side::Support || entry.visibility == Visibility::Customer)
}

/// One entry: when, who, what.
pub(in crate::render) fn line(
    view: &IncidentView<'_>,
    language: Language,
    entry: &TimelineEntry,
) -> Line {
    let words = [
        ("at", view.context.clock(language).bare(entry.at).into()),
        ("who", view.actor(language, &entry.actor)),
        ("what", facts::fact(view, language, &entry.fact).into()),
    ];
    let line = language.line("timeline-line", &words);
    Line(line.0.into_iter().map(flat).collect())
}

/// An entry is one line of a list, whatever was typed; `show #n full` keeps the lines.
fn flat(span: Span) -> Span {
    match span {
        Span::Typed(words) => Span::Typed(chat::neutralise::one_line(&words)),
        other => other,
    }
}
