//! From what Discord sends to what the bot handles: a line of text, a press, or a question.

use chat::{
    ChatEvent, Choice, EventBody, MessageRef, OptionKind, Question, Room, RoomKind, ThreadRef,
};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::discord::Discord;
use crate::interaction::{Act, Place, Used};
use crate::{address, form, reply};

/// What an interaction asks for.
pub(crate) enum Asked {
    /// Something the bot is to handle.
    Event {
        event: Box<ChatEvent>,
        /// Whether the answer is meant for the caller alone, as far as the menu knows.
        is_private: bool,
    },
    /// What fits while somebody is typing.
    Question(Box<Question>),
    /// A form for what was left out; the question is which fields it has in this room.
    Form(Box<Question>),
    /// Nothing this bot offers.
    Misfit,
}

impl Discord {
    /// What an interaction asks for; `now` is when it arrived.
    pub(crate) fn asked(&self, used: &Used, now: DateTime<Utc>) -> Asked {
        match &used.act {
            Act::Command { name, options } => self.commanded(used, name, options, now),
            Act::Form { key, fields } => match form::command_of(key) {
                Some(name) => self.filled_in(used, name, fields, now),
                None => Asked::Misfit,
            },
            Act::Press { key, message } => {
                let message = message.as_ref().map(|message| {
                    let channel = used.place.thread.as_ref().unwrap_or(&used.place.channel);
                    address::message_ref(channel, message)
                });
                let body = EventBody::Action { key: key.clone(), message };
                Asked::Event { event: Box::new(self.event(used, body, now)), is_private: false }
            }
            Act::Typing { name, option, typed } => {
                Asked::Question(Box::new(self.question(used, name, option, typed.clone())))
            }
            Act::Other => Asked::Misfit,
        }
    }

    fn commanded(
        &self,
        used: &Used,
        name: &str,
        options: &[(String, String)],
        now: DateTime<Utc>,
    ) -> Asked {
        let Some(command) =
            self.settings.menu.commands().iter().find(|command| command.name.en == name)
        else {
            return Asked::Misfit;
        };
        match self.settings.menu.line(name, options) {
            Some(line) => {
                let mentioned =
                    command.options.iter().filter(|option| option.kind == OptionKind::Person);
                let people = mentioned.filter_map(|person| {
                    let given = options.iter().find(|(name, _)| *name == person.name.en)?;
                    Some(given.1.clone())
                });
                let body = said(line, people.collect(), &used.place);
                Asked::Event {
                    event: Box::new(self.event(used, body, now)),
                    is_private: command.private,
                }
            }
            None if command.form => {
                let given = form::kept(options);
                Asked::Form(Box::new(self.question(used, name, Question::FIELDS, given)))
            }
            None => Asked::Misfit,
        }
    }

    /// A field that was left empty is an option that was left out.
    fn filled_in(
        &self,
        used: &Used,
        name: &str,
        fields: &[(String, String)],
        now: DateTime<Utc>,
    ) -> Asked {
        let given: Vec<_> =
            fields.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
        match self.commanded(used, name, &given, now) {
            // A form cannot follow upon a form.
            Asked::Form(_) => Asked::Misfit,
            asked => asked,
        }
    }

    /// The form that a question about its fields asks for; none for any other question.
    pub(crate) fn form_for(&self, question: &Question, fields: &[Choice]) -> Option<Value> {
        let asks = question.option == Question::FIELDS;
        let commands = self.settings.menu.commands();
        let command =
            commands.iter().find(|command| asks && command.name.en == question.command)?;
        Some(form::of(command, &form::given(&question.typed), fields))
    }

    fn question(&self, used: &Used, command: &str, option: &str, typed: String) -> Question {
        Question {
            platform: self.settings.name.clone(),
            room: room(used),
            sender: used.sender.clone(),
            command: command.to_owned(),
            option: option.to_owned(),
            typed,
        }
    }

    fn event(&self, used: &Used, body: EventBody, now: DateTime<Utc>) -> ChatEvent {
        let room = room(used);
        let reply_to = reply::address(&room.address, &self.settings.application, &used.token, now);
        ChatEvent {
            id: used.id.as_str().to_owned(),
            platform: self.settings.name.clone(),
            room,
            sender: used.sender.clone(),
            body,
            reply_to: Some(reply_to),
            sent_at: used.id.made_at(),
        }
    }
}

/// Words said to the bot at a place.
pub(crate) fn said(text: String, mentioned: Vec<String>, place: &Place) -> EventBody {
    EventBody::Message { text, addressed: true, mentioned, quoted: None, thread: thread(place) }
}

/// The room of a place: the channel, or the person alone with the bot.
pub(crate) fn room_at(place: &Place, account: &str) -> Room {
    if place.is_direct {
        return Room { address: address::person(account), kind: RoomKind::Direct, title: None };
    }
    Room {
        address: address::channel(&place.channel),
        kind: RoomKind::Group,
        title: place.title.clone(),
    }
}

/// The message something answers.
pub(crate) fn quoted(message: &Value) -> Option<MessageRef> {
    let reference = message.get("message_reference")?;
    let part = |field| crate::snowflake::Snowflake::of(reference, field);
    Some(address::message_ref(&part("channel_id")?, &part("message_id")?))
}

fn room(used: &Used) -> Room {
    room_at(&used.place, &used.sender.account)
}

fn thread(place: &Place) -> Option<ThreadRef> {
    place.thread.as_ref().map(|thread| address::thread_ref(&place.channel, thread))
}
