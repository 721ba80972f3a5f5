//! Chat text to [`Command`]. Exact names only: what is merely similar becomes a suggestion in the
//! error.
//!
//! Takes time linear in the length of the text and never panics; a property test holds it to that.

use std::borrow::Cow;

use super::command::Command;
use super::error::ParseError;
use super::fold::{fold_char, visible};
use super::lexer::{BareNumbers, Cursor};
use super::verb::Verb;
use super::verb_names::{choice, take_verb, unknown, unknown_verb};
use super::vocabulary::SeverityWords;
use super::{address, arguments, opening};
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
    parse_addressed_with(text, bot_name, addressed, severities, BareNumbers::AreReferences)
}

/// The same, with another way to read bare numbers before words.
pub fn parse_addressed_with(
    text: &str,
    bot_name: &str,
    addressed: bool,
    severities: &SeverityWords,
    bare_numbers: BareNumbers,
) -> Option<Result<Command, ParseError>> {
    let said = said_to_bot(text, bot_name, addressed)?;
    let said = visible(&said);
    Some(read(Cursor::new(&said).with_bare_numbers(bare_numbers), severities))
}

/// The words of a message without the ways of addressing the bot. `None` when it is not meant for
/// the bot.
pub fn words_addressed(text: &str, bot_name: &str, addressed: bool) -> Option<String> {
    Some(said_to_bot(text, bot_name, addressed)?.trim().to_owned())
}

fn said_to_bot<'t>(text: &'t str, bot_name: &str, addressed: bool) -> Option<Cow<'t, str>> {
    let said = address::said_to_bot(text, bot_name, addressed)?;
    Some(address::without_own_mention(said, bot_name))
}

/// Reads what was said to the bot, without mention or root. Nothing at all asks for help.
pub fn parse(said: &str, severities: &SeverityWords) -> Result<Command, ParseError> {
    read(Cursor::new(&visible(said)), severities)
}

fn read(mut cursor: Cursor<'_>, severities: &SeverityWords) -> Result<Command, ParseError> {
    cursor.skip_ornaments();
    if let Some(number) = choice(cursor) {
        return Ok(Command::Choose { number });
    }
    let unread = cursor;
    let called = take_verb(&mut cursor, severities).or_else(|| {
        // Mentions in front of the verb: somebody else is called as well.
        cursor = unread;
        while let Some(behind) = address::behind_mention(cursor.rest()) {
            cursor.advance(cursor.rest().len() - behind.len());
        }
        take_verb(&mut cursor, severities)
    });
    if called.is_none() {
        cursor = unread;
    }
    match called {
        Some(called) => arguments::read(called, cursor, severities),
        None if cursor.is_at_end() => Ok(Command::Help { topic: None }),
        // Somebody in a hurry names the level and the trouble, and forgets the verb.
        None if opening::begins_with_known_level(cursor, severities) => {
            Err(unknown(cursor, vec![Verb::Open]))
        }
        None => Err(unknown_verb(cursor)),
    }
}

/// The incident that a text names and nothing else: `128`, `#128`, `INC-128`.
pub fn incident_named(text: &str) -> Option<IncidentNumber> {
    let mut cursor = Cursor::new(text);
    cursor.incident_at_end().filter(|_| cursor.is_at_end())
}

/// The first incident that a text names with a mark before the number: `#128`, `INC-128`.
pub fn incident_named_in(text: &str) -> Option<IncidentNumber> {
    let marks = text.char_indices().filter(|(_, typed)| matches!(fold_char(*typed), '#' | 'i'));
    marks.map(|(at, _)| Cursor::new(&text[at..])).find_map(|mut cursor| cursor.incident())
}

#[cfg(test)]
mod tests;
