//! The settings of DingTalk.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;

use secrecy::SecretString;
use serde::de::DeserializeOwned;

use super::read_base;
use crate::config::section::Section;

/// One organisation on DingTalk.
#[derive(Debug, Clone)]
pub struct DingTalkConfig {
    /// The app whose robot hears and speaks; without it only group robots can speak.
    pub app: Option<DingTalkApp>,
    /// How to hear through connections of our own; none is called back over HTTP.
    pub stream: Option<StreamConfig>,
    /// The template of interactive cards; none speaks in text.
    pub card_template: Option<String>,
    /// Callbacks from another organisation are refused; none takes any.
    pub corp_id: Option<String>,
    /// How far a callback's timestamp may be from now, either way, in minutes.
    pub window_minutes: u32,
    /// Where group robots live.
    pub oapi_base: String,
    /// Where the app's own calls go.
    pub api_base: String,
    /// Hosts that a session webhook may name.
    pub allowed_reply_hosts: Vec<String>,
    /// Takes plain HTTP to this machine, for rehearsals.
    pub allow_loopback: bool,
    /// Group robots by the name that rooms use: `dingtalk:robot:NAME`.
    pub robots: BTreeMap<String, RobotConfig>,
}

/// Stream mode.
#[derive(Debug, Clone)]
pub struct StreamConfig {
    /// How many connections are held side by side.
    pub connections: usize,
    /// How often each is pinged.
    pub keepalive_seconds: u64,
    /// What the name of the socket's host must end in.
    pub host_suffixes: Vec<String>,
}

/// An internal app with a robot.
#[derive(Debug, Clone)]
pub struct DingTalkApp {
    /// Callbacks for another robot are refused.
    pub robot_code: String,
    pub key: String,
    pub secret: SecretString,
}

/// A robot that was added to one group by hand.
#[derive(Debug, Clone)]
pub struct RobotConfig {
    pub access_token: SecretString,
    /// Where the group's robot signs; none where it is guarded by words or addresses instead.
    pub secret: Option<SecretString>,
    /// The conversation id of its group, where known.
    pub conversation: Option<String>,
}

/// How long DingTalk itself takes a timestamp for fresh, in minutes.
const LONGEST_WINDOW: u32 = 60;

/// More share no load worth having.
const MOST_CONNECTIONS: usize = 10;

/// Routers on the way forget connections that are silent for longer, in seconds.
const LONGEST_KEEPALIVE: u64 = 60;

/// The keys that make sense in Stream mode only.
const STREAM_KEYS: [&str; 4] =
    ["connections", "keepalive_seconds", "allowed_stream_hosts", "card_template"];

/// The keys that belong to an app: all of them or none.
const APP_KEYS: [&str; 4] = ["robot_code", "app_key", "app_secret", "app_secret_file"];

impl DingTalkConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let hosts = || vec!["oapi.dingtalk.com".to_owned(), "api.dingtalk.com".to_owned()];
        let allow_loopback = section.value("allow_loopback", "true or false").unwrap_or_default();
        let app = DingTalkApp::read(section);
        let stream = StreamConfig::read(section, app.is_some());
        Self {
            app,
            stream,
            card_template: section.value("card_template", "a text"),
            corp_id: section.value("corp_id", "a text"),
            window_minutes: read_window(section),
            oapi_base: read_base(section, "oapi_base", "https://oapi.dingtalk.com", allow_loopback),
            api_base: read_base(section, "api_base", "https://api.dingtalk.com", allow_loopback),
            allowed_reply_hosts: section.texts("allowed_reply_hosts").unwrap_or_else(hosts),
            allow_loopback,
            robots: read_robots(section),
        }
    }
}

impl DingTalkApp {
    fn read(section: &mut Section<'_>) -> Option<Self> {
        if !section.has_any(&APP_KEYS) && section.has_any(&["robots"]) {
            return None;
        }
        Some(Self {
            robot_code: section
                .required_text("robot_code", "the robot's code from the app's console"),
            key: section.required_text("app_key", "the app's key (client id)"),
            secret: section.required_secret("app_secret", "the app's secret (client secret)"),
        })
    }
}

impl StreamConfig {
    fn read(section: &mut Section<'_>, has_app: bool) -> Option<Self> {
        let written: Vec<&str> =
            STREAM_KEYS.into_iter().filter(|key| section.has_any(&[key])).collect();
        let mode: String = section.value("mode", "a text").unwrap_or_else(|| "http".to_owned());
        let connections = read_within(section, "connections", 2, 1..=MOST_CONNECTIONS);
        let keepalive_seconds =
            read_within(section, "keepalive_seconds", 20, 1..=LONGEST_KEEPALIVE);
        let host_suffixes = section.texts("allowed_stream_hosts");
        match mode.as_str() {
            "stream" if has_app => {}
            "stream" => {
                let help = "write robot_code, app_key and app_secret, or remove mode".to_owned();
                section.note("mode", None, "needs an app to receive events".to_owned(), help);
            }
            "http" => {
                note_useless_keys(section, &written);
                return None;
            }
            other => {
                let help = "write \"http\" or \"stream\", as in the app's console".to_owned();
                section.note(
                    "mode",
                    None,
                    format!("{other:?} is not a way to receive events"),
                    help,
                );
                return None;
            }
        }
        let host_suffixes = host_suffixes.unwrap_or_else(|| vec![".dingtalk.com".to_owned()]);
        Some(Self { connections, keepalive_seconds, host_suffixes })
    }
}

/// Presses on cards come back by Stream mode only, and the rest would be silently without effect.
fn note_useless_keys(section: &Section<'_>, keys: &[&str]) {
    for key in keys {
        let help =
            "write mode = \"stream\", and choose Stream mode in the app's console".to_owned();
        section.note(key, None, "needs Stream mode".to_owned(), help);
    }
}

fn read_within<N>(section: &mut Section<'_>, key: &str, default: N, range: RangeInclusive<N>) -> N
where
    N: DeserializeOwned + PartialOrd + Display + Copy,
{
    let number = section.value(key, "a whole number").unwrap_or(default);
    if !range.contains(&number) {
        let help = format!("write {} to {}", range.start(), range.end());
        section.note(key, None, format!("{number} is out of range"), help);
    }
    number
}

fn read_window(section: &mut Section<'_>) -> u32 {
    let minutes = section.value("window_minutes", "a number of minutes").unwrap_or(LONGEST_WINDOW);
    if !(1..=LONGEST_WINDOW).contains(&minutes) {
        let help = format!(
            "write 1 to {LONGEST_WINDOW}; DingTalk itself accepts nothing older than an hour"
        );
        section.note("window_minutes", None, format!("{minutes} minutes is out of range"), help);
    }
    minutes
}

fn read_robots(section: &mut Section<'_>) -> BTreeMap<String, RobotConfig> {
    let named = section.named_sections("robots").into_iter();
    named.map(|(name, robot)| (name, robot.read(read_robot))).collect()
}

fn read_robot(section: &mut Section<'_>) -> RobotConfig {
    RobotConfig {
        access_token: section
            .required_secret("access_token", "the token at the end of the robot's webhook"),
        secret: section.secret("secret"),
        conversation: section.value("conversation", "a text"),
    }
}
