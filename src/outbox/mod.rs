//! The outbox: everything the bot says leaves here.
//!
//! Rows hold intents; the words are found when they are sent ([`renderer`]). Pages never wait
//! behind anything else, and no destination is sent more than it takes ([`rate_limit`]). A failed
//! attempt is judged by its type ([`backoff`]); what cannot be delivered takes the person's next
//! way or becomes a dead letter that people are warned of. Start reading at [`dispatcher`].

mod attempt;
pub mod backoff;
mod button_links;
mod card;
mod dead_letter;
mod delivery;
pub mod delivery_context;
pub mod destination;
pub mod dispatcher;
mod failure;
pub mod metrics;
pub mod platform_state;
pub mod rate_limit;
mod refill;
pub mod renderer;
pub mod selection;
pub mod send_queue;
pub mod sends;
mod set_back;
mod thread;
mod transcript;
pub mod turns;
mod unknown_mailbox;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use crate::partitions::Partitions;
use crate::store::{Partition, Store, StoreError};
use crate::wake::WakeSignals;
use crate::worker::{DoneBy, Tick, Worker};
use dispatcher::Dispatcher;
use refill::{Read, Refill};
use send_queue::{Backlog, SendQueue};
use sends::Sends;

/// The most destinations of one platform that are sent to at the same time. Each platform has its
/// own, so that one that hangs delays no other.
const DESTINATIONS: usize = 32;
/// Of these, so many at most with nothing but other messages than pages: a page to the same platform
/// finds room.
const WITHOUT_PAGES: usize = 16;
/// When to look again at a destination for which the store failed.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(1);

/// The worker that finds destinations with something to send and has the dispatcher send it.
pub struct Outbox {
    dispatcher: Dispatcher,
    store: Store,
    partitions: Arc<Partitions>,
    wake: Arc<WakeSignals>,
    queue: Arc<SendQueue>,
    period: Duration,
    refill: Mutex<Refill>,
    /// How many destinations of each platform are being worked on.
    busy: Mutex<HashMap<String, usize>>,
    /// Whether the store failed the last time a destination was worked on.
    is_stuck: AtomicBool,
    sends: TaskTracker,
}

impl Outbox {
    /// `period` is the longest time between two looks at what other processes committed; `sends`
    /// gets the tasks that send.
    pub fn new(
        dispatcher: Dispatcher,
        store: Store,
        wake: Arc<WakeSignals>,
        period: Duration,
        sends: TaskTracker,
    ) -> Self {
        let (queue, partitions) = (Arc::clone(&wake.queue), Arc::clone(&dispatcher.partitions));
        let (refill, busy, is_stuck) = Default::default();
        Self { dispatcher, store, partitions, wake, queue, period, refill, busy, is_stuck, sends }
    }

    /// Sends everything that can leave at `now`, and gives back how many messages that were.
    pub async fn settle(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        self.store.reload_directory().await?;
        self.follow_partitions(now).await?;
        self.read_whole_table(now).await?;
        self.queue.look_at_pages(now);
        // Nobody waits a moment for more to come when the clock stands still.
        let due = self.queue.take_due(now + send_queue::PAUSE, |_, _| true);
        let each = |destination: i64| async move { self.send_to(destination, now).await };
        let handled: Vec<usize> =
            futures::stream::iter(due).map(each).buffer_unordered(DESTINATIONS).collect().await;
        Ok(handled.into_iter().sum())
    }

