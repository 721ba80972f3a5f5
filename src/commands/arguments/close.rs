//! What follows `close`: how it ended, and why.

use super::parts::{Read, missing};
use crate::commands::command::{Command, Outcome};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;

const OUTCOMES: &[(&str, Outcome)] = &[
    ("agreed", Outcome::Agreed),
    ("同意", Outcome::Agreed),
    ("已同意", Outcome::Agreed),
    ("transferred", Outcome::Transferred),
    ("转移", Outcome::Transferred),
    ("已转移", Outcome::Transferred),
    ("已转移给客户", Outcome::Transferred),
    ("cancelled", Outcome::Cancelled),
    ("canceled", Outcome::Cancelled),
    ("取消", Outcome::Cancelled),
    ("已取消", Outcome::Cancelled),
    ("change-request", Outcome::ChangeRequest),
    ("change request", Outcome::ChangeRequest),
    ("变更请求", Outcome::ChangeRequest),
    ("变更", Outcome::ChangeRequest),
    ("withdrawn", Outcome::Withdrawn),
    ("撤回", Outcome::Withdrawn),
    ("已撤回", Outcome::Withdrawn),
    ("duplicate", Outcome::Duplicate),
    ("重复", Outcome::Duplicate),
    ("out-of-scope", Outcome::OutOfScope),
    ("out of scope", Outcome::OutOfScope),
    ("超范围", Outcome::OutOfScope),
    ("超出范围", Outcome::OutOfScope),
];

/// `close #128 as agreed the customer agreed by phone`. The reason is mandatory: it is the
/// evidence.
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
