//! The adapter itself: which way a message goes, and which endpoint a request is for.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chat::token::TokenCache;
use chat::{
    Address, Buttons, Capabilities, ChatEvent, ChatPlatform, EventOutcome, Health, Inbound,
    LengthLimit, MentionSupport, Message, Now, RateLimit, RawRequest, RawResponse, Refusal,
    SendError, SendOptions, Sent,
};
use chrono::{DateTime, Utc};

use crate::address::Target;
use crate::card::{self, Cards};
use crate::robot::{self, Call};
use crate::settings::{App, Settings, SettingsError};
use crate::{relay, tenant};

/// Where the adapter takes sixteen bytes that were never used before, for uuids and nonces.
pub type Fresh = Arc<dyn Fn() -> [u8; 16] + Send + Sync>;

/// What follows `/hooks/<name>/` where a tenant's callbacks come in.
pub const TENANT_PATH: &str = "tenant";
/// What follows `/hooks/<name>/` where a gateway brings messages.
pub const RELAY_PATH: &str = "relay";

/// The platform's default for every interface, of which cards are one (vendor page on limits).
const CALLS_PER_MINUTE: u32 = 1500;

/// `WeLink`, for one tenant.
pub struct WeLink {
    settings: Settings,
    in_groups: Capabilities,
    to_people: Capabilities,
    client: reqwest::Client,
    tokens: TokenCache,
    now: Now,
    fresh: Fresh,
}

impl WeLink {
    /// An adapter which speaks through `client`; see [`http::client`](crate::http::client) for what
    /// it needs.
    pub fn new(
        settings: Settings,
        client: reqwest::Client,
        now: Now,
        fresh: Fresh,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let in_groups = in_groups(settings.relay.is_some(), settings.per_minute);
        let to_people = to_people(&in_groups);
        Ok(Self {
            settings,
            in_groups,
            to_people,
            client,
            tokens: TokenCache::default(),
            now,
            fresh,
        })
    }

    async fn to_robot(&self, name: &str, message: &Message) -> Result<Sent, SendError> {
        let robot = self.settings.robots.get(name);
        let robot =
            robot.ok_or_else(|| SendError::gone("no robot of that name in the settings"))?;
        let uuid = hex::encode((self.fresh)());
        let call = Call { now: (self.now)(), uuid: &uuid, is_heard: self.settings.relay.is_some() };
        robot::send(&self.client, &self.settings.base, robot, message, call)
            .await
            .map(|()| Sent::default())
    }

    fn cards(&self) -> Result<Cards<'_>, SendError> {
        let app: Option<&App> = self.settings.app.as_ref();
        let app = app.ok_or_else(|| SendError::refused("no WeLink app in the settings"))?;
        Ok(Cards { client: &self.client, base: &self.settings.base, app, tokens: &self.tokens })
    }
}

#[async_trait]
impl ChatPlatform for WeLink {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.in_groups
    }

    fn capabilities_at(&self, address: &str) -> &Capabilities {
        match Target::of(address) {
            Ok(Target::Person(_)) => &self.to_people,
            _ => &self.in_groups,
        }
    }

    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        let name = &self.settings.name;
        match request.path_tail.as_str() {
            RELAY_PATH => {
                let relay = self.settings.relay.as_ref().ok_or(Refusal::BadSignature)?;
                relay::receive(&self.settings, relay, request, now)
            }
            TENANT_PATH => {
                let tenant = self.settings.tenant.as_ref().ok_or(Refusal::BadSignature)?;
                tenant::receive(name, tenant, request, now, (self.fresh)())
            }
            _ => Err(Refusal::Malformed),
        }
    }

    /// A tenant's event is answered under its own encryption; a gateway only learns that it was
    /// received, and the answer itself goes to the group.
    fn respond(&self, event: Option<&ChatEvent>, _outcome: &EventOutcome) -> RawResponse {
        let of_tenant = event.zip(self.settings.tenant.as_ref());
        of_tenant
            .and_then(|(event, tenant)| tenant::answer(tenant, event, (self.fresh)()))
            .unwrap_or_else(|| RawResponse::json("{}"))
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        _options: &SendOptions,
    ) -> Result<Sent, SendError> {
        match Target::of(&to.text)? {
            Target::Robot(name) => self.to_robot(name, message).await,
            Target::Person(account) => self.cards()?.send(account, message, (self.now)()).await,
            Target::Unvoiced(_) => {
                Err(SendError::refused("no robot in the settings sends to this group"))
            }
        }
    }

    async fn check(&self) -> Health {
        let Ok(cards) = self.cards() else { return Health::Unknown };
        match cards.check((self.now)()).await {
            Ok(()) => Health::Up,
            Err(error) => Health::Down(error.to_string()),
        }
    }
}

/// Group robots send and do not receive; the relay receives, if there is one.
fn in_groups(receives: bool, per_minute: u32) -> Capabilities {
    Capabilities {
        receives,
        edit: false,
        buttons: Buttons::Links,
        thread: false,
        private_reply: false,
        passive_reply: None,
        mention: MentionSupport::Accounts { at_most: Some(robot::MOST_CALLED) },
        length: LengthLimit::Chars(robot::LONGEST_TEXT),
        rate: Some(RateLimit {
            count: per_minute,
            per: Duration::from_mins(1),
            mute: Duration::ZERO,
        }),
        idempotency_key: false,
    }
}

fn to_people(in_groups: &Capabilities) -> Capabilities {
    Capabilities {
        mention: MentionSupport::None,
        length: LengthLimit::Bytes(card::LONGEST_CONTENT),
        rate: Some(RateLimit {
            count: CALLS_PER_MINUTE,
            per: Duration::from_mins(1),
            mute: Duration::ZERO,
        }),
        ..in_groups.clone()
    }
}
