//! The same message in one or two languages: a Chinese block, a rule, an English block.

use chat::{Button, ButtonStyle, Line, Message, MessageKind};

use super::lang::{Language, Languages};
use super::phrase::Words;

/// What separates the two blocks.
pub(super) const RULE: &str = "---";

/// A message in one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) headline: Line,
    pub(super) lines: Vec<Line>,
}

impl Block {
    pub(super) fn new(headline: Line) -> Self {
        Self { headline, lines: Vec::new() }
    }

    /// A sentence as the headline.
    pub(super) fn saying(language: Language, key: &str, words: &Words<'_>) -> Self {
        Self::new(language.line(key, words))
    }

    #[must_use]
    pub(super) fn with(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    #[must_use]
    pub(super) fn with_all(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.lines.extend(lines);
        self
    }
}

/// A message of one block in each language. Languages are never mixed inside a block.
pub(super) fn message(
    kind: MessageKind,
    language: Languages,
    write: impl Fn(Language) -> Block,
) -> Message {
    let (first, second) = match language {
        Languages::Zh => (Language::Zh, None),
        Languages::En => (Language::En, None),
        Languages::Both => (Language::Zh, Some(Language::En)),
    };
    let block = write(first);
    let mut message = Message::new(kind, block.headline);
    message.lines = block.lines;
    if let Some(block) = second.map(write) {
        message.lines.push(Line::text(RULE));
        message.lines.push(block.headline);
        message.lines.extend(block.lines);
    }
    message
}

/// A button with its label in the language of the audience, and the words that do the same.
pub(super) fn button(
    language: Languages,
    act: &str,
    key: String,
    object: &str,
    style: ButtonStyle,
) -> Button {
    let label = |language: Language| language.say(&format!("button-{act}"), &[]);
    let typed =
        |language: Language| language.say(&format!("reply-{act}"), &[("object", object.into())]);
    let (label, reply) = match language {
        Languages::Zh => (label(Language::Zh), typed(Language::Zh)),
        Languages::En => (label(Language::En), typed(Language::En)),
        Languages::Both => {
            (format!("{} / {}", label(Language::Zh), label(Language::En)), typed(Language::Zh))
        }
    };
    Button { label, key, style, reply: Some(reply), link: None }
}
