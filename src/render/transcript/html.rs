//! The document as one HTML page that needs nothing else: no script, no picture, no address to
//! call. The template escapes whatever it is given.

use askama::Template;

use super::inert;
use super::record::{Kind, Piece, Record};
use crate::render::lang::Language;

#[derive(Template)]
#[template(path = "transcript/page.html")]
struct Page {
    lang: &'static str,
    title: String,
    summary: Vec<(String, String)>,
    heading: String,
    nothing: Option<String>,
    pieces: Vec<Shown>,
}

/// A piece as the page shows it.
struct Shown {
    class: String,
    machine_at: String,
    at: String,
    by: String,
    about: Vec<String>,
    text: String,
}

/// The whole of it as a page.
pub fn html(record: &Record<'_>) -> Result<String, askama::Error> {
    let pieces = record.pieces();
    let page = Page {
        lang: match record.language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        },
        title: record.title(),
        summary: record.summary(),
        heading: record.heading(),
        nothing: pieces.is_empty().then(|| record.language.say("record-nothing", &[])),
        pieces: pieces.into_iter().map(|piece| shown(record, piece)).collect(),
    };
    page.render().map(|page| inert::shown(&page))
}

fn shown(record: &Record<'_>, piece: Piece) -> Shown {
    let mut about: Vec<String> = piece.room.iter().cloned().collect();
    about.extend(record.remarks(&piece));
    let kind = if piece.kind == Kind::Said { "said" } else { "done" };
    Shown {
        class: format!("{kind} {}", piece.side),
        machine_at: piece.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        at: record.instant(piece.at),
        about,
        by: piece.by,
        text: piece.text,
    }
}
