//! What follows `wait` and `solve`: free text with an end, or with a code, that may be left out.

use super::parts::{Read, missing};
use crate::commands::command::{Command, Resolution};
use crate::commands::error::Argument;
use crate::commands::lexer::Cursor;
use crate::commands::verb::Verb;
use crate::commands::wall_time::Until;

/// What is allowed before the end of a wait. The longer ones first, since one holds another.
const ENDS: &[&str] = &["until ", "till ", "直到", "截至", "至", "到"];

const RESOLUTIONS: &[(&str, Resolution)] = &[
    ("answered", Resolution::Answered),
    ("已解答", Resolution::Answered),
    ("解答", Resolution::Answered),
    ("permanent-workaround", Resolution::PermanentWorkaround),
    ("permanent workaround", Resolution::PermanentWorkaround),
    ("workaround", Resolution::PermanentWorkaround),
    ("永久规避", Resolution::PermanentWorkaround),
    ("永久应对措施", Resolution::PermanentWorkaround),
    ("change-request", Resolution::ChangeRequest),
    ("change request", Resolution::ChangeRequest),
    ("change request needed", Resolution::ChangeRequest),
    ("变更请求", Resolution::ChangeRequest),
    ("需要变更", Resolution::ChangeRequest),
    ("需变更", Resolution::ChangeRequest),
];

/// `wait #128 for the logs until 18:00`. What reads like an end and is none belongs to the text.
pub(super) fn wait(c: &mut Cursor<'_>) -> Read {
    let incident = c.incident_before_text();
    let _for = c.choose(&[("for", ())]);
    let text = c.text().ok_or(missing(Verb::Wait, Argument::Text))?;
    let (text, until) = match without_end(&text) {
        Some((before, until)) => (before.to_owned(), Some(until)),
        None => (text, None),
    };
    Ok(Command::Wait { incident, text, until })
}

/// The text before the end it closes with, and that end. An end alone asks for nothing, so it is
/// text.
fn without_end(text: &str) -> Option<(&str, Until)> {
    let places = ENDS.iter().flat_map(|word| text.rmatch_indices(word));
    let mut found: Vec<_> = places
        .filter_map(|(at, word)| {
            let before = text[..at].trim_end_matches([' ', '　', ',', '，', ';', '；']);
            let until = whole_end(&text[at + word.len()..])?;
            before.contains(char::is_alphanumeric).then_some((before, until))
        })
        .collect();
    found.sort_by_key(|(before, _)| before.len());
    found.into_iter().next()
}

/// A duration or a time of day, and nothing behind it.
fn whole_end(text: &str) -> Option<Until> {
    let mut cursor = Cursor::new(text);
    let duration = cursor.duration().map(Until::Minutes);
    let end = duration.or_else(|| {
        let time = cursor.wall_time().filter(|time| time.time.is_some())?;
        Some(Until::Time(time))
    });
    end.filter(|_| cursor.is_at_end())
}

/// `solve #128 as workaround the job is restarted every night`. A code is behind `as` only, so that
/// a solution that begins with one of these words is not taken apart.
pub(super) fn solve(c: &mut Cursor<'_>) -> Read {
    let incident = c.incident_before_text();
    let resolution = resolution(c);
    let text = c.text().ok_or(missing(Verb::Solve, Argument::Text))?;
    Ok(Command::Solve { incident, resolution, text })
}

fn resolution(c: &mut Cursor<'_>) -> Option<Resolution> {
    let mut ahead = *c;
    if ahead.choose(&[("as", ())]).is_none() {
        ahead.skip_separators();
        if !ahead.take("为") && !ahead.take("按") {
            return None;
        }
    }
    let found = ahead.choose(RESOLUTIONS)?;
    *c = ahead;
    Some(found)
}
