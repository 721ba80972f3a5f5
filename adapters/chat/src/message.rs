//! What goes out: a neutral message which each adapter turns into its platform's own form.
//!
//! The sentences are the caller's. This module knows who wrote each piece of them: [`Span::Text`]
//! is the bot's own, [`Span::Typed`] came from a person outside and is never trusted as markup or
//! as a mention.

use serde::{Deserialize, Serialize};

use crate::draft::Draft;
use crate::neutralise;
use crate::reference::ThreadRef;

/// Put before the headline of a message that may already have been delivered once (promise 7: a
/// crash between send and record repeats a message at most once, and the copy says so).
pub const REPEAT_MARK: &str = "(重复 repeat) ";

/// A message before any platform has seen it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it is for; an adapter may choose a richer form for some kinds.
    pub kind: MessageKind,
    /// The first line. It alone must be enough on a lock screen.
    pub headline: Line,
    /// The other lines, most important first: when a limit bites, they are cut from the end.
    pub lines: Vec<Line>,
    /// What the reader can do with one press.
    pub buttons: Vec<Button>,
    /// People to notify. A mention that also is in a line is notified once.
    pub mentions: Vec<Mention>,
    /// The number people say (`INC-128`). It survives every cut.
    pub incident: Option<String>,
    /// The thread to write in, if there are threads.
    pub thread: Option<ThreadRef>,
    /// Whether this may be a second copy; it is then marked with [`REPEAT_MARK`].
    pub repeat: bool,
}

/// What a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// The answer to something a person said.
    Reply,
    /// The state of one incident; edited in place where the platform can.
    Card,
    /// Must wake a person.
    Page,
    /// A promised progress report to a customer.
    StatusUpdate,
    /// A clock is running out or ran out.
    Warning,
    /// Anything else worth saying.
    Notice,
}

/// One line, made of pieces by different authors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line(pub Vec<Span>);

/// A piece of a line, by who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", content = "text", rename_all = "snake_case")]
pub enum Span {
    /// The bot's own words.
    Text(String),
    /// Words typed by a person outside. The adapter takes away mentions, markup and disguised
    /// links.
    Typed(String),
    /// A person, called by the platform's own means.
    Mention(Mention),
}

/// A person to notify.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The account on the platform the message goes to.
    pub account: String,
    /// The name shown where the platform does not put its own. Treated as typed text.
    pub display: String,
}

/// Something the reader can do with one press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What is on it.
    pub label: String,
    /// What comes back as [`EventBody::Action`](crate::EventBody::Action) when it is pressed.
    pub key: String,
    /// How it looks.
    pub style: ButtonStyle,
    /// The words which do the same when typed (`收到 5531`), for platforms without buttons.
    pub reply: Option<String>,
    /// A signed one-use link which does the same, for platforms whose buttons only open pages.
    pub link: Option<String>,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonStyle {
    /// The expected next act.
    Primary,
    /// Any other act.
    #[default]
    Plain,
    /// An act that hurts.
    Danger,
}

impl Message {
    /// A message of one line; the rest is added by its public fields.
    pub fn new(kind: MessageKind, headline: impl Into<Line>) -> Self {
        Self {
            kind,
            headline: headline.into(),
            lines: Vec::new(),
            buttons: Vec::new(),
            mentions: Vec::new(),
            incident: None,
            thread: None,
            repeat: false,
        }
    }

    /// Everyone to notify, each account once, in order of first appearance.
    pub fn everyone_mentioned(&self) -> Vec<&Mention> {
        let inline = std::iter::once(&self.headline).chain(&self.lines).flat_map(Line::mentions);
        let mut found: Vec<&Mention> = Vec::new();
        for mention in inline.chain(&self.mentions) {
            if !found.iter().any(|known| known.account == mention.account) {
                found.push(mention);
            }
        }
        found
    }

    /// Mentions that are in no line and so still need a place in the text, each account once.
    pub fn mentions_outside_lines(&self) -> Vec<&Mention> {
        let inline: Vec<&Mention> =
            std::iter::once(&self.headline).chain(&self.lines).flat_map(Line::mentions).collect();
        let stands_in_a_line =
            |wanted: &&Mention| inline.iter().any(|known| known.account == wanted.account);
        self.everyone_mentioned().into_iter().filter(|mention| !stands_in_a_line(mention)).collect()
    }

