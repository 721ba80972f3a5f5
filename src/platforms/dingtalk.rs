//! DingTalk, from its section of the configuration.

use std::sync::Arc;

use chat::ChatPlatform;
use chat_dingtalk::{App, CustomRobot, DingTalk, Settings};

use crate::clock::Clock;
use crate::config::DingTalkConfig;

/// Builds the adapter.
pub(super) fn build(
    name: &str,
    config: &DingTalkConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_dingtalk::http::client()?;
    let platform = DingTalk::new(settings_of(name, config)?, client, Arc::new(move || clock.now()))?;
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
        corp_id: config.corp_id.clone(),
        robots: robots.collect(),
        window: chrono::TimeDelta::minutes(i64::from(config.window_minutes)),
        oapi: config.oapi_base.parse()?,
        api: config.api_base.parse()?,
        session_hosts: config.allowed_reply_hosts.clone(),
        allow_loopback: config.allow_loopback,
    })
}
