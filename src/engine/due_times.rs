//! Makes provisional due times final.
//!
//! Which public holidays are known is decided when a process starts, with the calendars it loads. So
//! the provisional ones are counted again once, when this process begins to work or takes over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::actions::Actions;
use crate::store::{Store, StoreError};
use crate::worker::{Tick, Worker};

/// The worker has nothing to do once it has looked.
const EVERY: Duration = Duration::from_hours(1);

/// See the module.
pub struct DueTimes {
    store: Store,
    actions: Actions,
    has_looked: AtomicBool,
}

impl DueTimes {
    pub(super) fn new(store: Store, actions: Actions) -> Self {
        Self { store, actions, has_looked: AtomicBool::new(false) }
    }

    /// Counts again what is provisional, unless that was done; gives back how many were final. What
    /// could not be counted is left for the next look, and does not keep the others.
    pub async fn settle(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        if self.has_looked.swap(true, Ordering::Relaxed) {
            return Ok(0);
        }
        let provisional = self.store.with_provisional_due().await;
        let provisional =
            provisional.inspect_err(|_| self.has_looked.store(false, Ordering::Relaxed))?;
        let mut settled = 0;
        for number in provisional {
            match self.actions.settle_due_times(number, now).await {
                Ok(is_settled) => settled += usize::from(is_settled),
                Err(error) => {
                    tracing::error!(incident = %number, %error, "a due time could not be counted again");
                    self.has_looked.store(false, Ordering::Relaxed);
                }
            }
        }
        Ok(settled)
    }
}

#[async_trait]
impl Worker for DueTimes {
    fn name(&self) -> &'static str {
        "due_times"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        Ok(Tick { done: self.settle(now).await?, ..Tick::default() })
    }

    fn take_over(&self) {
        self.has_looked.store(false, Ordering::Relaxed);
    }
}