    /// When the next message may leave, limits included.
    pub async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.follow_partitions(now).await?;
        self.read_whole_table(now).await?;
        Ok(self.queue.next_at())
    }

    /// Keeps what waits for the partitions that this process holds, and nothing of others. Tells
    /// whether there is one for which the table has to be read.
    async fn follow_partitions(&self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let followed = self.queue.follow(&self.partitions.all(now));
        for partition in followed.closed {
            self.dispatcher.forget(partition);
        }
        if !followed.has_opened {
            return Ok(false);
        }
        if followed.was_empty {
            self.dispatcher.forget_platforms();
        }
        // Before what could fail, or the table would not be read for the partition.
        *self.refill() = Refill::default();
        self.queue.set_dead(self.store.count_dead_letters().await?);
        Ok(true)
    }

    async fn read_whole_table(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let known = self.queue.keys();
        self.queue.replace(&known, &self.store.waiting_messages(None).await?, now);
        Ok(())
    }

    /// What waits to be sent, as far as this process sends it.
    pub fn backlog(&self) -> Backlog {
        self.queue.backlog()
    }

    /// How the calls to each platform go, as far as this process makes them.
    pub fn sends(&self) -> BTreeMap<String, Sends> {
        self.dispatcher.sends()
    }

    /// Gives claimed messages back as soon as what has begun is finished.
    pub fn stop(&self) {
        self.dispatcher.stopping.cancel();
    }

    /// Reads the table: all of it when this process takes a partition, and once a period what other
    /// processes have committed since.
    async fn fill(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.follow_partitions(now).await?;
        let read = self.refill().next(now, self.period, self.store.is_shared());
        let since = match read {
            Read::Nothing => return Ok(()),
            Read::Since(since) => Some(since),
            Read::Whole => None,
        };
        self.store.reload_directory().await?;
        self.queue.fill(&self.store.waiting_messages(since).await?, now);
        self.refill().note(read, now);
        Ok(())
    }

    fn refill(&self) -> MutexGuard<'_, Refill> {
        self.refill.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes room to work on a destination, if its platform has so much and its partition is not
    /// about to go to another instance.
    fn begin(&self, destination: i64, most: usize, now: DateTime<Utc>) -> bool {
        if self.partitions.fence(Partition::of_destination(destination), now).is_none() {
            return false;
        }
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = busy.entry(self.platform_of(destination)).or_default();
        let has_room = *busy < most;
        *busy += usize::from(has_room);
        has_room
    }

    fn end(&self, destination: i64) {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(busy) = busy.get_mut(&self.platform_of(destination)) {
            *busy = busy.saturating_sub(1);
        }
    }

    fn platform_of(&self, destination: i64) -> String {
        self.store.destination(destination).map(|known| known.platform).unwrap_or_default()
    }

    async fn send_to(&self, destination: i64, now: DateTime<Utc>) -> usize {
        let next = Some(now + AFTER_FAILURE);
        let mut work = Work { outbox: self, destination, next };
        let dispatched = self.dispatcher.dispatch(destination, now).await;
        self.is_stuck.store(dispatched.is_err(), Ordering::Relaxed);
        match dispatched {
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
        self.fill(now).await?;
        let due = self.queue.take_due(now, |destination, has_pages| {
            self.begin(destination, if has_pages { DESTINATIONS } else { WITHOUT_PAGES }, now)
        });
        let done = due.len();
        for destination in due {
            let outbox = Arc::clone(&self);
            self.sends.spawn(async move {
                let _room = Room { outbox: &outbox, destination };
                outbox.send_to(destination, now).await
            });
        }
        let is_stuck = self.is_stuck.load(Ordering::Relaxed);
        Ok(Tick { done, next: self.queue.next_at(), is_stuck })
    }

    fn done_by(&self) -> DoneBy {
        DoneBy::Shares
    }

    fn stand_by(&self) {
        for partition in self.queue.follow(&[]).closed {
            self.dispatcher.forget(partition);
        }
    }
}

/// The room that a destination takes; given back when this is dropped, even by a panic.
struct Room<'a> {
    outbox: &'a Outbox,
    destination: i64,
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        self.outbox.end(self.destination);
        self.outbox.wake.outbox.notify_one();
    }
}

/// A destination that is being worked on. It is free again when this is dropped, even by a panic.
struct Work<'a> {
    outbox: &'a Outbox,
    destination: i64,
    next: Option<DateTime<Utc>>,
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.outbox.queue.finish(self.destination, self.next);
        self.outbox.wake.outbox.notify_one();
    }
}

#[cfg(test)]
mod tests;
