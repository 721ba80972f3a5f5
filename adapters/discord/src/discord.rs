//! What the adapter is made of. What it can do is beside each part.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use chat::{Buttons, Capabilities, MentionSupport, Now, RateLimit, SendError};

use crate::in_flight::InFlight;
use crate::payload;
use crate::places::Places;
use crate::registration::Registration;
use crate::rest::Rest;
use crate::settings::{Settings, SettingsError};

/// Discord, for one application.
pub struct Discord {
    pub(crate) settings: Settings,
    pub(crate) rest: Rest,
    pub(crate) in_flight: InFlight,
    pub(crate) places: Places,
    pub(crate) registration: Registration,
    pub(crate) now: Now,
    /// The bot's names, as Discord last told them.
    pub(crate) names: Mutex<Vec<String>>,
    pub(crate) in_channels: Capabilities,
    pub(crate) in_private: Capabilities,
}

impl Discord {
    /// An adapter which speaks through `client`; see [`http::client`](crate::http::client) for what
    /// it needs.
    pub fn new(
        settings: Settings,
        client: reqwest::Client,
        now: Now,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let in_channels = capabilities();
        let in_private = Capabilities { thread: false, ..in_channels.clone() };
        Ok(Self {
            rest: Rest::new(&settings, client, Arc::clone(&now)),
            settings,
            in_flight: InFlight::default(),
            places: Places::default(),
            registration: Registration::default(),
            now,
            names: Mutex::default(),
            in_channels,
            in_private,
        })
    }

    /// Brings the commands that Discord knows up to date.
    pub(crate) async fn register(&self) -> Result<(), SendError> {
        self.registration.bring_up_to_date(&self.rest, &self.settings).await
    }
}

/// From Discord's documentation; the rate is what a channel takes without complaint, and the
/// headers of each answer are obeyed as well.
fn capabilities() -> Capabilities {
    Capabilities {
        receives: true,
        edit: true,
        buttons: Buttons::Callback,
        thread: true,
        private_reply: true,
        passive_reply: None,
        mention: MentionSupport::Accounts { at_most: Some(payload::MOST_MENTIONS) },
        length: payload::LONGEST_CONTENT,
        rate: Some(RateLimit { count: 5, per: Duration::from_secs(5), mute: Duration::ZERO }),
        idempotency_key: true,
    }
}
