//! What follows the verbs about a request as a whole: `duplicate`, `rate`.

use super::{Read, bad_incident, missing};
use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::parse::shown;
use crate::commands::verb::Verb;

/// `duplicate #131 of #128`, `重复 #131 同 #128`, `duplicate of #128`. A lone number behind no `of` could be
/// either of the two, so it is asked back.
pub(super) fn duplicate(c: &mut Cursor<'_>) -> Read {
    let incident = c.incident();
    let says_of = take_of(c);
    match c.incident() {
        Some(original) => Ok(Command::Duplicate { incident, original }),
        None if c.is_at_end() && !says_of => Err(missing(Verb::Duplicate, Argument::Original)),
        None => Err(bad_incident(Verb::Duplicate, c)),
    }
}

fn take_of(c: &mut Cursor<'_>) -> bool {
    if c.choose(&[("of", ()), ("as", ()), ("same as", ())]).is_some() {
        return true;
    }
    c.skip_separators();
    ["同", "于", "与", "是", "为", "和"].iter().any(|word| c.take(word))
}

/// `rate #128 5 quick and clear`, `评价 5分`. A number that stands alone is the score.
pub(super) fn rate(c: &mut Cursor<'_>) -> Read {
    let mut behind = *c;
    let first = behind.incident();
    let incident = first.filter(|_| c.is_at_marked_number() || is_at_digit(behind));
    if incident.is_some() {
        *c = behind;
    }
    let score = score(c)?;
    Ok(Command::Rate { incident, score, text: c.text() })
}

fn is_at_digit(mut c: Cursor<'_>) -> bool {
    c.skip_separators();
    c.peek().is_some_and(|next| next.is_ascii_digit())
}

fn score(c: &mut Cursor<'_>) -> Result<u8, ParseError> {
    c.skip_separators();
    if c.is_at_end() {
        return Err(missing(Verb::Rate, Argument::Score));
    }
    let typed = shown(c.rest());
    let out_of_range = || ParseError::BadChoice { verb: Verb::Rate, typed: typed.clone() };
    let number = c.whole_number().ok_or_else(out_of_range)?;
    let _unit = c.take("分") || c.take("星") || c.choose(&[("stars", ()), ("star", ())]).is_some();
    u8::try_from(number).ok().filter(|score| (1..=5).contains(score)).ok_or_else(out_of_range)
}
