//! The organisation which the simulator plays.

use std::net::SocketAddr;
use std::time::Duration;

use url::Url;

use chat_dingtalk::settings::{App, CustomRobot, Settings, Stream};

/// An organisation: one app robot, and custom robots.
#[derive(Debug, Clone)]
pub struct Setup {
    /// `AppKey`.
    pub app_key: String,
    /// `AppSecret`.
    pub app_secret: String,
    /// Code of the app's robot.
    pub robot_code: String,
    /// The organisation's id.
    pub corp_id: String,
    /// Custom robots.
    pub robots: Vec<SetupRobot>,
    /// The one card template that was published.
    pub card_template: String,
    /// An event without an answer is sent again after this time.
    pub resend_after: Duration,
    /// Whether messages and presses without an answer are sent again too. The vendor documents that
    /// for events only.
    pub resends_messages: bool,
    /// How often each connection is pinged by a frame.
    pub ping_every: Duration,
    /// A connection on which nothing came for so long is given up. Until then it gets its share.
    pub silent_for: Duration,
}

/// A custom robot with its security settings.
#[derive(Debug, Clone)]
pub struct SetupRobot {
    /// The name it gets in the adapter's settings.
    pub name: String,
    /// The token of its address.
    pub access_token: String,
    /// The signing secret, when it demands signatures.
    pub secret: Option<String>,
    /// The word every message must hold, when it demands one.
    pub keyword: Option<String>,
    /// The group it posts to.
    pub conversation: String,
}

/// One organisation with one signing robot, `oncall`, in the group `cidOPS==`.
impl Default for Setup {
    fn default() -> Self {
        Self {
            app_key: "dingFAKEAPP".into(),
            app_secret: "fake-app-secret".into(),
            robot_code: "dingFAKEAPP".into(),
            corp_id: "dingFAKECORP".into(),
            robots: vec![SetupRobot::signing("oncall", "cidOPS==")],
            card_template: "fake-template.schema".into(),
            resend_after: Duration::from_mins(1),
            resends_messages: false,
            ping_every: Duration::from_secs(30),
            silent_for: Duration::from_mins(1),
        }
    }
}

impl SetupRobot {
    /// A robot which demands signatures; token and secret follow from the name.
    pub fn signing(name: &str, conversation: &str) -> Self {
        Self {
            name: name.into(),
            access_token: format!("fake-token-{name}"),
            secret: Some(format!("SECfake-{name}")),
            keyword: None,
            conversation: conversation.into(),
        }
    }

    fn configuration(&self) -> String {
        let Self { name, access_token, conversation, .. } = self;
        let secret = self
            .secret
            .as_ref()
            .map(|secret| format!("secret = \"{secret}\"\n"))
            .unwrap_or_default();
        format!(
            "\n[platforms.dingtalk.robots.{name}]\naccess_token = \"{access_token}\"\n{secret}\
             conversation = \"{conversation}\"\n"
        )
    }

    fn for_adapter(&self) -> CustomRobot {
        CustomRobot {
            access_token: self.access_token.clone().into(),
            secret: self.secret.clone().map(Into::into),
            conversation: Some(self.conversation.clone()),
        }
    }
}

impl Setup {
    pub(crate) fn settings(&self, name: &str, base: &Url) -> Result<Settings, url::ParseError> {
        let app = App {
            key: self.app_key.clone(),
            secret: self.app_secret.clone().into(),
            robot_code: self.robot_code.clone(),
        };
        Ok(Settings {
            app: Some(app),
            corp_id: Some(self.corp_id.clone()),
            robots: self
                .robots
                .iter()
                .map(|robot| (robot.name.clone(), robot.for_adapter()))
                .collect(),
            oapi: base.clone(),
            api: base.clone(),
            allow_loopback: true,
            ..Settings::new(name)?
        })
    }

    /// The settings of an adapter that receives through its own connections and sends cards.
    pub(crate) fn stream_settings(
        &self,
        name: &str,
        base: &Url,
    ) -> Result<Settings, url::ParseError> {
        let card_template = Some(self.card_template.clone());
        Ok(Settings {
            stream: Some(Stream::default()),
            card_template,
            ..self.settings(name, base)?
        })
    }

    /// The section of a configuration that makes a bot talk to a simulator of this setup at
    /// `address`.
    pub(crate) fn configuration(&self, address: SocketAddr, mode: &str) -> String {
        let Self { app_key, app_secret, robot_code, corp_id, card_template, .. } = self;
        let cards = if mode == "stream" {
            format!("card_template = \"{card_template}\"\n")
        } else {
            String::new()
        };
        let robots: String = self.robots.iter().map(SetupRobot::configuration).collect();
        format!(
            "[platforms.dingtalk]\nkind = \"dingtalk\"\nmode = \"{mode}\"\n{cards}\
             app_key = \"{app_key}\"\napp_secret = \"{app_secret}\"\n\
             robot_code = \"{robot_code}\"\ncorp_id = \"{corp_id}\"\n\
             oapi_base = \"http://{address}\"\napi_base = \"http://{address}\"\n\
             allow_loopback = true\n{robots}"
        )
    }
}
