//! The settings of the alarm about the program itself.

use std::time::Duration;

use chat::settings::{Section, http_address};
use secrecy::{ExposeSecret, SecretString};

use super::http::read_seconds;
use crate::domain::directory::Languages;

/// Whom the program tells, by another way than the chat, that it is in trouble.
#[derive(Debug, Clone)]
pub struct AlarmConfig {
    /// Gets a POST for each message. A secret, because such addresses hold a key.
    pub webhook_url: Option<SecretString>,
    /// Mailboxes, by the configured mail platform.
    pub email: Vec<String>,
    /// Gets a GET while all is well. A secret for the same reason.
    pub heartbeat_url: Option<SecretString>,
    pub heartbeat: Duration,
    /// How often an alarm that lasts is told again.
    pub reminder: Duration,
    pub language: Languages,
}

impl Default for AlarmConfig {
    fn default() -> Self {
        Self {
            webhook_url: None,
            email: Vec::new(),
            heartbeat_url: None,
            heartbeat: Duration::from_mins(1),
            reminder: Duration::from_mins(15),
            language: Languages::Both,
        }
    }
}

impl AlarmConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let default = Self::default();
        Self {
            webhook_url: read_url(section, "webhook_url"),
            email: read_mailboxes(section),
            heartbeat_url: read_url(section, "heartbeat_url"),
            heartbeat: read_seconds(section, "heartbeat_seconds", default.heartbeat),
            reminder: read_seconds(section, "reminder_seconds", default.reminder),
            language: section
                .value("language", "\"zh\", \"en\" or \"both\"")
                .unwrap_or(default.language),
        }
    }

    /// Whether anybody is told of trouble.
    pub fn tells_somebody(&self) -> bool {
        self.webhook_url.is_some() || !self.email.is_empty()
    }
}

/// The address itself is not shown, for it may hold a key.
fn read_url(section: &mut Section<'_>, key: &str) -> Option<SecretString> {
    let url = section.secret(key)?;
    if http_address(url.expose_secret()).is_none() {
        let help = "write an address such as \"https://alerts.example.com/watchbell\"".to_owned();
        section.note(key, None, "is not an http address".to_owned(), help);
    }
    Some(url)
}

fn read_mailboxes(section: &mut Section<'_>) -> Vec<String> {
    let mailboxes = section.texts("email").unwrap_or_default();
    let is_mailbox = |text: &String| {
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    };
    for text in mailboxes.iter().filter(|text| !is_mailbox(text)) {
        let help = "write it like \"ops@vendor.example\"".to_owned();
        section.note("email", None, format!("{text:?} is not an e-mail address"), help);
    }
    mailboxes
}
