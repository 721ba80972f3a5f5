//! Messages that come over the gateway: those that mention the bot, those written to it alone and,
//! where the operator wants it, what people say to each other.
//!
//! The text of the first two comes without the privileged intent. Other bots and webhooks are
//! skipped, or two bots would talk to each other for ever.

use chat::{ChatEvent, EventSink};
use serde_json::{Value, json};
use serenity::model::event::ReadyEvent;

use crate::discord::Discord;
use crate::interaction::{Place, sender};
use crate::receive::{quoted, room_at, said};
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
    let addressed = words.addressed;
    if !addressed && !discord.settings.message_content {
        return;
    }
    let event = match event(discord, message, words, bot).await {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(platform = discord.settings.name, %error, "a message could not be placed");
            return;
        }
    };
    // Nobody waits for an answer to what was not said to the bot.
    if sink.accept(event).await.is_err() && addressed {
        tell_unsaved(discord, message).await;
    }
}

/// What a person wrote.
#[derive(Debug, PartialEq, Eq)]
struct Words {
    /// Without the mention of the bot.
    text: String,
    /// Whether it was said to the bot.
    addressed: bool,
}

/// What a person wrote; none for what is no message of a person, or holds no words.
fn words_for(message: &Value, bot: &Bot) -> Option<Words> {
    const WRITTEN: u64 = 0;
    const ANSWER: u64 = 19;
    let is_of_a_person = message.pointer("/author/bot") != Some(&Value::Bool(true))
        && message.get("webhook_id").is_none_or(Value::is_null);
    let kind = message.get("type").and_then(Value::as_u64).unwrap_or(WRITTEN);
    if !is_of_a_person || ![WRITTEN, ANSWER].contains(&kind) {
        return None;
    }
    let content = message.get("content").and_then(Value::as_str).unwrap_or_default();
    let addressed = is_direct(message) || mentioned(message).any(|account| account == bot.0);
    (addressed || !content.is_empty())
        .then(|| Words { text: without_marks(content, bot), addressed })
}

async fn event(
    discord: &Discord,
    message: &Value,
    words: Words,
    bot: &Bot,
) -> Result<ChatEvent, chat::SendError> {
    let id = Snowflake::of(message, "id").ok_or_else(|| rest::unreadable("message id"))?;
    let author = message.get("author").unwrap_or(&Value::Null);
    let sender = sender(author, message.get("member")).ok_or_else(|| rest::unreadable("author"))?;
    let channel =
        Snowflake::of(message, "channel_id").ok_or_else(|| rest::unreadable("channel"))?;
    let place = place(discord, channel, is_direct(message)).await?;
    let others =
        mentioned(message).filter(|account| *account != bot.0).map(str::to_owned).collect();
    let mut body = said(words.text, others, &place);
    if let chat::EventBody::Message { quoted: slot, addressed, .. } = &mut body {
        *slot = quoted(message);
        *addressed = words.addressed;
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

async fn place(
    discord: &Discord,
    channel: Snowflake,
    is_direct: bool,
) -> Result<Place, chat::SendError> {
    let parent =
        if is_direct { None } else { discord.places.parent_of(&discord.rest, &channel).await? };
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
        let account =
            behind.split_once('>').map(|(mark, after)| (mark.trim_start_matches('!'), after));
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
        tracing::warn!(
            platform = discord.settings.name,
            "somebody was not told that nothing was saved"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bot() -> Bot {
        Bot("7001".into())
    }

    #[test]
    fn people_are_heard_and_it_is_known_whether_they_mean_the_bot() {
        let base = json!({"id": "1", "type": 0, "guild_id": "2001", "content": "<@7001> 报障 支付失败",
            "author": {"id": "42"}, "mentions": [{"id": "7001"}]});
        let with = |field: &str, value: Value| {
            let mut message = base.clone();
            message[field] = value;
            words_for(&message, &bot())
        };
        let words = |text: &str, addressed| Some(Words { text: text.to_owned(), addressed });
        assert_eq!(with("type", json!(19)), words("报障 支付失败", true));
        assert_eq!(with("guild_id", Value::Null), words("报障 支付失败", true));
        assert_eq!(with("mentions", json!([{"id": "42"}])), words("报障 支付失败", false));
        for (field, value) in [
            ("author", json!({"id": "43", "bot": true})),
            ("webhook_id", json!("9")),
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
