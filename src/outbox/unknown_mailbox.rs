//! E-mails to mailboxes that do not exist. The subscription ends, and the customer's room is told;
//! nobody of the staff is called for it, since nothing of theirs is broken.

use chat::SendError;
use chrono::{DateTime, Utc};

use super::delivery_context::Delivery;
use super::dispatcher::Dispatcher;
use crate::actions::ActionError;
use crate::domain::notice::Recipient;
use crate::store::{SendResult, StoreError};

/// Whether the news of an incident went to a mailbox that the server says does not exist.
pub(super) fn is_unknown(delivery: &Delivery, error: &SendError) -> bool {
    let is_gone = matches!(error, SendError::Permanent { gone: true, .. });
    is_gone && delivery.incident.is_some() && matches!(delivery.recipient, Recipient::Subscriber(_))
}

impl Dispatcher {
    /// Ends the news to such a mailbox before its e-mail is settled: should this process end in
    /// between, the e-mail is tried once more and finds the news ended.
    pub(super) async fn end_news(
        &self,
        delivery: &Delivery,
        error: &SendError,
        now: DateTime<Utc>,
    ) -> Result<SendResult, StoreError> {
        if let Some(incident) = &delivery.incident {
            match self.actions.lose_subscriber(incident.number, &delivery.destination, now).await {
                Ok(()) => {}
                Err(ActionError::Store(error)) => return Err(error),
                // The next e-mail to the mailbox tries again.
                Err(error) => {
                    tracing::warn!(%error, incident = %incident.number, "the news goes on for now");
                }
            }
        }
        tracing::info!(destination = %delivery.destination, %error, "no such mailbox; its updates stop");
        Ok(SendResult::Obsolete { at: now, why: error.to_string() })
    }
}
