//! What comes in: a message, a pressed button, somebody joining or leaving a room.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::reference::{Address, AddressKind, MessageRef, ReplyAddress, ThreadRef};

/// One thing that happened on a platform, verified and parsed, with no rights attached to it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatEvent {
    /// Unique on its platform; a second delivery of the same event carries the same id.
    pub id: String,
    /// The name the platform was configured under; see
    /// [`ChatPlatform::name`](crate::ChatPlatform::name).
    pub platform: String,
    /// Where it happened.
    pub room: Room,
    /// Who did it.
    pub sender: Sender,
    /// What was done.
    pub body: EventBody,
    /// A short-lived way to answer, where the platform gave one.
    pub reply_to: Option<ReplyAddress>,
    /// When the platform says it happened, UTC. A claim of the platform, not a reading of our
    /// clock.
    pub sent_at: DateTime<Utc>,
}

impl ChatEvent {
    /// The event without the character NUL, which PostgreSQL keeps in no text. In words it goes; in
    /// names and references U+FFFD stands for it, so that none becomes the name of somebody else.
    #[must_use]
    pub fn without_nul(mut self) -> Self {
        if let EventBody::Message { text, .. } = &mut self.body
            && text.contains('\0')
        {
            *text = text.replace('\0', "");
        }
        for text in self.texts().into_iter().filter(|text| text.contains('\0')) {
            *text = text.replace('\0', "\u{FFFD}");
        }
        self
    }

    /// Every text in it that came from outside.
    fn texts(&mut self) -> Vec<&mut String> {
        let mut texts = vec![
            &mut self.id,
            &mut self.room.address,
            &mut self.sender.account,
            &mut self.sender.display,
        ];
        texts.extend(&mut self.room.title);
        match &mut self.body {
            EventBody::Message { text, addressed: _, mentioned, quoted, thread } => {
                texts.push(text);
                texts.extend(mentioned);
                texts.extend(thread.as_mut().map(|thread| &mut thread.0));
                texts.extend(quoted.as_mut().map(|quoted| match quoted {
                    Quoted::Message(reference) => &mut reference.0,
                    Quoted::Words(words) => words,
                }));
            }
            EventBody::Wordless { attachment: _ } => {}
            EventBody::Action { key, message } => {
                texts.push(key);
                texts.extend(message.as_mut().map(|reference| &mut reference.0));
            }
            EventBody::Membership { change: _, accounts } => texts.extend(accounts),
        }
        texts
    }
}

/// The place of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// The text of an [`Address`] which reaches this room again.
    pub address: String,
    /// Group or one-to-one.
    pub kind: RoomKind,
    /// The name people gave the room. Display only: it can change and can be forged.
    pub title: Option<String>,
}

impl Room {
    /// The address that reaches this room again.
    pub fn to_address(&self) -> Address {
        let kind = match self.kind {
            RoomKind::Group => AddressKind::Room,
            RoomKind::Direct => AddressKind::Person,
        };
        Address { kind, text: self.address.clone() }
    }
}

/// How many people read along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    /// A group of people.
    Group,
    /// The bot and one person.
    Direct,
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The account the platform vouches for. The only field by which a person may be recognised.
    pub account: String,
    /// The name shown to people. Anyone can choose theirs, so it decides nothing.
    pub display: String,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventBody {
    /// Somebody wrote something.
    Message {
        /// The words, without the mention of the bot and without surrounding space.
        text: String,
        /// Whether it was said to the bot: by a mention in a group, or in a direct chat.
        addressed: bool,
        /// Accounts mentioned in it, without the bot.
        mentioned: Vec<String>,
        /// The message it answers, as far as the platform tells.
        quoted: Option<Quoted>,
        /// The thread it was written in.
        thread: Option<ThreadRef>,
    },
    /// Somebody sent the bot something that it cannot read, without any words.
    Wordless {
        /// What it was.
        attachment: Attachment,
    },
    /// Somebody pressed a button. Anyone who sees a message can press, so the rights are still to
    /// be checked.
    Action {
        /// The key of the [`Button`](crate::Button).
        key: String,
        /// The message that holds the button.
        message: Option<MessageRef>,
    },
    /// The bot or a person came or went.
    Membership {
        /// What changed.
        change: MembershipChange,
        /// Accounts it happened to; empty when it happened to the bot.
        accounts: Vec<String>,
    },
}

/// The message that another one answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quoted {
    /// The message itself, known by the reference that sending it gave.
    Message(MessageRef),
    /// Only what it said. Anybody may have written that.
    Words(String),
}

/// What people send besides words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    /// A picture or a screenshot.
    Picture,
    /// A sticker.
    Sticker,
    /// Speech that the platform did not turn into words.
    Voice,
    /// A film.
    Video,
    /// A file.
    File,
    /// Messages of another conversation.
    Forwarded,
    /// Anything else: a place, a link card, a kind that is not known yet.
    Other,
}

/// A change in who is in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipChange {
    /// The bot was added.
    BotJoined,
    /// The bot was removed; sends to the room will fail from now on.
    BotLeft,
    /// People were added.
    PeopleJoined,
    /// People left or were removed.
    PeopleLeft,
    /// The room no longer exists.
    RoomClosed,
}
