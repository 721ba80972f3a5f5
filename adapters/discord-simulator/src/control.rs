//! The simulator driven from outside, as people would use Discord.
//!
//! A text that begins with `/` is a command (see `slash`), with the form that it may show filled in
//! on the lines below (see `form`); any other text mentions the bot. `room` is the id of a channel,
//! with or without `channel:` in front; the messages of its threads are listed with it.

use async_trait::async_trait;
use serde_json::{Value, json};
use simulator::{
    CallFault, Fault, FaultRequest, Figures, PressRequest, SayRequest, Simulator, VisibleMessage,
};

use crate::DiscordSimulator;
use crate::form;
use crate::people::Written;
use crate::session::Push;
use crate::slash;
use crate::state::{Channel, Posted, State};

/// The kind of a first answer that shows a form.
const FORM: u64 = 9;

#[async_trait]
impl Simulator for DiscordSimulator {
    async fn say(&self, said: SayRequest) -> Result<(), String> {
        let room = said.room.trim_start_matches("channel:").trim_start_matches("user:").to_owned();
        let channel = if said.direct {
            let now = self.inner.now();
            self.inner.state().direct_channel(&room, now)
        } else {
            crate::rest::known(&self.inner, &mut self.inner.state(), &room)
                .map_err(|refused| refused.words())?;
            room
        };
        if !said.text.starts_with('/') {
            let written = Written {
                text: &said.text,
                id: said.id.as_deref(),
                answers: said.quotes.as_deref(),
                attachment: said.attachment,
                to_role: None,
            };
            return self.write_as(&channel, &said.account, &written).await;
        }
        let commands = self.inner.state().commands.clone();
        let (first, below) = said.text.split_once('\n').unwrap_or((&said.text, ""));
        let line = slash::read(first, &commands)?;
        let options: Vec<(&str, &str)> =
            line.options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = (line.root.as_str(), line.name.as_str());
        let token = self.command(&channel, &said.account, path, &options).await?;
        let answer = self.first_answer_to(&token).await?;
        if answer["type"] != FORM {
            return Ok(());
        }
        let form = &answer["data"];
        let fields = form::filled(form, below)?;
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let id = form["custom_id"].as_str().unwrap_or_default();
        let token = self.submit(&channel, &said.account, id, &fields).await?;
        self.first_answer_to(&token).await.map(drop)
    }

    async fn press(&self, pressed: PressRequest) -> Result<(), String> {
        let posted =
            self.inner.state().message(&pressed.message).cloned().ok_or("no such message")?;
        let button = buttons(&posted).find(|button| {
            button["label"] == pressed.button.as_str()
                || button["custom_id"] == pressed.button.as_str()
        });
        let key = button.and_then(|button| button["custom_id"].as_str()).ok_or("no such button")?;
        let token = self.press_key(&posted.id, key, &pressed.account).await?;
        self.first_answer_to(&token).await.map(drop)
    }

    fn messages(&self, room: &str) -> Vec<VisibleMessage> {
        let state = self.inner.state();
        let room = room.trim_start_matches("channel:").trim_start_matches("user:");
        let stands_in = |message: &&Posted| {
            message.channel == room
                || room_above(&state, &message.channel).is_some_and(|above| above == room)
        };
        let readable = state.messages.iter().filter(|message| !message.is_loading);
        readable.filter(stands_in).map(|message| shown(&state, message)).collect()
    }

    fn inject(&self, request: FaultRequest) -> Result<(), String> {
        let mut state = self.inner.state();
        let unavailable = CallFault::Respond(503, Value::Null);
        match state.faults.inject(&request, rate_limited(1.0), unavailable) {
            Some(Fault::CloseSocket) => state.sessions.push(&Push::Abort),
            Some(_) => return Err("a bot's token at Discord does not expire".into()),
            None => {}
        }
        Ok(())
    }

    fn figures(&self) -> Figures {
        let state = self.inner.state();
        state.tally.figures(state.connections, state.faults.left())
    }
}

impl DiscordSimulator {
    /// Waits for the first answer, as a person does who watches the screen.
    async fn first_answer_to(&self, token: &str) -> Result<Value, String> {
        self.answer_to(token).await.ok_or_else(|| "the application did not respond".to_owned())
    }
}

/// The limit of the channel was passed, by Discord's own word.
pub fn rate_limited(seconds: f64) -> CallFault {
    let body =
        json!({"message": "You are being rate limited.", "retry_after": seconds, "global": false});
    CallFault::Respond(429, body)
}

fn buttons(posted: &Posted) -> impl Iterator<Item = &Value> {
    let rows = posted.components.as_array().into_iter().flatten();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

/// The channel above a thread, or the person of a direct channel.
fn room_above<'s>(state: &'s State, channel: &str) -> Option<&'s str> {
    match state.channels.get(channel)? {
        Channel::Thread(parent) => Some(parent),
        Channel::Direct(person) => Some(person),
        Channel::Text => None,
    }
}

fn shown(state: &State, message: &Posted) -> VisibleMessage {
    let is_thread = matches!(state.channels.get(&message.channel), Some(Channel::Thread(_)));
    VisibleMessage {
        id: message.id.clone(),
        room: room_above(state, &message.channel).unwrap_or(&message.channel).to_owned(),
        text: message.content.clone(),
        buttons: buttons(message)
            .filter_map(|button| button["label"].as_str().map(str::to_owned))
            .collect(),
        mentioned: message.mentioned.clone(),
        only_for: message.only_for.clone(),
        thread: is_thread.then(|| message.channel.clone()),
        edits: message.edits,
    }
}
