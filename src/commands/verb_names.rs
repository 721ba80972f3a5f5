//! Which verb somebody named, by a whole word, by two, or with the first argument glued on.

use super::error::ParseError;
use super::fold::{fold, fold_char};
use super::grammar;
use super::lexer::Cursor;
use super::opening;
use super::quote::shown;
use super::suggest::suggestions;
use super::verb::Verb;
use super::vocabulary::SeverityWords;

/// A verb, and the name by which it was called; some names say more than their verb.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'t> {
    pub(super) verb: Verb,
    pub(super) name: &'t str,
}

/// The answer to a numbered list of suggestions or levels.
pub(super) fn choice(cursor: Cursor<'_>) -> Option<u8> {
    let mut ahead = cursor;
    ahead.skip_separators();
    let number = ahead.next()?.to_digit(10).filter(|number| (1..=9).contains(number))?;
    ahead.is_at_end().then_some(u8::try_from(number).ok()?)
}

/// The verb at the start, with the cursor behind it.
pub(super) fn take_verb<'t>(
    cursor: &mut Cursor<'t>,
    severities: &SeverityWords,
) -> Option<Named<'t>> {
    if cursor.take("?") {
        return Some(Named { verb: Verb::Help, name: "?" });
    }
    let word = cursor.word();
    let found = whole_word(word).or_else(|| several_words(*cursor));
    let (length, verb) = found.or_else(|| glued_word(word, *cursor, severities))?;
    let name = &cursor.rest()[..length];
    cursor.advance(length);
    Some(Named { verb, name })
}

/// A name of several words is written with hyphens in the table, and mostly without by people:
/// `user link`. The longest such name is meant.
fn several_words(start: Cursor<'_>) -> Option<(usize, Verb)> {
    let (mut name, mut found) = (String::new(), None);
    let mut behind = start;
    loop {
        behind.skip_blanks();
        let word = behind.word();
        if word.is_empty() {
            return found;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(&fold(word));
        behind.advance(word.len());
        if take_apostrophe_s(&mut behind) {
            name.push('s');
        }
        if name.chars().nth(grammar::longest_name()).is_some() {
            return found;
        }
        if let Some(verb) = grammar::verb_named(&name) {
            found = Some((start.rest().len() - behind.rest().len(), verb));
        }
    }
}

/// Takes the end of `who's`, with any of the apostrophes that keyboards write.
fn take_apostrophe_s(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let is_there = ahead.take("\"s") && ahead.is_at_word_end();
    if is_there {
        *cursor = ahead;
    }
    is_there
}

fn whole_word(word: &str) -> Option<(usize, Verb)> {
    let folded = fold_start(word)?;
    grammar::verb_named(&folded).map(|verb| (word.len(), verb))
}

/// The folded word if it is short enough to be a name.
fn fold_start(word: &str) -> Option<String> {
    let is_short = word.chars().nth(grammar::longest_name()).is_none();
    is_short.then(|| fold(word))
}

/// A verb with its first argument glued on, as in 收到5531 or 升级#128. Only arguments that cannot
/// be the rest of a sentence are accepted, so that 升级了没有 stays a question.
fn glued_word(word: &str, start: Cursor<'_>, severities: &SeverityWords) -> Option<(usize, Verb)> {
    let mut name = String::new();
    let mut found = None;
    for (at, typed) in word.char_indices().take(grammar::longest_name()) {
        name.push(fold_char(typed));
        let length = at + typed.len_utf8();
        if let Some(verb) = grammar::verb_named(&name) {
            let mut behind = start;
            behind.advance(length);
            if is_first_argument((verb, &name), typed, behind, severities) {
                found = Some((length, verb));
            }
        }
    }
    found
}

fn is_first_argument(
    (verb, name): (Verb, &str),
    last: char,
    mut behind: Cursor<'_>,
    severities: &SeverityWords,
) -> bool {
    let runs_on = fold_char(last).is_ascii_alphabetic()
        && behind.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '-' || c == '_');
    if runs_on {
        return false;
    }
    match verb {
        Verb::Open => {
            opening::begins_with_level(behind, severities)
                || !fold_char(last).is_ascii() && opens_glued(name, behind)
        }
        // `sev1` and `level1` are levels, not the verb with an incident.
        Verb::Level if last.is_ascii() => false,
        Verb::Level => behind.incident().is_some() || severities.read_name(&mut behind).is_some(),
        Verb::Confirm => behind.incident().is_some() || behind.confirmation_code().is_some(),
        Verb::Ack if behind.is_at_quantity() => true,
        Verb::Ack | Verb::Help if behind.choose(&[("全部", ()), ("所有", ())]).is_some() => {
            true
        }
        Verb::Ack | Verb::Handoff => behind.incident().is_some() || behind.page_code().is_some(),
        Verb::Show if behind.choose(&[("全文", ()), ("完整", ())]).is_some() => true,
        Verb::Every => behind.incident().is_some() || behind.duration().is_some(),
        Verb::Next | Verb::Silence => behind.incident().is_some() || behind.wall_time().is_some(),
        _ => behind.incident().is_some(),
    }
}

/// `报障支付失败`: what touches these names is the title, unless the report itself is talked about.
fn opens_glued(name: &str, behind: Cursor<'_>) -> bool {
    const REPORTS: &[&str] = &["报障", "報障", "开单", "開單"];
    const ABOUT_REPORTS: &[&str] = &[
        "电话", "電話", "流程", "方式", "渠道", "入口", "系统", "功能", "页面", "按钮", "记录",
        "单", "人", "后", "時", "时间", "了吗", "了没", "吗", "怎么", "如何", "失败", "不了", "没",
    ];
    // One more character is a slip of the finger.
    REPORTS.contains(&name)
        && behind.word().chars().nth(1).is_some()
        && !ABOUT_REPORTS.iter().any(|word| behind.rest().starts_with(word))
}

/// The error for a word that is no verb, with what was probably meant.
pub(super) fn unknown_verb(cursor: Cursor<'_>) -> ParseError {
    unknown(cursor, suggestions(&fold(first_word(cursor))))
}

/// An unknown verb for which the likely meaning is known.
pub(super) fn unknown(cursor: Cursor<'_>, suggestions: Vec<Verb>) -> ParseError {
    ParseError::UnknownVerb { typed: shown(first_word(cursor)), suggestions }
}

fn first_word(cursor: Cursor<'_>) -> &str {
    match cursor.word() {
        "" => cursor.rest().split_whitespace().next().unwrap_or_default(),
        word => word,
    }
}
