//! Reads the parts of a command one after the other, each in all the spellings people use.
//!
//! A [`Cursor`] stands somewhere in what was typed. Each reading function either takes its part and
//! moves on, or leaves the cursor where it was. Nothing here knows a verb.

use super::command::{ConfirmationCode, PageCode, PersonName};
use crate::ids::CreditNumber;

mod bare_numbers;
mod cursor;
mod duration;
mod number;
mod reference;
mod time;

pub use bare_numbers::BareNumbers;
pub(super) use cursor::Cursor;

impl Cursor<'_> {
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
