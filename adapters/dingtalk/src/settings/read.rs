//! From the section `[platforms.NAME]` of the configuration to settings.

use std::collections::BTreeMap;
use std::time::Duration;

use chat::settings::Section;
use chrono::TimeDelta;

use super::{
    App, CustomRobot, LONGEST_KEEPALIVE, MOST_CONNECTIONS, Settings, Stream, USUAL_WINDOW,
    WIDEST_WINDOW,
};

/// The keys that make sense in Stream mode only.
const STREAM_KEYS: [&str; 4] =
    ["connections", "keepalive_seconds", "allowed_stream_hosts", "card_template"];

/// The keys that belong to an app: all of them or none.
const APP_KEYS: [&str; 4] = ["robot_code", "app_key", "app_secret", "app_secret_file"];

impl Settings {
    /// The settings of the platform `name`. Where the section has problems, they are noted there,
    /// and what comes back is not to be used.
    pub fn read(name: &str, section: &mut Section<'_>) -> Option<Self> {
        let usual = Self::new(name).ok()?;
        let allow_loopback = section.switch("allow_loopback");
        let app = App::read(section);
        let stream = Stream::read(section, app.is_some());
        Some(Self {
            app,
            stream,
            card_template: section.value("card_template", "a text"),
            corp_id: section.value("corp_id", "a text"),
            window: read_window(section),
            oapi: section.base("oapi_base", &usual.oapi, allow_loopback),
            api: section.base("api_base", &usual.api, allow_loopback),
            session_hosts: section.texts("allowed_reply_hosts").unwrap_or(usual.session_hosts),
            allow_loopback,
            robots: read_robots(section),
            name: usual.name,
        })
    }
}

impl App {
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

impl Stream {
    fn read(section: &mut Section<'_>, has_app: bool) -> Option<Self> {
        let written: Vec<&str> =
            STREAM_KEYS.into_iter().filter(|key| section.has_any(&[key])).collect();
        let mode: String = section.value("mode", "a text").unwrap_or_else(|| "http".to_owned());
        let usual = Self::default();
        let connections = section.within("connections", usual.connections, 1..=MOST_CONNECTIONS);
        let longest = LONGEST_KEEPALIVE.as_secs();
        let keepalive = section.within("keepalive_seconds", usual.keepalive.as_secs(), 1..=longest);
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
        Some(Self {
            connections,
            keepalive: Duration::from_secs(keepalive),
            host_suffixes: host_suffixes.unwrap_or(usual.host_suffixes),
            second_tries: usual.second_tries,
        })
    }
}

/// Presses on cards come back by Stream mode only, and the other keys would have no effect either.
fn note_useless_keys(section: &Section<'_>, keys: &[&str]) {
    for key in keys {
        let help =
            "write mode = \"stream\", and choose Stream mode in the app's console".to_owned();
        section.note(key, None, "needs Stream mode".to_owned(), help);
    }
}

fn read_window(section: &mut Section<'_>) -> TimeDelta {
    let minutes = |window: TimeDelta| u32::try_from(window.num_minutes()).unwrap_or(u32::MAX);
    let reason = "; DingTalk itself accepts nothing older than an hour";
    TimeDelta::minutes(
        section
            .minutes("window_minutes", minutes(USUAL_WINDOW), minutes(WIDEST_WINDOW), reason)
            .into(),
    )
}

fn read_robots(section: &mut Section<'_>) -> BTreeMap<String, CustomRobot> {
    let named = section.named_sections("robots").into_iter();
    named.map(|(name, robot)| (name, robot.read(read_robot))).collect()
}

fn read_robot(section: &mut Section<'_>) -> CustomRobot {
    CustomRobot {
        access_token: section
            .required_secret("access_token", "the token at the end of the robot's webhook"),
        secret: section.secret("secret"),
        conversation: section.value("conversation", "a text"),
    }
}
