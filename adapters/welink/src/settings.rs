//! What an operator sets for one WeLink tenant. Secrets stay wrapped, so that `Debug` is safe.

mod read;

use chat::vendor_url::is_on_this_machine;
use std::collections::BTreeMap;

use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;
use url::Url;

/// The public cloud; private ones have hosts of their own.
pub const PUBLIC_CLOUD: &str = "https://open.welink.huaweicloud.com/";

/// What a robot is sent in a minute, as a courtesy: WeLink documents no figure for the robot
/// itself.
pub const COURTESY_PER_MINUTE: u32 = 20;

/// The shortest secret of the relay, in bytes: as long as what HMAC-SHA256 makes of it.
pub const SHORTEST_RELAY_SECRET: usize = 32;

/// One tenant with its robots.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The platform's name in addresses, logs and the webhook path.
    pub name: String,
    /// Group robots by the name that is in `robot:<name>`.
    pub robots: BTreeMap<String, Robot>,
    /// The app that sends cards to people; without it only groups can be written to.
    pub app: Option<App>,
    /// Where the tenant tells of changes in its address book; none refuses every such call.
    pub tenant: Option<Tenant>,
    /// Where a customer's own gateway brings messages; without it nothing arrives.
    pub relay: Option<Relay>,
    /// The most messages one robot is given in a minute.
    pub per_minute: u32,
    /// Where everything of WeLink lives.
    pub base: Url,
    /// Also takes plain HTTP for [`Settings::base`], provided the host is a loopback address. For
    /// simulators; never true by default.
    pub allow_loopback: bool,
}

/// A group's webhook robot.
#[derive(Debug, Clone)]
pub struct Robot {
    /// The `token` of the webhook address.
    pub token: SecretString,
    /// The id a gateway gives the group, so that what arrives there belongs to the room that this
    /// robot speaks in. The robot's own name where it is left out.
    pub chat: Option<String>,
}

/// An app of the tenant that may send cards.
#[derive(Debug, Clone)]
pub struct App {
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`: fetches access tokens.
    pub client_secret: SecretString,
    /// Who a card is from, at most [`LONGEST_OWNER`](crate::card::LONGEST_OWNER) bytes.
    pub owner: String,
    /// The official account that cards appear under; without one they appear in the notification
    /// centre.
    pub public_account: Option<String>,
}

/// The application callback of a tenant.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// The app's secret; callbacks are encrypted under a key made from it.
    pub secret: SecretString,
    /// When given, callbacks about any other tenant are refused.
    pub tenant_id: Option<String>,
    /// Event types that say that people left. The vendor's pages name them only in part.
    pub left_events: Vec<String>,
}

/// The signed relay for a gateway of the customer's own.
#[derive(Debug, Clone)]
pub struct Relay {
    /// Shared with the gateway; at least [`SHORTEST_RELAY_SECRET`] bytes.
    pub secret: SecretString,
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// The base address is not HTTPS.
    #[error("base must be an https address")]
    NotHttps,
    /// The relay's secret can be guessed.
    #[error("the relay's secret must have at least {SHORTEST_RELAY_SECRET} bytes")]
    WeakRelay,
    /// Nothing could ever be sent.
    #[error("per_minute must be at least 1")]
    NoBudget,
}

impl Settings {
    /// The public cloud, no robots and no app yet.
    pub fn new(name: impl Into<String>) -> Result<Self, url::ParseError> {
        Ok(Self {
            name: name.into(),
            robots: BTreeMap::new(),
            app: None,
            tenant: None,
            relay: None,
            per_minute: COURTESY_PER_MINUTE,
            base: Url::parse(PUBLIC_CLOUD)?,
            allow_loopback: false,
        })
    }

    /// Whether the settings can be used; the first thing wrong with them otherwise.
    pub fn check(&self) -> Result<(), SettingsError> {
        if self.base.scheme() != "https" && !self.is_allowed_loopback() {
            return Err(SettingsError::NotHttps);
        }
        let is_weak = |relay: &Relay| relay.secret.expose_secret().len() < SHORTEST_RELAY_SECRET;
        if self.relay.as_ref().is_some_and(is_weak) {
            return Err(SettingsError::WeakRelay);
        }
        if self.per_minute == 0 { Err(SettingsError::NoBudget) } else { Ok(()) }
    }

    /// The name of the robot that speaks in a group, by the id a gateway gives that group.
    pub(crate) fn robot_in(&self, chat: &str) -> Option<&str> {
        let is_there =
            |(name, robot): &(&String, &Robot)| robot.chat.as_deref().unwrap_or(name) == chat;
        self.robots.iter().find(is_there).map(|(name, _)| name.as_str())
    }

    fn is_allowed_loopback(&self) -> bool {
        self.allow_loopback && self.base.scheme() == "http" && is_on_this_machine(&self.base)
    }
}

impl Tenant {
    /// The usual names of the events that say that people left.
    pub fn usual_left_events() -> Vec<String> {
        ["corpDelUser", "corpDeleteUser", "corpRemoveUser"].map(str::to_owned).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_cloud_is_taken_and_plain_http_is_not() {
        let mut settings = Settings::new("welink").unwrap();
        assert_eq!(settings.check(), Ok(()));
        settings.base = Url::parse("http://127.0.0.1:9/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotHttps));
        settings.allow_loopback = true;
        assert_eq!(settings.check(), Ok(()));
        settings.base = Url::parse("http://open.welink.huaweicloud.com/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotHttps));
    }

    #[test]
    fn a_relay_with_a_short_secret_is_refused() {
        let mut settings = Settings::new("welink").unwrap();
        settings.relay = Some(Relay { secret: "x".repeat(31).into() });
        assert_eq!(settings.check(), Err(SettingsError::WeakRelay));
        settings.relay = Some(Relay { secret: "x".repeat(32).into() });
        assert_eq!(settings.check(), Ok(()));
    }

    #[test]
    fn a_group_is_known_by_the_gateways_id_or_by_the_robots_name() {
        let mut settings = Settings::new("welink").unwrap();
        let robot = |chat: Option<&str>| Robot { token: "t".into(), chat: chat.map(str::to_owned) };
        settings.robots =
            [("tea".into(), robot(Some("c-77"))), ("bank".into(), robot(None))].into();
        assert_eq!(settings.robot_in("c-77"), Some("tea"));
        assert_eq!(settings.robot_in("bank"), Some("bank"));
        assert_eq!(settings.robot_in("tea"), None);
    }

    #[test]
    fn secrets_are_not_printed() {
        let mut settings = Settings::new("welink").unwrap();
        settings.robots.insert("tea".into(), Robot { token: "TOKEN".into(), chat: None });
        settings.app = Some(App {
            client_id: "id".into(),
            client_secret: "APPSECRET".into(),
            owner: "值班".into(),
            public_account: None,
        });
        settings.relay = Some(Relay { secret: "RELAYSECRET".into() });
        let printed = format!("{settings:?}");
        for secret in ["TOKEN", "APPSECRET", "RELAYSECRET"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
