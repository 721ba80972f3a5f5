//! Which way a message goes: through the interaction it answers, into a channel or thread, or to a
//! person.

use std::time::Duration;

use chat::{Message, SendError, SendOptions, Sent};
use serde_json::{Value, json};

use crate::address::{self, Target};
use crate::discord::Discord;
use crate::in_flight::Promise;
use crate::payload::{self, EPHEMERAL};
use crate::reply::{self, Reply, Token};
use crate::rest::unreadable;
use crate::snowflake::Snowflake;

/// How long a deferral needs to arrive that left a moment ago.
const ON_ITS_WAY: Duration = Duration::from_millis(500);

impl Discord {
    pub(crate) async fn speak(
        &self,
        to: &str,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        let way = Target::of(to)?;
        if let Some(reply) = self.open_reply(to, options)
            && let Some(shown) = self.answer_interaction(&reply, message, options).await?
        {
            return self.sent(&shown, options).await;
        }
        let channel = self.channel_for(way, message, options).await?;
        let shown =
            self.rest.post_message(&channel, &payload::posted(message, &options.key)).await?;
        self.sent(&shown, options).await
    }

    /// Replaces a message that was sent before.
    pub(crate) async fn replace(
        &self,
        reference: &str,
        message: &Message,
    ) -> Result<Sent, SendError> {
        let (channel, id) = address::parts(reference)
            .ok_or_else(|| SendError::refused("not a reference to a Discord message"))?;
        let shown = self.rest.edit_message(&channel, &id, &payload::written(message)).await?;
        reference_of(&shown).map(|reference| Sent { reference })
    }

    /// The interaction to answer, if it came from the room that is written to.
    fn open_reply(&self, to: &str, options: &SendOptions) -> Option<Reply> {
        let reply = options.reply_to.as_ref()?;
        let open = reply::open(reply, &self.settings, (self.now)());
        open.filter(|reply| reply.room == to)
    }

    /// Fills the place of the interaction; none when there is none to fill, or no longer.
    async fn answer_interaction(
        &self,
        reply: &Reply,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Option<Value>, SendError> {
        let promise = match self.in_flight.promised(&reply.token).await {
            Some(promise) => promise,
            None => self.promised_before(&reply.token).await?,
        };
        if promise == Promise::Nothing || !self.in_flight.fill(&reply.token, &options.key) {
            return Ok(None);
        }
        let only_caller = promise == Promise::ShownForPrivate || options.only_for.is_some();
        let response = if only_caller && promise != Promise::Hidden {
            self.answer_in_private(&reply.token, message).await?
        } else {
            self.rest.edit_original(&reply.token, &payload::written(message)).await?
        };
        match response {
            closed if closed.token_is_closed() && reply.is_young => {
                Err(SendError::RetryAfter(ON_ITS_WAY))
            }
            closed if closed.token_is_closed() => Ok(None),
            response => response.read().map(Some),
        }
    }

    /// Everybody sees "thinking…", which cannot be turned into an answer for one person: it has to
    /// go first, because the first follow-up would fill it.
    async fn answer_in_private(
        &self,
        token: &Token,
        message: &Message,
    ) -> Result<crate::http::Response, SendError> {
        self.rest.delete_original(token).await?;
        let mut body = payload::written(message);
        body["flags"] = json!(EPHEMERAL);
        self.rest.follow_up(token, &body).await
    }

    /// What an earlier process promised, as Discord shows it: a press of a button has no place to
    /// fill, its original is the card that holds the button.
    async fn promised_before(&self, token: &Token) -> Result<Promise, SendError> {
        const LOADING: u64 = 1 << 7;
        let response = self.rest.original(token).await?;
        if response.wait().is_some() || response.status >= 500 {
            return response.read().map(|_| Promise::Nothing);
        }
        let flags = response.body.get("flags").and_then(Value::as_u64).unwrap_or_default();
        Ok(match (flags & LOADING != 0, flags & EPHEMERAL != 0) {
            (true, true) => Promise::Hidden,
            (true, false) => Promise::Shown,
            (false, _) => Promise::Nothing,
        })
    }

    async fn channel_for(
        &self,
        way: Target,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Snowflake, SendError> {
        match (way, &options.only_for) {
            (Target::Channel(_), Some(account)) => {
                let person = Snowflake::parse(account);
                let person = person.ok_or_else(|| SendError::refused("not a Discord account"))?;
                self.places.direct_channel(&self.rest, &person).await
            }
            (Target::Channel(channel), None) => {
                Ok(message.thread.as_ref().and_then(address::thread_channel).unwrap_or(channel))
            }
            (Target::Person(person), _) => self.places.direct_channel(&self.rest, &person).await,
        }
    }

    /// The reference of what is shown now and, where one is wanted, a thread from it.
    async fn sent(&self, shown: &Value, options: &SendOptions) -> Result<Sent, SendError> {
        let reference = reference_of(shown)?;
        let place = reference.as_ref().and_then(|reference| address::parts(reference.as_str()));
        if let (Some(name), Some((channel, message))) = (&options.thread_name, place) {
            self.start_thread(&channel, &message, name).await?;
        }
        Ok(Sent { reference })
    }

    /// A place without threads, or a bot without the right to start them, still has the message:
    /// the words were said, so only trouble on the way is worth another try, and the key keeps that
    /// from a second copy.
    async fn start_thread(
        &self,
        channel: &Snowflake,
        message: &Snowflake,
        name: &str,
    ) -> Result<(), SendError> {
        match self.rest.start_thread(channel, message, &payload::thread(name)).await {
            Ok(()) => {
                self.places.remember_thread(message, channel);
                Ok(())
            }
            Err(error) if error.is_worth_another_try() => Err(error),
            Err(error) => {
                tracing::warn!(platform = self.settings.name, %error, "no thread was started");
                Ok(())
            }
        }
    }
}

/// How to find a message again. What only the caller sees cannot be found again.
fn reference_of(shown: &Value) -> Result<Option<chat::MessageRef>, SendError> {
    let flags = shown.get("flags").and_then(Value::as_u64).unwrap_or_default();
    if flags & EPHEMERAL != 0 {
        return Ok(None);
    }
    let channel =
        Snowflake::of(shown, "channel_id").ok_or_else(|| unreadable("channel of the message"))?;
    let id = Snowflake::of(shown, "id").ok_or_else(|| unreadable("id of the message"))?;
    Ok(Some(address::message_ref(&channel, &id)))
}
