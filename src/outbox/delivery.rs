//! One attempt to deliver: look, send, record.

use std::hash::{DefaultHasher, Hash, Hasher};

use chat::{Message, ReplyAddress, SendError, SendOptions, Sent};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::MutexGuard;

use super::attempt::{ANSWER_TIME, BatchProgress, send};
use super::delivery_context::{self, Delivery, Incidents};
use super::destination::DestinationState;
use super::dispatcher::{Batch, Dispatcher, record_of};
use super::failure::{BETWEEN_ROUNDS, calls_until_answered};
use super::rate_limit::Allowance;
use super::thread::send_to_thread_or_room;
use super::transcript::words_for_room;
use super::{card, dead_letter, unknown_mailbox};
use crate::domain::notice::{Intent, Priority};
use crate::outbox::metrics as names;
use crate::render::most_listed;
use crate::store::{ClaimedMessage, Fence, SendRecord, SendResult, StoreError};

/// What a look at a row says.
enum Look {
    Send(Box<Delivery>),
    /// It is settled without a word.
    Settled(SendResult),
}

impl Dispatcher {
    /// Sends claimed rows each by itself, in order. Those that were not tried are given back.
    pub(super) async fn deliver_one_by_one(
        &self,
        destination_state: &mut DestinationState,
        batch: Batch,
        at_least: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut rows = batch.messages.iter();
        for row in rows.by_ref() {
            if !self.may_begin(batch.until, batch.fence, at_least) {
                return self.give_back(std::iter::once(row).chain(rows)).await;
            }
            if self.deliver(destination_state, row, at_least).await? == BatchProgress::Halt {
                break;
            }
        }
        self.give_back(rows).await
    }

    /// Sends one message that lists all claimed rows. `turn` ends before anything is sent: a
    /// platform that hangs must not hold up the lists of others.
    pub(super) async fn deliver_merged(
        &self,
        destination_state: &mut DestinationState,
        batch: Batch,
        turn: MutexGuard<'_, ()>,
        at_least: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if !self.may_begin(batch.until, batch.fence, at_least) {
            return self.give_back(batch.messages.iter()).await;
        }
        let incidents =
            delivery_context::incidents_of(&self.store, &batch.messages.iter().collect::<Vec<_>>())
                .await?;
        let mut speaking = Vec::with_capacity(batch.messages.len());
        for row in &batch.messages {
            match self.look(destination_state, row, &incidents, self.now(at_least)) {
                Look::Send(delivery) => speaking.push((row, *delivery)),
                Look::Settled(result) => self.record(row, result).await?,
            }
        }
        let (cards, speaking): (Vec<_>, Vec<_>) =
            speaking.into_iter().partition(|(_, s)| card::is_change(s));
        // What one person alone is to read has no place in a list for everybody.
        let (private, speaking): (Vec<_>, Vec<_>) =
            speaking.into_iter().partition(|(_, delivery)| only_reader(delivery).is_some());
        let mut items = self.list_items(&speaking).await;
        drop(turn);
        let (speaking, unlisted) = speaking.split_at(fitting(&speaking, &items));
        items.truncate(speaking.len());
        self.give_back(unlisted.iter().map(|(row, _)| *row)).await?;
        for (row, delivery) in &private {
            self.send_one(destination_state, row, delivery, at_least).await?;
        }
        match speaking {
            [] => {}
            [(row, delivery)] => {
                self.send_one(destination_state, row, delivery, at_least).await?;
            }
            _ => self.send_merged(destination_state, speaking, &items, at_least).await?,
        }
        self.refresh_one(destination_state, &cards, speaking.is_empty(), at_least).await
    }

    async fn deliver(
        &self,
        destination_state: &mut DestinationState,
        row: &ClaimedMessage,
        at_least: DateTime<Utc>,
    ) -> Result<BatchProgress, StoreError> {
        let incidents = delivery_context::incidents_of(&self.store, &[row]).await?;
        match self.look(destination_state, row, &incidents, self.now(at_least)) {
            Look::Send(delivery) if card::is_change(&delivery) => {
                self.refresh(destination_state, row, &delivery, at_least).await
            }
            Look::Send(delivery) => {
                self.send_one(destination_state, row, &delivery, at_least).await
            }
            Look::Settled(result) => self.record(row, result).await.map(|()| BatchProgress::GoOn),
        }
    }

