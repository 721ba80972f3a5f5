//! The client of `serenity`, and its events as plain values.

use async_trait::async_trait;
use chat::ConnectError;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde_json::Value;
use serenity::all::{
    Client, ClientBuilder, Context, GatewayIntents, HttpBuilder, Interaction, RawEventHandler,
};
use serenity::gateway::GatewayError;
use serenity::model::event::Event;
use tokio::sync::mpsc::UnboundedSender;
use url::Url;

use super::liveness::Liveness;
use crate::settings::Settings;

/// Passes every event on, so that they are dealt with where they can be waited for and dropped.
struct EventForwarder {
    events: UnboundedSender<Event>,
    liveness: Liveness,
}

#[async_trait]
impl RawEventHandler for EventForwarder {
    async fn raw_event(&self, _: Context, event: Event) {
        self.liveness.note();
        // Nobody listens any more only while the connection is being ended.
        let _ = self.events.send(event);
    }
}

/// A client for the gateway at `url`.
///
/// `serenity` takes another base only with its rate limiter off; it makes no calls but the one for
/// the gateway's address, so the limiter has nothing to do.
pub(super) async fn build(
    settings: &Settings,
    url: &Url,
    events: UnboundedSender<Event>,
    liveness: Liveness,
) -> Result<Client, ConnectError> {
    let base = settings.base.as_str().trim_end_matches('/');
    let http = HttpBuilder::new(settings.token.expose_secret())
        .proxy(base)
        .ratelimiter_disabled(true)
        .build();
    let mut intents =
        GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    intents.set(GatewayIntents::MESSAGE_CONTENT, settings.message_content);
    let client = ClientBuilder::new_with_http(http, intents)
        .raw_event_handler(EventForwarder { events, liveness })
        .await
        .map_err(|_| ConnectError::Lost("the gateway client could not be built".to_owned()))?;
    let chosen = client.ws_url.lock().await.clone();
    if Url::parse(&chosen).is_ok_and(|chosen| chosen == *url) {
        Ok(client)
    } else {
        Err(ConnectError::Lost("the gateway's address could not be had twice alike".to_owned()))
    }
}

/// Discord closes with a few codes to say that the same bot will not be let in again. The library
/// tells of three of them (4004, 4013, 4014); those about shards are asked about before, and the
/// rest is caught by the watch.
pub(super) fn why_it_ended(ended: serenity::Result<()>) -> ConnectError {
    use GatewayError::{DisallowedGatewayIntents, InvalidAuthentication, InvalidGatewayIntents};
    match ended {
        Err(serenity::Error::Gateway(
            why @ (InvalidAuthentication | DisallowedGatewayIntents | InvalidGatewayIntents),
        )) => ConnectError::Refused(why.to_string()),
        Err(serenity::Error::Gateway(why)) => ConnectError::Lost(why.to_string()),
        // Other errors may hold addresses.
        Err(_) => ConnectError::Lost("the gateway client failed".to_owned()),
        Ok(()) => ConnectError::Lost("the gateway client stopped".to_owned()),
    }
}

/// The JSON of a model, so that both ways in are read by the same code.
pub(super) fn json_of(model: &impl Serialize) -> Value {
    serde_json::to_value(model).unwrap_or_default()
}

/// The JSON of an interaction. The library keeps its type in the variant and leaves it out.
pub(super) fn json_of_interaction(interaction: &Interaction) -> Value {
    let mut json = json_of(interaction);
    json["type"] = Value::from(u8::from(interaction.kind()));
    json
}
