//! The front desk: whoever decides what an inbound event asks for. The web only hands events over.

use async_trait::async_trait;
use chat::{ChatEvent, Message};
use chrono::{DateTime, Utc};
use thiserror::Error;

/// Takes what people did in chat.
#[async_trait]
pub trait FrontDesk: Send + Sync {
    /// Decides and commits what an event asks for. The message is the passive reply, for platforms that
    /// carry one; an event that was handled before gets the answer it got then.
    ///
    /// Dropping the future gives up waiting for the answer, not the commit.
    async fn hear(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<Option<Message>, Unsaved>;
}

/// Nothing was saved, so the platform has to bring the event again.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("nothing was saved: {0}")]
pub struct Unsaved(pub String);
