//! What follows `bridge`.

use super::parts::{Read, missing};
use crate::commands::command::{Command, MeetingLink};
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;

/// `bridge #128 https://meet.vendor.example/128`, `bridge off`.
pub(super) fn bridge(c: &mut Cursor<'_>) -> Read {
    const OFF: &[(&str, ())] =
        &[("off", ()), ("none", ()), ("remove", ()), ("取消", ()), ("结束", ()), ("关闭", ())];
    let incident = c.incident();
    if c.choose(OFF).is_some() && c.is_at_end() {
        return Ok(Command::Bridge { incident, link: None });
    }
    let Some(typed) = c.text() else {
        return Err(missing(Verb::Bridge, Argument::MeetingLink));
    };
    match typed.parse::<MeetingLink>() {
        Ok(link) => Ok(Command::Bridge { incident, link: Some(link) }),
        Err(_) => Err(ParseError::BadChoice { verb: Verb::Bridge, typed: shown(&typed) }),
    }
}
