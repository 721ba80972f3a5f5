//! Messages that come over the gateway: those that mention the bot, those written to it alone and,
//! where the operator wants it, what people say to each other.
//!
//! The text of the first two comes without the privileged intent. Other bots and webhooks are
//! skipped, or two bots would talk to each other for ever.

use std::collections::BTreeSet;

use chat::{Attachment, ChatEvent, EventBody, EventSink, Quoted};
use serde_json::{Value, json};
use serenity::model::event::{Event, GatewayEvent, ReadyEvent};
use serenity::model::guild::Role;

use super::client::json_of;
use crate::discord::Discord;
use crate::interaction::{Place, sender};
use crate::receive::{quoted, room_at, said};
use crate::snowflake::Snowflake;
use crate::{rest, words};

/// Whom a mention of the bot names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bot {
    account: String,
    /// The role of the same name that Discord makes for the bot on each server, which its list of
    /// suggestions shows next to the bot itself.
    roles: BTreeSet<String>,
}

impl Bot {
    pub(super) fn of(ready: &ReadyEvent) -> Self {
        Self { account: ready.ready.user.id.to_string(), roles: BTreeSet::new() }
    }

    /// Learns the bot's roles among those of a server.
    pub(super) fn learn_roles<'r>(&mut self, roles: impl Iterator<Item = &'r Role>) {
        let is_own = |role: &&Role| {
            role.managed && role.tags.bot_id.is_some_and(|bot| bot.to_string() == self.account)
        };
        self.roles.extend(roles.filter(is_own).map(|role| role.id.to_string()));
    }

    fn is_mentioned_in(&self, message: &Value) -> bool {
        let roles = message.get("mention_roles").and_then(Value::as_array);
        mentioned(message).any(|account| account == self.account)
            || roles
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .any(|role| self.roles.contains(role))
    }

    /// Whether a mark, without its brackets, names the bot: `@7001`, `@!7001`, `@&6001`.
    fn is_named_by(&self, mark: &str) -> bool {
        match mark.strip_prefix('&') {
            Some(role) => self.roles.contains(role),
            None => mark.trim_start_matches('!') == self.account,
        }
    }
}

/// What a person says to the bot of this account in the text of a frame, as the gateway reads it.
/// None for every other frame.
pub fn read_frame(text: &str, bot: &str) -> Option<String> {
    let frame: GatewayEvent = serde_json::from_str(text).ok()?;
    let GatewayEvent::Dispatch(_, Event::MessageCreate(created)) = frame else { return None };
    let bot = Bot { account: bot.to_owned(), roles: BTreeSet::new() };
    let words = words_for(&json_of(&created.message), &bot)?;
    words.addressed.then_some(words.text)
}

