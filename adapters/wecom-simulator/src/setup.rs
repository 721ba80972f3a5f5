//! The organisation which the simulator plays. Every secret is plainly made up.

use url::Url;

use chat_wecom::crypto::{CallbackKey, KeyError};
use chat_wecom::settings::{App, LongConnection, Receive, Robot, Settings, Webhook};

/// An organisation: one smart robot, one app, one old group robot, and group webhooks.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The organisation's id.
    pub corp_id: String,
    /// The smart robot's id.
    pub bot_id: String,
    /// The smart robot's secret, for its long connection.
    pub bot_secret: String,
    /// The app's id.
    pub agent_id: u64,
    /// The app's secret.
    pub app_secret: String,
    /// The token of all callbacks.
    pub token: String,
    /// The key of all callbacks. Its last character has bits that a strict decoder refuses.
    pub encoding_aes_key: String,
    /// Group webhooks.
    pub webhooks: Vec<SetupWebhook>,
    /// Groups the robot is in, in addition to those of the webhooks.
    pub chats: Vec<String>,
}

/// A webhook and the group it posts to.
#[derive(Debug, Clone)]
pub struct SetupWebhook {
    /// The name it gets in the adapter's settings.
    pub name: String,
    /// The key of its address.
    pub key: String,
    /// The group's `chatid`.
    pub chat: String,
}

/// How the adapter's robot receives events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By callbacks.
    Callback,
    /// By the long connection.
    LongConnection,
}

/// One organisation with one webhook, `oncall`, into the group `wrOPS`.
impl Default for Setup {
    fn default() -> Self {
        Self {
            corp_id: "wwfake0000000001".into(),
            bot_id: "AIB-fake-01".into(),
            bot_secret: "fake-robot-secret".into(),
            agent_id: 1_000_002,
            app_secret: "fake-app-secret".into(),
            token: "fakeCallbackToken".into(),
            encoding_aes_key: "FAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAz".into(),
            webhooks: vec![SetupWebhook::named("oncall", "wrOPS")],
            chats: vec!["wrCUSTOMER".into()],
        }
    }
}

impl SetupWebhook {
    /// A webhook whose key follows from its name.
    pub fn named(name: &str, chat: &str) -> Self {
        Self { name: name.into(), key: format!("fake-key-{name}"), chat: chat.into() }
    }
}

impl Setup {
    /// The key of the robot's callback, and of the old group robot's.
    pub fn robot_key(&self) -> Result<CallbackKey, KeyError> {
        CallbackKey::new(self.token.clone().into(), &self.encoding_aes_key.clone().into(), "")
    }

    /// The key of the app's callback.
    pub fn app_key(&self) -> Result<CallbackKey, KeyError> {
        CallbackKey::new(
            self.token.clone().into(),
            &self.encoding_aes_key.clone().into(),
            &self.corp_id,
        )
    }

    /// Settings for an adapter that talks to a simulator at `base` and knows everything of it.
    pub(crate) fn settings(
        &self,
        name: &str,
        base: &Url,
        mode: Mode,
    ) -> Result<Settings, SetupError> {
        let receive = match mode {
            Mode::Callback => Receive::Callback(self.robot_key()?),
            Mode::LongConnection => Receive::LongConnection(self.long_connection(base)?),
        };
        let robot =
            Robot { bot_id: self.bot_id.clone(), display_name: None, receive, mentions: true };
        let webhooks = self.webhooks.iter().map(|webhook| {
            let key = webhook.key.clone().into();
            (webhook.name.clone(), Webhook { key, chat: Some(webhook.chat.clone()) })
        });
        Ok(Settings {
            corp_id: Some(self.corp_id.clone()),
            robot: Some(robot),
            webhooks: webhooks.collect(),
            app: Some(self.app()?),
            group_robot: (mode == Mode::Callback).then(|| self.robot_key()).transpose()?,
            api: base.clone(),
            allow_loopback: true,
            ..Settings::new(name)?
        })
    }

    fn app(&self) -> Result<App, KeyError> {
        Ok(App {
            agent_id: self.agent_id,
            corp_id: self.corp_id.clone(),
            secret: self.app_secret.clone().into(),
            callback: Some(self.app_key()?),
        })
    }

    fn long_connection(&self, base: &Url) -> Result<LongConnection, url::ParseError> {
        let port = base.port().unwrap_or_default();
        let socket = Url::parse(&format!("ws://127.0.0.1:{port}/"))?;
        Ok(LongConnection { socket, ..LongConnection::new(self.bot_secret.clone().into())? })
    }

    /// The section of a configuration that makes a bot talk to a simulator.
    pub(crate) fn configuration(&self, address: std::net::SocketAddr, mode: Mode) -> String {
        let Self {
            corp_id, bot_id, bot_secret, agent_id, app_secret, token, encoding_aes_key, ..
        } = self;
        let robot = match mode {
            Mode::Callback => {
                format!("token = \"{token}\"\nencoding_aes_key = \"{encoding_aes_key}\"\n")
            }
            Mode::LongConnection => {
                format!("secret = \"{bot_secret}\"\nsocket = \"ws://{address}/\"\n")
            }
        };
        let webhooks = self.webhooks.iter().map(|SetupWebhook { name, key, chat }| {
            format!("\n[platforms.wecom.webhooks.{name}]\nkey = \"{key}\"\nchat = \"{chat}\"\n")
        });
        let webhooks = webhooks.collect::<Vec<_>>().concat();
        format!(
            "[platforms.wecom]\nkind = \"wecom\"\ncorp_id = \"{corp_id}\"\napi_base = \"http://{address}\"\n\
             allow_loopback = true\n\n[platforms.wecom.robot]\nbot_id = \"{bot_id}\"\n{robot}\n\
             [platforms.wecom.app]\nagent_id = {agent_id}\nsecret = \"{app_secret}\"\ntoken = \"{token}\"\n\
             encoding_aes_key = \"{encoding_aes_key}\"\n{webhooks}"
        )
    }
}

/// Why a setup makes no settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// The key of the callbacks is none.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// An address does not parse.
    #[error(transparent)]
    Address(#[from] url::ParseError),
}
