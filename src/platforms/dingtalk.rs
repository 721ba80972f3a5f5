//! DingTalk, from its section of the configuration.

use std::sync::Arc;
use std::time::Duration;

use chat::ChatPlatform;
use chat_dingtalk::{App, CustomRobot, DingTalk, Settings, Stream};

use crate::clock::Clock;
use crate::config::{DingTalkConfig, StreamConfig};

/// Builds the adapter.
pub(super) fn build(
    name: &str,
    config: &DingTalkConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_dingtalk::http::client()?;
    let platform =
        DingTalk::new(settings_of(name, config)?, client, Arc::new(move || clock.now()))?;
    Ok(Arc::new(platform))
}

fn settings_of(name: &str, config: &DingTalkConfig) -> anyhow::Result<Settings> {
    let app = config.app.clone();
    let robots = config.robots.clone().into_iter().map(|(name, robot)| {
        let conversation = robot.conversation;
        (name, CustomRobot { access_token: robot.access_token, secret: robot.secret, conversation })
    });
    Ok(Settings {
        name: name.to_owned(),
        app: app.map(|app| App { key: app.key, secret: app.secret, robot_code: app.robot_code }),
        stream: config.stream.as_ref().map(stream_of),
        card_template: config.card_template.clone(),
        corp_id: config.corp_id.clone(),
        robots: robots.collect(),
        window: chrono::TimeDelta::minutes(i64::from(config.window_minutes)),
        oapi: config.oapi_base.parse()?,
        api: config.api_base.parse()?,
        session_hosts: config.allowed_reply_hosts.clone(),
        allow_loopback: config.allow_loopback,
    })
}

fn stream_of(config: &StreamConfig) -> Stream {
    Stream {
        connections: config.connections,
        keepalive: Duration::from_secs(config.keepalive_seconds),
        host_suffixes: config.host_suffixes.clone(),
        ..Stream::default()
    }
}

#[cfg(test)]
mod tests {
    use chat::Buttons;

    use super::*;
    use crate::clock::SystemClock;
    use crate::config::Config;

    /// The platform made from a configuration that a stand-in gives out.
    fn platform(configuration: &str) -> Arc<dyn ChatPlatform> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), configuration).unwrap();
        let config = Config::load_with(Some(file.path()), []).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let menu: Arc<dyn chat::Menu> = Arc::new(crate::platforms::tests::NothingOffered);
        crate::platforms::build(&config, &clock, &menu).unwrap().remove(0)
    }

    #[test]
    fn the_configuration_of_a_stand_in_is_one_of_ours() {
        let address = ([127, 0, 0, 1], 9999).into();
        let streaming = platform(&dingtalk_simulator::configuration(address));
        assert_eq!(streaming.capabilities_at("group:cidOPS==").buttons, Buttons::Callback);
        let called_back = platform(&dingtalk_simulator::configuration_over_http(address));
        assert_eq!(called_back.capabilities_at("group:cidOPS==").buttons, Buttons::None);
        assert!(called_back.capabilities().receives);
    }
}
