//! The level in the words of an opening, wherever people write it: before the title or behind it,
//! glued on, in brackets, or with a label.
//!
//! A level never stands in the way of opening. One that this group does not offer is read as the
//! nearest that it does, and what was typed is kept so that the receipt can say so.

use super::code::split_before_code;
use super::fold::{fold_char, is_blank};
use super::lexer::Cursor;
use super::vocabulary::{NamedSeverity, SeverityWords};
use crate::domain::incident::OtherLevel;
use crate::ids::SeverityId;

mod names;

/// The words of an opening with the level set apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) severity: Option<SeverityId>,
    /// What was typed as a level and is none that is offered here.
    pub(super) other_level: Option<OtherLevel>,
    /// None where nothing but the level was said.
    pub(super) title: Option<String>,
}

/// A level that was found, and the words around it.
struct Found<'w> {
    level: Level<'w>,
    title: String,
}

enum Level<'w> {
    Named(NamedSeverity<'w>, String),
    /// A word for urgency that no plan uses as a name: `P0`, `紧急`.
    Urgent(String),
}

/// Reads the words behind the verb.
pub(super) fn read(words: Cursor<'_>, severities: &SeverityWords) -> Opening {
    let text = words.text().unwrap_or_default();
    if severities.offered().is_empty() {
        return Opening { title: title_of(&text), ..Opening::default() };
    }
    // Code behind the words is somebody else's.
    let (own, code) = split_before_code(&text);
    let found = labelled(own, severities)
        .or_else(|| at_start(own, severities))
        .or_else(|| at_end(own, severities))
        .map(|Found { level, title }| Found { level, title: with_code(title, code) });
    match found {
        Some(Found { level, title }) => graded(level, &title, severities),
        None => Opening { title: title_of(without_title_label(&text)), ..Opening::default() },
    }
}

/// Whether the words begin with a level.
pub(super) fn begins_with_level(words: Cursor<'_>, severities: &SeverityWords) -> bool {
    !severities.offered().is_empty() && at_start(words.rest(), severities).is_some()
}

/// Whether the words begin with a level of the plan, and not merely with an urgent word.
pub(super) fn begins_with_known_level(words: Cursor<'_>, severities: &SeverityWords) -> bool {
    let found = at_start(words.rest(), severities).filter(|_| !severities.offered().is_empty());
    matches!(found, Some(Found { level: Level::Named(..), .. }))
}

fn graded(level: Level<'_>, title: &str, severities: &SeverityWords) -> Opening {
    let most_urgent = severities.offered().first().map(|name| name.id.clone());
    let (severity, typed, elsewhere) = match level {
        Level::Named(NamedSeverity::Offered(name), _) => (Some(name.id.clone()), None, None),
        Level::Named(NamedSeverity::Elsewhere(other), _)
            if severities.is_express(&other.severity.id) =>
        {
            (Some(other.severity.id.clone()), None, None)
        }
        Level::Named(NamedSeverity::Elsewhere(other), typed) => {
            (most_urgent, Some(typed), Some(other.severity.id.clone()))
        }
        Level::Named(NamedSeverity::Unknown(typed), _) => {
            (names::nearest(&typed, severities), Some(typed), None)
        }
        Level::Urgent(typed) => (most_urgent, Some(typed), None),
    };
    let other_level =
        typed.map(|typed| OtherLevel { typed: super::quote::shown(&typed), severity: elsewhere });
    Opening { severity, other_level, title: title_of(title) }
}

fn title_of(text: &str) -> Option<String> {
    text.contains(char::is_alphanumeric).then(|| text.to_owned())
}

fn with_code(title: String, code: &str) -> String {
    if code.is_empty() || title.ends_with(code) { title } else { format!("{title} {code}") }
}

/// `级别：一级 标题：支付失败`.
fn labelled<'w>(text: &str, severities: &'w SeverityWords) -> Option<Found<'w>> {
    let (at, mut behind) = names::level_label(text)?;
    behind.skip_separators();
    let brackets: &[char] = &['[', '(', '<', '【', '（'];
    behind.take_any(brackets);
    let level = named_or_urgent(&mut behind, severities, names::Place::Label)
        .or_else(|| glued(&mut behind, severities))?;
    behind.take_any(&[']', ')', '>', '】', '）']);
    let before = without_title_label(trimmed_end(&text[..at]));
    let rest = without_title_label(trimmed_start(behind.rest()));
    let title = match (before.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (false, true) => before.to_owned(),
        (false, false) => format!("{before} {rest}"),
    };
    Some(Found { level, title })
}

fn without_title_label(text: &str) -> &str {
    names::behind_title_label(text).map_or(text, trimmed_start)
}

