//! What a handler came to, or why it did not come to an end.

use chat::Message;

use super::reply::Reply;
use crate::actions::Committed;
use crate::store::StoreError;

/// Nothing was saved; the platform should deliver the event again.
#[derive(Debug, thiserror::Error)]
#[error("not saved: {0}")]
pub struct NotSaved(#[from] pub(super) StoreError);

/// What a handler came to.
pub(super) enum Outcome {
    /// An act was carried out, now or by an earlier delivery.
    Done(Committed),
    /// The caller is asked whether to do it, and nobody else's yes counts.
    ConfirmationAsked(Committed),
    /// The same on the page of a link, where the yes is a button.
    AskedByLink { code: String, message: Box<Message> },
    /// Nothing changed; this is the reply.
    Reply(Reply),
}

/// Why a handler did not come to an end.
pub(super) enum Stopped {
    Store(StoreError),
    Reply(Reply),
}

impl Stopped {
    /// The reply, where the store did not fail.
    pub(super) fn into_outcome(self) -> Result<Outcome, NotSaved> {
        match self {
            Self::Reply(words) => Ok(Outcome::Reply(words)),
            Self::Store(error) => Err(NotSaved(error)),
        }
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Reply> for Stopped {
    fn from(words: Reply) -> Self {
        Self::Reply(words)
    }
}
