//! Characters that make a terminal or a page do something instead of showing themselves.
//!
//! People type into a transcript and operators print it: an escape sequence in it could rename the
//! window, hide lines or answer for the operator, and a change of direction could show words in an
//! order nobody wrote.

use std::fmt::Write as _;

/// Controls but the line break, and the marks that turn the direction of words around.
fn acts(character: char) -> bool {
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && character != '\n')
}

/// A text for people: such a character is a blank.
pub(super) fn shown(document: &str) -> String {
    document.chars().map(|character| if acts(character) { ' ' } else { character }).collect()
}

/// A JSON text, where each such character can only stand inside of a string: it is escaped, and
/// lost to nobody.
pub(super) fn escaped_in_json(document: &str) -> String {
    let mut text = String::with_capacity(document.len());
    for character in document.chars() {
        if acts(character) {
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    text
}
