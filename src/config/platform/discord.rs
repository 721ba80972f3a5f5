//! The settings of Discord.

use secrecy::SecretString;

use super::read_base;
use crate::config::section::Section;

/// One application on Discord.
#[derive(Debug, Clone)]
pub struct DiscordConfig {
    /// The application's id.
    pub application_id: String,
    /// The bot's token.
    pub token: SecretString,
    /// How people are heard.
    pub mode: DiscordMode,
    /// The server whose people get the commands; none gives them to all servers.
    pub guild_id: Option<String>,
    /// Whether the bot reads what does not mention it.
    pub message_content: bool,
    /// Where REST lives.
    pub base: String,
    /// Takes plain HTTP to this machine, for rehearsals.
    pub allow_loopback: bool,
}

/// Discord gives an application's interactions either to its gateway connection or to its endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiscordMode {
    /// `mode = "gateway"`.
    Gateway,
    /// `mode = "interactions"`.
    Interactions {
        /// The application's public key, in hexadecimal digits.
        public_key: String,
        /// How far a request's timestamp may be from now, either way, in minutes.
        window_minutes: u32,
    },
}

/// A signed request stays signed, so what is older is not believed.
const USUAL_WINDOW: u32 = 5;
const LONGEST_WINDOW: u32 = 15;

impl DiscordConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let allow_loopback = section.value("allow_loopback", "true or false").unwrap_or_default();
        Self {
            application_id: read_id(section, "application_id"),
            token: section.required_secret("token", "the bot's token from the developer portal"),
            mode: read_mode(section),
            guild_id: section
                .value("guild_id", "a text")
                .inspect(|id: &String| check_id(section, "guild_id", id)),
            message_content: section.value("message_content", "true or false").unwrap_or_default(),
            base: read_base(section, "base", "https://discord.com", allow_loopback),
            allow_loopback,
        }
    }
}

/// What belongs to the other mode may stand there, so that changing the mode is a change of one word.
fn read_mode(section: &mut Section<'_>) -> DiscordMode {
    let mode: Option<String> = section.value("mode", "\"gateway\" or \"interactions\"");
    let window_minutes = read_window(section);
    match mode.as_deref() {
        Some("interactions") => {
            DiscordMode::Interactions { public_key: read_key(section), window_minutes }
        }
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
            DiscordMode::Gateway
        }
    }
}

fn read_key(section: &mut Section<'_>) -> String {
    let key = section
        .required_text("public_key", "the application's public key from the developer portal");
    let is_key = key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !key.is_empty() && !is_key {
        let help = "copy the 64 hexadecimal digits from \"General Information\"".to_owned();
        section.note("public_key", None, "is not a public key".to_owned(), help);
    }
    key
}

fn read_window(section: &mut Section<'_>) -> u32 {
    let minutes = section.value("window_minutes", "a number of minutes").unwrap_or(USUAL_WINDOW);
    if !(1..=LONGEST_WINDOW).contains(&minutes) {
        let help = format!("write 1 to {LONGEST_WINDOW}");
        section.note("window_minutes", None, format!("{minutes} minutes is out of range"), help);
    }
    minutes
}

fn read_id(section: &mut Section<'_>, key: &str) -> String {
    let id = section.required_text(key, "the application's id from the developer portal");
    if !id.is_empty() {
        check_id(section, key, &id);
    }
    id
}

fn check_id(section: &Section<'_>, key: &str, id: &str) {
    let is_id = (1..=20).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
    if !is_id {
        let help = "write the digits, as \"Copy ID\" gives them".to_owned();
        section.note(key, None, format!("{id:?} is not a Discord id"), help);
    }
}
