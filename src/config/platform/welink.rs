//! The settings of `WeLink`.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};

use super::read_base;
use crate::config::section::Section;

/// One tenant on `WeLink`.
#[derive(Debug, Clone)]
pub struct WeLinkConfig {
    /// The app that sends cards to people; without it only groups can be written to.
    pub app: Option<WeLinkApp>,
    /// Where callbacks about the address book are taken; they come under the app's secret.
    pub tenant: Option<WeLinkTenant>,
    /// Shared with the customer's gateway; none where there is no gateway.
    pub door_secret: Option<SecretString>,
    /// The most messages one robot is given in a minute.
    pub per_minute: u32,
    /// Where `WeLink` lives.
    pub base: String,
    /// Takes plain HTTP to this machine, for rehearsals.
    pub allow_loopback: bool,
    /// Group robots by the name that rooms use: `welink:robot:NAME`.
    pub robots: BTreeMap<String, WeLinkRobot>,
}

/// An app that may send cards.
#[derive(Debug, Clone)]
pub struct WeLinkApp {
    pub client_id: String,
    pub client_secret: SecretString,
    /// Who a card is from.
    pub owner: String,
    /// The official account that cards appear under.
    pub public_account: Option<String>,
}

/// The address book callback.
#[derive(Debug, Clone)]
pub struct WeLinkTenant {
    /// Callbacks about another tenant are refused; none takes any.
    pub tenant_id: Option<String>,
    /// Event types that say that people left; none for the usual ones.
    pub left_events: Option<Vec<String>>,
}

/// A robot that was added to one group by hand.
#[derive(Debug, Clone)]
pub struct WeLinkRobot {
    pub token: SecretString,
    /// What the customer's gateway calls the robot's group; the robot's own name where it is left out.
    pub chat: Option<String>,
}

/// The keys that belong to an app: all of them or none.
const APP_KEYS: [&str; 3] = ["client_id", "client_secret", "client_secret_file"];

/// Longest name of who a card is from, in bytes (vendor page on messages).
const LONGEST_OWNER: usize = 18;

/// As long as what HMAC-SHA256 makes of it, in bytes.
const SHORTEST_DOOR_SECRET: usize = 32;

impl WeLinkConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let allow_loopback = section.value("allow_loopback", "true or false").unwrap_or_default();
        let app = WeLinkApp::read(section);
        Self {
            tenant: WeLinkTenant::read(section, app.is_some()),
            app,
            door_secret: read_door_secret(section),
            per_minute: read_per_minute(section),
            base: read_base(section, "base", "https://open.welink.huaweicloud.com", allow_loopback),
            allow_loopback,
            robots: read_robots(section),
        }
    }
}

impl WeLinkApp {
    fn read(section: &mut Section<'_>) -> Option<Self> {
        let owner = read_owner(section);
        let public_account = section.value("public_account_id", "a text");
        if !section.has_any(&APP_KEYS) && section.has_any(&["robots"]) {
            return None;
        }
        Some(Self {
            client_id: section.required_text("client_id", "the app's client id"),
            client_secret: section.required_secret("client_secret", "the app's client secret"),
            owner,
            public_account,
        })
    }
}

impl WeLinkTenant {
    fn read(section: &mut Section<'_>, has_app: bool) -> Option<Self> {
        let is_taken: bool = section.value("tenant_callback", "true or false").unwrap_or_default();
        let tenant_id = section.value("tenant_id", "a text");
        let left_events = section.texts("left_events");
        if is_taken && !has_app {
            let help = "give client_id and client_secret, or remove the key".to_owned();
            section.note(
                "tenant_callback",
                None,
                "needs an app, whose secret decrypts callbacks".to_owned(),
                help,
            );
        }
        is_taken.then_some(Self { tenant_id, left_events })
    }
}

fn read_owner(section: &mut Section<'_>) -> String {
    let owner: String = section.value("owner", "a text").unwrap_or_else(|| "Watchbell".to_owned());
    if owner.is_empty() || owner.len() > LONGEST_OWNER {
        let what = format!("{owner:?} is {} bytes long", owner.len());
        section.note(
            "owner",
            None,
            what,
            format!("write 1 to {LONGEST_OWNER} bytes: six Chinese characters"),
        );
    }
    owner
}

fn read_door_secret(section: &mut Section<'_>) -> Option<SecretString> {
    let secret = section.secret("door_secret")?;
    let length = secret.expose_secret().len();
    if length < SHORTEST_DOOR_SECRET {
        let help = format!("use at least {SHORTEST_DOOR_SECRET} bytes");
        section.note("door_secret", None, format!("has {length} bytes and could be guessed"), help);
    }
    Some(secret)
}

fn read_per_minute(section: &mut Section<'_>) -> u32 {
    let count = section.value("per_minute", "a number of messages").unwrap_or(20);
    if count == 0 {
        section.note(
            "per_minute",
            None,
            "would send nothing".to_owned(),
            "write at least 1".to_owned(),
        );
    }
    count
}

fn read_robots(section: &mut Section<'_>) -> BTreeMap<String, WeLinkRobot> {
    let named = section.named_sections("robots").into_iter();
    named.map(|(name, robot)| (name, robot.read(read_robot))).collect()
}

fn read_robot(section: &mut Section<'_>) -> WeLinkRobot {
    WeLinkRobot {
        token: section.required_secret("token", "the token in the robot's webhook"),
        chat: section.value("chat", "a text"),
    }
}
