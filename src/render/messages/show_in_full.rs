//! The answer to `show #n full`: everything that was said and done, with no word left out, a page at
//! a time.

use chat::{Line, Message};

use crate::domain::incident::TimelineEntry;
use crate::render::block::Block;
use crate::render::context::{Audience, IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::{Language, Languages};
use crate::render::messages::answers;
use crate::render::parts::headline;
use crate::render::phrase::typed;
use crate::render::transcript::Record;

/// As many characters as every platform shows in one message, the headline apart.
const PAGE: usize = 400;

/// The entries that this audience may read, the oldest first. A page that there is none of is the
/// last.
pub fn show_in_full(context: &RenderContext<'_>, entries: &[TimelineEntry], page: u32) -> Message {
    let Some(view) = context.view() else { return answers::nothing_open(context) };
    // People's words are in one language anyway, and would fill two pages each.
    let language = context.audience.language.first().pick(Languages::Zh, Languages::En);
    let audience = Audience { language, ..context.audience };
    let context = &RenderContext { audience, ..*context };
    let message = context.reply(|language| {
        let mut pages = pages(&told(&view, language, entries));
        let last = pages.len().max(1);
        let page = usize::try_from(page).unwrap_or(last).clamp(1, last);
        let lines = if pages.is_empty() { Vec::new() } else { pages.swap_remove(page - 1) };
        let zone = view.context.clock(language).zone_name(view.context.now);
        Block::new(headline::of(&view, language))
            .with(language.line("full-title", &[("zone", zone.into())]))
            .with_all(lines.into_iter().map(|line| Line::default().and_typed(line)))
            .with_all((page < last).then(|| next(&view, language, page, last)))
    });
    customer_guard::for_audience(message, context)
}

/// Every line of every entry, each with its time and name first.
fn told(view: &IncidentView<'_>, language: Language, entries: &[TimelineEntry]) -> Vec<String> {
    let record = Record {
        incident: view.incident,
        timeline: entries,
        lines: &[],
        directory: view.context.directory,
        entitlement: view.context.entitlement,
        audience: view.context.audience.side,
        language,
    };
    let time = view.context.clock(language);
    let entry = |(at, by, text): (chrono::DateTime<chrono::Utc>, String, String)| {
        let head = format!("{} {by}", time.bare(at));
        let mut lines = text.lines().map(str::to_owned).collect::<Vec<_>>().into_iter();
        let first = format!("{head}　{}", lines.next().unwrap_or_default());
        std::iter::once(first).chain(lines.map(|line| format!("│ {line}"))).collect::<Vec<_>>()
    };
    record.entries().into_iter().flat_map(entry).collect()
}

/// The lines in pages of at most [`PAGE`] characters; a line that is longer is divided.
fn pages(lines: &[String]) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut room = 0;
    for line in lines.iter().flat_map(|line| divided(line)) {
        let length = line.chars().count() + 1;
        if length > room {
            pages.push(Vec::new());
            room = PAGE + 1;
        }
        room -= length;
        if let Some(page) = pages.last_mut() {
            page.push(line);
        }
    }
    pages
}

fn divided(line: &str) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    let pieces = characters.chunks(PAGE - 2).enumerate();
    let piece = |(index, piece): (usize, &[char])| {
        let mark = if index > 0 { "│ " } else { "" };
        format!("{mark}{}", piece.iter().collect::<String>())
    };
    pieces.map(piece).collect()
}

fn next(view: &IncidentView<'_>, language: Language, page: usize, last: usize) -> Line {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let words = [
        ("page", number(page).into()),
        ("pages", number(last).into()),
        ("number", typed(view.short_number())),
        ("next", number(page + 1).into()),
    ];
    language.line("full-more", &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_between_pages_and_none_is_too_long() {
        let lines: Vec<String> =
            (0..40).map(|n| format!("{n} ").repeat(n * 9 + 1).trim().to_owned()).collect();
        let pages = pages(&lines);
        for page in &pages {
            let length: usize = page.iter().map(|line| line.chars().count() + 1).sum();
            assert!(length <= PAGE + 1, "{length}: {page:?}");
        }
        let told = pages.concat().join("\n").replace("\n│ ", "");
        assert_eq!(told, lines.join("\n"));
    }

    #[test]
    fn no_lines_are_no_pages() {
        assert!(pages(&[]).is_empty());
    }
}
