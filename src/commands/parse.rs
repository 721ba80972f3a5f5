//! Chat text to [`Command`]. Exact names only: what is merely similar becomes a suggestion in the
//! error.
//!
//! Takes time linear in the length of the text and never panics; a property test holds it to that.

use super::command::Command;
use super::error::ParseError;
use super::fold::fold_char;
use super::lexer::Cursor;
use super::verb::Verb;
use super::verb_names::{choice, take_verb, unknown, unknown_verb};
use super::vocabulary::{NamedSeverity, SeverityWords};
use super::{address, arguments};
use crate::ids::IncidentNumber;

/// Reads a message of a group. `None` when it is not meant for the bot.
///
/// `bot_name` is the name by which people mention the bot there. `addressed` is true when the
/// platform already knows that the message is for the bot. `severities` are the level words of the
/// group.
pub fn parse_addressed(
    text: &str,
    bot_name: &str,
    addressed: bool,
    severities: &SeverityWords,
) -> Option<Result<Command, ParseError>> {
    address::said_to_bot(text, bot_name, addressed).map(|said| parse(said, severities))
}

/// The words of a message without the ways of addressing the bot. `None` when it is not meant for
/// the bot.
pub fn words_addressed<'t>(text: &'t str, bot_name: &str, addressed: bool) -> Option<&'t str> {
    address::said_to_bot(text, bot_name, addressed).map(str::trim)
}

/// Reads what was said to the bot, without mention or root. Nothing at all asks for help.
pub fn parse(said: &str, severities: &SeverityWords) -> Result<Command, ParseError> {
    let mut cursor = Cursor::new(said);
    cursor.skip_separators();
    if let Some(number) = choice(cursor) {
        return Ok(Command::Choose { number });
    }
    match take_verb(&mut cursor, severities) {
        Some(called) => arguments::read(called, cursor, severities),
        None if cursor.is_at_end() => Ok(Command::Help { topic: None }),
        None if begins_with_level(cursor, severities) => Err(unknown(cursor, vec![Verb::Open])),
        None => Err(unknown_verb(cursor)),
    }
}

/// The first incident that a text names with a mark before the number: `#128`, `INC-128`.
pub fn incident_named_in(text: &str) -> Option<IncidentNumber> {
    let marks = text.char_indices().filter(|(_, typed)| matches!(fold_char(*typed), '#' | 'i'));
    marks.map(|(at, _)| Cursor::new(&text[at..])).find_map(|mut cursor| cursor.incident())
}

/// Somebody in a hurry names the level and the trouble, and forgets the verb.
fn begins_with_level(mut cursor: Cursor<'_>, severities: &SeverityWords) -> bool {
    matches!(severities.read_name(&mut cursor), Some(NamedSeverity::Offered(_)))
}

#[cfg(test)]
mod tests;
