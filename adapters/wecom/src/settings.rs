//! What an operator sets for one WeCom organisation. Secrets stay wrapped, so that `Debug` is safe.

mod read;

use chat::vendor_url::is_on_this_machine;
use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use secrecy::SecretString;
use thiserror::Error;
use url::Url;

use crate::crypto::CallbackKey;

/// The widest window for a callback's timestamp. The vendor states none; ten minutes cover every
/// clock that is worth running.
pub const WIDEST_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// One organisation with its robots and its app.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The platform's name in addresses, logs and the webhook path.
    pub name: String,
    /// The organisation's id (`ww…`). People whom the robot names with another organisation's id
    /// get an account of their own, so that nobody outside passes for somebody inside.
    pub corp_id: Option<String>,
    /// The smart robot (智能机器人).
    pub robot: Option<Robot>,
    /// Group webhooks (消息推送) by the name that is in `webhook:<name>`.
    pub webhooks: BTreeMap<String, Webhook>,
    /// The self-built app (自建应用).
    pub app: Option<App>,
    /// The callback of an old group robot (legacy).
    pub group_robot: Option<CallbackKey>,
    /// How far a callback's timestamp may be from now, either way; at most [`WIDEST_WINDOW`].
    pub window: TimeDelta,
    /// Where webhooks, the app's own calls and answers to a robot's message go.
    pub api: Url,
    /// Hosts a `response_url` may point at.
    pub reply_hosts: Vec<String>,
    /// Also takes plain HTTP and plain WebSocket to this machine. For simulators; never true by
    /// default.
    pub allow_loopback: bool,
}

/// A smart robot, which receives messages that mention it in groups.
#[derive(Debug, Clone)]
pub struct Robot {
    /// `aibotid`; callbacks for any other robot are refused.
    pub bot_id: String,
    /// The name people see, where it holds a space: the mention in front of a message ends at a
    /// space otherwise.
    pub display_name: Option<String>,
    /// How it receives events. The vendor allows one way at a time.
    pub receive: Receive,
    /// Whether `<@userid>` in the robot's own markdown calls somebody. Not documented for robots,
    /// so an operator can switch it off and gets names instead.
    pub mentions: bool,
}

/// How a smart robot receives events.
#[derive(Debug, Clone)]
pub enum Receive {
    /// The platform calls in; the robot can only answer.
    Callback(CallbackKey),
    /// The robot holds a WebSocket; it can also speak first.
    LongConnection(LongConnection),
}

/// A WebSocket held by the robot (vendor page 101463).
#[derive(Debug, Clone)]
pub struct LongConnection {
    /// Where it leads.
    pub socket: Url,
    /// The robot's secret.
    pub secret: SecretString,
    /// How often a ping is sent; two without an answer end the connection. The vendor wants 30 s.
    pub ping_every: Duration,
    /// How long an answer to a frame may take. The vendor's own client waits 5 s.
    pub answer_within: Duration,
}

/// A webhook that posts to the one group it was made in.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The key at the end of its address: whoever has it can post.
    pub key: SecretString,
    /// The `chatid` of its group, where known: a robot that cannot speak first then speaks through
    /// it.
    pub chat: Option<String>,
}

/// A self-built app.
#[derive(Debug, Clone)]
pub struct App {
    /// `agentid`.
    pub agent_id: u64,
    /// The organisation's id, which the token is fetched with.
    pub corp_id: String,
    /// The app's secret.
    pub secret: SecretString,
    /// Its callback, where members can write to it and press its buttons.
    pub callback: Option<CallbackKey>,
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// A base address is not HTTPS, or a socket not WSS.
    #[error("{0} must be an https or wss address")]
    NotSecure(&'static str),
    /// The window is wider than sensible, or not positive.
    #[error("the window for callbacks must be between 1 s and 10 min")]
    Window,
    /// There is nothing to receive or send with.
    #[error("no robot, no webhook and no app")]
    Empty,
}

impl LongConnection {
    /// The vendor's address and times.
    pub fn new(secret: SecretString) -> Result<Self, url::ParseError> {
        Ok(Self {
            socket: Url::parse("wss://openws.work.weixin.qq.com/")?,
            secret,
            ping_every: Duration::from_secs(30),
            answer_within: Duration::from_secs(5),
        })
    }
}

impl Settings {
    /// The vendor's public cloud, a window of five minutes, nothing to speak with yet.
    pub fn new(name: impl Into<String>) -> Result<Self, url::ParseError> {
        Ok(Self {
            name: name.into(),
            corp_id: None,
            robot: None,
            webhooks: BTreeMap::new(),
            app: None,
            group_robot: None,
            window: TimeDelta::minutes(5),
            api: Url::parse("https://qyapi.weixin.qq.com/")?,
            reply_hosts: vec!["qyapi.weixin.qq.com".into()],
            allow_loopback: false,
        })
    }