    /// Looks at a row in the light of what is true now, right before it would be sent.
    fn look(
        &self,
        destination_state: &mut DestinationState,
        row: &ClaimedMessage,
        incidents: &Incidents,
        now: DateTime<Utc>,
    ) -> Look {
        let Some(capabilities) = self.capabilities_at(&row.destination) else {
            return Look::Settled(self.give_up(row, "no platform of this name is configured", now));
        };
        let directory = self.store.directory();
        let delivery = Delivery::of(row, incidents, &directory, capabilities, now);
        if let Some(why) = delivery.obsolete() {
            return Look::Settled(SendResult::Obsolete { at: now, why: why.to_owned() });
        }
        let is_first_round = dead_letter::Progress::of(row, &directory).round == 0;
        let turns_away = destination_state.is_passed_over(now)
            || is_first_round && destination_state.turns_pages_away(now);
        if delivery.priority == Priority::Page
            && turns_away
            && let Some(elsewhere) = self.send_elsewhere(destination_state, row, now)
        {
            return Look::Settled(elsewhere);
        }
        Look::Send(Box::new(delivery))
    }

    /// For a page to a destination that is mute or fails: the next way, or the first one again after
    /// a short wait; a wait where there is no other way.
    fn send_elsewhere(
        &self,
        destination_state: &mut DestinationState,
        row: &ClaimedMessage,
        now: DateTime<Utc>,
    ) -> Option<SendResult> {
        let why = ("the destination is mute or fails", false);
        if let Some(dead) = self.by_next_way(row, why, now) {
            return Some(dead);
        }
        let has_others = calls_until_answered(row) && !self.has_one_way(row);
        match destination_state.allows(Priority::Page, now) {
            Allowance::Now(_) => None,
            Allowance::From(due_at) if has_others => {
                self.by_first_way_again(row, why, due_at.min(now + BETWEEN_ROUNDS), now)
            }
            Allowance::From(due_at) => Some(SendResult::Postponed { due_at }),
        }
    }

    async fn send_one(
        &self,
        destination_state: &mut DestinationState,
        row: &ClaimedMessage,
        delivery: &Delivery,
        at_least: DateTime<Utc>,
    ) -> Result<BatchProgress, StoreError> {
        let Some(platform) = self.platform_of(&row.destination) else {
            return Ok(BatchProgress::GoOn);
        };
        let has_key = delivery.capabilities.idempotency_key && !row.is_from_before_a_restore();
        let repeat = row.may_be_a_repeat() && !has_key;
        let words = self.renderer.notice(delivery);
        let thread = self.thread_for(row, delivery).await?;
        let message = Message { repeat, thread: thread.or_else(|| words.thread.clone()), ..words };
        let options = self.options(row, delivery);
        let words = words_for_room(delivery, &message, &options);
        note_lateness(delivery.priority, row, self.now(at_least));
        let sent = send_to_thread_or_room(&**platform, delivery, message, &options).await;
        let now = self.now(at_least);
        self.note(
            destination_state,
            (&delivery.destination, row.fence),
            (delivery.priority, sent.as_ref().map(drop)),
            now,
        )
        .await?;
        let course = course_after(&sent);
        let result = match sent {
            Ok(sent) => taken(sent, false, now),
            Err(error) if unknown_mailbox::is_unknown(delivery, &error) => {
                self.end_news(delivery, &error, now).await?
            }
            Err(error) => self.after_failure(row, &error, now),
        };
        if matches!(result, SendResult::Sent { .. }) {
            note_sent(row);
        }
        let said = match &result {
            SendResult::Sent { .. } => self.lines_said(row, delivery, words.as_ref(), now).await,
            _ => Vec::new(),
        };
        let record = SendRecord { said, ..record_of(row, result) };
        self.record_all(vec![record]).await.map(|()| course)
    }

    fn options(&self, row: &ClaimedMessage, delivery: &Delivery) -> SendOptions {
        let thread_name = self.thread_begun_by(delivery);
        SendOptions {
            only_for: only_reader(delivery),
            thread_name,
            ..SendOptions::keyed(row.id.to_string()).replying(reply_address(row))
        }
    }

    async fn send_merged(
        &self,
        destination_state: &mut DestinationState,
        speaking: &[(&ClaimedMessage, Delivery)],
        items: &[Message],
        at_least: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let [(first, delivery), ..] = speaking else { return Ok(()) };
        let Some(platform) = self.platform_of(&first.destination) else { return Ok(()) };
        // A platform knows a message by its key, and a list has another one than its items had.
        let repeat = speaking.iter().any(|(row, _)| row.may_be_a_repeat());
        let message = Message { repeat, ..self.renderer.merged(items, delivery.language) };
        let options = SendOptions::keyed(key_of_all(speaking.iter().map(|(row, _)| row.id)));
        let sent = send(&**platform, delivery, &message, &options).await;
        let now = self.now(at_least);
        self.note(
            destination_state,
            (&delivery.destination, first.fence),
            (delivery.priority, sent.as_ref().map(drop)),
            now,
        )
        .await?;
        let mut records = Vec::with_capacity(speaking.len());
        for (row, delivery) in speaking {
            let result = match &sent {
                Ok(sent) => taken(sent.clone(), true, now),
                Err(error) if unknown_mailbox::is_unknown(delivery, error) => {
                    self.end_news(delivery, error, now).await?
                }
                Err(error) => self.after_failure(row, error, now),
            };
            records.push(record_of(row, result));
        }
        if sent.is_ok() {
            for (row, _) in speaking {
                note_sent(row);
            }
            for ((record, (row, delivery)), item) in records.iter_mut().zip(speaking).zip(items) {
                let words = words_for_room(delivery, item, &options);
                record.said = self.lines_said(row, delivery, words.as_ref(), now).await;
            }
        }
        metrics::counter!(names::NOTICES_MERGED).increment(speaking.len() as u64);
        self.record_all(records).await
    }

