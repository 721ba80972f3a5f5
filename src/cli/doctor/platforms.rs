//! Whether the platforms answer with these settings.

use std::sync::Arc;

use chat::Health;

use super::finding::Finding;
use crate::clock::Clock;
use crate::config::Config;
use crate::engine::platform_checks::PlatformChecks;
use crate::platforms;
use crate::render::menu::CommandMenu;

/// Asks every configured platform once.
pub(super) async fn findings(
    config: &Config,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Vec<Finding>> {
    if config.platforms.is_empty() {
        let what = "none is configured, so nobody can be heard or paged";
        return Ok(vec![Finding::fault("platforms", what)]);
    }
    let menu: Arc<dyn chat::Menu> = Arc::new(CommandMenu::new());
    let platforms = platforms::build(config, clock, &menu)?;
    let (_, answers) = PlatformChecks::new(platforms, Arc::clone(clock)).answers().await;
    Ok(answers.into_iter().map(|(name, answer)| finding(&name, answer.health)).collect())
}

fn finding(name: &str, health: Health) -> Finding {
    let subject = format!("platform {name}");
    match health {
        Health::Up => Finding::ok(subject, "it answers with these settings"),
        Health::Unknown => {
            Finding::ok(subject, "it cannot be asked; see `/health` of the running program")
        }
        Health::Down(why) => Finding::fault(subject, why),
    }
}