    /// The message as pieces of text that can be cut to a limit, each span written by `write`.
    ///
    /// Buttons are left out; see [`Message::reply_words`].
    pub fn draft(&self, write: impl Fn(&Span) -> String) -> Draft {
        let mark = if self.repeat { REPEAT_MARK } else { "" };
        let head = format!("{mark}{}", self.headline.write(&write));
        let body = self.lines.iter().map(|line| line.write(&write)).collect();
        let others = self.mentions_outside_lines();
        let call = others.into_iter().map(|mention| write(&Span::Mention(mention.clone())));
        let call = call.collect::<Vec<_>>().join(" ");
        let tail = if call.is_empty() { Vec::new() } else { vec![call] };
        Draft { head, body, tail, keep: self.incident.clone() }
    }

    /// One line that stands for the buttons if there are none: what to type for each.
    pub fn reply_words(&self) -> Option<String> {
        let words = self.buttons.iter().map(Button::in_words).collect::<Vec<_>>().join("  ");
        (!words.is_empty()).then_some(words)
    }

    /// The whole message without markup, for a platform that shows nothing else, and for records.
    pub fn plain_text(&self) -> String {
        let mut draft = self.draft(Span::plain);
        draft.tail.extend(self.reply_words());
        draft.whole()
    }
}

impl Line {
    /// A line of the bot's own words.
    pub fn text(words: impl Into<String>) -> Self {
        Self(vec![Span::Text(words.into())])
    }

    /// The same line with the bot's own words at its end.
    #[must_use]
    pub fn and(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Text(words.into()));
        self
    }

    /// The same line with words of a person outside at its end.
    #[must_use]
    pub fn and_typed(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Typed(words.into()));
        self
    }

    /// The line as text, each span written by `write`.
    pub fn write(&self, write: impl Fn(&Span) -> String) -> String {
        self.0.iter().map(write).collect()
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.0.iter().filter_map(|span| match span {
            Span::Mention(mention) => Some(mention),
            Span::Text(_) | Span::Typed(_) => None,
        })
    }
}

impl From<&str> for Line {
    fn from(words: &str) -> Self {
        Self::text(words)
    }
}

impl From<String> for Line {
    fn from(words: String) -> Self {
        Self::text(words)
    }
}

impl Span {
    /// The span as unformatted text: typed words made harmless, a mention as `@` and the name.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Typed(words) => neutralise::plain(words),
            Self::Mention(mention) => format!("@{}", neutralise::plain(&mention.display)),
        }
    }
}

impl Button {
    /// A plain button.
    pub fn new(label: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            key: key.into(),
            style: ButtonStyle::Plain,
            reply: None,
            link: None,
        }
    }

    /// What to type instead of pressing: `认领「收到 5531」`, or only the label when that is the
    /// word itself.
    pub fn in_words(&self) -> String {
        match &self.reply {
            Some(words) if *words != self.label => format!("{}「{words}」", self.label),
            _ => format!("「{}」", self.label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(account: &str) -> Mention {
        Mention { account: account.into(), display: format!("Person {account}") }
    }

    #[test]
    fn plain_text_has_headline_lines_people_and_reply_words_in_that_order() {
        let mut page = Message::new(MessageKind::Page, "[INC-128] payment is down");
        page.lines = vec![Line::text("last words: ").and_typed("all\norders @all fail")];
        page.mentions = vec![mention("u1")];
        page.buttons = vec![
            Button { reply: Some("收到 5531".into()), ..Button::new("认领", "ack:5531") },
            Button::new("转交", "pass:5531"),
        ];
        page.repeat = true;
        assert_eq!(
            page.plain_text(),
            "(重复 repeat) [INC-128] payment is down\nlast words: all orders @\u{200D}all fail\n@Person u1\n认领「收到 5531」  「转交」",
        );
    }

    #[test]
    fn a_person_mentioned_twice_is_notified_once() {
        let mut message =
            Message::new(MessageKind::Notice, Line(vec![Span::Mention(mention("u1"))]));
        message.mentions = vec![mention("u1"), mention("u2"), mention("u2")];
        let accounts: Vec<_> =
            message.everyone_mentioned().iter().map(|m| m.account.as_str()).collect();
        assert_eq!(accounts, ["u1", "u2"]);
        let outside: Vec<_> =
            message.mentions_outside_lines().iter().map(|m| m.account.as_str()).collect();
        assert_eq!(outside, ["u2"]);
    }
}