pub(super) async fn deal_with(discord: &Discord, sink: &dyn EventSink, message: &Value, bot: &Bot) {
    let Some(words) = words_for(message, bot) else { return };
    let addressed = words.addressed;
    if !addressed && (words.attachment.is_some() || !discord.settings.message_content) {
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
    /// What was sent instead of words.
    attachment: Option<Attachment>,
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
    let addressed = is_direct(message) || bot.is_mentioned_in(message);
    let text = without_marks(content, bot);
    let attachment = attachment(message).filter(|_| text.is_empty());
    (addressed || !content.is_empty()).then_some(Words { text, addressed, attachment })
}

/// What a message holds besides words.
fn attachment(message: &Value) -> Option<Attachment> {
    let holds = |field: &str| {
        message.get(field).and_then(Value::as_array).is_some_and(|list| !list.is_empty())
    };
    if holds("message_snapshots") {
        return Some(Attachment::Forwarded);
    }
    if holds("sticker_items") {
        return Some(Attachment::Sticker);
    }
    let first = message.pointer("/attachments/0")?;
    let kind = first.get("content_type").and_then(Value::as_str).unwrap_or_default();
    Some(match kind.split('/').next() {
        Some("image") => Attachment::Picture,
        Some("audio") => Attachment::Voice,
        Some("video") => Attachment::Video,
        _ => Attachment::File,
    })
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
    let body = match words.attachment {
        Some(attachment) => EventBody::Wordless { attachment },
        None => written(message, words, bot, &place),
    };
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

fn written(message: &Value, words: Words, bot: &Bot, place: &Place) -> EventBody {
    let others = mentioned(message).filter(|account| *account != bot.account);
    let mut body = said(words.text, others.map(str::to_owned).collect(), place);
    if let EventBody::Message { quoted: slot, addressed, .. } = &mut body {
        *slot = quoted(message).map(Quoted::Message);
        *addressed = words.addressed;
    }
    body
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
        match behind.split_once('>') {
            Some((mark, after)) if bot.is_named_by(mark) => rest = after,
            Some((mark, after)) if Snowflake::parse(mark.trim_start_matches('!')).is_some() => {
                words.push('@');
                words.push_str(mark.trim_start_matches('!'));
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
        Bot { account: "7001".into(), roles: BTreeSet::from(["6001".to_owned()]) }
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
        let words = |text: &str, addressed| {
            Some(Words { text: text.to_owned(), addressed, attachment: None })
        };
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
    fn the_role_of_the_bot_means_the_bot_and_other_roles_do_not() {
        let said = |roles: Value| {
            words_for(
                &json!({"id": "1", "type": 0, "guild_id": "2001", "content": "<@&6001> <@&6002> help",
                    "author": {"id": "42"}, "mentions": [], "mention_roles": roles}),
                &bot(),
            )
        };
        for (roles, addressed) in [
            (json!(["6001"]), true),
            (json!(["6002", "6001"]), true),
            (json!(["6002"]), false),
            (json!([]), false),
        ] {
            assert_eq!(said(roles.clone()).unwrap().addressed, addressed, "{roles}");
        }
        assert_eq!(said(json!(["6001"])).unwrap().text, "<@&6002> help");
    }

    #[test]
    fn what_is_sent_instead_of_words_is_told_apart() {
        let picture = json!([{"filename": "a.png", "content_type": "image/png"}]);
        for (field, value, attachment) in [
            ("attachments", picture, Attachment::Picture),
            ("attachments", json!([{"content_type": "audio/ogg"}]), Attachment::Voice),
            ("attachments", json!([{"content_type": "video/mp4"}]), Attachment::Video),
            ("attachments", json!([{"filename": "a.log"}]), Attachment::File),
            ("sticker_items", json!([{"id": "1"}]), Attachment::Sticker),
            ("message_snapshots", json!([{"message": {}}]), Attachment::Forwarded),
        ] {
            let mut message = json!({"id": "1", "type": 0, "guild_id": "2001", "content": "<@7001>",
                "author": {"id": "42"}, "mentions": [{"id": "7001"}]});
            message[field] = value;
            let alone = words_for(&message, &bot()).unwrap();
            assert_eq!((alone.attachment, alone.addressed), (Some(attachment), true), "{field}");
            message["content"] = json!("<@7001> 支付失败");
            let beside = words_for(&message, &bot()).unwrap();
            assert_eq!((beside.attachment, beside.text.as_str()), (None, "支付失败"), "{field}");
        }
    }

    #[test]
    fn the_bots_mark_goes_and_people_stay_by_their_account() {
        for (content, words) in [
            ("<@7001> assign #128 <@!42> now", "assign #128 @42 now"),
            ("hello <@7001>", "hello"),
            ("<@&6001> assign #128 <@42>", "assign #128 @42"),
            ("show #128 <@&6001>", "show #128"),
            ("a <@b> <@&5> c", "a <@b> <@&5> c"),
            ("<@", "<@"),
        ] {
            assert_eq!(without_marks(content, &bot()), words, "{content}");
        }
    }
}
