//! What a background worker is, and the only place that waits.
//!
//! The engine runs workers in a loop: it ticks one, records how that went, and sleeps until
//! something is due, the period is over or somebody wakes the worker. The period alone is enough: a
//! lost wake-up makes things later by one period, never undone.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::store::StoreError;

/// What a tick did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tick {
    /// How many things were done.
    pub done: usize,
    /// When there will be something to do, as far as is known.
    pub next: Option<DateTime<Utc>>,
    /// Whether the store failed at everything that was tried, so that the tick is no success.
    pub is_stuck: bool,
}

/// Who does a worker's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoneBy {
    /// Every process.
    Each,
    /// The one that holds the lease.
    One,
    /// Each its share of the partitions.
    Shares,
}

/// Something that works in the background.
#[async_trait]
pub trait Worker: Send + Sync + 'static {
    /// One word, for operators.
    fn name(&self) -> &'static str;

    /// Does what is due at `now`.
    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError>;

    /// The longest time between two ticks.
    fn period(&self) -> Duration;

    /// What wakes it before its time.
    fn signal(&self) -> Option<&Notify> {
        None
    }

    /// Who does this work where several processes share a database.
    fn done_by(&self) -> DoneBy {
        DoneBy::One
    }

    /// The lease has come to this process.
    fn take_over(&self) {}

    /// Others do all of this work now.
    fn stand_by(&self) {}
}

/// Waits for a future, but no longer than this.
#[expect(clippy::disallowed_methods, reason = "the one place that waits")]
pub async fn at_most<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        done = future => Some(done),
        () = tokio::time::sleep(limit) => None,
    }
}
