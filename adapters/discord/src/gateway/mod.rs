//! The way in by a WebSocket, held by `serenity`: connect, resume, identify anew, heartbeats.
//!
//! `serenity` reconnects by itself after whatever can be mended. This module decides when it is
//! over: the platform refused the bot, or the connection shows no life for too long. A dropped
//! connection takes its work with it; what was not saved is not answered as saved.

mod client;
mod interactions;
mod liveness;
mod messages;

use std::sync::Arc;

use chat::{ConnectError, EventSink, SendError};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use liveness::{Farewell, Liveness};
use messages::Bot;
pub use messages::read_frame;
use serde_json::Value;
use serenity::model::event::Event;
use tokio::sync::mpsc;
use url::Url;

use crate::discord::Discord;

/// Events that are dealt with at the same time; more wait in the order in which they came.
const AT_ONCE: usize = 64;

/// Holds a connection until it is over.
pub(crate) async fn hold(discord: &Discord, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
    let url = gateway_of(discord).await?;
    let (events, outcome) = mpsc::unbounded_channel();
    let liveness = Liveness::default();
    let mut client = client::build(&discord.settings, &url, events, liveness.clone()).await?;
    let shards = Arc::clone(&client.shard_manager);
    let farewell = Farewell::to(Arc::clone(&shards));
    let ended = tokio::select! {
        ended = client.start() => client::why_it_ended(ended),
        () = listen(discord, &*sink, outcome) => ConnectError::Lost("no more events".to_owned()),
        () = liveness.watch(&shards, discord.settings.longest_silence) => {
            ConnectError::Lost("connected, but without a sign of life".to_owned())
        }
    };
    farewell.say().await;
    Err(ended)
}

/// Asks where the gateway is, and whether one more session may be begun there: beyond a thousand in
/// a day Discord takes the token away. `serenity` would ask too, but go to the public gateway in
/// silence when nobody answers.
async fn gateway_of(discord: &Discord) -> Result<Url, ConnectError> {
    let response = discord.rest.gateway().await.map_err(|error| match error {
        SendError::Unauthorized(why) => ConnectError::Refused(why),
        other => ConnectError::Lost(other.to_string()),
    })?;
    if response.get("shards").and_then(Value::as_u64).is_some_and(|shards| shards > 1) {
        return Err(ConnectError::Refused(
            "the bot is on too many servers for one connection".to_owned(),
        ));
    }
    if response.pointer("/session_start_limit/remaining").and_then(Value::as_u64) == Some(0) {
        return Err(ConnectError::Lost("no more sessions may be begun today".to_owned()));
    }
    let url = response.get("url").and_then(Value::as_str).and_then(|url| Url::parse(url).ok());
    let url = url.ok_or_else(|| ConnectError::Lost("Discord named no gateway".to_owned()))?;
    if discord.settings.is_gateway(&url) {
        Ok(url)
    } else {
        Err(ConnectError::Refused("the gateway named is not one of Discord's".to_owned()))
    }
}

/// Deals with events, many at a time, until no more can come.
async fn listen(
    discord: &Discord,
    sink: &dyn EventSink,
    mut outcome: mpsc::UnboundedReceiver<Event>,
) {
    let mut bot = None;
    let mut at_work = FuturesUnordered::new();
    loop {
        tokio::select! {
            event = outcome.recv(), if at_work.len() < AT_ONCE => {
                let Some(event) = event else { return };
                if let Event::Ready(ready) = &event {
                    bot = Some(Bot::of(ready));
                }
                if let (Event::GuildCreate(created), Some(bot)) = (&event, &mut bot) {
                    bot.learn_roles(created.guild.roles.values());
                }
                at_work.push(deal_with(discord, sink, event, bot.clone()));
            }
            Some(()) = at_work.next() => {}
        }
    }
}

async fn deal_with(discord: &Discord, sink: &dyn EventSink, event: Event, bot: Option<Bot>) {
    match event {
        Event::Ready(_) => register(discord).await,
        Event::InteractionCreate(created) => {
            interactions::deal_with(
                discord,
                sink,
                &client::json_of_interaction(&created.interaction),
            )
            .await;
        }
        Event::MessageCreate(created) => {
            if let Some(bot) = bot {
                messages::deal_with(discord, sink, &client::json_of(&created.message), &bot).await;
            }
        }
        _ => {}
    }
}

/// Without commands people can still mention the bot, so this failure ends nothing.
async fn register(discord: &Discord) {
    if let Err(error) = discord.register().await {
        tracing::warn!(platform = discord.settings.name, %error, "commands could not be registered");
    }
}
