//! The document as Markdown. What people typed is escaped, so that it forges no heading, link or
//! picture.

use std::fmt::Write as _;

use super::inert;
use super::record::{Piece, Record};

/// The whole of it as Markdown.
pub fn markdown(record: &Record<'_>) -> String {
    let mut text = format!("# {}\n\n", escaped(&record.title()));
    for (name, fact) in record.summary() {
        let _ = writeln!(text, "- {name}: {}", escaped(&fact));
    }
    let _ = write!(text, "\n## {}\n", record.heading());
    let pieces = record.pieces();
    if pieces.is_empty() {
        let _ = write!(text, "\n{}\n", record.language.say("record-nothing", &[]));
    }
    for piece in &pieces {
        text.push_str(&written(record, piece));
    }
    inert::shown(&text)
}

fn written(record: &Record<'_>, piece: &Piece) -> String {
    let mut about = vec![record.instant(piece.at), escaped(&piece.by)];
    about.extend(piece.room.as_deref().map(escaped));
    about.extend(record.remarks(piece));
    let lines: Vec<String> =
        piece.text.lines().map(|line| format!("> {}", escaped(line))).collect();
    // Two blanks at the end of a line keep it apart from the next.
    format!("\n**{}**\n\n{}\n", about.join(" · "), lines.join("  \n"))
}

fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '<' => text.push_str("&lt;"),
            '&' => text.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '>' => {
                text.extend(['\\', character]);
            }
            _ => text.push(character),
        }
    }
    text
}
