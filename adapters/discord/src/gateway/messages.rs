//! Messages that come over the gateway: those that mention the bot, and those written to it alone.
//!
//! Their text comes without the privileged intent exactly then. Everything else is not for the bot. Other bots
//! and webhooks are passed over, or two bots would talk to each other for ever.

use chat::{ChatEvent, EventSink};
use serde_json::{Value, json};
use serenity::model::event::ReadyEvent;

use crate::hearing::{quoted, room_at, said};
use crate::interaction::{Place, sender};
use crate::platform::Discord;
use crate::snowflake::Snowflake;
use crate::{rest, words};

/// The bot's own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bot(String);

impl Bot {
    pub(super) fn of(ready: &ReadyEvent) -> Self {
        Self(ready.ready.user.id.to_string())
    }
}

pub(super) async fn deal_with(discord: &Discord, sink: &dyn EventSink, message: &Value, bot: &Bot) {
    let Some(words) = words_for(message, bot) else { return };
    let event = match event(discord, message, words, bot).await {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(platform = discord.settings.name, %error, "a message could not be placed");
            return;
        }
    };
    if sink.accept(event).await.is_err() {
        tell_unsaved(discord, message).await;
    }
}

/// What was said to the bot, without its mention; none when the message is not for it.
fn words_for(message: &Value, bot: &Bot) -> Option<String> {
    const WRITTEN: u64 = 0;
    const ANSWER: u64 = 19;
    let is_of_a_person = message.pointer("/author/bot") != Some(&Value::Bool(true))
        && message.get("webhook_id").is_none_or(Value::is_null);
    let kind = message.get("type").and_then(Value::as_u64).unwrap_or(WRITTEN);
    if !is_of_a_person || ![WRITTEN, ANSWER].contains(&kind) {
        return None;
    }
    let content = message.get("content").and_then(Value::as_str).unwrap_or_default();
    let is_meant = is_direct(message) || mentioned(message).any(|account| account == bot.0);
    is_meant.then(|| without_marks(content, bot))
}

async fn event(
    discord: &Discord,
    message: &Value,
    words: String,
    bot: &Bot,
) -> Result<ChatEvent, chat::SendError> {
    let id = Snowflake::of(message, "id").ok_or_else(|| rest::unreadable("message id"))?;
    let author = message.get("author").unwrap_or(&Value::Null);
    let sender = sender(author, message.get("member")).ok_or_else(|| rest::unreadable("author"))?;
    let channel = Snowflake::of(message, "channel_id").ok_or_else(|| rest::unreadable("channel"))?;
    let place = place(discord, channel, is_direct(message)).await?;
    let others = mentioned(message).filter(|account| *account != bot.0).map(str::to_owned).collect();
    let mut body = said(words, others, &place);
    if let chat::EventBody::Message { quoted: slot, .. } = &mut body {
        *slot = quoted(message);
    }
    Ok(ChatEvent {
        id: id.as_str().to_owned(),
        platform: discord.settings.name.clone(),
        room: room_at(&place, &sender.account),
        sender,
        body,
        reply_to: None,
        sent_at: id.made_at(),
    })
}

async fn place(discord: &Discord, channel: Snowflake, is_direct: bool) -> Result<Place, chat::SendError> {
    let parent = if is_direct { None } else { discord.parent_of(&channel).await? };
    Ok(match parent {
        Some(parent) => Place { channel: parent, thread: Some(channel), is_direct, title: None },
        None => Place { channel, thread: None, is_direct, title: None },
    })
}

fn is_direct(message: &Value) -> bool {
    message.get("guild_id").is_none_or(Value::is_null)
}

fn mentioned(message: &Value) -> impl Iterator<Item = &str> {
    let people = message.get("mentions").and_then(Value::as_array);
    people.into_iter().flatten().filter_map(|person| person.get("id")?.as_str())
}

/// The words with the bot's mark taken off and the marks of people as `@` and their account.
fn without_marks(content: &str, bot: &Bot) -> String {
    let mut words = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, behind)) = rest.split_once("<@") {
        words.push_str(before);
        let account = behind.split_once('>').map(|(mark, after)| (mark.trim_start_matches('!'), after));
        match account {
            Some((account, after)) if Snowflake::parse(account).is_some() => {
                if account != bot.0 {
                    words.push('@');
                    words.push_str(account);
                }
                rest = after;
            }
            _ => {
                words.push_str("<@");
                rest = behind;
            }
        }
    }
    words.push_str(rest);
    words.trim().to_owned()
}

/// A message is brought once, so the person is told to write again. Best effort.
async fn tell_unsaved(discord: &Discord, message: &Value) {
    let Some(channel) = Snowflake::of(message, "channel_id") else { return };
    let body = json!({
        "content": words::UNSAVED,
        "allowed_mentions": {"parse": [], "replied_user": false},
        "message_reference": {"message_id": message["id"], "fail_if_not_exists": false},
    });
    if discord.rest.post_message(&channel, &body).await.is_err() {
        tracing::warn!(platform = discord.settings.name, "somebody was not told that nothing was saved");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bot() -> Bot {
        Bot("7001".into())
    }

    #[test]
    fn only_people_who_mean_the_bot_are_heard() {
        let base = json!({"id": "1", "type": 0, "guild_id": "2001", "content": "<@7001> 报障 支付失败",
            "author": {"id": "42"}, "mentions": [{"id": "7001"}]});
        let with = |field: &str, value: Value| {
            let mut message = base.clone();
            message[field] = value;
            words_for(&message, &bot())
        };
        assert_eq!(with("type", json!(19)).as_deref(), Some("报障 支付失败"));
        assert_eq!(with("guild_id", Value::Null).as_deref(), Some("报障 支付失败"));
        for (field, value) in [
            ("author", json!({"id": "43", "bot": true})),
            ("webhook_id", json!("9")),
            ("mentions", json!([{"id": "42"}])),
            ("type", json!(7)),
        ] {
            assert_eq!(with(field, value), None, "{field}");
        }
    }

    #[test]
    fn the_bots_mark_goes_and_people_stay_by_their_account() {
        for (content, words) in [
            ("<@7001> assign #128 <@!42> now", "assign #128 @42 now"),
            ("hello <@7001>", "hello"),
            ("a <@b> <@&5> c", "a <@b> <@&5> c"),
            ("<@", "<@"),
        ] {
            assert_eq!(without_marks(content, &bot()), words, "{content}");
        }
    }
}
