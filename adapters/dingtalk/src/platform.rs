//! The adapter itself: which way a message goes.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chat::token::TokenCache;
use chat::{
    Address, Buttons, Capabilities, ChatEvent, ChatPlatform, ConnectError, EventOutcome, EventSink,
    Health, Inbound, LengthLimit, MentionSupport, Message, MessageKind, MessageRef, Now, RateLimit,
    RawRequest, RawResponse, Refusal, SendError, SendOptions, Sent,
};
use chrono::{DateTime, Utc};

use crate::address::{self, Target};
use crate::open_api::OpenApi;
use crate::session::Session;
use crate::settings::{CustomRobot, Settings, SettingsError};
use crate::{callback, card, payload, robot, session, stream};

/// DingTalk, for one organisation.
pub struct DingTalk {
    settings: Settings,
    capabilities: Capabilities,
    /// Of groups and people that the app reaches with cards.
    with_cards: Capabilities,
    client: reqwest::Client,
    tokens: TokenCache,
    now: Now,
}

impl DingTalk {
    /// An adapter which speaks through `client`; see [`http::client`](crate::http::client) for what
    /// it needs.
    pub fn new(
        settings: Settings,
        client: reqwest::Client,
        now: Now,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let capabilities = capabilities(settings.app.is_some());
        let with_cards = with_cards(&capabilities);
        Ok(Self { settings, capabilities, with_cards, client, tokens: TokenCache::default(), now })
    }

    /// The open session that reaches exactly the people of `way`.
    fn session(&self, way: Target<'_>, options: &SendOptions) -> Option<Session> {
        let reply = options.reply_to.as_ref()?;
        match session::open(reply, &self.settings, (self.now)()) {
            Ok(session) => Some(session).filter(|session| self.is_same_room(way, &session.room)),
            Err(why) => {
                tracing::warn!(platform = self.settings.name, %why, "session webhook passed over");
                None
            }
        }
    }

    fn is_same_room(&self, way: Target<'_>, room: &str) -> bool {
        match way {
            Target::Group(conversation) => room == address::group(conversation),
            Target::Person(account) | Target::Unlisted(account) => room == address::person(account),
            Target::Robot(name) => {
                let conversation =
                    self.settings.robots.get(name).and_then(|robot| robot.conversation.as_ref());
                conversation.is_some_and(|conversation| room == address::group(conversation))
            }
        }
    }

    /// The template of the cards that can be posted there.
    fn template(&self, way: Target<'_>) -> Option<&str> {
        let takes_cards =
            matches!(way, Target::Group(_) | Target::Person(_)) && self.settings.app.is_some();
        self.settings.card_template.as_deref().filter(|_| takes_cards)
    }

    /// A session is the quicker way, but what will be pressed or changed later has to be a card.
    fn has_to_be_a_card(&self, way: Target<'_>, message: &Message) -> bool {
        let gains_by_it = message.kind == MessageKind::Card || !message.buttons.is_empty();
        gains_by_it && self.template(way).is_some()
    }

    async fn send_directly(
        &self,
        way: Target<'_>,
        message: &Message,
        key: &str,
    ) -> Result<Sent, SendError> {
        let Some(template) = self.template(way) else {
            return self.send_as_text(way, message).await;
        };
        match self.open_api()?.deliver_card(template, way, message, key, (self.now)()).await {
            // A template that was withdrawn or has lost a variable must not keep a page from its
            // person.
            Err(SendError::Permanent { reason, gone: false }) => {
                tracing::warn!(
                    platform = self.settings.name,
                    reason,
                    "a card was refused and is sent as text"
                );
                self.send_as_text(way, message).await
            }
            other => other,
        }
    }

    async fn send_as_text(&self, way: Target<'_>, message: &Message) -> Result<Sent, SendError> {
        let now = (self.now)();
        match way {
            Target::Robot(name) => {
                let url = robot::webhook(&self.settings.oapi, self.robot(name)?, now)?;
                robot::post(&self.client, url, payload::for_robot(message))
                    .await
                    .map(|()| Sent::default())
            }
            Target::Group(conversation) => {
                self.open_api()?.to_group(conversation, &payload::for_open_api(message), now).await
            }
            Target::Person(account) => {
                self.open_api()?.to_person(account, &payload::for_open_api(message), now).await
            }
            Target::Unlisted(_) => Err(SendError::refused(
                "somebody outside the organisation cannot be written to first",
            )),
        }
    }

