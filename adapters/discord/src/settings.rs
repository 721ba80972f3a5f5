//! What an operator sets for one Discord application. The token stays wrapped, so that `Debug` is
//! safe.

mod read;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chat::Menu;
use chat::vendor_url::is_on_this_machine;
use chrono::TimeDelta;
use ed25519_dalek::VerifyingKey;
use secrecy::SecretString;
use thiserror::Error;
use url::Url;

use crate::commands;
use crate::snowflake::Snowflake;

/// The widest a window for signed requests may be. Discord sets none; see [`Mode::Interactions`].
pub const WIDEST_WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Discord's own service.
const PUBLIC: &str = "https://discord.com/";

/// A shard that has shown no life for so long is deaf: three heartbeats of Discord's usual 41 s,
/// and some.
pub const USUAL_SILENCE: Duration = Duration::from_secs(150);

/// One application with its bot.
#[derive(Clone)]
pub struct Settings {
    /// The platform's name in addresses, logs and the webhook path.
    pub name: String,
    /// The application's id; interactions for any other are refused.
    pub application: Snowflake,
    /// The bot's token.
    pub token: SecretString,
    /// How events arrive.
    pub mode: Mode,
    /// Where commands are registered: one server, at once, or all servers when none is given.
    pub guild: Option<Snowflake>,
    /// The commands people are offered.
    pub menu: Arc<dyn Menu>,
    /// Whether the bot reads what does not mention it, over the gateway. Needs the privileged
    /// intent "message content", or Discord closes the connection.
    pub message_content: bool,
    /// Where REST lives, without `api/v10`.
    pub base: Url,
    /// A gateway without a sign of life for so long is given up.
    pub longest_silence: Duration,
    /// Also takes plain HTTP and WebSocket to loopback addresses. For simulators; never true by
    /// default.
    pub allow_loopback: bool,
}

/// How events arrive. Discord gives an application's interactions to one of them only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Over a WebSocket that the bot holds.
    Gateway,
    /// Over HTTP requests that Discord signs.
    Interactions {
        /// The application's public key.
        public_key: Box<VerifyingKey>,
        /// How far a request's timestamp may be from now, either way. The documents set no window;
        /// we refuse what is older than a few minutes, because a signed request stays signed for
        /// ever.
        window: TimeDelta,
    },
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// The base address is not HTTPS.
    #[error("the base must be an https address")]
    NotHttps,
    /// The window is too wide, or not positive.
    #[error("the window for signed requests must be between 1 s and 15 min")]
    Window,
    /// The public key is no key.
    #[error("the public key must be 64 hexadecimal digits of an Ed25519 key")]
    PublicKey,
    /// The menu breaks a limit of Discord's.
    #[error("the commands cannot be registered: {0}")]
    Menu(String),
}

impl Settings {
    /// The vendor's public service over the gateway, commands on all servers.
    pub fn new(
        name: impl Into<String>,
        application: Snowflake,
        token: SecretString,
        menu: Arc<dyn Menu>,
    ) -> Result<Self, url::ParseError> {
        Ok(Self {
            name: name.into(),
            application,
            token,
            mode: Mode::Gateway,
            guild: None,
            menu,
            message_content: false,
            base: Url::parse(PUBLIC)?,
            longest_silence: USUAL_SILENCE,
            allow_loopback: false,
        })
    }

    /// Whether the settings can be used; the first thing wrong with them otherwise.
    pub fn check(&self) -> Result<(), SettingsError> {
        if self.base.scheme() != "https" && !self.is_allowed_loopback(&self.base) {
            return Err(SettingsError::NotHttps);
        }
        if let Mode::Interactions { window, .. } = self.mode
            && !(TimeDelta::seconds(1)..=WIDEST_WINDOW).contains(&window)
        {
            return Err(SettingsError::Window);
        }
        commands::check(self.menu.commands()).map_err(SettingsError::Menu)
    }

    /// Whether the bot's token may be sent to a gateway at `url`. The address comes in an answer,
    /// so it is believed only where Discord's gateways live.
    pub(crate) fn is_gateway(&self, url: &Url) -> bool {
        let is_vendor = url.scheme() == "wss"
            && url
                .host_str()
                .is_some_and(|host| host == "discord.gg" || host.ends_with(".discord.gg"));
        is_vendor || self.is_allowed_loopback(url)
    }

    fn is_allowed_loopback(&self, url: &Url) -> bool {
        self.allow_loopback && matches!(url.scheme(), "http" | "ws") && is_on_this_machine(url)
    }
}

impl Mode {
    /// The interactions endpoint, from the public key as the developer portal shows it.
    pub fn interactions(public_key_hex: &str, window: TimeDelta) -> Result<Self, SettingsError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(public_key_hex, &mut bytes).map_err(|_| SettingsError::PublicKey)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| SettingsError::PublicKey)?;
        Ok(Self::Interactions { public_key: Box::new(key), window })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("name", &self.name)
            .field("application", &self.application)
            .field("token", &self.token)
            .field("mode", &self.mode)
            .field("guild", &self.guild)
            .field("commands", &self.menu.commands().len())
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use discord_simulator::SmallMenu;

    fn settings() -> Settings {
        let application = Snowflake::parse("7001").unwrap();
        Settings::new("discord", application, "TOKEN".into(), Arc::new(SmallMenu::default()))
            .unwrap()
    }

    #[test]
    fn the_vendors_service_is_taken_and_plain_http_is_not() {
        let mut settings = settings();
        assert_eq!(settings.check(), Ok(()));
        settings.base = Url::parse("http://127.0.0.1:9/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotHttps));
        settings.allow_loopback = true;
        assert_eq!(settings.check(), Ok(()));
    }

    #[test]
    fn the_token_goes_to_gateways_of_the_vendor_only() {
        let settings = settings();
        for (url, fits) in [
            ("wss://gateway.discord.gg/", true),
            ("wss://gateway-us-east1-b.discord.gg/?v=10", true),
            ("ws://gateway.discord.gg/", false),
            ("wss://discord.gg.evil.example/", false),
            ("wss://evildiscord.gg/", false),
            ("ws://127.0.0.1:9/", false),
        ] {
            assert_eq!(settings.is_gateway(&Url::parse(url).unwrap()), fits, "{url}");
        }
    }

    #[test]
    fn the_window_is_minutes_and_the_key_is_a_key() {
        let key = "110e7c72c5121f4ee188b0dcb47293cff21e726952cd98e81ebe258a921b961d";
        for (seconds, fits) in [(0, false), (1, true), (900, true), (901, false)] {
            let mode = Mode::interactions(key, TimeDelta::seconds(seconds)).unwrap();
            assert_eq!(Settings { mode, ..settings() }.check().is_ok(), fits, "{seconds} s");
        }
        for odd in ["", "11", &key[..62], &format!("{key}00"), &key.replace('e', "x")] {
            assert_eq!(
                Mode::interactions(odd, TimeDelta::minutes(5)),
                Err(SettingsError::PublicKey)
            );
        }
    }

    #[test]
    fn the_token_is_not_printed() {
        assert!(!format!("{:?}", settings()).contains("TOKEN"));
    }
}
