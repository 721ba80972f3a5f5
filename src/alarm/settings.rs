//! Who is told, and how often.

use chrono::TimeDelta;
use secrecy::SecretString;

use crate::domain::directory::Languages;

/// Who is told, and how often.
#[derive(Debug, Clone)]
pub struct AlarmSettings {
    /// Gets a POST for each message.
    pub webhook: Option<SecretString>,
    /// Mailboxes that get each message.
    pub mailboxes: Vec<String>,
    /// Gets a GET every `heartbeat_every` while everything is well.
    pub heartbeat: Option<SecretString>,
    pub heartbeat_every: TimeDelta,
    /// How often what lasts is told again.
    pub reminder: TimeDelta,
    pub languages: Languages,
}
