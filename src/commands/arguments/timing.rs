//! What follows the verbs about time: `every`, `next`, `oncall`, `cover`, `silence`.

use super::parts::{Read, missing};
use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::lexer::Cursor;
use crate::commands::quote::shown;
use crate::commands::verb::Verb;
use crate::commands::wall_time::{Until, WallTime};

/// `every #128 30m`. Where the whole rest is a duration, as in `every 30 minutes`, no incident is
/// meant.
pub(super) fn every(c: &mut Cursor<'_>) -> Read {
    if let Some(minutes) = c.duration() {
        return Ok(Command::Every { incident: None, minutes });
    }
    let alone = shown(c.rest());
    let incident = c.incident();
    match c.duration() {
        Some(minutes) => Ok(Command::Every { incident, minutes }),
        // `every 5`: an incident or minutes? Guessing wrong would silence or flood a customer.
        None if c.is_at_end() && alone.parse::<u64>().is_ok() => {
            Err(ParseError::BadDuration { verb: Verb::Every, typed: alone })
        }
        None if c.is_at_end() => Err(missing(Verb::Every, Argument::Duration)),
        None => Err(ParseError::BadDuration { verb: Verb::Every, typed: shown(c.rest()) }),
    }
}

/// `next #128 15:30`. A day alone is not enough to hold a promise to.
pub(super) fn next(c: &mut Cursor<'_>) -> Read {
    let incident = if has_time(*c) { None } else { c.incident() };
    match wall_time(c) {
        Some(time) => Ok(Command::Next { incident, time }),
        None if c.is_at_end() => Err(missing(Verb::Next, Argument::Time)),
        None => Err(ParseError::BadTime { verb: Verb::Next, typed: shown(c.rest()) }),
    }
}

fn has_time(mut c: Cursor<'_>) -> bool {
    wall_time(&mut c).is_some()
}

/// A wall time with its time of day, and nothing behind it that would make it another.
fn wall_time(c: &mut Cursor<'_>) -> Option<WallTime> {
    let mut ahead = *c;
    let time = ahead.wall_time().filter(|time| time.time.is_some())?;
    *c = ahead;
    Some(time)
}

/// `oncall`, `oncall storage`, `oncall tomorrow 9:00`, `oncall storage tomorrow`, `who is on call
/// for storage now`.
pub(super) fn oncall(c: &mut Cursor<'_>, is_question: bool) -> Command {
    if is_question {
        c.choose(&[("for", ()), ("in", ()), ("now", ()), ("right now", ())]);
    }
    if let Some(when) = c.wall_time() {
        return Command::Oncall { team: None, when: Some(when) };
    }
    let team = c.bare_name();
    Command::Oncall { team, when: c.wall_time() }
}

/// `cover @x from 20:00 until 8:00`, `cover storage until 18:00`, `cover for 4h`.
pub(super) fn cover(c: &mut Cursor<'_>) -> Read {
    let mut person = c.mention();
    let team = if is_at_time(*c) { None } else { c.bare_name() };
    person = person.or_else(|| c.mention());
    let from = c.choose(&[("from", ()), ("从", ())]).or_else(|| take_glued(c, "从"));
    let from = match from {
        Some(()) => Some(wall_time(c).ok_or_else(|| bad_time(Verb::Cover, c))?),
        None => None,
    };
    let until = until(Verb::Cover, c, false)?;
    Ok(Command::Cover { person, team, from, until })
}

/// Whether what is next says from when or until when, however badly, and so names no team.
fn is_at_time(c: Cursor<'_>) -> bool {
    let mut ahead = c;
    let says_from = ahead
        .choose(&[("from", ()), ("从", ())])
        .or_else(|| take_glued(&mut ahead, "从"))
        .is_some();
    says_from || preposition(&mut ahead) || until(Verb::Cover, &mut c.clone(), false).is_ok()
}

/// `silence #128 until 15:30`, `silence #128 for 30m`. It always ends.
pub(super) fn silence(c: &mut Cursor<'_>, is_until: bool) -> Read {
    let ends_at_once = until(Verb::Silence, &mut c.clone(), is_until).is_ok();
    let incident = if ends_at_once { None } else { c.incident() };
    Ok(Command::Silence { incident, until: until(Verb::Silence, c, is_until)? })
}

/// An end, with or without the word before it; `is_until` says that the verb's name held the word.
pub(super) fn until(verb: Verb, c: &mut Cursor<'_>, is_until: bool) -> Result<Until, ParseError> {
    let said = is_until || preposition(c);
    if let Some(minutes) = c.duration() {
        return Ok(Until::Minutes(minutes));
    }
    if let Some(time) = wall_time(c) {
        return Ok(Until::Time(time));
    }
    if c.is_at_end() { Err(missing(verb, Argument::End)) } else { Err(bad_end(verb, c, said)) }
}

fn preposition(c: &mut Cursor<'_>) -> bool {
    const WORDS: &[(&str, ())] = &[("until", ()), ("till", ()), ("to", ()), ("for", ())];
    c.choose(WORDS).is_some()
        || ["到", "至", "直到", "截至", "截止到", "截止"]
            .iter()
            .any(|word| take_glued(c, word).is_some())
}

/// Chinese prepositions touch what follows: 至15:30.
fn take_glued(c: &mut Cursor<'_>, word: &str) -> Option<()> {
    c.skip_separators();
    c.take(word).then_some(())
}

fn bad_time(verb: Verb, c: &Cursor<'_>) -> ParseError {
    ParseError::BadTime { verb, typed: shown(c.rest()) }
}

/// After `until` a time was meant; without it the end itself is what is missing.
fn bad_end(verb: Verb, c: &Cursor<'_>, said: bool) -> ParseError {
    if said { bad_time(verb, c) } else { missing(verb, Argument::End) }
}
