//! Opaque texts by which a platform finds a room, a person, a message or the way to answer.
//!
//! The bot stores and compares them; only the adapter that made one knows how to read it.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The text as the adapter wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

opaque! {
    /// A message that was sent or received, for edits and for quoting.
    MessageRef,
    /// A thread inside a room, where the platform has threads. It has the text of the
    /// [`MessageRef`] that it was started from.
    ThreadRef,
}

/// Whether an address reaches everybody in a room or one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// A group; what is written there is read by all its members.
    Room,
    /// One person, in private.
    Person,
}

/// Where a message continues one platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Who reads what is sent there. Decides whether private words may be written.
    pub kind: AddressKind,
    /// The adapter's own spelling, for example `group:cid…` or `robot:oncall`.
    pub text: String,
}

impl Address {
    /// The address of a group.
    pub fn room(text: impl Into<String>) -> Self {
        Self { kind: AddressKind::Room, text: text.into() }
    }

    /// The address of one person.
    pub fn person(text: impl Into<String>) -> Self {
        Self { kind: AddressKind::Person, text: text.into() }
    }
}

/// A short-lived way to answer one inbound message: a session webhook, a response URL, a token.
///
/// Whoever holds it can post, so it is never printed; `Debug` shows only when it ends. It came
/// inside a message, so an adapter must check where it points before it is called.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyAddress {
    text: String,
    /// The instant (UTC) from which the platform no longer takes answers here.
    pub expires_at: DateTime<Utc>,
}

impl ReplyAddress {
    /// Takes the text as the platform gave it.
    pub fn new(text: impl Into<String>, expires_at: DateTime<Utc>) -> Self {
        Self { text: text.into(), expires_at }
    }

    /// The text itself: a secret. For the adapter and for storage, never for a log.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// Whether answers are still taken at `now`.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }
}

impl fmt::Debug for ReplyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplyAddress(hidden, until {})", self.expires_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_address_never_prints_itself() {
        let reply = ReplyAddress::new("https://example.com/?session=S3CR3T", DateTime::UNIX_EPOCH);
        assert!(!format!("{reply:?}").contains("S3CR3T"));
    }

    #[test]
    fn a_reply_address_closes_at_its_instant() {
        let reply = ReplyAddress::new("r", DateTime::from_timestamp_millis(1000).unwrap());
        assert!(reply.is_open(DateTime::from_timestamp_millis(999).unwrap()));
        assert!(!reply.is_open(DateTime::from_timestamp_millis(1000).unwrap()));
    }
}
