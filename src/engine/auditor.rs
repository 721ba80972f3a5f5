//! Looks every minute for timers and pages that should have left and did not (`promises`, 17).
//!
//! It runs in every process, whether or not that process holds the lease, and reports through the
//! log, the metrics and `/health`, because these work when the outbox does not.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use super::metrics as names;
use super::status::{Audit, StatusRegistry};
use crate::store::{Store, StoreError};
use crate::worker::{DoneBy, Tick, Worker};

const EVERY: Duration = Duration::from_mins(1);
/// How long a timer may be overdue.
const TIMER_PATIENCE: TimeDelta = TimeDelta::seconds(30);
/// How long a page may be without an outcome.
const PAGE_PATIENCE: TimeDelta = TimeDelta::minutes(2);

pub struct Auditor {
    store: Store,
    status: Arc<StatusRegistry>,
}

impl Auditor {
    pub(super) fn new(store: Store, status: Arc<StatusRegistry>) -> Self {
        Self { store, status }
    }

    /// Counts what is late at `now`.
    pub async fn audit(&self, now: DateTime<Utc>) -> Result<Audit, StoreError> {
        let overdue_timers = self.store.overdue_incidents(now - TIMER_PATIENCE).await?;
        let stuck_pages = self.store.pages_waiting_since(now - PAGE_PATIENCE).await?;
        Ok(Audit { at: now, overdue_timers, stuck_pages })
    }
}

#[async_trait]
impl Worker for Auditor {
    fn name(&self) -> &'static str {
        "auditor"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    fn done_by(&self) -> DoneBy {
        DoneBy::Each
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        let audit = self.audit(now).await?;
        if !audit.is_sound() {
            tracing::error!(
                audit.overdue_timers,
                audit.stuck_pages,
                "overdue work is still waiting"
            );
        }
        metrics::gauge!(names::TIMERS_OVERDUE).set(as_gauge(audit.overdue_timers));
        metrics::gauge!(names::PAGES_STUCK).set(as_gauge(audit.stuck_pages));
        self.status.audited(audit);
        Ok(Tick::default())
    }
}

fn as_gauge(count: i64) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}
