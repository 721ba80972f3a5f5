//! The settings of WeCom.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};

use super::read_base;
use crate::config::section::Section;

/// One organisation on WeCom.
#[derive(Debug, Clone)]
pub struct WeComConfig {
    /// The organisation's id; an app cannot do without.
    pub corp_id: Option<String>,
    /// The smart robot, heard in groups.
    pub robot: Option<WeComRobot>,
    /// The self-built app, for messages to one person and groups of its own.
    pub app: Option<WeComApp>,
    /// The callback of an old group robot.
    pub group_robot: Option<WeComCallback>,
    /// Group webhooks by the name that rooms use: `wecom:webhook:NAME`.
    pub webhooks: BTreeMap<String, WeComWebhook>,
    /// How far a callback's timestamp may be from now, either way, in minutes.
    pub window_minutes: u32,
    /// Where webhooks and the app's calls go.
    pub api_base: String,
    /// Hosts that a message's `response_url` may name.
    pub allowed_reply_hosts: Vec<String>,
    /// Takes plain HTTP and plain WebSocket to this machine, for rehearsals.
    pub allow_loopback: bool,
}

/// A smart robot.
#[derive(Debug, Clone)]
pub struct WeComRobot {
    /// Callbacks for another robot are refused.
    pub bot_id: String,
    /// The name people see; needed only where it holds a space.
    pub display_name: Option<String>,
    /// Whether its markdown calls people by account.
    pub mentions: bool,
    pub hearing: WeComHearing,
}

/// How a smart robot is heard.
#[derive(Debug, Clone)]
pub enum WeComHearing {
    Callback(WeComCallback),
    LongConnection { secret: SecretString, socket: String },
}

/// Token and key of one callback address.
#[derive(Debug, Clone)]
pub struct WeComCallback {
    pub token: SecretString,
    pub encoding_aes_key: SecretString,
}

/// A self-built app.
#[derive(Debug, Clone)]
pub struct WeComApp {
    pub agent_id: u64,
    pub secret: SecretString,
    /// Where members can write to it and press its buttons.
    pub callback: Option<WeComCallback>,
}

/// A webhook that posts to one group.
#[derive(Debug, Clone)]
pub struct WeComWebhook {
    pub key: SecretString,
    /// The `chatid` of its group: a robot that is called back then speaks through it.
    pub chat: Option<String>,
}

/// The widest window for a callback, in minutes.
const LONGEST_WINDOW: u32 = 10;

const SOCKET: &str = "wss://openws.work.weixin.qq.com";
const CALLBACK_KEYS: [&str; 4] =
    ["token", "token_file", "encoding_aes_key", "encoding_aes_key_file"];
const SECRET_KEYS: [&str; 2] = ["secret", "secret_file"];

impl WeComConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let allow_loopback = section.value("allow_loopback", "true or false").unwrap_or_default();
        let has = |key: &str| section.has_any(&[key]);
        let (has_robot, has_app, has_group_robot) = (has("robot"), has("app"), has("group_robot"));
        if !has_robot && !has_app && !has_group_robot && !has("webhooks") {
            let help = "give one of robot, app, webhooks: see the manual".to_owned();
            section.note("kind", None, "can neither receive nor send".to_owned(), help);
        }
        Self {
            corp_id: read_corp_id(section, has_app),
            robot: has_robot
                .then(|| section.section("robot").read(|robot| read_robot(robot, allow_loopback))),
            app: has_app.then(|| section.section("app").read(read_app)),
            group_robot: has_group_robot
                .then(|| section.section("group_robot").read(read_callback)),
            webhooks: read_webhooks(section),
            window_minutes: read_window(section),
            api_base: read_base(section, "api_base", "https://qyapi.weixin.qq.com", allow_loopback),
            allowed_reply_hosts: section
                .texts("allowed_reply_hosts")
                .unwrap_or_else(|| vec!["qyapi.weixin.qq.com".to_owned()]),
            allow_loopback,
        }
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

fn read_robot(section: &mut Section<'_>, allow_loopback: bool) -> WeComRobot {
    WeComRobot {
        bot_id: section.required_text("bot_id", "the robot's id (aibotid)"),
        display_name: section.value("display_name", "a text"),
        mentions: section.value("mentions", "true or false").unwrap_or(true),
        hearing: read_hearing(section, allow_loopback),
    }
}

