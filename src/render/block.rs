//! The same message in one or two languages: a Chinese block, a rule, an English block.

use chat::{Button, ButtonStyle, Line, Message, MessageKind};

use super::lang::{Language, Tongue};
use super::phrase::Words;

/// What stands between the two blocks.
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
    pub(super) fn saying(tongue: Tongue, key: &str, words: &Words<'_>) -> Self {
        Self::new(tongue.line(key, words))
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
    language: Language,
    write: impl Fn(Tongue) -> Block,
) -> Message {
    let (first, second) = match language {
        Language::Zh => (Tongue::Zh, None),
        Language::En => (Tongue::En, None),
        Language::Both => (Tongue::Zh, Some(Tongue::En)),
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
    language: Language,
    act: &str,
    key: String,
    object: &str,
    style: ButtonStyle,
) -> Button {
    let label = |tongue: Tongue| tongue.say(&format!("button-{act}"), &[]);
    let typed = |tongue: Tongue| tongue.say(&format!("reply-{act}"), &[("object", object.into())]);
    let (label, reply) = match language {
        Language::Zh => (label(Tongue::Zh), typed(Tongue::Zh)),
        Language::En => (label(Tongue::En), typed(Tongue::En)),
        Language::Both => {
            (format!("{} / {}", label(Tongue::Zh), label(Tongue::En)), typed(Tongue::Zh))
        }
    };
    Button { label, key, style, reply: Some(reply), link: None }
}
