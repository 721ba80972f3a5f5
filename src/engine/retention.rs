//! Forgets what nobody needs any more: events that will not come again, messages that were sent long ago, and what was
//! said about incidents that were closed long ago.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use super::worker::{Tick, Worker};
use crate::store::{Store, StoreError};

const EVERY: Duration = Duration::from_hours(1);
/// How long seen events and sent messages are kept where nothing else is configured.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// Transcripts forgotten in one transaction.
const AT_ONCE: i64 = 20;

/// The worker that forgets. Incidents, their timelines and dead letters stay; what was said about an incident stays for
/// as long after its closing as the plan says.
pub struct Retention {
    store: Store,
    kept: TimeDelta,
}

impl Retention {
    pub fn new(store: Store, kept: TimeDelta) -> Self {
        Self { store, kept }
    }

    /// Forgets what was said about incidents that were closed long enough ago, a few in each transaction, so that
    /// nobody waits long behind it.
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
        self.store.forget_before(now - self.kept).await?;
        self.forget_transcripts(now).await?;
        Ok(Tick::default())
    }
}
