//! What is offered to somebody who is asked to answer with a number.

use crate::commands::verb::Verb;
use crate::ids::SeverityId;

/// What the caller may answer with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Offer {
    Suggestions(Vec<Suggestion>),
    /// A report of these words, under one of these levels.
    Report {
        words: String,
        levels: Vec<(u8, SeverityId)>,
    },
}

/// A verb that was probably meant, with the whole line if that would be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub verb: Verb,
    pub line: Option<String>,
}
