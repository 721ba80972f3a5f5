//! From the section `[platforms.NAME]` of the configuration to settings.

use std::sync::Arc;

use chat::settings::Section;
use chat::{Menu, MenuCommand};
use chrono::TimeDelta;
use url::Url;

use super::{Mode, PUBLIC, Settings, WIDEST_WINDOW};
use crate::snowflake::Snowflake;

/// A signed request stays signed, so what is older is not believed. Minutes.
const USUAL_WINDOW: u32 = 5;

/// The configuration knows no commands; see [`Settings::offering`].
struct NoCommands;

impl Menu for NoCommands {
    fn commands(&self) -> &[MenuCommand] {
        &[]
    }

    fn line(&self, _: &str, _: &[(String, String)]) -> Option<String> {
        None
    }
}

impl Settings {
    /// The settings of the platform `name`, without commands. Where the section has problems, they
    /// are noted there; none comes back where something is missing that has no usual value.
    pub fn read(name: &str, section: &mut Section<'_>) -> Option<Self> {
        let allow_loopback = section.switch("allow_loopback");
        let application = read_application(section);
        let token = section.required_secret("token", "the bot's token from the developer portal");
        let mode = read_mode(section);
        let guild: Option<String> = section.value("guild_id", "a text");
        let guild = guild.and_then(|id| parse_id(section, "guild_id", &id));
        let message_content = section.switch("message_content");
        let base = section.base("base", &Url::parse(PUBLIC).ok()?, allow_loopback);
        let usual = Self::new(name, application?, token, Arc::new(NoCommands)).ok()?;
        Some(Self { mode: mode?, guild, message_content, base, allow_loopback, ..usual })
    }

    /// The same with the commands that people are offered.
    #[must_use]
    pub fn offering(self, menu: Arc<dyn Menu>) -> Self {
        Self { menu, ..self }
    }
}

fn read_application(section: &mut Section<'_>) -> Option<Snowflake> {
    let meaning = "the application's id from the developer portal";
    let id = section.required_text("application_id", meaning);
    if id.is_empty() { None } else { parse_id(section, "application_id", &id) }
}

/// Keys of the other mode are allowed, so that changing the mode is a change of one word.
fn read_mode(section: &mut Section<'_>) -> Option<Mode> {
    let mode: Option<String> = section.value("mode", "\"gateway\" or \"interactions\"");
    let widest = u32::try_from(WIDEST_WINDOW.num_minutes()).unwrap_or(u32::MAX);
    let window = section.minutes("window_minutes", USUAL_WINDOW, widest, "");
    match mode.as_deref() {
        Some("interactions") => read_interactions(section, TimeDelta::minutes(window.into())),
        other => {
            if let Some(other) = other.filter(|other| *other != "gateway") {
                let help = "write \"gateway\" or \"interactions\"".to_owned();
                section.note(
                    "mode",
                    None,
                    format!("{other:?} is not a way to receive events"),
                    help,
                );
            }
            let _not_needed: Option<String> = section.value("public_key", "a text");
            Some(Mode::Gateway)
        }
    }
}

fn read_interactions(section: &mut Section<'_>, window: TimeDelta) -> Option<Mode> {
    let meaning = "the application's public key from the developer portal";
    let key = section.required_text("public_key", meaning);
    let mode = Mode::interactions(&key, window).ok();
    if mode.is_none() && !key.is_empty() {
        let help = "copy the 64 hexadecimal digits from \"General Information\"".to_owned();
        section.note("public_key", None, "is not a public key".to_owned(), help);
    }
    mode
}

fn parse_id(section: &Section<'_>, key: &str, id: &str) -> Option<Snowflake> {
    let parsed = Snowflake::parse(id);
    if parsed.is_none() {
        let help = "write the digits, as \"Copy ID\" gives them".to_owned();
        section.note(key, None, format!("{id:?} is not a Discord id"), help);
    }
    parsed
}
