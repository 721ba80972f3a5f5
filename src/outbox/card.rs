//! Cards that stand somewhere and are changed in place. The only caller of
//! [`ChatPlatform::edit`](chat::ChatPlatform).
//!
//! A card is decoration: whatever it shows has also been said. So a change that cannot be made is
//! settled without a word, warns nobody and holds nothing up, and of several that wait only the
//! last one is made, from what is true then.

use chat::{Message, MessageRef, SendError};
use chrono::{DateTime, TimeDelta, Utc};

use super::attempt::{ANSWER_TIME, BatchProgress, later};
use super::backoff::Verdict;
use super::delivery_context::Delivery;
use super::destination::DestinationState;
use super::dispatcher::Dispatcher;
use crate::domain::notice::Intent;
use crate::outbox::metrics as names;
use crate::store::{ClaimedMessage, SendResult, StoreError};
use crate::worker::at_most;

/// How long a change waits when there is hardly room for words.
const WITHOUT_ROOM: TimeDelta = TimeDelta::seconds(10);

impl Dispatcher {
    /// Changes the card in a row's place to what is true now.
    pub(super) async fn refresh(
        &self,
        destination_state: &mut DestinationState,
        row: &ClaimedMessage,
        delivery: &Delivery,
        at_least: DateTime<Utc>,
    ) -> Result<BatchProgress, StoreError> {
        let card = match self.card_to_change(row, delivery).await? {
            Ok(card) => card,
            Err(why) => {
                let why = why.to_owned();
                let nothing = SendResult::Obsolete { at: self.now(at_least), why };
                return self.record(row, nothing).await.map(|()| BatchProgress::GoOn);
            }
        };
        let edited = self.change(row, delivery, &card).await;
        let now = self.now(at_least);
        // A message that is gone says nothing about the place where it stood.
        let outcome = edited.as_ref().map(drop).map_err(about_the_message);
        self.note(
            destination_state,
            (&row.destination, row.fence),
            (delivery.priority, outcome.as_ref().copied()),
            now,
        )
        .await?;
        let course = if edited.as_ref().is_err_and(SendError::is_worth_another_try) {
            BatchProgress::Halt
        } else {
            BatchProgress::GoOn
        };
        let result = self.after_change(row, edited, now);
        self.record(row, result).await.map(|()| course)
    }

    /// With room for hardly anything: words go first, and without any one card takes the place.
    pub(super) async fn refresh_one(
        &self,
        destination_state: &mut DestinationState,
        cards: &[(&ClaimedMessage, Delivery)],
        has_room: bool,
        at_least: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut waiting = cards.iter();
        if has_room && let Some((row, delivery)) = waiting.next() {
            self.refresh(destination_state, row, delivery, at_least).await?;
        }
        let due_at = self.now(at_least) + WITHOUT_ROOM;
        for (row, _) in waiting {
            self.record(row, SendResult::Postponed { due_at }).await?;
        }
        Ok(())
    }

    /// The message to change, or why there is nothing to do.
    async fn card_to_change(
        &self,
        row: &ClaimedMessage,
        delivery: &Delivery,
    ) -> Result<Result<MessageRef, &'static str>, StoreError> {
        let Some(incident) = &delivery.incident else {
            return Ok(Err("there is no incident"));
        };
        if !delivery.capabilities.edit {
            return Ok(Err("nothing can be changed there"));
        }
        if self.queue.has_later_card_update(row.id) {
            return Ok(Err("a later change of the same card waits"));
        }
        let card = self.store.card_in(incident.number, &row.destination).await?;
        Ok(card.map(MessageRef).ok_or("no card stands there"))
    }

    async fn change(
        &self,
        row: &ClaimedMessage,
        delivery: &Delivery,
        card: &MessageRef,
    ) -> Result<(), SendError> {
        let Some(platform) = self.platform_of(&row.destination) else { return Ok(()) };
        let message: Message = self.renderer.notice(delivery);
        let edited = at_most(ANSWER_TIME, platform.edit(&delivery.address(), card, &message)).await;
        let edited =
            edited.unwrap_or_else(|| Err(SendError::Uncertain("no answer in time".to_owned())));
        if edited.is_ok() {
            metrics::counter!(names::CARDS_CHANGED).increment(1);
        }
        edited.map(drop)
    }

    fn after_change(
        &self,
        row: &ClaimedMessage,
        edited: Result<(), SendError>,
        now: DateTime<Utc>,
    ) -> SendResult {
        let Err(error) = edited else {
            // The reference stays with the row that sent the message.
            return SendResult::Sent { at: now, reference: None, is_listed: false };
        };
        tracing::debug!(row = row.id, destination = %row.destination, %error, "a card was not changed");
        match self.verdict_on(row, &error, now) {
            Verdict::Again { hold } => later(&error, hold, now),
            Verdict::NotThisWay { .. } | Verdict::GiveUp => {
                SendResult::Obsolete { at: now, why: error.to_string() }
            }
        }
    }
}

/// Whether a delivery is about changing a card.
pub(super) fn is_change(delivery: &Delivery) -> bool {
    delivery.intent == Intent::Card
}

fn about_the_message(error: &SendError) -> SendError {
    match error {
        SendError::Permanent { reason, .. } => SendError::refused(reason.clone()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
