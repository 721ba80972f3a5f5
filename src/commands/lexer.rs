//! Reads the parts of a command one after the other, each in all the spellings people use.
//!
//! A [`Cursor`] stands somewhere in what was typed. Each reading function either takes its part and
//! moves on, or leaves the cursor where it was. Nothing here knows a verb.

use super::command::{ConfirmationCode, PageCode, PersonName};
use super::fold::{fold_char, is_blank, is_separator};
use crate::ids::{CreditNumber, IncidentNumber};

mod duration;
mod number;
mod time;

/// A place in what was typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// All that is left, as typed.
    pub(super) fn rest(self) -> &'t str {
        self.rest
    }

    /// Whether nothing but blanks and punctuation is left.
    pub(super) fn is_at_end(self) -> bool {
        !self.rest.contains(|c: char| c.is_alphanumeric())
    }

    /// Goes over blanks and light punctuation to the next part.
    pub(super) fn skip_separators(&mut self) {
        self.rest = self.rest.trim_start_matches(is_separator);
    }

    pub(super) fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(is_blank);
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The next character in the form in which it is compared.
    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next().map(fold_char)
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let typed = self.rest.chars().next()?;
        self.advance(typed.len_utf8());
        Some(fold_char(typed))
    }

    /// Takes one of these characters (folded) if it is next.
    pub(super) fn take_any(&mut self, wanted: &[char]) -> bool {
        let found = self.peek().is_some_and(|c| wanted.contains(&c));
        if found {
            self.next();
        }
        found
    }

    /// Takes `folded` if it is next, whatever follows.
    pub(super) fn take(&mut self, folded: &str) -> bool {
        let mut ahead = *self;
        if folded.chars().any(|wanted| ahead.next() != Some(wanted)) {
            return false;
        }
        *self = ahead;
        true
    }

    /// Takes the longest of these phrases that is next and ends where a word may end.
    pub(super) fn choose<T: Copy>(&mut self, phrases: &[(&str, T)]) -> Option<T> {
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
    pub(super) fn is_at_word_end(self) -> bool {
        self.peek().is_none_or(|c| !c.is_alphanumeric() && c != '_')
    }

    /// The word at the cursor, as typed: letters, digits, `-` and `_`. Empty when there is none.
    pub(super) fn word(self) -> &'t str {
        let end = self.rest.find(|c: char| {
            let folded = fold_char(c);
            !folded.is_alphanumeric() && folded != '-' && folded != '_'
        });
        &self.rest[..end.unwrap_or(self.rest.len())]
    }

    /// All that is left as free text: what was typed, without the blanks and the colon around it.
    pub(super) fn text(self) -> Option<String> {
        let start = |c: char| is_blank(c) || matches!(fold_char(c), ':' | ',');
        let text = self.rest.trim_start_matches(start).trim_end_matches(is_blank);
        text.contains(|c: char| c.is_alphanumeric()).then(|| text.to_owned())
    }

    /// `#128`, `128`, `INC-128`, `inc128`.
    pub(super) fn incident(&mut self) -> Option<IncidentNumber> {
        let mut ahead = *self;
        ahead.skip_separators();
        let number = number::incident(&mut ahead)?;
        *self = ahead;
        Some(IncidentNumber(number))
    }

    /// `C-7`, `c7`, `#7`, `7`.
    pub(super) fn credit(&mut self) -> Option<CreditNumber> {
        let mut ahead = *self;
        ahead.skip_separators();
        let number = number::credit(&mut ahead)?;
        *self = ahead;
        Some(CreditNumber(number))
    }

    /// A run of digits, whatever follows it.
    pub(super) fn whole_number(&mut self) -> Option<u32> {
        let mut ahead = *self;
        ahead.skip_separators();
        let (number, _) = number::digits(&mut ahead)?;
        *self = ahead;
        Some(number)
    }

    /// Whether the number that is next was written with `#` or `INC`, so that it can be nothing
    /// else.
    pub(super) fn is_at_marked_number(mut self) -> bool {
        self.skip_separators();
        !self.peek().is_some_and(|c| c.is_ascii_digit())
    }

    /// `P-5531` or `p5531`.
    pub(super) fn page_code(&mut self) -> Option<PageCode> {
        let mut ahead = *self;
        ahead.skip_separators();
        let code = number::page_code(&mut ahead)?;
        *self = ahead;
        Some(PageCode(code))
    }

    /// `8F3K`.
    pub(super) fn confirmation_code(&mut self) -> Option<ConfirmationCode> {
        let mut ahead = *self;
        ahead.skip_separators();
        let word = ahead.word();
        let code = ConfirmationCode::parse(word)?;
        ahead.advance(word.len());
        *self = ahead;
        Some(code)
    }

    /// `@张强` or `@zhang-qiang`; the name ends at a blank or at punctuation.
    pub(super) fn mention(&mut self) -> Option<PersonName> {
        let mut ahead = *self;
        ahead.skip_separators();
        if !ahead.take("@") {
            return None;
        }
        ahead.skip_blanks();
        let name = ahead.bare_name()?;
        *self = ahead;
        Some(PersonName(name))
    }

    /// The next word as a name of a person or team.
    pub(super) fn bare_name(&mut self) -> Option<String> {
        let mut ahead = *self;
        ahead.skip_separators();
        let name = ahead.word();
        if name.is_empty() {
            return None;
        }
        ahead.advance(name.len());
        *self = ahead;
        Some(name.to_owned())
    }
}

#[cfg(test)]
mod tests;
