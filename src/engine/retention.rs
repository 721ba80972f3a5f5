//! Forgets what nobody needs any more: events that will not come again, messages that were sent long ago.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use super::worker::{Tick, Worker};
use crate::store::{Store, StoreError};

const EVERY: Duration = Duration::from_hours(1);
/// How long seen events and sent messages are kept where nothing else is configured.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// The worker that forgets. Incidents, their timelines and dead letters stay.
pub struct Retention {
    store: Store,
    kept: TimeDelta,
}

impl Retention {
    pub fn new(store: Store, kept: TimeDelta) -> Self {
        Self { store, kept }
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
        self.store.forget_before(now - self.kept).await.map(|()| Tick::default())
    }
}
