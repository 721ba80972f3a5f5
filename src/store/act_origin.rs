//! From where an act was asked for, for operators who have to know.

use serde::{Deserialize, Serialize};

use crate::domain::directory::Destination;

/// The place, the account and the means. An act without one is the bot's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActOrigin {
    pub room: Destination,
    /// The account as the platform names it; of a link to open with, what its page calls the
    /// caller.
    pub account: String,
    pub via: Via,
}

/// By which means somebody acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Via {
    /// A command in a chat.
    Message,
    Button,
    /// A signed link.
    Link,
}
