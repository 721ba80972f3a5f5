//! What follows the verbs about rooms and people: `mirror`, `user link`.

use super::parts::{Read, missing};
use crate::commands::command::{Command, LinkCode, MirrorChange};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;

const CHANGES: &[(&str, MirrorChange)] = &[
    ("add", MirrorChange::Add),
    ("添加", MirrorChange::Add),
    ("增加", MirrorChange::Add),
    ("remove", MirrorChange::Remove),
    ("移除", MirrorChange::Remove),
    ("取消", MirrorChange::Remove),
];

/// `mirror add #128 storage-room`. A group's name may hold blanks, so it is all that is left.
pub(super) fn mirror(c: &mut Cursor<'_>) -> Read {
    let change = match c.choose(CHANGES) {
        Some(change) => change,
        None if c.is_at_end() => return Err(missing(Verb::Mirror, Argument::Group)),
        None => return Err(ParseError::BadChoice { verb: Verb::Mirror, typed: shown(c.rest()) }),
    };
    let incident = c.incident();
    let group = c.text().ok_or(missing(Verb::Mirror, Argument::Group))?;
    Ok(Command::Mirror { change, incident, group })
}

/// `user link`, `user link @wang-wei`, `user link 8F3K-2QXM`.
pub(super) fn user_link(c: &mut Cursor<'_>) -> Command {
    let person = c.mention();
    let code = if person.is_some() { None } else { LinkCode::parse(c.rest()) };
    Command::UserLink { person, code }
}
