//! The code by which a person says yes to a question of the bot.

use std::fmt;

use serde::Serialize;

use crate::commands::fold::{fold, fold_char};

/// What codes are made of: nothing that can be misread for something else.
pub const CODE_ALPHABET: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const LENGTH: usize = 4;

/// Four characters of [`CODE_ALPHABET`] in upper case, with at least one letter and one digit, so
/// that neither `confirm 2345` (an incident) nor `confirm that …` can be taken for a code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct ConfirmationCode(String);

impl ConfirmationCode {
    /// Reads a code in any width and case; `None` when it cannot be one.
    pub fn parse(typed: &str) -> Option<Self> {
        // Four characters take at most sixteen bytes; longer words need no folding.
        if typed.len() > 4 * LENGTH {
            return None;
        }
        let code = fold(typed).to_ascii_uppercase();
        let is_code = code.chars().count() == LENGTH
            && code.chars().all(|c| CODE_ALPHABET.contains(c))
            && code.bytes().any(|b| b.is_ascii_digit())
            && code.bytes().any(|b| b.is_ascii_alphabetic());
        is_code.then_some(Self(code))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What was typed as the one-time code that joins two accounts, such as `8f3k-2qxm`: its letters
/// and digits in upper case. Whether there is such a code is not for the reader of commands to say.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct LinkCode(String);

impl LinkCode {
    /// No code is longer.
    const LONGEST: usize = 16;

    /// Reads a code in any width and case, with or without its hyphen; none where nothing was
    /// typed.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().map(fold_char).filter(char::is_ascii_alphanumeric);
        let code: String = letters.take(Self::LONGEST).collect();
        (!code.is_empty()).then(|| Self(code.to_ascii_uppercase()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LinkCode {
    /// Whoever reads a log must not be able to use it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkCode(…)")
    }
}

impl fmt::Display for ConfirmationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_any_case_and_width() {
        for typed in ["8F3K", "8f3k", "８Ｆ３Ｋ"] {
            assert_eq!(ConfirmationCode::parse(typed).unwrap().as_str(), "8F3K");
        }
    }

    #[test]
    fn a_link_code_is_its_letters_and_digits() {
        for typed in ["8F3K-2QXM", " 8f3k 2qxm ", "８Ｆ３Ｋ—２ＱＸＭ。"] {
            assert_eq!(LinkCode::parse(typed).unwrap().as_str(), "8F3K2QXM", "{typed}");
        }
        assert_eq!(LinkCode::parse(" - "), None);
        assert_eq!(format!("{:?}", LinkCode::parse("8F3K-2QXM").unwrap()), "LinkCode(…)");
    }

    #[test]
    fn numbers_words_and_misread_characters_are_no_codes() {
        for typed in ["2345", "THAT", "8F3", "8F3KK", "8F3O", "1F3K", "8F3I", "0F3K", "", "8F 3"] {
            assert_eq!(ConfirmationCode::parse(typed), None, "{typed}");
        }
    }
}
