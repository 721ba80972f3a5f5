//! What several verbs read alike.

use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;
use crate::commands::vocabulary::{NamedSeverity, SeverityWords};
use crate::ids::{IncidentNumber, SeverityId};

pub(super) type Read = Result<Command, ParseError>;

pub(super) fn missing(verb: Verb, which: Argument) -> ParseError {
    ParseError::MissingArgument { verb, which }
}

pub(super) fn text(verb: Verb, c: &mut Cursor<'_>) -> Result<String, ParseError> {
    c.text().ok_or(missing(verb, Argument::Text))
}

/// The number of a verb that takes nothing else. Words in its place are refused, lest the answer be
/// about an incident that nobody named.
pub(super) fn only_incident(
    verb: Verb,
    c: &mut Cursor<'_>,
) -> Result<Option<IncidentNumber>, ParseError> {
    match c.incident() {
        None if !c.is_at_end() => Err(bad_incident(verb, c)),
        found => Ok(found),
    }
}

pub(super) fn bad_incident(verb: Verb, c: &mut Cursor<'_>) -> ParseError {
    ParseError::BadIncident { verb, typed: shown(c.rest()) }
}

pub(super) fn severity(
    verb: Verb,
    c: &mut Cursor<'_>,
    words: &SeverityWords,
) -> Result<Option<SeverityId>, ParseError> {
    let before = c.rest();
    let (typed, elsewhere) = match words.read_name(c) {
        None => return Ok(None),
        Some(NamedSeverity::Offered(name)) => return Ok(Some(name.id.clone())),
        Some(NamedSeverity::Elsewhere(other)) if words.is_express(&other.severity.id) => {
            return Ok(Some(other.severity.id.clone()));
        }
        Some(NamedSeverity::Elsewhere(other)) => {
            (before[..before.len() - c.rest().len()].to_owned(), Some(Box::new(other.clone())))
        }
        Some(NamedSeverity::Unknown(typed)) => (typed, None),
    };
    Err(ParseError::UnknownSeverity {
        verb,
        typed: shown(&typed),
        offered: words.offered().to_vec(),
        elsewhere,
    })
}
