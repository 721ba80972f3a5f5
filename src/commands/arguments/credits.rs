//! What follows the verbs about service credits: the credit's number, and why.

use super::parts::{Read, missing};
use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;
use crate::ids::CreditNumber;

/// `credit approve C-7`.
pub(super) fn approve(c: &mut Cursor<'_>) -> Read {
    Ok(Command::CreditApprove { credit: credit(Verb::CreditApprove, c)? })
}

/// `credit refuse C-7 reason`. The reason is mandatory: it is the evidence.
pub(super) fn refuse(c: &mut Cursor<'_>) -> Read {
    let credit = credit(Verb::CreditRefuse, c)?;
    Ok(Command::CreditRefuse { credit, reason: why(Verb::CreditRefuse, *c)? })
}

/// `credit reverse C-7 reason`. The customer reads the reason.
pub(super) fn reverse(c: &mut Cursor<'_>) -> Read {
    let credit = credit(Verb::CreditReverse, c)?;
    Ok(Command::CreditReverse { credit, reason: why(Verb::CreditReverse, *c)? })
}

fn credit(verb: Verb, c: &mut Cursor<'_>) -> Result<CreditNumber, ParseError> {
    match c.credit() {
        Some(number) => Ok(number),
        None if c.is_at_end() => Err(missing(verb, Argument::Credit)),
        None => Err(ParseError::BadCredit { verb, typed: shown(c.rest()) }),
    }
}

fn why(verb: Verb, c: Cursor<'_>) -> Result<String, ParseError> {
    c.text().ok_or(missing(verb, Argument::Why))
}
