//! Deletes what nobody needs any more: handled events, sent messages, transcripts of incidents that
//! were closed long ago, and the texts of incidents whose retention is over.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::Actions;
use crate::store::{Store, StoreError};
use crate::worker::{Tick, Worker};

const EVERY: Duration = Duration::from_hours(1);
/// How long seen events and sent messages are kept where nothing else is configured.
pub const KEPT: TimeDelta = TimeDelta::days(30);
/// How many incidents are anonymised before others may write.
const PAGE: usize = 50;

/// Transcripts forgotten in one transaction.
const AT_ONCE: i64 = 20;

/// The worker that deletes. The figures of an incident stay for ever, and so do dead letters
/// without an incident; its transcript stays for as long after its closing as the plan says.
pub struct Retention {
    store: Store,
    actions: Actions,
    kept: TimeDelta,
}

impl Retention {
    pub fn new(store: Store, actions: Actions, kept: TimeDelta) -> Self {
        Self { store, actions, kept }
    }

    /// Forgets what is due. The tables are asked only for what is due, a page at a time.
    pub async fn forget_due(&self, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.store.forget_before(now - self.kept).await?;
        let due = self.store.due_to_anonymise(now, i64::try_from(PAGE).unwrap_or(i64::MAX)).await?;
        let mut done = 0;
        for number in &due {
            done += usize::from(self.actions.anonymise(*number, now).await?);
        }
        let next = (done > 0 && due.len() == PAGE).then_some(now);
        Ok(Tick { done, next, ..Tick::default() })
    }

    /// Forgets what was said about incidents that were closed long enough ago, a few in each
    /// transaction, so that nobody waits long behind it.
    pub async fn forget_transcripts(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let mut forgotten = 0;
        loop {
            let some = self.store.forget_transcripts(now, AT_ONCE).await?;
            forgotten += some;
            if some == 0 {
                return Ok(forgotten);
            }
        }
    }
}

#[async_trait]
impl Worker for Retention {
    fn name(&self) -> &'static str {
        "retention"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.forget_transcripts(now).await?;
        self.forget_due(now).await
    }
}
