//! What follows the verbs about what a customer has: `express`, `contacts`.

use super::parts::{Read, missing};
use crate::commands::command::{Command, ContactDecision, Right};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;

const CHANGES: &[(&str, bool)] = &[
    ("allow", true),
    ("允许", true),
    ("授权", true),
    ("deny", false),
    ("不允许", false),
    ("禁止", false),
    ("取消", false),
];

const RIGHTS: &[(&str, Right)] = &[
    ("open", Right::Open),
    ("opening", Right::Open),
    ("开单", Right::Open),
    ("报障", Right::Open),
    ("spend", Right::Spend),
    ("spending", Right::Spend),
    ("express", Right::Spend),
    ("加急", Right::Spend),
    ("极速", Right::Spend),
    ("confirm", Right::Confirm),
    ("confirming", Right::Confirm),
    ("确认", Right::Confirm),
    ("同意关闭", Right::Confirm),
];

/// `express payments return 500`. With a number somebody wants an incident to be hurried, which is
/// `escalate`: a ticket must not be spent on that.
pub(super) fn express(c: &mut Cursor<'_>) -> Read {
    let mut ahead = *c;
    if c.is_at_marked_number() && ahead.incident().is_some() {
        let suggestions = vec![Verb::Escalate, Verb::Express];
        return Err(ParseError::UnknownVerb {
            typed: shown(&format!("加急 {}", c.rest())),
            suggestions,
        });
    }
    let title = c.text().ok_or(missing(Verb::Express, Argument::Title))?;
    Ok(Command::Express { title })
}

/// `contacts`, `contacts allow @han-mei spend`.
pub(super) fn contacts(c: &mut Cursor<'_>) -> Read {
    let Some(allowed) = c.choose(CHANGES) else {
        return if c.is_at_end() {
            Ok(Command::Contacts { decision: None })
        } else {
            Err(bad_choice(c))
        };
    };
    let lacks = missing(Verb::Contacts, Argument::Permission);
    let person = c.mention().ok_or(lacks.clone())?;
    match c.choose(RIGHTS) {
        Some(right) => {
            Ok(Command::Contacts { decision: Some(ContactDecision { allowed, person, right }) })
        }
        None if c.is_at_end() => Err(lacks),
        None => Err(bad_choice(c)),
    }
}

fn bad_choice(c: &Cursor<'_>) -> ParseError {
    ParseError::BadChoice { verb: Verb::Contacts, typed: shown(c.rest()) }
}
