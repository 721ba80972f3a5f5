//! The outbox: everything the bot says leaves here.
//!
//! Rows hold intents; the words are found when they are sent ([`renderer`]). Pages never wait behind anything else,
//! and no destination is sent more than it takes ([`rate_limit`]). A failed attempt is judged by its type
//! ([`backoff`]); what cannot be delivered takes the person's next way or becomes a dead letter that people are
//! warned of. Start reading at [`dispatcher`].

pub mod backoff;
mod card;
mod dead_letter;
mod delivery;
pub mod delivery_context;
pub mod destination;
pub mod dispatcher;
pub mod metrics;
pub mod rate_limit;
pub mod renderer;
pub mod selection;
mod send_queue;
mod thread;
mod transcript;
mod unknown_mailbox;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::store::{Store, StoreError};
use crate::wake::WakeSignals;
use crate::worker::{Tick, Worker};
use dispatcher::Dispatcher;
use send_queue::SendQueue;

/// The most destinations that are sent to at the same time.
const DESTINATIONS: usize = 32;
/// How long a destination that is busy or out of budget is left alone when more comes for it. A page that comes
/// then still leaves within its second.
const BREATH: TimeDelta = TimeDelta::milliseconds(250);
/// When to look again at a destination for which the store failed.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(1);

/// The worker that finds destinations with something to say and has the dispatcher say it.
pub struct Outbox {
    dispatcher: Dispatcher,
    store: Store,
    wake: Arc<WakeSignals>,
    period: Duration,
    send_queue: Mutex<SendQueue>,
    looked_at: Mutex<Option<DateTime<Utc>>>,
    sends: TaskTracker,
}

impl Outbox {
    /// `period` is the longest time between two looks at the table; `sends` gets the tasks that send.
    pub fn new(
        dispatcher: Dispatcher,
        store: Store,
        wake: Arc<WakeSignals>,
        period: Duration,
        sends: TaskTracker,
    ) -> Self {
        let (send_queue, looked_at) = (Mutex::default(), Mutex::default());
        Self { dispatcher, store, wake, period, send_queue, looked_at, sends }
    }

    /// Sends everything that can leave at `now`, and gives back how many rows that were.
    pub async fn settle(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        self.look(now).await?;
        let due = self.send_queue().take_due(now, usize::MAX);
        let each = |destination: String| async move { self.send_to(&destination, now).await };
        let handled: Vec<usize> =
            futures::stream::iter(due).map(each).buffer_unordered(DESTINATIONS).collect().await;
        Ok(handled.into_iter().sum())
    }

    /// When the next row may leave, limits included.
    pub async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        let priorities = self.store.waiting_priorities(now).await?;
        let send_queue = self.send_queue();
        let due = priorities.iter().map(|priority| {
            let rests_until =
                send_queue.rests_until(&priority.destination).unwrap_or(priority.next_at);
            priority.next_at.max(rests_until)
        });
        Ok(due.min())
    }

    /// Gives claimed rows back as soon as what has begun is finished.
    pub fn stop(&self) {
        self.dispatcher.stopping.cancel();
    }

    /// Takes in what was poked and, once a period, what the table says.
    async fn look(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        for destination in self.wake.take_destinations() {
            self.send_queue().add(&destination, now, TimeDelta::zero());
        }
        self.store.reload_directory().await?;
        let priorities = self.store.waiting_priorities(now).await?;
        self.send_queue().correct(&priorities, now);
        *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
        Ok(())
    }

    fn is_time_to_look(&self, now: DateTime<Utc>) -> bool {
        let looked_at = *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner);
        looked_at.is_none_or(|at| (now - at).to_std().map_or(true, |age| age >= self.period))
    }

    async fn send_to(&self, destination: &str, now: DateTime<Utc>) -> usize {
        let mut work = Work { outbox: self, destination, next: Some(now + AFTER_FAILURE) };
        match self.dispatcher.dispatch(destination, now).await {
            Ok(round) => {
                work.next = round.next;
                round.handled
            }
            Err(error) => {
                tracing::error!(destination, %error, "the outbox could not be worked on");
                0
            }
        }
    }

    fn send_queue(&self) -> MutexGuard<'_, SendQueue> {
        self.send_queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Worker for Outbox {
    fn name(&self) -> &'static str {
        "outbox"
    }

    fn signal(&self) -> Option<&Notify> {
        Some(&self.wake.outbox)
    }

    fn period(&self) -> Duration {
        self.period
    }

    /// Starts sending and does not wait for it: a platform that hangs must not hold up the others.
    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        if self.is_time_to_look(now) {
            self.look(now).await?;
        }
        for destination in self.wake.take_destinations() {
            self.send_queue().add(&destination, now, BREATH);
        }
        let due = {
            let mut send_queue = self.send_queue();
            let room = DESTINATIONS.saturating_sub(send_queue.busy());
            send_queue.take_due(now, room)
        };
        let done = due.len();
        for destination in due {
            let outbox = Arc::clone(&self);
            self.sends.spawn(async move { outbox.send_to(&destination, now).await });
        }
        Ok(Tick { done, next: self.send_queue().next_at() })
    }

    /// Somebody else was sending until now.
    fn take_over(&self) {
        self.dispatcher.forget();
        *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// A destination that is being worked on. It is free again when this is dropped, even by a panic.
struct Work<'a> {
    outbox: &'a Outbox,
    destination: &'a str,
    next: Option<DateTime<Utc>>,
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.outbox.send_queue().finish(self.destination, self.next);
        self.outbox.wake.outbox.notify_one();
    }
}

#[cfg(test)]
mod tests;
