//! WeCom, from its section of the configuration.

use std::sync::{Arc, Mutex, PoisonError};

use chat::ChatPlatform;
use chat_wecom::crypto::{CallbackKey, KeyError};
use chat_wecom::{App, Chance, Hearing, LongConnection, Robot, Settings, WeCom, Webhook};
use rand::rngs::StdRng;
use rand::{RngExt, make_rng};

use crate::clock::Clock;
use crate::config::{WeComApp, WeComCallback, WeComConfig, WeComHearing, WeComRobot};

/// Builds the adapter.
pub(super) fn build(
    name: &str,
    config: &WeComConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_wecom::http::client()?;
    let settings = settings_of(name, config)?;
    let platform = WeCom::new(settings, client, Arc::new(move || clock.now()), chance())?;
    Ok(Arc::new(platform))
}

/// Salt for what is encrypted, from a generator seeded by the operating system. It decides nothing that a test
/// would want to repeat, so it is not the `Random`, which this room may not see.
fn chance() -> Chance {
    let generator: Mutex<StdRng> = Mutex::new(make_rng());
    Arc::new(move || generator.lock().unwrap_or_else(PoisonError::into_inner).random())
}

fn settings_of(name: &str, config: &WeComConfig) -> anyhow::Result<Settings> {
    let webhooks = config.webhooks.clone().into_iter();
    let corp_id = config.corp_id.clone().unwrap_or_default();
    Ok(Settings {
        corp_id: config.corp_id.clone(),
        robot: config.robot.as_ref().map(robot_of).transpose()?,
        webhooks: webhooks
            .map(|(name, webhook)| (name, Webhook { key: webhook.key, chat: webhook.chat }))
            .collect(),
        app: config.app.as_ref().map(|app| app_of(app, &corp_id)).transpose()?,
        group_robot: config
            .group_robot
            .as_ref()
            .map(|callback| key_of(callback, ""))
            .transpose()?,
        window: chrono::TimeDelta::minutes(i64::from(config.window_minutes)),
        api: config.api_base.parse()?,
        reply_hosts: config.allowed_reply_hosts.clone(),
        allow_loopback: config.allow_loopback,
        ..Settings::new(name)?
    })
}

fn robot_of(robot: &WeComRobot) -> anyhow::Result<Robot> {
    let hearing = match &robot.hearing {
        WeComHearing::Callback(callback) => Hearing::Callback(key_of(callback, "")?),
        WeComHearing::LongConnection { secret, socket } => {
            Hearing::LongConnection(LongConnection {
                socket: socket.parse()?,
                ..LongConnection::new(secret.clone())?
            })
        }
    };
    Ok(Robot {
        bot_id: robot.bot_id.clone(),
        display_name: robot.display_name.clone(),
        hearing,
        mentions: robot.mentions,
    })
}

fn app_of(app: &WeComApp, corp_id: &str) -> Result<App, KeyError> {
    let callback = app.callback.as_ref().map(|callback| key_of(callback, corp_id)).transpose()?;
    Ok(App {
        agent_id: app.agent_id,
        corp_id: corp_id.to_owned(),
        secret: app.secret.clone(),
        callback,
    })
}

fn key_of(callback: &WeComCallback, receive_id: &str) -> Result<CallbackKey, KeyError> {
    CallbackKey::new(callback.token.clone(), &callback.encoding_aes_key, receive_id)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::clock::SystemClock;
    use crate::config::{Config, PlatformConfig};

    /// The platform that a stand-in's own section of the configuration makes.
    fn built(section: &str) -> Arc<dyn ChatPlatform> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(section.as_bytes()).unwrap();
        let config = Config::load_with(Some(file.path()), []).unwrap();
        let PlatformConfig::WeCom(wecom) = &config.platforms["wecom"] else {
            panic!("another kind")
        };
        build("wecom", wecom, Arc::new(SystemClock)).unwrap()
    }

    #[test]
    fn what_a_stand_in_prints_for_the_configuration_builds_both_ways() {
        let address = "127.0.0.1:9".parse().unwrap();
        let called_back = built(&wecom_simulator::configuration(address));
        assert!(
            called_back.capabilities().receives
                && called_back.capabilities().passive_reply.is_some()
        );
        let connected = built(&wecom_simulator::configuration_of_long_connection(address));
        assert_eq!(connected.capabilities().passive_reply, None);
    }
}
