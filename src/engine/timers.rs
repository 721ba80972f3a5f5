//! Fires due timers.
//!
//! The table is asked only for incidents with something due, in pages, and many fire at the same
//! time so that they share the fsync of their commits. Everything due for one incident is one act.
//! A timer is cleared in the transaction of what follows from it, so it fires once, however many
//! processes try. Where several instances share the work, each fires those of its own partitions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt;
use tokio::sync::Notify;

use super::metrics as names;
use crate::actions::{ActionError, Actions};
use crate::ids::IncidentNumber;
use crate::partitions::Partitions;
use crate::store::{Partition, Store, StoreError};
use crate::wake::WakeSignals;
use crate::worker::{DoneBy, Tick, Worker};

/// How many incidents with due timers are read at a time, and fire at the same time: a batch of the
/// writer.
const PAGE: usize = 256;
/// When an incident whose timers could not fire is tried again.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(1);

/// What came of the timers of one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fired {
    /// They fired, or something about this incident kept them from it.
    Settled,
    StoreFailed,
}

pub struct Timers {
    store: Store,
    actions: Actions,
    partitions: Arc<Partitions>,
    wake: Arc<WakeSignals>,
    period: Duration,
    /// Incidents whose timers could not fire, and from when they are tried again. They must not
    /// keep the others from firing.
    failing: Mutex<HashMap<IncidentNumber, DateTime<Utc>>>,
}

impl Timers {
    /// `period` is the longest time between two looks at the table.
    pub fn new(
        store: Store,
        actions: Actions,
        partitions: Arc<Partitions>,
        wake: Arc<WakeSignals>,
        period: Duration,
    ) -> Self {
        Self { store, actions, partitions, wake, period, failing: Mutex::default() }
    }

    /// Fires the timers due at `now` of up to a page of incidents, as far as this instance holds
    /// their partitions.
    pub async fn fire_due(&self, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.wake.start_looking();
        let due = self.due(now).await?;
        let done = due.len();
        self.store.keep_at_hand(&due).await?;
        let each = |number| self.fire(number, now);
        let fired: Vec<Fired> =
            futures::stream::iter(due).map(each).buffer_unordered(PAGE).collect().await;
        let is_stuck = done > 0 && fired.iter().all(|fired| *fired == Fired::StoreFailed);
        let next = if done == PAGE { Some(now) } else { self.next_due(now).await? };
        Ok(Tick { done, next: self.wake.set_alarm(next), is_stuck })
    }

    /// When the next timer is due; those of an incident that could not fire are due when it is
    /// tried again.
    pub async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        let next = self.store.next_timer(&self.own(now)).await?;
        let retried = self.failing().values().min().copied();
        Ok(next.map(|next| if next <= now { retried.unwrap_or(next).max(next) } else { next }))
    }

    /// The partitions whose timers this instance fires.
    fn own(&self, now: DateTime<Utc>) -> Vec<Partition> {
        let may_begin = |partition: &Partition| self.partitions.fence(*partition, now).is_some();
        Partition::all().filter(may_begin).collect()
    }

    async fn due(&self, now: DateTime<Utc>) -> Result<Vec<IncidentNumber>, StoreError> {
        let failing = self.failing().len();
        let limit = i64::try_from(PAGE + failing).unwrap_or(i64::MAX);
        let due = self.store.due_incidents(&self.own(now), now, limit).await?;
        let mut failing = self.failing();
        failing.retain(|number, _| due.contains(number));
        let may_fire =
            |number: &IncidentNumber| failing.get(number).is_none_or(|again_at| *again_at <= now);
        Ok(due.into_iter().filter(may_fire).take(PAGE).collect())
    }

    async fn fire(&self, number: IncidentNumber, now: DateTime<Utc>) -> Fired {
        let partition = Partition::of_incident(number);
        let Some(under_way) = self.partitions.begin(partition, now) else { return Fired::Settled };
        match self.actions.fire_due(number, under_way.fence(), now).await {
            Ok(fired) => {
                self.failing().remove(&number);
                for (_, due_at) in fired {
                    let late = (now - due_at).to_std().unwrap_or_default();
                    metrics::counter!(names::TIMERS_FIRED).increment(1);
                    metrics::histogram!(names::TIMER_LATENESS).record(late.as_secs_f64());
                }
                Fired::Settled
            }
            Err(ActionError::Store(StoreError::Fenced)) => {
                self.partitions.lose(under_way.fence());
                Fired::Settled
            }
            Err(error) => {
                tracing::error!(incident = %number, %error, "the timers of an incident did not fire");
                metrics::counter!(names::TIMERS_FAILED).increment(1);
                self.failing().insert(number, now + AFTER_FAILURE);
                if matches!(error, ActionError::Store(StoreError::Driver(_))) {
                    Fired::StoreFailed
                } else {
                    Fired::Settled
                }
            }
        }
    }

    fn failing(&self) -> MutexGuard<'_, HashMap<IncidentNumber, DateTime<Utc>>> {
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

    fn done_by(&self) -> DoneBy {
        DoneBy::Shares
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.fire_due(now).await
    }
}

#[cfg(test)]
mod tests;