fn read_hearing(section: &mut Section<'_>, allow_loopback: bool) -> WeComHearing {
    if !section.has_any(&SECRET_KEYS) {
        return WeComHearing::Callback(read_callback(section));
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
    WeComHearing::LongConnection {
        secret: section.secret("secret").unwrap_or_default(),
        socket: read_socket(section, allow_loopback),
    }
}

fn read_socket(section: &mut Section<'_>, allow_loopback: bool) -> String {
    let socket: String = section.value("socket", "an address").unwrap_or_else(|| SOCKET.to_owned());
    let is_safe = socket.starts_with("wss://") || (allow_loopback && socket.starts_with("ws://"));
    if !is_safe {
        let help = format!("write an address such as \"{SOCKET}\"");
        section.note("socket", None, format!("{socket:?} is not a wss address"), help);
    }
    socket
}

fn read_app(section: &mut Section<'_>) -> WeComApp {
    let agent_id = section.value("agent_id", "a number");
    if agent_id.is_none() {
        let help = "give the app's number (AgentId)".to_owned();
        section.note("agent_id", None, "is missing or not a number".to_owned(), help);
    }
    WeComApp {
        agent_id: agent_id.unwrap_or_default(),
        secret: section.required_secret("secret", "the app's secret"),
        callback: section.has_any(&CALLBACK_KEYS).then(|| read_callback(section)),
    }
}

fn read_callback(section: &mut Section<'_>) -> WeComCallback {
    let token = section.required_secret("token", "the token of the callback");
    let key = section.required_secret("encoding_aes_key", "the EncodingAESKey of the callback");
    let written = key.expose_secret();
    let is_key = written.len() == 43 && written.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !written.is_empty() && !is_key {
        let help = "copy all 43 letters and digits".to_owned();
        section.note("encoding_aes_key", None, "is not an EncodingAESKey".to_owned(), help);
    }
    WeComCallback { token, encoding_aes_key: key }
}

fn read_webhooks(section: &mut Section<'_>) -> BTreeMap<String, WeComWebhook> {
    let named = section.named_sections("webhooks").into_iter();
    named.map(|(name, webhook)| (name, webhook.read(read_webhook))).collect()
}

fn read_webhook(section: &mut Section<'_>) -> WeComWebhook {
    WeComWebhook {
        key: section.required_secret("key", "the part after key= in the webhook's address"),
        chat: section.value("chat", "a text"),
    }
}

fn read_window(section: &mut Section<'_>) -> u32 {
    let minutes = section.value("window_minutes", "a number of minutes").unwrap_or(5);
    if !(1..=LONGEST_WINDOW).contains(&minutes) {
        let help = format!("write 1 to {LONGEST_WINDOW}");
        section.note("window_minutes", None, format!("{minutes} minutes is out of range"), help);
    }
    minutes
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use crate::config::{Config, ConfigRefused, PlatformConfig};

    use super::*;

    const KEY: &str = "FAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAz";

    fn load(section: &str) -> Result<Config, ConfigRefused> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        write!(file, "[platforms.wecom]\nkind = \"wecom\"\n{section}").unwrap();
        Config::load_with(Some(file.path()), [])
    }

    fn wecom(section: &str) -> WeComConfig {
        let config = load(section).unwrap();
        let PlatformConfig::WeCom(wecom) = &config.platforms["wecom"] else {
            panic!("another kind")
        };
        (**wecom).clone()
    }

    /// Every problem and what to do about it, without the name of the temporary file.
    fn problems(section: &str) -> String {
        let told = load(section).unwrap_err().to_string();
        told.lines()
            .filter(|line| line.starts_with(' '))
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_webhook_alone_is_enough() {
        let wecom = wecom("[platforms.wecom.webhooks.oncall]\nkey = \"K\"\n");
        assert!(wecom.robot.is_none() && wecom.app.is_none());
        assert_eq!((wecom.window_minutes, wecom.webhooks["oncall"].chat.as_deref()), (5, None));
    }

    #[test]
    fn a_robot_is_heard_by_what_was_written_for_it() {
        let robot = |keys: &str| {
            wecom(&format!("[platforms.wecom.robot]\nbot_id = \"AIB\"\n{keys}")).robot.unwrap()
        };
        let connected = robot("secret = \"S\"\n").hearing;
        assert!(
            matches!(connected, WeComHearing::LongConnection { socket, .. } if socket == SOCKET)
        );
        let called_back = robot(&format!("token = \"T\"\nencoding_aes_key = \"{KEY}\"\n")).hearing;
        assert!(matches!(called_back, WeComHearing::Callback(_)));
    }

    #[test]
    fn every_problem_is_told_with_what_to_do() {
        let section = "window_minutes = 60\n[platforms.wecom.robot]\nsecret = \"S\"\nsocket = \"ws://127.0.0.1:1\"\n\
                       [platforms.wecom.app]\ntoken = \"T\"\nencoding_aes_key = \"short\"\n\
                       [platforms.wecom.webhooks.oncall]\ntoken = \"x\"\n";
        insta::assert_snapshot!(problems(section), @r#"
        platforms.wecom.corp_id: is missing
        give the organisation's id, for the app's token
        platforms.wecom.robot.bot_id: is missing
        give the robot's id (aibotid)
        platforms.wecom.robot.socket: "ws://127.0.0.1:1" is not a wss address
        write an address such as "wss://openws.work.weixin.qq.com"
        platforms.wecom.app.agent_id: is missing or not a number
        give the app's number (AgentId)
        platforms.wecom.app.secret: is missing
        give the app's secret; or name a file that holds it as `secret_file`
        platforms.wecom.app.encoding_aes_key: is not an EncodingAESKey
        copy all 43 letters and digits
        platforms.wecom.webhooks.oncall.key: is missing
        give the part after key= in the webhook's address; or name a file that holds it as `key_file`
        platforms.wecom.webhooks.oncall.token: is not a known key
        did you mean `key`? If not, remove it
        platforms.wecom.window_minutes: 60 minutes is out of range
        write 1 to 10
        "#);
    }

    #[test]
    fn two_ways_to_be_heard_and_none_to_speak_are_problems() {
        let both = format!(
            "[platforms.wecom.robot]\nbot_id = \"AIB\"\nsecret = \"S\"\ntoken = \"T\"\nencoding_aes_key = \"{KEY}\"\n"
        );
        insta::assert_snapshot!(problems(&both), @r"
        platforms.wecom.robot.secret: is a second way to receive events
        keep `secret` for the long connection, or `token` and `encoding_aes_key` for callbacks
        ");
        insta::assert_snapshot!(problems(""), @r"
        platforms.wecom.kind: can neither receive nor send
        give one of robot, app, webhooks: see the manual
        ");
    }
}
