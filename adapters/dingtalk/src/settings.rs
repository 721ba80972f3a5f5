//! What an operator sets for one DingTalk organisation. Secrets stay wrapped, so that `Debug` is
//! safe.

mod read;

use chat::vendor_url::is_on_this_machine;
use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use secrecy::SecretString;
use thiserror::Error;
use url::Url;

/// The vendor's rule for callbacks: a timestamp may be one hour away, not more.
pub const WIDEST_WINDOW: TimeDelta = TimeDelta::hours(1);

/// The window where nothing else is configured: a captured pair of headers is worth as little as
/// the clocks of two machines allow.
pub const USUAL_WINDOW: TimeDelta = TimeDelta::minutes(5);

/// More connections than this share no load worth having.
pub const MOST_CONNECTIONS: usize = 10;

/// Sockets that are silent longer than a minute are cut by routers on the way (the vendor's clients
/// ping every 8 to 60 s).
pub const LONGEST_KEEPALIVE: Duration = Duration::from_mins(1);

/// One organisation with its robots.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The platform's name in addresses, logs and the webhook path.
    pub name: String,
    /// The app whose robot receives and sends; without it only custom robots can send.
    pub app: Option<App>,
    /// Receives through connections of its own instead of callbacks. An app has one of the two
    /// ways, chosen in the vendor's console.
    pub stream: Option<Stream>,
    /// The template of the interactive cards that the app posts; without one everything is text.
    /// Presses come back by Stream mode only, so a template needs [`Settings::stream`].
    pub card_template: Option<String>,
    /// When given, callbacks of any other organisation are refused (`chatbotCorpId`).
    pub corp_id: Option<String>,
    /// Custom robots by the name that stands in `robot:<name>`.
    pub robots: BTreeMap<String, CustomRobot>,
    /// How far a callback's timestamp may be from now, either way; at most [`WIDEST_WINDOW`]. The
    /// vendor's signature does not cover the body, so a captured pair of headers serves any body
    /// that long: narrow it to minutes where the clocks allow.
    pub window: TimeDelta,
    /// Where custom robots and sessions live.
    pub oapi: Url,
    /// Where the `OpenAPI` lives.
    pub api: Url,
    /// Hosts a session webhook may point at.
    pub session_hosts: Vec<String>,
    /// Also takes plain HTTP, for both bases and for sessions at exactly the origin of `oapi`,
    /// provided the host is a loopback address. For simulators; never true by default.
    pub allow_loopback: bool,
}

/// How Stream mode is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// How many connections are held side by side; the platform gives each event to one of them.
    /// Between 1 and [`MOST_CONNECTIONS`].
    pub connections: usize,
    /// How often each is pinged; after two such times of silence it is taken for lost. At most
    /// [`LONGEST_KEEPALIVE`].
    pub keepalive: Duration,
    /// What the name of the socket's host must end in, with its leading dot.
    pub host_suffixes: Vec<String>,
    /// How long to wait before an event that could not be stored is offered again, try by try. The
    /// platform brings messages once and never again (vendor page on Stream mode), so the tries are
    /// made here.
    pub second_tries: Vec<Duration>,
}

/// Two connections, so that one can be moved or lost while the other receives.
impl Default for Stream {
    fn default() -> Self {
        Self {
            connections: 2,
            keepalive: Duration::from_secs(20),
            host_suffixes: vec![".dingtalk.com".into()],
            second_tries: [1, 3, 10].map(Duration::from_secs).to_vec(),
        }
    }
}

/// An app of the organisation, with a robot.
#[derive(Debug, Clone)]
pub struct App {
    /// `AppKey`, also called client id.
    pub key: String,
    /// `AppSecret`: signs callbacks and fetches access tokens.
    pub secret: SecretString,
    /// The robot's code; callbacks for any other robot are refused.
    pub robot_code: String,
}

/// A custom robot: a webhook that posts to one group.
#[derive(Debug, Clone)]
pub struct CustomRobot {
    /// The `access_token` of the webhook address.
    pub access_token: SecretString,
    /// The signing secret, where the robot's security setting is "sign".
    pub secret: Option<SecretString>,
    /// The conversation id of its group, where known: then a session of that group may carry a
    /// reply which is addressed to this robot.
    pub conversation: Option<String>,
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// A base address is not HTTPS.
    #[error("{0} must be an https address")]
    NotHttps(&'static str),
    /// The window is wider than the vendor's, or not positive.
    #[error("the window for callbacks must be between 1 s and 1 h")]
    Window,
    /// There is nobody to connect as.
    #[error("Stream mode needs an app")]
    StreamWithoutApp,
    /// The presses on cards would be lost.
    #[error("cards need Stream mode: presses come back by no other way")]
    CardsWithoutStream,
    /// Too few or too many.
    #[error("the number of Stream connections must be between 1 and {MOST_CONNECTIONS}")]
    Connections,
    /// Too long or too short.
    #[error("the keepalive of Stream mode must be between 10 ms and 60 s")]
    Keepalive,
}

impl Settings {
    /// The vendor's public cloud, one hour, no app and no robots yet.
    pub fn new(name: impl Into<String>) -> Result<Self, url::ParseError> {
        Ok(Self {
            name: name.into(),
            app: None,
            stream: None,
            card_template: None,
            corp_id: None,
            robots: BTreeMap::new(),
            window: USUAL_WINDOW,
            oapi: Url::parse("https://oapi.dingtalk.com/")?,
            api: Url::parse("https://api.dingtalk.com/")?,
            session_hosts: vec!["oapi.dingtalk.com".into(), "api.dingtalk.com".into()],
            allow_loopback: false,
        })
    }

