//! A place in what was typed, and the steps forward from it.

use super::bare_numbers::BareNumbers;
use crate::commands::fold::{fold_char, is_blank, is_ornament, is_separator};

/// A place in what was typed.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands) struct Cursor<'t> {
    rest: &'t str,
    bare_numbers: BareNumbers,
}

impl<'t> Cursor<'t> {
    pub(in crate::commands) fn new(text: &'t str) -> Self {
        Self { rest: text, bare_numbers: BareNumbers::default() }
    }

    /// The same, with another way to read bare numbers before words.
    pub(in crate::commands) fn with_bare_numbers(self, bare_numbers: BareNumbers) -> Self {
        Self { bare_numbers, ..self }
    }

    pub(super) fn bare_numbers(self) -> BareNumbers {
        self.bare_numbers
    }

    /// Whether a blank is next.
    pub(super) fn is_at_blank(self) -> bool {
        self.rest.starts_with(is_blank)
    }

    /// All that is left, as typed.
    pub(in crate::commands) fn rest(self) -> &'t str {
        self.rest
    }

    /// Whether nothing but blanks and punctuation is left.
    pub(in crate::commands) fn is_at_end(self) -> bool {
        !self.rest.contains(|c: char| c.is_alphanumeric())
    }

    /// Goes over blanks and light punctuation to the next part.
    pub(in crate::commands) fn skip_separators(&mut self) {
        self.rest = self.rest.trim_start_matches(is_separator);
    }

    /// Goes over emoji, blanks and a slash in front of a verb.
    pub(in crate::commands) fn skip_ornaments(&mut self) {
        self.rest = self.rest.trim_start_matches(|c| is_separator(c) || is_ornament(c));
        if self.take("/") {
            self.rest = self.rest.trim_start_matches(|c| is_separator(c) || is_ornament(c));
        }
    }

    pub(in crate::commands) fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    pub(in crate::commands) fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The next character in the form in which it is compared.
    pub(in crate::commands) fn peek(self) -> Option<char> {
        self.rest.chars().next().map(fold_char)
    }

    pub(in crate::commands) fn next(&mut self) -> Option<char> {
        let typed = self.rest.chars().next()?;
        self.advance(typed.len_utf8());
        Some(fold_char(typed))
    }

    /// Takes one of these characters (folded) if it is next.
    pub(in crate::commands) fn take_any(&mut self, wanted: &[char]) -> bool {
        let found = self.peek().is_some_and(|c| wanted.contains(&c));
        if found {
            self.next();
        }
        found
    }

    /// Takes `folded` if it is next, whatever follows.
    pub(in crate::commands) fn take(&mut self, folded: &str) -> bool {
        let mut ahead = *self;
        if folded.chars().any(|wanted| ahead.next() != Some(wanted)) {
            return false;
        }
        *self = ahead;
        true
    }

    /// Takes the longest of these phrases that is next and ends where a word may end.
    pub(in crate::commands) fn choose<T: Copy>(&mut self, phrases: &[(&str, T)]) -> Option<T> {
        let mut ahead = *self;
        ahead.skip_separators();
        let matching = phrases.iter().filter_map(|&(phrase, meaning)| {
            let mut after = ahead;
            (after.take(phrase) && after.is_at_word_end()).then_some((after, meaning))
        });
        let (end, meaning) = matching.min_by_key(|(after, _)| after.rest.len())?;
        *self = end;
        Some(meaning)
    }

    /// Whether the cursor is behind a word: nothing follows that would make it another word.
    pub(in crate::commands) fn is_at_word_end(self) -> bool {
        self.peek().is_none_or(|c| !c.is_alphanumeric() && c != '_')
    }

    /// The word at the cursor, as typed: letters, digits, `-` and `_`. Empty when there is none.
    pub(in crate::commands) fn word(self) -> &'t str {
        let end = self.rest.find(|c: char| {
            let folded = fold_char(c);
            !folded.is_alphanumeric() && folded != '-' && folded != '_'
        });
        &self.rest[..end.unwrap_or(self.rest.len())]
    }

    /// All that is left as free text: what was typed, without the blanks and the colon around it.
    pub(in crate::commands) fn text(self) -> Option<String> {
        let start = |c: char| is_blank(c) || matches!(fold_char(c), ':' | ',');
        let text = self.rest.trim_start_matches(start).trim_end_matches(is_blank);
        text.contains(|c: char| c.is_alphanumeric()).then(|| text.to_owned())
    }
}