    /// Whether the settings can be used; the first thing wrong with them otherwise.
    pub fn check(&self) -> Result<(), SettingsError> {
        if self.api.scheme() != "https" && !self.is_allowed_loopback(&self.api) {
            return Err(SettingsError::NotSecure("api"));
        }
        if let Some(long) = self.long_connection() {
            let is_own = self.is_allowed_here("ws", &long.socket);
            if long.socket.scheme() != "wss" && !is_own {
                return Err(SettingsError::NotSecure("socket"));
            }
        }
        if self.window < TimeDelta::seconds(1) || self.window > WIDEST_WINDOW {
            return Err(SettingsError::Window);
        }
        let has_voice = self.robot.is_some() || self.app.is_some() || !self.webhooks.is_empty();
        if has_voice || self.group_robot.is_some() { Ok(()) } else { Err(SettingsError::Empty) }
    }

    /// The long connection, if the robot receives by one.
    pub(crate) fn long_connection(&self) -> Option<&LongConnection> {
        match &self.robot.as_ref()?.receive {
            Receive::LongConnection(long) => Some(long),
            Receive::Callback(_) => None,
        }
    }

    /// The key of the robot's callback, if it receives by one.
    pub(crate) fn robot_callback(&self) -> Option<&CallbackKey> {
        match &self.robot.as_ref()?.receive {
            Receive::Callback(key) => Some(key),
            Receive::LongConnection(_) => None,
        }
    }

    /// The webhook into a group, by the group's `chatid`.
    pub(crate) fn webhook_into(&self, chat: &str) -> Option<&Webhook> {
        self.webhooks.values().find(|webhook| webhook.chat.as_deref() == Some(chat))
    }

    /// Whether `url` is plain HTTP to this machine and the operator allows that.
    pub(crate) fn is_allowed_loopback(&self, url: &Url) -> bool {
        self.is_allowed_here("http", url)
    }

    /// Whether `url` is of the plain `scheme`, to this machine, and the operator allows that.
    fn is_allowed_here(&self, scheme: &str, url: &Url) -> bool {
        self.allow_loopback && url.scheme() == scheme && is_on_this_machine(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaking() -> Settings {
        let mut settings = Settings::new("wecom").unwrap();
        settings.webhooks.insert("oncall".into(), Webhook { key: "WEBHOOKKEY".into(), chat: None });
        settings
    }

    #[test]
    fn the_vendor_cloud_is_taken_and_plain_http_is_not() {
        let mut settings = speaking();
        assert_eq!(settings.check(), Ok(()));
        settings.api = Url::parse("http://127.0.0.1:9/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotSecure("api")));
        settings.allow_loopback = true;
        assert_eq!(settings.check(), Ok(()));
        settings.api = Url::parse("http://qyapi.weixin.qq.com/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotSecure("api")));
    }

    #[test]
    fn a_long_connection_is_encrypted_too() {
        let mut settings = speaking();
        let mut long = LongConnection::new("s".into()).unwrap();
        for (socket, allow, fits) in [
            ("wss://openws.work.weixin.qq.com/", false, true),
            ("ws://openws.work.weixin.qq.com/", true, false),
            ("ws://127.0.0.1:9/", false, false),
            ("ws://127.0.0.1:9/", true, true),
            ("http://127.0.0.1:9/", true, false),
        ] {
            long.socket = Url::parse(socket).unwrap();
            settings.allow_loopback = allow;
            settings.robot = Some(Robot {
                bot_id: "AIB".into(),
                display_name: None,
                receive: Receive::LongConnection(long.clone()),
                mentions: true,
            });
            assert_eq!(settings.check().is_ok(), fits, "{socket} {allow}");
        }
    }

    #[test]
    fn the_window_can_be_narrowed_but_not_widened() {
        let mut settings = speaking();
        for (seconds, fits) in [(0, false), (1, true), (600, true), (601, false)] {
            settings.window = TimeDelta::seconds(seconds);
            assert_eq!(settings.check().is_ok(), fits, "{seconds} s");
        }
        assert_eq!(Settings::new("wecom").unwrap().check(), Err(SettingsError::Empty));
    }

    #[test]
    fn secrets_are_not_printed() {
        let mut settings = speaking();
        let app =
            App { agent_id: 1, corp_id: "ww".into(), secret: "APPSECRET".into(), callback: None };
        settings.app = Some(app);
        let printed = format!("{settings:?}");
        for secret in ["APPSECRET", "WEBHOOKKEY"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