    /// Whether the settings can be used; the first thing wrong with them otherwise.
    pub fn check(&self) -> Result<(), SettingsError> {
        for (what, base) in [("oapi", &self.oapi), ("api", &self.api)] {
            if base.scheme() != "https" && !self.is_allowed_loopback(base) {
                return Err(SettingsError::NotHttps(what));
            }
        }
        if self.window < TimeDelta::seconds(1) || self.window > WIDEST_WINDOW {
            return Err(SettingsError::Window);
        }
        self.check_stream()
    }

    fn check_stream(&self) -> Result<(), SettingsError> {
        let Some(stream) = &self.stream else {
            return if self.card_template.is_some() {
                Err(SettingsError::CardsWithoutStream)
            } else {
                Ok(())
            };
        };
        if self.app.is_none() {
            return Err(SettingsError::StreamWithoutApp);
        }
        if !(1..=MOST_CONNECTIONS).contains(&stream.connections) {
            return Err(SettingsError::Connections);
        }
        let fits = (Duration::from_millis(10)..=LONGEST_KEEPALIVE).contains(&stream.keepalive);
        if fits { Ok(()) } else { Err(SettingsError::Keepalive) }
    }

    /// Whether `url` is plain HTTP to this machine and the operator allows that.
    pub(crate) fn is_allowed_loopback(&self, url: &Url) -> bool {
        self.is_allowed_here("http", url)
    }

    /// Whether `url` is of the plain `scheme`, to this machine, and the operator allows that.
    pub(crate) fn is_allowed_here(&self, scheme: &str, url: &Url) -> bool {
        self.allow_loopback && url.scheme() == scheme && is_on_this_machine(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendor_cloud_is_taken_and_plain_http_is_not() {
        let mut settings = Settings::new("dingtalk").unwrap();
        assert_eq!(settings.check(), Ok(()));
        settings.oapi = Url::parse("http://127.0.0.1:9/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotHttps("oapi")));
        settings.allow_loopback = true;
        assert_eq!(settings.check(), Ok(()));
        settings.oapi = Url::parse("http://oapi.dingtalk.com/").unwrap();
        assert_eq!(settings.check(), Err(SettingsError::NotHttps("oapi")));
    }

    #[test]
    fn the_window_can_be_narrowed_but_not_widened() {
        let mut settings = Settings::new("dingtalk").unwrap();
        assert_eq!(settings.window, TimeDelta::minutes(5), "unless configured");
        for (seconds, fits) in [(0, false), (1, true), (3600, true), (3601, false)] {
            settings.window = TimeDelta::seconds(seconds);
            assert_eq!(settings.check().is_ok(), fits, "{seconds} s");
        }
    }

    #[test]
    fn cards_need_stream_mode_and_stream_mode_needs_an_app() {
        let mut settings = Settings::new("dingtalk").unwrap();
        settings.card_template = Some("t.schema".into());
        assert_eq!(settings.check(), Err(SettingsError::CardsWithoutStream));
        settings.stream = Some(Stream::default());
        assert_eq!(settings.check(), Err(SettingsError::StreamWithoutApp));
        settings.app = Some(App { key: "k".into(), secret: "s".into(), robot_code: "r".into() });
        assert_eq!(settings.check(), Ok(()));
        for (connections, fits) in [(0, false), (1, true), (10, true), (11, false)] {
            settings.stream = Some(Stream { connections, ..Stream::default() });
            assert_eq!(settings.check().is_ok(), fits, "{connections} connections");
        }
        settings.stream = Some(Stream { keepalive: Duration::from_secs(61), ..Stream::default() });
        assert_eq!(settings.check(), Err(SettingsError::Keepalive));
    }

    #[test]
    fn secrets_are_not_printed() {
        let mut settings = Settings::new("dingtalk").unwrap();
        settings.app =
            Some(App { key: "k".into(), secret: "APPSECRET".into(), robot_code: "r".into() });
        let robot = CustomRobot {
            access_token: "TOKEN".into(),
            secret: Some("SEC".into()),
            conversation: None,
        };
        settings.robots.insert("oncall".into(), robot);
        let printed = format!("{settings:?}");
        for secret in ["APPSECRET", "TOKEN", "\"SEC\""] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
