//! Discord.

use std::sync::Arc;

use chat::{ChatPlatform, Menu};
use chat_discord::{Discord, Settings};

use crate::clock::Clock;

/// Builds the adapter.
pub(super) fn build(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    menu: Arc<dyn Menu>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_discord::http::client()?;
    let settings = settings.clone().offering(menu);
    Ok(Arc::new(Discord::new(settings, client, Arc::new(move || clock.now()))?))
}

#[cfg(test)]
mod tests {
    use chat_discord::Snowflake;

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
