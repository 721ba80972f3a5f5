//! From the section `[platforms.NAME]` of the configuration to settings.

use std::collections::BTreeMap;

use chat::settings::Section;
use chrono::TimeDelta;
use secrecy::ExposeSecret as _;
use url::Url;

use super::{App, LongConnection, Receive, Robot, Settings, WIDEST_WINDOW, Webhook};
use crate::crypto::CallbackKey;

/// Minutes.
const USUAL_WINDOW: u32 = 5;

const CALLBACK_KEYS: [&str; 4] =
    ["token", "token_file", "encoding_aes_key", "encoding_aes_key_file"];
const SECRET_KEYS: [&str; 2] = ["secret", "secret_file"];

impl Settings {
    /// The settings of the platform `name`. Where the section has problems, they are noted there,
    /// and what comes back is not to be used.
    pub fn read(name: &str, section: &mut Section<'_>) -> Option<Self> {
        let usual = Self::new(name).ok()?;
        let allow_loopback = section.switch("allow_loopback");
        let has = |key: &str| section.has_any(&[key]);
        let (has_robot, has_app, has_group_robot) = (has("robot"), has("app"), has("group_robot"));
        if !has_robot && !has_app && !has_group_robot && !has("webhooks") {
            let help = "give one of robot, app, webhooks: see the manual".to_owned();
            section.note("kind", None, "can neither receive nor send".to_owned(), help);
        }
        let corp_id = read_corp_id(section, has_app);
        let organisation = corp_id.clone().unwrap_or_default();
        let robot = has_robot
            .then(|| section.section("robot").read(|robot| read_robot(robot, allow_loopback)));
        let app = has_app.then(|| section.section("app").read(|app| read_app(app, &organisation)));
        let group_robot = has_group_robot
            .then(|| section.section("group_robot").read(|robot| read_callback(robot, "")));
        Some(Self {
            corp_id,
            robot: robot.flatten(),
            app,
            group_robot: group_robot.flatten(),
            webhooks: read_webhooks(section),
            window: read_window(section),
            api: section.base("api_base", &usual.api, allow_loopback),
            reply_hosts: section.texts("allowed_reply_hosts").unwrap_or(usual.reply_hosts),
            allow_loopback,
            name: usual.name,
        })
    }
}

fn read_corp_id(section: &mut Section<'_>, is_needed: bool) -> Option<String> {
    if is_needed {
        return Some(
            section.required_text("corp_id", "the organisation's id, for the app's token"),
        );
    }
    section.value("corp_id", "a text")
}

fn read_robot(section: &mut Section<'_>, allow_loopback: bool) -> Option<Robot> {
    Some(Robot {
        bot_id: section.required_text("bot_id", "the robot's id (aibotid)"),
        display_name: section.value("display_name", "a text"),
        mentions: section.value("mentions", "true or false").unwrap_or(true),
        receive: read_receive(section, allow_loopback)?,
    })
}

fn read_receive(section: &mut Section<'_>, allow_loopback: bool) -> Option<Receive> {
    if !section.has_any(&SECRET_KEYS) {
        return read_callback(section, "").map(Receive::Callback);
    }
    if section.has_any(&CALLBACK_KEYS) {
        let help = "keep `secret` for the long connection, or `token` and `encoding_aes_key` for callbacks";
        section.note(
            "secret",
            None,
            "is a second way to receive events".to_owned(),
            help.to_owned(),
        );
        section.pass_over_the_rest();
    }
    let usual = LongConnection::new(section.secret("secret").unwrap_or_default()).ok()?;
    let socket = read_socket(section, &usual.socket, allow_loopback);
    Some(Receive::LongConnection(LongConnection { socket, ..usual }))
}

fn read_socket(section: &mut Section<'_>, usual: &Url, allow_loopback: bool) -> Url {
    let Some(socket) = section.value::<String>("socket", "an address") else {
        return usual.clone();
    };
    let is_safe = socket.starts_with("wss://") || (allow_loopback && socket.starts_with("ws://"));
    let parsed = socket.parse().ok().filter(|_| is_safe);
    parsed.unwrap_or_else(|| {
        let example = usual.as_str().trim_end_matches('/');
        let help = format!("write an address such as \"{example}\"");
        section.note("socket", None, format!("{socket:?} is not a wss address"), help);
        usual.clone()
    })
}

fn read_app(section: &mut Section<'_>, corp_id: &str) -> App {
    let agent_id = section.value("agent_id", "a number");
    if agent_id.is_none() {
        let help = "give the app's number (AgentId)".to_owned();
        section.note("agent_id", None, "is missing or not a number".to_owned(), help);
    }
    let secret = section.required_secret("secret", "the app's secret");
    let has_callback = section.has_any(&CALLBACK_KEYS);
    App {
        agent_id: agent_id.unwrap_or_default(),
        corp_id: corp_id.to_owned(),
        secret,
        callback: has_callback.then(|| read_callback(section, corp_id)).flatten(),
    }
}

fn read_callback(section: &mut Section<'_>, receive_id: &str) -> Option<CallbackKey> {
    let token = section.required_secret("token", "the token of the callback");
    let key = section.required_secret("encoding_aes_key", "the EncodingAESKey of the callback");
    if key.expose_secret().is_empty() {
        return None;
    }
    let made = CallbackKey::new(token, &key, receive_id).ok();
    if made.is_none() {
        let help = "copy all 43 letters and digits".to_owned();
        section.note("encoding_aes_key", None, "is not an EncodingAESKey".to_owned(), help);
    }
    made
}

fn read_webhooks(section: &mut Section<'_>) -> BTreeMap<String, Webhook> {
    let named = section.named_sections("webhooks").into_iter();
    named.map(|(name, webhook)| (name, webhook.read(read_webhook))).collect()
}

fn read_webhook(section: &mut Section<'_>) -> Webhook {
    Webhook {
        key: section.required_secret("key", "the part after key= in the webhook's address"),
        chat: section.value("chat", "a text"),
    }
}

fn read_window(section: &mut Section<'_>) -> TimeDelta {
    let widest = u32::try_from(WIDEST_WINDOW.num_minutes()).unwrap_or(u32::MAX);
    TimeDelta::minutes(section.minutes("window_minutes", USUAL_WINDOW, widest, "").into())
}
