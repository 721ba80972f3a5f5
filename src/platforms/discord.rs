//! Discord, from its section of the configuration.

use std::sync::Arc;

use anyhow::Context;
use chat::{ChatPlatform, Menu};
use chat_discord::{Discord, Mode, Settings, Snowflake};
use chrono::TimeDelta;

use crate::clock::Clock;
use crate::config::{DiscordConfig, DiscordMode};

/// Builds the adapter.
pub(super) fn build(
    name: &str,
    config: &DiscordConfig,
    clock: Arc<dyn Clock>,
    menu: Arc<dyn Menu>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_discord::http::client()?;
    let platform =
        Discord::new(settings_of(name, config, menu)?, client, Arc::new(move || clock.now()))?;
    Ok(Arc::new(platform))
}

fn settings_of(
    name: &str,
    config: &DiscordConfig,
    menu: Arc<dyn Menu>,
) -> anyhow::Result<Settings> {
    let id =
        |digits: &str| Snowflake::parse(digits).with_context(|| format!("{digits:?} is no id"));
    let mode = match &config.mode {
        DiscordMode::Gateway => Mode::Gateway,
        DiscordMode::Interactions { public_key, window_minutes } => {
            Mode::interactions(public_key, TimeDelta::minutes(i64::from(*window_minutes)))?
        }
    };
    Ok(Settings {
        mode,
        guild: config.guild_id.as_deref().map(id).transpose()?,
        message_content: config.message_content,
        base: config.base.parse()?,
        allow_loopback: config.allow_loopback,
        ..Settings::new(name, id(&config.application_id)?, config.token.clone(), menu)?
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::menu::CommandMenu;

    #[test]
    fn the_bots_own_menu_keeps_discords_limits() {
        let menu: Arc<dyn Menu> = Arc::new(CommandMenu::new());
        let application = Snowflake::parse("7001").unwrap();
        let settings = Settings::new("discord", application, "T".into(), menu).unwrap();
        assert_eq!(settings.check(), Ok(()));
    }
}
