//! The adapter itself.

use std::time::Duration;

use async_trait::async_trait;
use chat::{
    Address, Buttons, Capabilities, ChatEvent, ChatPlatform, EventOutcome, Health, Inbound,
    LengthLimit, MentionSupport, Message, Now, RateLimit, RawRequest, RawResponse, Refusal,
    SendError, SendOptions, Sent,
};
use chrono::{DateTime, Utc};

use crate::connections::{Connections, Envelope};
use crate::settings::{Settings, SettingsError};
use crate::{address, email};

/// One mail server, as a platform.
pub struct Mail {
    settings: Settings,
    capabilities: Capabilities,
    connections: Connections,
    now: Now,
}

impl Mail {
    /// An adapter that has not connected yet.
    pub fn new(settings: Settings, now: Now) -> Result<Self, SettingsError> {
        settings.check()?;
        let capabilities = capabilities(settings.per_minute);
        Ok(Self { capabilities, connections: Connections::to(settings.clone())?, settings, now })
    }
}

#[async_trait]
impl ChatPlatform for Mail {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn sends_email(&self) -> bool {
        true
    }

    /// Nothing of e-mail comes by HTTP.
    fn receive(&self, _request: &RawRequest, _now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        Err(Refusal::Malformed)
    }

    fn respond(&self, _event: Option<&ChatEvent>, _outcome: &EventOutcome) -> RawResponse {
        RawResponse::json("{}")
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        let to = address::read(&to.text)?;
        let now = (self.now)();
        let email = email::compose(&self.settings, &to, message, &options.key, now)?;
        let from = self.settings.from.email.clone();
        self.connections.deliver(Envelope { from, to, email }, now).await?;
        Ok(Sent::default())
    }

    async fn check(&self) -> Health {
        match self.connections.check((self.now)()).await {
            Ok(()) => Health::Up,
            Err(error) => Health::Down(error.to_string()),
        }
    }
}

/// Two e-mails with one `Message-ID` may both be shown, so a second copy is marked as well.
fn capabilities(per_minute: u32) -> Capabilities {
    Capabilities {
        receives: false,
        edit: false,
        buttons: Buttons::Links,
        thread: false,
        private_reply: false,
        passive_reply: None,
        mention: MentionSupport::None,
        length: LengthLimit::Bytes(email::LONGEST_TEXT),
        rate: Some(RateLimit {
            count: per_minute,
            per: Duration::from_mins(1),
            mute: Duration::ZERO,
        }),
        idempotency_key: false,
    }
}
