//! The loop that runs one worker.
//!
//! Right, tick, record, sleep until something is due, the period is over or a wake signal comes.
//! The period alone is enough: a lost wake signal makes things later by one period, never undone. A
//! tick that fails or panics is logged and tried again after a second.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::FutureExt;
use tokio_util::sync::CancellationToken;

use super::lease::{Lease, Right};
use super::status::StatusRegistry;
use crate::clock::Clock;
use crate::partitions::Partitions;
use crate::store::StoreError;
use crate::worker::{DoneBy, Tick, Worker, at_most};

const AFTER_FAILURE: Duration = Duration::from_secs(1);
const STANDBY: Duration = Duration::from_secs(1);
/// The pause when something is overdue and yet nothing could be done about it.
const STUCK: Duration = Duration::from_millis(250);

/// What the loop needs in addition to the worker.
#[derive(Clone)]
pub(super) struct Loop {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) lease: Arc<Lease>,
    pub(super) partitions: Arc<Partitions>,
    pub(super) status: Arc<StatusRegistry>,
    pub(super) shutdown: CancellationToken,
}

impl Loop {
    /// Ticks a worker until shutdown.
    pub(super) async fn run(self, worker: Arc<dyn Worker>) {
        let mut term = None;
        while !self.shutdown.is_cancelled() {
            let pause = self.turn(&worker, &mut term).await;
            self.wait(&*worker, pause).await;
        }
    }

    /// One turn; gives back how long there is nothing to do.
    async fn turn(&self, worker: &Arc<dyn Worker>, term: &mut Option<i64>) -> Duration {
        let now = self.clock.now();
        match self.may_work(worker, term, now).await {
            Ok(true) => {}
            Ok(false) => {
                worker.stand_by();
                self.status.stood_by(worker.name(), now);
                return STANDBY;
            }
            Err(error) => return self.note_failure(worker.name(), &error.to_string(), now),
        }
        match AssertUnwindSafe(Arc::clone(worker).tick(now)).catch_unwind().await {
            Ok(Ok(tick)) => {
                if tick.is_stuck {
                    self.status.failed(worker.name(), "the store failed at all that was due", now);
                } else {
                    self.status.ticked(worker.name(), now);
                }
                self.pause_after(tick, worker.period())
            }
            Ok(Err(error)) => self.note_failure(worker.name(), &error.to_string(), now),
            Err(_) => self.note_failure(worker.name(), "the tick panicked", now),
        }
    }

    async fn may_work(
        &self,
        worker: &Arc<dyn Worker>,
        term: &mut Option<i64>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        match worker.done_by() {
            DoneBy::Each => return Ok(true),
            DoneBy::Shares => return Ok(self.partitions.hold(now).await? > 0),
            DoneBy::One => {}
        }
        let Right::Held { term: held } = self.lease.hold(now).await? else { return Ok(false) };
        if term.replace(held) != Some(held) {
            worker.take_over();
        }
        Ok(true)
    }

    fn note_failure(&self, name: &'static str, error: &str, now: DateTime<Utc>) -> Duration {
        tracing::error!(worker = name, error, "a tick failed");
        self.status.failed(name, error, now);
        AFTER_FAILURE
    }

    fn pause_after(&self, tick: Tick, period: Duration) -> Duration {
        let Some(next) = tick.next else { return period };
        match (next - self.clock.now()).to_std() {
            Ok(left) if !left.is_zero() => left.min(period),
            _ if tick.done > 0 => Duration::ZERO,
            _ => STUCK.min(period),
        }
    }

    async fn wait(&self, worker: &dyn Worker, pause: Duration) {
        let rung = async {
            match worker.signal() {
                Some(signal) => signal.notified().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.shutdown.cancelled() => {}
            _ = at_most(pause, rung) => {}
        }
    }
}
