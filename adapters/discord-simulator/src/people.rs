//! People at their screens: they use commands, press buttons, fill in forms, type, and mention the
//! bot.

use chat::Attachment;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::DiscordSimulator;
use crate::show;
use crate::state::{Channel, Interaction, State};

/// Which interaction it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A command.
    Command = 2,
    /// A press of a button.
    Press = 3,
    /// Typing an option.
    Typing = 4,
    /// A form.
    Form = 5,
}

/// A message that somebody writes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written<'a> {
    /// The words.
    pub text: &'a str,
    /// The platform's id, for a second delivery of the same; a new one when left out.
    pub id: Option<&'a str>,
    /// The message that is answered.
    pub answers: Option<&'a str>,
    /// What is sent besides the words.
    pub attachment: Option<Attachment>,
    /// The role that is mentioned in front on a server, instead of the bot.
    pub to_role: Option<&'a str>,
}

impl DiscordSimulator {
    /// Somebody uses a command below a root, with options (name, value). Gives the token of the
    /// interaction.
    pub async fn command(
        &self,
        channel: &str,
        account: &str,
        path: (&str, &str),
        options: &[(&str, &str)],
    ) -> Result<String, String> {
        let data = self.as_registered(command_data(path, options, None));
        let (token, body) =
            self.interaction(Use::Command, channel, account, data, self.inner.now());
        self.bring("INTERACTION_CREATE", body).await?;
        Ok(token)
    }

    /// Somebody is typing the last of these options.
    pub async fn typing(
        &self,
        channel: &str,
        account: &str,
        path: (&str, &str),
        options: &[(&str, &str)],
    ) -> Result<String, String> {
        let focused = options.last().map(|(name, _)| *name);
        let data = self.as_registered(command_data(path, options, focused));
        let (token, body) = self.interaction(Use::Typing, channel, account, data, self.inner.now());
        self.bring("INTERACTION_CREATE", body).await?;
        Ok(token)
    }

    /// Libraries find a command of one server only by its `guild_id` (application command data
    /// structure).
    fn as_registered(&self, mut data: Value) -> Value {
        let state = self.inner.state();
        let mut commands = state.commands.as_array().into_iter().flatten();
        if let Some(command) = commands.find(|command| command["name"] == data["name"]) {
            for field in ["id", "guild_id"] {
                if let Some(value) = command.get(field) {
                    data[field] = value.clone();
                }
            }
        }
        data
    }

    /// Somebody presses the button of this key on a message.
    pub async fn press_key(
        &self,
        message: &str,
        key: &str,
        account: &str,
    ) -> Result<String, String> {
        let posted = self.inner.state().message(message).cloned().ok_or("no such message")?;
        if posted.only_for.as_ref().is_some_and(|only| only != account) {
            return Err("this person does not see that message".into());
        }
        let data = json!({"custom_id": key, "component_type": 2});
        let (token, mut body) =
            self.interaction(Use::Press, &posted.channel, account, data, self.inner.now());
        body["message"] = show::message(&self.inner.setup, &posted);
        self.bring("INTERACTION_CREATE", body).await?;
        Ok(token)
    }