    /// The items of a list; none where it would have a single one, which is sent as it is.
    async fn list_items(&self, speaking: &[(&ClaimedMessage, Delivery)]) -> Vec<Message> {
        let mut items = Vec::with_capacity(speaking.len());
        for (_, delivery) in speaking.iter().filter(|_| speaking.len() > 1) {
            items.push(self.renderer.notice(delivery));
            // A list takes milliseconds, and somebody may be waiting for a response.
            tokio::task::yield_now().await;
        }
        items
    }

    /// Whether there is time to send before the claim ends, the partition is still this process's,
    /// and nobody asks to stop. A process that was frozen finds its claim over and leaves the row
    /// to whoever has it now.
    fn may_begin(
        &self,
        claimed_until: DateTime<Utc>,
        fence: Fence,
        at_least: DateTime<Utc>,
    ) -> bool {
        let now = self.now(at_least);
        let answered_by = now + TimeDelta::from_std(ANSWER_TIME).unwrap_or_default();
        let is_ours = answered_by <= claimed_until && self.partitions.allow(fence, now);
        is_ours && !self.stopping.is_cancelled()
    }

    async fn give_back<'r>(
        &self,
        rows: impl Iterator<Item = &'r ClaimedMessage>,
    ) -> Result<(), StoreError> {
        let untouched =
            |row: &ClaimedMessage| record_of(row, SendResult::Postponed { due_at: row.due_at });
        let records: Vec<_> = rows.map(untouched).collect();
        if records.is_empty() { Ok(()) } else { self.record_all(records).await }
    }
}

/// How many of the messages one list can show; the others wait for the next one.
fn fitting(speaking: &[(&ClaimedMessage, Delivery)], items: &[Message]) -> usize {
    match (speaking, items) {
        ([(_, first), ..], [_, _, ..]) => {
            most_listed(items, first.language, first.capabilities.length)
        }
        _ => speaking.len(),
    }
}

/// The account that is to read an answer alone, where the platform can do that.
fn only_reader(delivery: &Delivery) -> Option<String> {
    match &delivery.intent {
        Intent::Answer { only_for, .. } if delivery.capabilities.private_reply => only_for.clone(),
        _ => None,
    }
}

fn taken(sent: Sent, is_listed: bool, at: DateTime<Utc>) -> SendResult {
    SendResult::Sent { at, reference: sent.reference.map(|reference| reference.0), is_listed }
}

/// One line of the log for each message that left, without its text.
fn note_sent(row: &ClaimedMessage) {
    tracing::info!(
        row = row.id,
        incident = row.incident.map(tracing::field::display),
        destination = %row.destination,
        what = dead_letter::word_of(&row.notice.intent),
        "sent"
    );
}

fn course_after(sent: &Result<Sent, SendError>) -> BatchProgress {
    match sent {
        Ok(_) | Err(SendError::Permanent { gone: false, .. }) => BatchProgress::GoOn,
        Err(_) => BatchProgress::Halt,
    }
}

fn note_lateness(priority: Priority, row: &ClaimedMessage, now: DateTime<Utc>) {
    if priority == Priority::Page {
        let overdue = (now - row.due_at).to_std().unwrap_or_default();
        metrics::histogram!(names::PAGE_LATENESS).record(overdue.as_secs_f64());
    }
}

/// A reply address that cannot be read is passed over like one that is closed.
fn reply_address(row: &ClaimedMessage) -> Option<ReplyAddress> {
    row.reply_to.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

/// One key for a message that lists several rows: other rows, another key, or a platform that knows
/// keys would take a longer list for a copy.
fn key_of_all(ids: impl Iterator<Item = i64>) -> String {
    let mut hasher = DefaultHasher::new();
    ids.for_each(|id| id.hash(&mut hasher));
    format!("merged-{:016x}", hasher.finish())
}
