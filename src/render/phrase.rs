//! Sentences made of pieces by different authors: what people typed is never mixed into the bot's
//! own words.
//!
//! The language files place a variable; what is there may be the bot's own text or typed words.
//! Typed words do not pass through the template at all. A mark holds their place, and the finished
//! sentence is cut at the marks.

use std::borrow::Cow;

use chat::{Line, Message, Span};
use fluent_bundle::FluentValue;

use super::lang::Language;

/// The first of the marks: characters for private use, one for each variable that is no plain text.
const FIRST_MARK: u32 = 0xE000;

/// What is in the place of a variable.
#[derive(Debug, Clone)]
pub(super) enum Word<'a> {
    /// The bot's own words, or data declared by the operator.
    Text(Cow<'a, str>),
    Number(i64),
    /// Words of a person; they stay apart to the very end.
    Typed(Cow<'a, str>),
    /// Pieces that are already in order, such as a mention.
    Pieces(Line),
}

/// The variables of a sentence.
pub(super) type Words<'a> = [(&'a str, Word<'a>)];

impl Language {
    /// A sentence in this language as one line.
    pub(super) fn line(self, key: &str, words: &Words<'_>) -> Line {
        let mut placed: Vec<&Word<'_>> = Vec::new();
        let args: Vec<_> =
            words.iter().map(|(name, word)| (*name, argument(word, &mut placed))).collect();
        let said = self.say(key, &args);
        if placed.is_empty() { Line::text(said) } else { cut_at_marks(&said, &placed) }
    }
}

/// Lines one after the other with something between them.
pub(super) fn join(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
    let mut joined = Line::default();
    for line in lines {
        if !joined.0.is_empty() {
            joined = joined.and(between);
        }
        joined.0.extend(line.0);
    }
    joined
}

/// Before every further line of what somebody typed.
const TYPED_LINE: &str = "│ ";

/// Behind words of which there are more.
const CUT: char = '…';

/// As deep as a line of a trace is shown.
const DEEPEST: usize = 12;

/// Whether words of a person were shortened in a message.
pub(super) fn is_cut(message: &Message) -> bool {
    let spans = message.lines.iter().chain([&message.headline]).flat_map(|line| &line.0);
    spans.into_iter().any(|span| matches!(span, Span::Typed(words) if words.ends_with(CUT)))
}

/// Whether a line holds words that people typed on several lines, or set in.
pub(super) fn has_lines(line: &Line) -> bool {
    let is_set_in = |words: &str| words.starts_with(char::is_whitespace) || words.contains('\n');
    line.0.iter().any(|span| matches!(span, Span::Typed(words) if is_set_in(words)))
}

/// A line with what people typed on lines of its own, as they typed it. Each of these begins with a
/// mark, so that none passes for a line of the bot's.
pub(super) fn in_lines(line: Line) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for span in line.0 {
        let Span::Typed(words) = span else {
            push(&mut lines, span);
            continue;
        };
        for (index, typed) in words.lines().filter(|typed| !typed.trim().is_empty()).enumerate() {
            if index > 0 {
                lines.push(Line(vec![Span::Text(TYPED_LINE.to_owned())]));
            }
            push(&mut lines, Span::Typed(indented(typed)));
        }
    }
    lines
}

fn push(lines: &mut [Line], span: Span) {
    if let Some(line) = lines.last_mut() {
        line.0.push(span);
    }
}

/// Blanks at the beginning as blanks that no platform takes away.
fn indented(typed: &str) -> String {
    let words = typed.trim_start();
    let depth = typed[..typed.len() - words.len()].chars().count().min(DEEPEST);
    "\u{A0}".repeat(depth) + words
}

/// The first characters of typed words, with a sign that there are more.
pub(super) fn shortened(words: &str, at_most: usize) -> Cow<'_, str> {
    match words.char_indices().nth(at_most) {
        None => Cow::Borrowed(words),
        Some((end, _)) => Cow::Owned(format!("{}{CUT}", words[..end].trim_end())),
    }
}

fn argument<'a>(word: &'a Word<'a>, placed: &mut Vec<&'a Word<'a>>) -> FluentValue<'a> {
    match word {
        Word::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Word::Number(number) => FluentValue::from(*number),
        Word::Typed(_) | Word::Pieces(_) => {
            let index = u32::try_from(placed.len()).unwrap_or_default();
            placed.push(word);
            let mark = char::from_u32(FIRST_MARK + index).unwrap_or(char::REPLACEMENT_CHARACTER);
            FluentValue::String(Cow::Owned(mark.to_string()))
        }
    }
}

fn cut_at_marks(said: &str, placed: &[&Word<'_>]) -> Line {
    let mut spans = Vec::new();
    let mut own = String::new();
    for character in said.chars() {
        let index = u32::from(character).checked_sub(FIRST_MARK).map(|index| index as usize);
        let Some(word) = index.and_then(|index| placed.get(index)) else {
            own.push(character);
            continue;
        };
        if !own.is_empty() {
            spans.push(Span::Text(std::mem::take(&mut own)));
        }
        match word {
            Word::Typed(words) => spans.push(Span::Typed(words.clone().into_owned())),
            Word::Pieces(line) => spans.extend(line.0.iter().cloned()),
            Word::Text(_) | Word::Number(_) => {}
        }
    }
    if !own.is_empty() {
        spans.push(Span::Text(own));
    }
    Line(spans)
}

impl<'a> From<&'a str> for Word<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Word<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Word<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Word<'_> {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl From<Line> for Word<'_> {
    fn from(line: Line) -> Self {
        Self::Pieces(line)
    }
}

/// Words of a person.
pub(super) fn typed<'a>(words: impl Into<Cow<'a, str>>) -> Word<'a> {
    Word::Typed(words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_stay_apart_and_are_no_template() {
        let line = Language::En.line("unknown-verb-none", &[("typed", typed("{ $x } \u{E000}"))]);
        assert_eq!(line.0[1], Span::Typed("{ $x } \u{E000}".to_owned()));
        assert!(
            matches!(&line.0[0], Span::Text(words) if words.starts_with("There is no command"))
        );
        assert_eq!(line.0.len(), 3);
    }

    #[test]
    fn typed_lines_stay_lines_and_never_look_like_the_bots() {
        let said =
            Language::En.line("update-text", &[("text", typed("a\n\n  at b:12\n[INC-9] c"))]);
        let lines: Vec<String> =
            in_lines(said).iter().map(|line| line.write(Span::plain)).collect();
        assert_eq!(lines[1..], ["│ \u{A0}\u{A0}at b:12", "│ [INC-9] c"]);
        assert!(lines[0].ends_with('a'), "{lines:?}");
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        assert_eq!(shortened("支付返回 500", 4), "支付返回…");
        assert_eq!(shortened("支付", 2), "支付");
    }
}
