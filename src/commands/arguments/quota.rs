//! What follows the verbs about what a customer has: `express`, `contacts`.

use super::parts::{Read, missing};
use crate::commands::command::{Command, ContactDecision, Right};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;

/// What follows the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Allow,
    Deny,
    Remove,
}

const CHANGES: &[(&str, Change)] = &[
    ("allow", Change::Allow),
    ("允许", Change::Allow),
    ("授权", Change::Allow),
    ("登记", Change::Allow),
    ("deny", Change::Deny),
    ("不允许", Change::Deny),
    ("禁止", Change::Deny),
    ("取消", Change::Deny),
    ("remove", Change::Remove),
    ("移除", Change::Remove),
    ("删除", Change::Remove),
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

/// `contacts`, `contacts allow @han-mei spend`, `contacts allow @guest`, `contacts remove @guest`.
pub(super) fn contacts(c: &mut Cursor<'_>) -> Read {
    let Some(change) = c.choose(CHANGES) else {
        return if c.is_at_end() {
            Ok(Command::Contacts { decision: None })
        } else {
            Err(bad_choice(c))
        };
    };
    let lacks = missing(Verb::Contacts, Argument::Permission);
    let person = c.mention().ok_or(lacks.clone())?;
    let decision = match (change, c.choose(RIGHTS)) {
        (Change::Allow, Some(right)) => ContactDecision::Right { allowed: true, person, right },
        (Change::Deny, Some(right)) => ContactDecision::Right { allowed: false, person, right },
        (Change::Allow, None) if c.is_at_end() => {
            ContactDecision::Registered { registered: true, person }
        }
        (Change::Remove, None) if c.is_at_end() => {
            ContactDecision::Registered { registered: false, person }
        }
        (Change::Deny, None) if c.is_at_end() => return Err(lacks),
        _ => return Err(bad_choice(c)),
    };
    Ok(Command::Contacts { decision: Some(decision) })
}

/// Whether a word is a right that administrators decide about.
pub(in crate::commands) fn is_right(word: &str) -> bool {
    RIGHTS.iter().any(|(known, _)| known.eq_ignore_ascii_case(word))
}

fn bad_choice(c: &Cursor<'_>) -> ParseError {
    ParseError::BadChoice { verb: Verb::Contacts, typed: shown(c.rest()) }
}
