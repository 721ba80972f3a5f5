//! Takes up a changed directory within a second, and tells operators that this process has.
//!
//! It runs in every process that serves. `watchbell apply` waits for what it writes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::store::{Store, StoreError};
use crate::worker::{DoneBy, Tick, Worker};

const EVERY: Duration = Duration::from_secs(1);
/// How often a process says that it still runs. Three times as long without it means it is gone.
const REPORTED_EVERY: TimeDelta = TimeDelta::seconds(10);

pub struct DirectoryWatch {
    store: Store,
    process: String,
    /// When this process reported last, and the version it reported.
    reported: Mutex<Option<(DateTime<Utc>, i64)>>,
}

impl DirectoryWatch {
    pub(super) fn new(store: Store, process: String) -> Self {
        Self { store, process, reported: Mutex::default() }
    }

    /// This process serves no longer.
    pub(super) async fn end(&self) -> Result<(), StoreError> {
        self.store.end_process().await
    }

    fn is_due(&self, version: i64, now: DateTime<Utc>) -> bool {
        let reported = *self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        reported
            .is_none_or(|(at, known)| known != version || now < at || now - at >= REPORTED_EVERY)
    }
}

#[async_trait]
impl Worker for DirectoryWatch {
    fn name(&self) -> &'static str {
        "directory"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    fn done_by(&self) -> DoneBy {
        DoneBy::Each
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        let version = self.store.reload_directory().await?.version;
        if self.is_due(version, now) {
            self.store.report_process(&self.process, now).await?;
            let reported = Some((now, version));
            *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = reported;
        }
        Ok(Tick::default())
    }
}
