//! The settings of DingTalk.

use std::collections::BTreeMap;

use secrecy::SecretString;

use super::read_base;
use crate::config::section::Section;

/// One organisation on DingTalk.
#[derive(Debug, Clone)]
pub struct DingTalkConfig {
    /// The app whose robot hears and speaks; without it only group robots can speak.
    pub app: Option<DingTalkApp>,
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

/// An internal app with a robot that is called back over HTTP.
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

/// The keys that belong to an app: all of them or none.
const APP_KEYS: [&str; 4] = ["robot_code", "app_key", "app_secret", "app_secret_file"];

impl DingTalkConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let hosts = || vec!["oapi.dingtalk.com".to_owned(), "api.dingtalk.com".to_owned()];
        let allow_loopback = section.value("allow_loopback", "true or false").unwrap_or_default();
        Self {
            app: DingTalkApp::read(section),
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
            robot_code: section.required_text("robot_code", "the robot's code from the app's console"),
            key: section.required_text("app_key", "the app's key (client id)"),
            secret: section.required_secret("app_secret", "the app's secret (client secret)"),
        })
    }
}

fn read_window(section: &mut Section<'_>) -> u32 {
    let minutes = section.value("window_minutes", "a number of minutes").unwrap_or(LONGEST_WINDOW);
    if !(1..=LONGEST_WINDOW).contains(&minutes) {
        let help = format!("write 1 to {LONGEST_WINDOW}; DingTalk takes nothing older than an hour itself");
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
        access_token: section.required_secret("access_token", "the token at the end of the robot's webhook"),
        secret: section.secret("secret"),
        conversation: section.value("conversation", "a text"),
    }
}