    /// Somebody sends a form that was shown to them.
    pub async fn submit(
        &self,
        channel: &str,
        account: &str,
        form: &str,
        fields: &[(&str, &str)],
    ) -> Result<String, String> {
        let row = |(name, value): &(&str, &str)| json!({"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]});
        let data =
            json!({"custom_id": form, "components": fields.iter().map(row).collect::<Vec<_>>()});
        let (token, body) = self.interaction(Use::Form, channel, account, data, self.inner.now());
        self.bring("INTERACTION_CREATE", body).await?;
        Ok(token)
    }

    /// Somebody writes; in a server the bot is mentioned in front. `id` makes a second delivery of
    /// the same.
    pub async fn write(
        &self,
        channel: &str,
        account: &str,
        text: &str,
        id: Option<&str>,
    ) -> Result<(), String> {
        self.write_as(channel, account, &Written { text, id, ..Written::default() }).await
    }

    /// Somebody sends a message of any other form.
    pub async fn write_as(
        &self,
        channel: &str,
        account: &str,
        written: &Written<'_>,
    ) -> Result<(), String> {
        let message = {
            let mut state = self.inner.state();
            let now = self.inner.now();
            let id = written.id.map_or_else(|| state.new_id(now), str::to_owned);
            message(&self.inner.setup, &state, (channel, account), written, &id, now)
        };
        self.bring("MESSAGE_CREATE", message).await
    }

    /// An interaction as Discord sends it, with every field that libraries insist on; it waits for
    /// an answer from `at` on.
    pub fn interaction(
        &self,
        kind: Use,
        channel: &str,
        account: &str,
        data: impl Into<Value>,
        at: DateTime<Utc>,
    ) -> (String, Value) {
        let data = data.into();
        let mut state = self.inner.state();
        let id = state.new_id(at);
        let token = format!("fake-token-{id}");
        let made = Interaction {
            id: id.clone(),
            kind: kind as u64,
            channel: channel.to_owned(),
            account: account.to_owned(),
            made_at: at,
            answer: None,
            original: None,
        };
        state.interactions.insert(token.clone(), made);
        let mut body = json!({
            "id": id, "application_id": self.inner.setup.application, "type": kind as u64, "token": token,
            "version": 1, "channel_id": channel, "channel": show::channel(&self.inner.setup, &state, channel),
            "data": data, "locale": "zh-CN", "guild_locale": "en-US", "app_permissions": "8",
            "entitlements": [], "authorizing_integration_owners": {"0": self.inner.setup.guild},
            "context": 0, "attachment_size_limit": 10_485_760,
        });
        if matches!(state.channels.get(channel), Some(Channel::Direct(_))) {
            body["user"] = show::person(account);
        } else {
            body["guild_id"] = json!(self.inner.setup.guild);
            body["member"] = show::member(account);
        }
        (token, body)
    }

    /// The first answer to an interaction, once there is one; waits as long as Discord does.
    pub async fn answer_to(&self, token: &str) -> Option<Value> {
        let longest = std::time::Duration::from_secs(3);
        self.inner.until(longest, |state| state.interactions.get(token)?.answer.clone()).await
    }
}

/// The part of a command's interaction that names it.
pub fn command_data(
    (root, name): (&str, &str),
    options: &[(&str, &str)],
    focused: Option<&str>,
) -> Value {
    let option = |(name, value): &(&str, &str)| {
        let mut option = json!({"type": 3, "name": name, "value": value});
        if focused == Some(*name) {
            option["focused"] = json!(true);
        }
        option
    };
    let options: Vec<Value> = options.iter().map(option).collect();
    json!({"id": "8001", "name": root, "type": 1, "options": [{"type": 1, "name": name, "options": options}]})
}

fn message(
    setup: &crate::Setup,
    state: &State,
    (channel, account): (&str, &str),
    written: &Written<'_>,
    id: &str,
    at: DateTime<Utc>,
) -> Value {
    let is_direct = matches!(state.channels.get(channel), Some(Channel::Direct(_)));
    let mut message = json!({
        "id": id, "channel_id": channel, "author": show::person(account), "content": written.text,
        "timestamp": at.to_rfc3339(), "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
        "flags": 0, "components": [],
    });
    if !is_direct {
        let mut member = show::member(account);
        if let Some(member) = member.as_object_mut() {
            member.remove("user");
        }
        message["guild_id"] = json!(setup.guild);
        message["member"] = member;
        let mark = written.to_role.map_or_else(|| setup.application.clone(), |id| format!("&{id}"));
        message["content"] = json!(format!("<@{mark}> {}", written.text));
        match written.to_role {
            Some(role) => message["mention_roles"] = json!([role]),
            None => message["mentions"] = json!([show::bot(setup)]),
        }
    }
    if let Some(answered) = written.answers {
        message["type"] = json!(19);
        message["message_reference"] = json!({"type": 0, "channel_id": channel, "guild_id": setup.guild, "message_id": answered});
    }
    if let Some(attachment) = written.attachment {
        attach(&mut message, attachment);
    }
    message
}

fn attach(message: &mut Value, attachment: Attachment) {
    let (name, kind) = match attachment {
        Attachment::Sticker => {
            let sticker = json!({"id": "9001", "name": "thumbs up", "format_type": 1});
            message["sticker_items"] = json!([sticker]);
            return;
        }
        Attachment::Picture => ("screen.png", Some("image/png")),
        Attachment::Voice => ("voice.ogg", Some("audio/ogg")),
        Attachment::Video => ("screen.mp4", Some("video/mp4")),
        Attachment::File | Attachment::Forwarded | Attachment::Other => ("server.log", None),
    };
    let url = format!("https://files.example/{name}");
    message["attachments"] = json!([{"id": "9002", "filename": name, "content_type": kind, "size": 9,
        "url": url, "proxy_url": url}]);
}
