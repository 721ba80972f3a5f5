//! What people type, read into [`Command`]s.
//!
//! [`parse_addressed`] decides whether a message is for the bot and reads it; a message that is for
//! the bot but not understood becomes a [`ParseError`] with the nearest verbs, which are shown and
//! never carried out. The table in [`grammar`] is the one place that knows the verbs. Start reading
//! there.

mod address;
mod arguments;
pub mod code;
pub mod command;
mod corrected;
mod customers_words;
pub mod error;
mod fold;
pub mod grammar;
mod homophones;
pub mod items;
mod lexer;
mod opening;
mod parse;
#[cfg(test)]
pub(crate) mod plans_for_tests;
mod quote;
mod quoted;
mod suggest;
mod trouble;
pub mod verb;
mod verb_names;
pub mod vocabulary;
pub mod wall_time;

pub use command::Command;

/// Whether a word is a right that a customer's administrators decide about.
pub fn is_contact_right(word: &str) -> bool {
    arguments::quota::is_right(word)
}

pub use corrected::corrected;
pub use customers_words::{PlainWords, plain_words};
pub use error::ParseError;
pub use grammar::{Grammar, Role, verbs};
pub use lexer::BareNumbers;
pub use parse::{
    incident_named, incident_named_in, parse, parse_addressed, parse_addressed_with,
    words_addressed,
};
pub use quoted::{incident_quoted, incident_quoted_in};
pub use trouble::sounds_like_trouble;
pub use verb::Verb;
pub use vocabulary::{Elsewhere, SeverityName, SeverityWords};
