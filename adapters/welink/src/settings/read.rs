//! From the section `[platforms.NAME]` of the configuration to settings.

use std::collections::BTreeMap;

use chat::settings::Section;
use secrecy::ExposeSecret as _;

use super::{App, Relay, Robot, SHORTEST_RELAY_SECRET, Settings, Tenant};
use crate::card::LONGEST_OWNER;

/// The keys that belong to an app: all of them or none.
const APP_KEYS: [&str; 3] = ["client_id", "client_secret", "client_secret_file"];

impl Settings {
    /// The settings of the platform `name`. Where the section has problems, they are noted there,
    /// and what comes back is not to be used.
    pub fn read(name: &str, section: &mut Section<'_>) -> Option<Self> {
        let usual = Self::new(name).ok()?;
        let allow_loopback = section.switch("allow_loopback");
        let app = App::read(section);
        Some(Self {
            tenant: Tenant::read(section, app.as_ref()),
            app,
            relay: read_relay(section),
            per_minute: section.per_minute("per_minute", "a number of messages", usual.per_minute),
            base: section.base("base", &usual.base, allow_loopback),
            allow_loopback,
            robots: read_robots(section),
            name: usual.name,
        })
    }
}

impl App {
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

impl Tenant {
    /// Callbacks are encrypted under the secret of the app.
    fn read(section: &mut Section<'_>, app: Option<&App>) -> Option<Self> {
        let is_accepted = section.switch("tenant_callback");
        let tenant_id = section.value("tenant_id", "a text");
        let left_events = section.texts("left_events");
        if is_accepted && app.is_none() {
            let what = "needs an app, whose secret decrypts callbacks".to_owned();
            let help = "give client_id and client_secret, or remove the key".to_owned();
            section.note("tenant_callback", None, what, help);
        }
        let app = app.filter(|_| is_accepted)?;
        Some(Self {
            secret: app.client_secret.clone(),
            tenant_id,
            left_events: left_events.unwrap_or_else(Self::usual_left_events),
        })
    }
}

fn read_owner(section: &mut Section<'_>) -> String {
    let owner: String = section.value("owner", "a text").unwrap_or_else(|| "Watchbell".to_owned());
    if owner.is_empty() || owner.len() > LONGEST_OWNER {
        let what = format!("{owner:?} is {} bytes long", owner.len());
        let help = format!("write 1 to {LONGEST_OWNER} bytes: six Chinese characters");
        section.note("owner", None, what, help);
    }
    owner
}

fn read_relay(section: &mut Section<'_>) -> Option<Relay> {
    let secret = section.secret("relay_secret")?;
    let length = secret.expose_secret().len();
    if length < SHORTEST_RELAY_SECRET {
        let help = format!("use at least {SHORTEST_RELAY_SECRET} bytes");
        section.note(
            "relay_secret",
            None,
            format!("has {length} bytes and could be guessed"),
            help,
        );
    }
    Some(Relay { secret })
}

fn read_robots(section: &mut Section<'_>) -> BTreeMap<String, Robot> {
    let named = section.named_sections("robots").into_iter();
    named.map(|(name, robot)| (name, robot.read(read_robot))).collect()
}

fn read_robot(section: &mut Section<'_>) -> Robot {
    Robot {
        token: section.required_secret("token", "the token in the robot's webhook"),
        chat: section.value("chat", "a text"),
    }
}
