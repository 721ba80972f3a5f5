//! The organisation which the stand-in plays.

use url::Url;

use crate::settings::{App, CustomRobot, Settings};

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

    fn for_adapter(&self) -> CustomRobot {
        CustomRobot {
            access_token: self.access_token.clone().into(),
            secret: self.secret.clone().map(Into::into),
            conversation: Some(self.conversation.clone()),
        }
    }
}

impl Setup {
    pub(super) fn settings(&self, name: &str, base: &Url) -> Result<Settings, url::ParseError> {
        let app = App {
            key: self.app_key.clone(),
            secret: self.app_secret.clone().into(),
            robot_code: self.robot_code.clone(),
        };
        Ok(Settings {
            app: Some(app),
            corp_id: Some(self.corp_id.clone()),
            robots: self.robots.iter().map(|robot| (robot.name.clone(), robot.for_adapter())).collect(),
            oapi: base.clone(),
            api: base.clone(),
            allow_loopback: true,
            ..Settings::new(name)?
        })
    }
}
