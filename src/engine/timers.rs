//! Due timers fire.
//!
//! The table is asked only for what is due, in pages, and many fire at the same time so that they share the
//! fsync of their commits. Timers of one incident fire in the order in which they were due. A timer is taken in
//! the transaction of what follows from it, so it fires once, however many processes try.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use tokio::sync::Notify;

use super::metrics as names;
use crate::actions::Actions;
use crate::ids::IncidentId;
use crate::store::{DueTimer, Store, StoreError};
use crate::wake::WakeSignals;
use crate::worker::{Tick, Worker};

/// How many due timers are read at a time.
const PAGE: usize = 256;
/// How many incidents' timers fire at the same time.
const CONCURRENT: usize = 64;
/// When a timer that could not fire is tried again.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(1);

/// The worker that fires timers.
pub struct Timers {
    store: Store,
    actions: Actions,
    wake: Arc<WakeSignals>,
    period: Duration,
    /// Timers that could not fire, and from when they are tried again. They must not keep the others from firing.
    failing: Mutex<HashMap<DueTimer, DateTime<Utc>>>,
}

impl Timers {
    /// `period` is the longest time between two looks at the table.
    pub fn new(store: Store, actions: Actions, wake: Arc<WakeSignals>, period: Duration) -> Self {
        Self { store, actions, wake, period, failing: Mutex::default() }
    }

    /// Fires up to a page of timers due at `now`.
    pub async fn fire_due(&self, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.wake.start_looking();
        let due = self.due(now).await?;
        let done = due.len();
        let incidents = by_incident(due);
        let each = |timers: Vec<DueTimer>| async move {
            for timer in timers {
                self.fire(timer, now).await;
            }
        };
        futures::stream::iter(incidents).for_each_concurrent(CONCURRENT, each).await;
        let next = if done == PAGE { Some(now) } else { self.next_due(now).await? };
        Ok(Tick { done, next: self.wake.set_alarm(next) })
    }

    /// When the next timer is due; one that could not fire is due when it is tried again.
    pub async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        let next = self.store.next_timer().await?;
        let retried = self.failing().values().min().copied();
        Ok(next.map(|next| if next <= now { retried.unwrap_or(next).max(next) } else { next }))
    }

    async fn due(&self, now: DateTime<Utc>) -> Result<Vec<DueTimer>, StoreError> {
        let failing = self.failing().len();
        let limit = i64::try_from(PAGE + failing).unwrap_or(i64::MAX);
        let due = self.store.due_timers(now, limit).await?;
        let mut failing = self.failing();
        failing.retain(|timer, _| due.contains(timer));
        let may_fire =
            |timer: &DueTimer| failing.get(timer).is_none_or(|again_at| *again_at <= now);
        Ok(due.into_iter().filter(may_fire).take(PAGE).collect())
    }

    async fn fire(&self, timer: DueTimer, now: DateTime<Utc>) {
        match self.actions.fire_timer(timer, now).await {
            Ok(_) => {
                self.failing().remove(&timer);
                let late = (now - timer.due_at).to_std().unwrap_or_default();
                metrics::counter!(names::TIMERS_FIRED).increment(1);
                metrics::histogram!(names::TIMER_LATENESS).record(late.as_secs_f64());
            }
            Err(error) => {
                tracing::error!(incident = %timer.incident.0, kind = timer.kind.word(), %error, "a timer did not fire");
                metrics::counter!(names::TIMERS_FAILED).increment(1);
                self.failing().insert(timer, now + AFTER_FAILURE);
            }
        }
    }

    fn failing(&self) -> MutexGuard<'_, HashMap<DueTimer, DateTime<Utc>>> {
        self.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Worker for Timers {
    fn name(&self) -> &'static str {
        "timers"
    }

    fn signal(&self) -> Option<&Notify> {
        Some(&self.wake.timers)
    }

    fn period(&self) -> Duration {
        self.period
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.fire_due(now).await
    }
}

/// The timers of each incident in their order; the incidents in the order of their first timer.
fn by_incident(due: Vec<DueTimer>) -> Vec<Vec<DueTimer>> {
    let mut places: HashMap<IncidentId, usize> = HashMap::new();
    let mut incidents: Vec<Vec<DueTimer>> = Vec::new();
    for timer in due {
        let place = *places.entry(timer.incident).or_insert(incidents.len());
        if place == incidents.len() {
            incidents.push(Vec::new());
        }
        incidents[place].push(timer);
    }
    incidents
}

#[cfg(test)]
mod tests;
