//! From the configuration to the chat platforms. The only file that names adapter crates.

use std::sync::Arc;

use chat::ChatPlatform;

use crate::clock::Clock;
use crate::config::{Config, DingTalkConfig, PlatformConfig};

/// Builds every configured platform, in the order of their names. The process must have installed a TLS
/// provider before.
pub fn build(config: &Config, clock: &Arc<dyn Clock>) -> anyhow::Result<Vec<Arc<dyn ChatPlatform>>> {
    config
        .platforms
        .iter()
        .map(|(name, platform)| match platform {
            PlatformConfig::DingTalk(settings) => dingtalk(name, settings, Arc::clone(clock)),
        })
        .collect()
}

#[cfg(not(feature = "dingtalk"))]
fn dingtalk(name: &str, _: &DingTalkConfig, _: Arc<dyn Clock>) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    anyhow::bail!("platforms.{name}: this program was built without the feature `dingtalk`")
}

#[cfg(feature = "dingtalk")]
fn dingtalk(
    name: &str,
    config: &DingTalkConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    use chat_dingtalk::DingTalk;

    let client = chat_dingtalk::http::client()?;
    let platform = DingTalk::new(dingtalk_settings(name, config)?, client, Arc::new(move || clock.now()))?;
    Ok(Arc::new(platform))
}

#[cfg(feature = "dingtalk")]
fn dingtalk_settings(name: &str, config: &DingTalkConfig) -> anyhow::Result<chat_dingtalk::Settings> {
    use chat_dingtalk::{App, CustomRobot, Settings};

    let app = config.app.clone();
    let robots = config.robots.clone().into_iter().map(|(name, robot)| {
        let conversation = robot.conversation;
        (name, CustomRobot { access_token: robot.access_token, secret: robot.secret, conversation })
    });
    Ok(Settings {
        name: name.to_owned(),
        app: app.map(|app| App { key: app.key, secret: app.secret, robot_code: app.robot_code }),
        corp_id: config.corp_id.clone(),
        robots: robots.collect(),
        window: chrono::TimeDelta::minutes(i64::from(config.window_minutes)),
        oapi: config.oapi_base.parse()?,
        api: config.api_base.parse()?,
        session_hosts: config.allowed_reply_hosts.clone(),
        allow_loopback: config.allow_loopback,
    })
}

#[cfg(all(test, feature = "dingtalk"))]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::clock::SystemClock;

    #[test]
    fn the_example_configuration_builds_its_platform() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/watchbell.example.toml"));
        let config = Config::load_with(Some(path), []).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let platforms = build(&config, &clock).unwrap();
        assert_eq!(platforms.iter().map(|platform| platform.name()).collect::<Vec<_>>(), ["dingtalk"]);
        assert!(platforms[0].capabilities().hears);
    }
}