    fn robot(&self, name: &str) -> Result<&CustomRobot, SendError> {
        self.settings
            .robots
            .get(name)
            .ok_or_else(|| SendError::gone("no robot of that name in the settings"))
    }

    fn open_api(&self) -> Result<OpenApi<'_>, SendError> {
        let app = self.settings.app.as_ref();
        let app = app.ok_or_else(|| SendError::refused("no DingTalk app in the settings"))?;
        Ok(OpenApi { client: &self.client, base: &self.settings.api, app, tokens: &self.tokens })
    }
}

#[async_trait]
impl ChatPlatform for DingTalk {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        callback::receive(&self.settings, request, now)
    }

    /// Always the same: replies in the answer itself are not documented well enough to rely on.
    fn respond(&self, _event: Option<&ChatEvent>, _outcome: &EventOutcome) -> RawResponse {
        RawResponse::json("{}")
    }

    fn capabilities_at(&self, address: &str) -> &Capabilities {
        let takes_cards = Target::of(address).is_ok_and(|way| self.template(way).is_some());
        if takes_cards { &self.with_cards } else { &self.capabilities }
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        let way = Target::of(&to.text)?;
        let session = self.session(way, options).filter(|_| !self.has_to_be_a_card(way, message));
        let Some(session) = session else {
            return self.send_directly(way, message, &options.key).await;
        };
        match robot::post(&self.client, session.url, payload::for_robot(message)).await {
            Ok(()) => Ok(Sent::default()),
            // A session can close before its time (the robot was re-added, say); the room is still
            // there.
            Err(SendError::Permanent { .. }) => {
                self.send_directly(way, message, &options.key).await
            }
            Err(other) => Err(other),
        }
    }

    async fn edit(
        &self,
        to: &Address,
        sent: &MessageRef,
        message: &Message,
    ) -> Result<Sent, SendError> {
        let room = card::track::room(sent.as_str()).filter(|room| room.address == to.text);
        if room.is_none() || self.settings.card_template.is_none() {
            return Err(SendError::refused("only a card in this room can be edited"));
        }
        self.open_api()?.update_card(sent.as_str(), message, (self.now)()).await
    }

    async fn check(&self) -> Health {
        let Ok(open_api) = self.open_api() else { return Health::Unknown };
        match open_api.check((self.now)()).await {
            Ok(()) => Health::Up,
            Err(error) => Health::Down(error.to_string()),
        }
    }

    fn holds_connection(&self) -> bool {
        self.settings.app.is_some() && self.settings.stream.is_some()
    }

    async fn connect(&self, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
        let (Some(app), Some(stream)) = (&self.settings.app, &self.settings.stream) else {
            return Err(ConnectError::NotAGateway);
        };
        let (settings, client, now) = (&self.settings, &self.client, &self.now);
        stream::StreamClient { settings, app, stream, client, now, sink: &*sink }.listen().await
    }
}

/// Custom robots and sessions have neither edits nor buttons; cards, which have both, stand
/// elsewhere.
fn capabilities(receives: bool) -> Capabilities {
    Capabilities {
        receives,
        edit: false,
        buttons: Buttons::None,
        thread: false,
        private_reply: false,
        passive_reply: None,
        mention: MentionSupport::Accounts { at_most: None },
        length: LengthLimit::Bytes(payload::LONGEST_ROBOT_MESSAGE),
        rate: Some(RateLimit {
            count: 20,
            per: Duration::from_mins(1),
            mute: Duration::from_mins(10),
        }),
        idempotency_key: false,
    }
}

fn with_cards(plain: &Capabilities) -> Capabilities {
    Capabilities {
        edit: true,
        buttons: Buttons::Callback,
        length: LengthLimit::Bytes(card::LONGEST_VARIABLES),
        idempotency_key: true,
        ..plain.clone()
    }
}
