//! Threads: the card of an incident begins one, and the details go into it.

use chat::{AddressKind, ChatPlatform, Message, SendError, SendOptions, Sent, ThreadRef};

use super::attempt::send;
use super::delivery_context::Delivery;
use super::dispatcher::Dispatcher;
use crate::domain::notice::Priority;
use crate::store::{ClaimedMessage, StoreError};

impl Dispatcher {
    /// The name of the thread that a message begins; none where it begins none.
    pub(super) fn thread_begun_by(&self, delivery: &Delivery) -> Option<String> {
        let begins_one = delivery.capabilities.thread
            && delivery.intent.is_card()
            && delivery.address().kind == AddressKind::Room;
        if begins_one { self.renderer.thread_name(delivery) } else { None }
    }

    /// The thread that a row's words belong into; none for the room itself. What must be noticed
    /// stays in the room, since a thread notifies only those who follow it; an answer goes back the
    /// way it was asked for.
    pub(super) async fn thread_for(
        &self,
        row: &ClaimedMessage,
        delivery: &Delivery,
    ) -> Result<Option<ThreadRef>, StoreError> {
        let is_for_all = matches!(delivery.priority, Priority::Page | Priority::Warning)
            || !delivery.intent.is_detail();
        let Some(incident) = &delivery.incident else { return Ok(None) };
        if !delivery.capabilities.thread || is_for_all || row.reply_to.is_some() {
            return Ok(None);
        }
        Ok(self.store.card_in(incident.number, &row.destination).await?.map(ThreadRef))
    }
}

/// Sends a message to its thread. When the platform will not have it there, because somebody
/// removed the thread, it goes to the room: nothing is lost for want of a thread.
pub(super) async fn send_to_thread_or_room(
    platform: &dyn ChatPlatform,
    delivery: &Delivery,
    message: Message,
    options: &SendOptions,
) -> Result<Sent, SendError> {
    let sent = send(platform, delivery, &message, options).await;
    match sent {
        Err(SendError::Permanent { reason, .. }) if message.thread.is_some() => {
            tracing::info!(destination = %delivery.destination, reason, "not taken in the thread; it goes to the room");
            send(platform, delivery, &Message { thread: None, ..message }, options).await
        }
        other => other,
    }
}