/// `P1 支付失败`, `P1支付失败`, `【一级】支付失败`, `[P1] - payments fail`.
fn at_start<'w>(text: &str, severities: &'w SeverityWords) -> Option<Found<'w>> {
    if let Some((inside, behind)) = bracketed_at_start(text)
        && let Some(level) = whole(inside, severities, names::Place::Brackets)
    {
        return Some(Found { level, title: without_title_label(trimmed_start(behind)).to_owned() });
    }
    let mut cursor = Cursor::new(text);
    let level = named_or_urgent(&mut cursor, severities, names::Place::Start)
        .filter(|_| !names::continues(cursor.rest()));
    let level = if let Some(level) = level {
        level
    } else {
        cursor = Cursor::new(text);
        glued(&mut cursor, severities)?
    };
    let typed = text[..text.len() - cursor.rest().len()].trim_matches(is_blank);
    if names::may_be_product(typed, cursor.rest()) {
        let is_unknown = matches!(level, Level::Named(NamedSeverity::Unknown(_), _));
        return (!is_unknown).then(|| Found { level, title: text.to_owned() });
    }
    let title = without_title_label(trimmed_start(cursor.rest())).to_owned();
    Some(Found { level, title })
}

/// `支付失败 一级`, `支付失败（P1）`, `支付失败P1`.
fn at_end<'w>(text: &str, severities: &'w SeverityWords) -> Option<Found<'w>> {
    let text = text.trim_end_matches(|typed| is_blank(typed) || "。.!！,，;；".contains(typed));
    if let Some((before, inside)) = bracketed_at_end(text)
        && let Some(level) = whole(inside, severities, names::Place::Brackets)
    {
        return Some(Found { level, title: trimmed_end(before).to_owned() });
    }
    let starts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    for at in starts {
        let (before, suffix) = text.split_at(at);
        let Some(joint) = names::joint(before, suffix) else { continue };
        let Some(level) = whole(suffix, severities, names::Place::End(joint)) else { continue };
        let stays = names::is_product(suffix);
        let title = if stays { text } else { trimmed_end(before) };
        return title
            .contains(char::is_alphanumeric)
            .then(|| Found { level, title: title.to_owned() });
    }
    None
}

/// A level that is all of the text.
fn whole<'w>(text: &str, severities: &'w SeverityWords, place: names::Place) -> Option<Level<'w>> {
    let mut cursor = Cursor::new(text);
    if let Some(behind) = names::level_label_at_start(text) {
        cursor = behind;
    }
    let level = named_or_urgent(&mut cursor, severities, place)?;
    cursor.is_at_end().then_some(level)
}

fn named_or_urgent<'w>(
    cursor: &mut Cursor<'_>,
    severities: &'w SeverityWords,
    place: names::Place,
) -> Option<Level<'w>> {
    let before = cursor.rest();
    if let Some(typed) = names::urgent(cursor, place) {
        return Some(Level::Urgent(typed));
    }
    let named = severities.read_name(cursor)?;
    let typed = before[..before.len() - cursor.rest().len()].trim_matches(is_blank).to_owned();
    if let names::Place::End(joint) = place
        && !names::may_end_with(&typed, joint)
    {
        return None;
    }
    Some(Level::Named(named, typed))
}

/// A short form that touches the Chinese title behind it.
fn glued<'w>(cursor: &mut Cursor<'_>, severities: &'w SeverityWords) -> Option<Level<'w>> {
    let mut ahead = *cursor;
    ahead.skip_separators();
    let form = names::short_form(ahead.rest())?;
    let behind = &ahead.rest()[form.len()..];
    let is_glued = behind.chars().next().is_some_and(|next| !next.is_ascii());
    let is_numeral = form.ends_with(['级', '級']);
    if !is_glued || is_numeral && names::continues(behind) {
        return None;
    }
    if let Some(typed) = names::urgent(&mut Cursor::new(form), names::Place::Start) {
        ahead.advance(form.len());
        *cursor = ahead;
        return Some(Level::Urgent(typed));
    }
    let named = severities.read_name(&mut Cursor::new(form))?;
    ahead.advance(form.len());
    *cursor = ahead;
    Some(Level::Named(named, form.to_owned()))
}

const PAIRS: &[(char, char)] = &[
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('(', ')'),
    ('（', '）'),
    ('<', '>'),
    ('《', '》'),
    ('〔', '〕'),
    ('「', '」'),
];

fn bracketed_at_start(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(is_blank);
    PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.split_once(*close))
}

fn bracketed_at_end(text: &str) -> Option<(&str, &str)> {
    PAIRS.iter().find_map(|(open, close)| text.strip_suffix(*close)?.rsplit_once(*open))
}

/// The title without the dash or the colon that joined it to the level.
fn trimmed_start(text: &str) -> &str {
    text.trim_start_matches(is_joint)
}

fn trimmed_end(text: &str) -> &str {
    text.trim_end_matches(is_joint)
}

fn is_joint(typed: char) -> bool {
    is_blank(typed) || matches!(fold_char(typed), '-' | ':' | ',' | ';' | '|' | '.')
}

#[cfg(test)]
mod tests;
