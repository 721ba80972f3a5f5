//! One message as the sandbox keeps it, shows it and writes it down.

use chat::{Address, AddressKind, Button, LengthLimit, Line, Message, MessageKind, Span};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The `from` of everything the bot says.
pub const BOT: &str = "bot";

/// The longest message shown; long enough for every list the bot writes.
pub const LONGEST_MESSAGE: LengthLimit = LengthLimit::Chars(8_000);

/// One message in one room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its place in the order of everything ever said, from 1. An edit does not change it.
    pub seq: u64,
    /// The place of its last change in the same order; greater than `seq` once it was edited.
    pub revision: u64,
    /// When it was said (UTC), on the world's clock.
    pub at: DateTime<Utc>,
    /// The room it stands in.
    pub place: Place,
    /// The account of the person, or [`BOT`].
    pub from: String,
    /// What it is.
    pub kind: RecordKind,
    /// The whole message as plain text.
    pub text: String,
    /// The text line by line and by author of each piece; the first line is the headline.
    pub lines: Vec<Line>,
    /// What can be pressed.
    pub buttons: Vec<Button>,
    /// Accounts it notifies.
    pub mentions: Vec<String>,
    /// The incident it is about: `INC-1`.
    pub incident: Option<String>,
    /// The only account that may see it in a group; everybody when absent.
    pub only_for: Option<String>,
    /// The sender's key, so that the same message sent twice is here once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// What a record is. The bot's kinds are those of [`MessageKind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A person wrote it.
    Said,
    /// A person pressed a button; the text is what stood on it.
    Pressed,
    /// See [`MessageKind::Reply`].
    Reply,
    /// See [`MessageKind::Card`].
    Card,
    /// See [`MessageKind::Page`].
    Page,
    /// See [`MessageKind::StatusUpdate`].
    StatusUpdate,
    /// See [`MessageKind::Warning`].
    Warning,
    /// See [`MessageKind::Notice`].
    Notice,
}

/// A room of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// A group, or somebody's phone.
    pub kind: PlaceKind,
    /// The id of the group or of the person.
    pub id: String,
}

/// What kind of room it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Read by all members.
    Group,
    /// The bot and one person.
    Person,
}

/// What is said, before it has a place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) from: String,
    pub(crate) kind: RecordKind,
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) buttons: Vec<Button>,
    pub(crate) mentions: Vec<String>,
    pub(crate) incident: Option<String>,
    pub(crate) only_for: Option<String>,
    pub(crate) key: Option<String>,
}

impl Words {
    /// What the bot says, cut to [`LONGEST_MESSAGE`].
    pub(crate) fn of_bot(message: &Message) -> Self {
        let message = without_excess_lines(message);
        Self {
            from: BOT.to_owned(),
            kind: message.kind.into(),
            text: text_of(&message),
            mentions: message
                .everyone_mentioned()
                .iter()
                .map(|mention| mention.account.clone())
                .collect(),
            lines: shown_lines(&message),
            buttons: message.buttons,
            incident: message.incident,
            only_for: None,
            key: None,
        }
    }

    /// What a person typed or pressed.
    pub(crate) fn of_person(
        account: &str,
        kind: RecordKind,
        text: &str,
        mentions: Vec<String>,
    ) -> Self {
        let lines = text.lines().map(|line| Line::default().and_typed(line)).collect();
        Self {
            from: account.to_owned(),
            kind,
            text: text.to_owned(),
            lines,
            buttons: Vec::new(),
            mentions,
            incident: None,
            only_for: None,
            key: None,
        }
    }
}

/// The words to type are in the text too, so that a reader without the page knows what to answer.
fn text_of(message: &Message) -> String {
    let mut draft = message.draft(Span::plain);
    draft.tail.extend(message.reply_words());
    draft.fit(LONGEST_MESSAGE)
}

fn shown_lines(message: &Message) -> Vec<Line> {
    let mark = message.repeat.then(|| Span::Text(chat::message::REPEAT_MARK.to_owned()));
    let headline = Line(mark.into_iter().chain(message.headline.0.iter().cloned()).collect());
    let outside: Vec<Span> = message
        .mentions_outside_lines()
        .into_iter()
        .flat_map(|mention| [Span::Mention(mention.clone()), Span::Text(" ".to_owned())])
        .collect();
    let call = (!outside.is_empty()).then_some(Line(outside));
    std::iter::once(headline)
        .chain(message.lines.iter().cloned())
        .chain(call)
        .map(harmless)
        .collect()
}

/// Typed words leave here on one line and without characters that hide others.
fn harmless(line: Line) -> Line {
    let clean = |span| match span {
        Span::Typed(words) => Span::Typed(chat::neutralise::one_line(&words)),
        other => other,
    };
    Line(line.0.into_iter().map(clean).collect())
}

fn without_excess_lines(message: &Message) -> Message {
    let mut room = LONGEST_MESSAGE.most();
    let mut fits = |line: &Line| {
        let length = LONGEST_MESSAGE.measure(&line.write(Span::plain)) + 1;
        let fits = length < room;
        room = room.saturating_sub(length);
        fits
    };
    let kept: Vec<Line> = message.lines.iter().take_while(|line| fits(line)).cloned().collect();
    let cut = kept.len() < message.lines.len();
    let mark = cut.then(|| Line::text(chat::draft::CUT_MARK));
    Message { lines: kept.into_iter().chain(mark).collect(), ..message.clone() }
}

impl From<MessageKind> for RecordKind {
    fn from(kind: MessageKind) -> Self {
        match kind {
            MessageKind::Reply => Self::Reply,
            MessageKind::Card => Self::Card,
            MessageKind::Page => Self::Page,
            MessageKind::StatusUpdate => Self::StatusUpdate,
            MessageKind::Warning => Self::Warning,
            MessageKind::Notice => Self::Notice,
        }
    }
}

impl Place {
    /// A group's room.
    pub fn group(id: impl Into<String>) -> Self {
        Self { kind: PlaceKind::Group, id: id.into() }
    }

    /// Somebody's phone.
    pub fn person(id: impl Into<String>) -> Self {
        Self { kind: PlaceKind::Person, id: id.into() }
    }
}

impl From<&Address> for Place {
    fn from(address: &Address) -> Self {
        match address.kind {
            AddressKind::Room => Self::group(&address.text),
            AddressKind::Person => Self::person(&address.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_loses_whole_lines_and_says_so() {
        let mut message = Message::new(MessageKind::Reply, "[INC-1] list");
        message.lines = (0..900).map(|n| Line::text(format!("line {n} of many"))).collect();
        let words = Words::of_bot(&message);
        assert!(LONGEST_MESSAGE.allows(&words.text));
        assert!(words.lines.len() < 900);
        assert_eq!(words.lines.last(), Some(&Line::text(chat::draft::CUT_MARK)));
    }

    #[test]
    fn words_to_reply_with_stand_in_the_text() {
        let mut page = Message::new(MessageKind::Page, "[INC-1] payment is down");
        page.buttons =
            vec![Button { reply: Some("收到 5531".into()), ..Button::new("认领", "ack:5531") }];
        assert!(Words::of_bot(&page).text.contains("收到 5531"));
    }
}
