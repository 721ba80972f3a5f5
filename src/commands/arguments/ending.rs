//! What follows `close`: how it ended, and why.

use super::{Read, missing};
use crate::commands::command::{CloseOutcome, Command};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::parse::shown;
use crate::commands::verb::Verb;

const OUTCOMES: &[(&str, CloseOutcome)] = &[
    ("agreed", CloseOutcome::Agreed),
    ("同意", CloseOutcome::Agreed),
    ("已同意", CloseOutcome::Agreed),
    ("transferred", CloseOutcome::Transferred),
    ("转移", CloseOutcome::Transferred),
    ("已转移", CloseOutcome::Transferred),
    ("已转移给客户", CloseOutcome::Transferred),
    ("cancelled", CloseOutcome::Cancelled),
    ("canceled", CloseOutcome::Cancelled),
    ("取消", CloseOutcome::Cancelled),
    ("已取消", CloseOutcome::Cancelled),
    ("change-request", CloseOutcome::ChangeRequest),
    ("change request", CloseOutcome::ChangeRequest),
    ("变更请求", CloseOutcome::ChangeRequest),
    ("变更", CloseOutcome::ChangeRequest),
    ("duplicate", CloseOutcome::Duplicate),
    ("重复", CloseOutcome::Duplicate),
    ("out-of-scope", CloseOutcome::OutOfScope),
    ("out of scope", CloseOutcome::OutOfScope),
    ("超范围", CloseOutcome::OutOfScope),
    ("超出范围", CloseOutcome::OutOfScope),
];

/// `close #128 as agreed the customer agreed by phone`. The reason is mandatory: it is the evidence.
pub(super) fn close(c: &mut Cursor<'_>) -> Read {
    let incident = c.incident();
    take_as(c);
    if c.is_at_end() {
        return Err(missing(Verb::Close, Argument::Outcome));
    }
    let Some(outcome) = c.choose(OUTCOMES) else {
        return Err(ParseError::BadChoice { verb: Verb::Close, typed: shown(c.rest()) });
    };
    let reason = c.text().ok_or(missing(Verb::Close, Argument::Reason))?;
    Ok(Command::Close { incident, outcome, reason })
}

fn take_as(c: &mut Cursor<'_>) {
    if c.choose(&[("as", ())]).is_none() {
        c.skip_separators();
        let _found = c.take("为") || c.take("按");
    }
}
