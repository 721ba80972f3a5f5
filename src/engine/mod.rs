//! The background workers: timers fire, notices leave, an auditor watches, old rows are forgotten.
//!
//! Timers and notices are rows; the engine keeps nothing in memory that it could not read again.
//! Workers are woken by a signal ([`WakeSignals`]) and, without one, by their period. With several
//! instances on one database each fires and sends in its own partitions ([`partitions`]); what
//! exists once, one of them does ([`lease`]). Tests and the sandbox do not let the workers run:
//! they call [`Engine::tick_until_idle`] at the instants that [`Engine::next_due`] names.
//!
//! [`partitions`]: crate::partitions
//!
//! Start reading at [`timers`] and [`outbox`](crate::outbox).

pub mod auditor;
pub mod directory_watch;
pub mod due_times;
pub mod group_checks;
pub mod lease;
pub mod metrics;
pub mod platform_checks;
pub mod retention;
pub mod save_check;
pub mod status;
pub mod timers;
pub mod verdict;
mod work_loop;

#[cfg(test)]
pub(crate) mod kit;

use std::sync::Arc;
use std::time::Duration;

use chat::ChatPlatform;
use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::actions::{Actions, Random};
use crate::clock::Clock;
use crate::host;
use crate::ids::GroupId;
use crate::outbox::Outbox;
use crate::outbox::dispatcher::{Dispatcher, DispatcherDeps};
use crate::outbox::renderer::Renderer;
use crate::partitions::Partitions;
use crate::store::{Store, StoreError};
use auditor::Auditor;
use directory_watch::DirectoryWatch;
use due_times::DueTimes;
use group_checks::{GroupChecks, Trouble};
use lease::{Lease, Right};
use retention::Retention;
use save_check::SaveCheck;
use status::{EngineStatus, StatusRegistry};
use timers::Timers;
use verdict::VITAL;
use work_loop::Loop;

use crate::wake::WakeSignals;
use crate::worker::Worker;

/// How often the tables are looked at without a wake signal. Where other processes write, their
/// wake signals do not reach this one, and what they commit must still leave within a second.
const PERIOD_ALONE: Duration = Duration::from_secs(5);
const PERIOD_SHARED: Duration = Duration::from_millis(500);
/// On SQLite there is one process, which takes the lease up again at once after a crash.
const ONLY_HOLDER: &str = "the only process";

/// What the engine is built from.
pub struct EngineDeps {
    pub store: Store,
    pub actions: Actions,
    pub platforms: Vec<Arc<dyn ChatPlatform>>,
    pub renderer: Arc<dyn Renderer>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// The same that `actions` was given.
    pub wake: Arc<WakeSignals>,
    /// How long seen events and sent messages are kept; [`retention::KEPT`] unless configured.
    pub kept: TimeDelta,
}

/// The workers and what they share.
pub struct Engine {
    clock: Arc<dyn Clock>,
    lease: Arc<Lease>,
    partitions: Arc<Partitions>,
    status: Arc<StatusRegistry>,
    timers: Arc<Timers>,
    outbox: Arc<Outbox>,
    auditor: Arc<Auditor>,
    retention: Arc<Retention>,
    directory_watch: Arc<DirectoryWatch>,
    due_times: Arc<DueTimes>,
    group_checks: Arc<GroupChecks>,
    save_check: Arc<SaveCheck>,
    tasks: TaskTracker,
}

impl Engine {
    pub fn new(parts: EngineDeps) -> Self {
        let EngineDeps { store, actions, platforms, renderer, clock, random, wake, kept } = parts;
        let period = if store.is_shared() { PERIOD_SHARED } else { PERIOD_ALONE };
        let holder = if store.is_shared() {
            random.id(clock.now()).to_string()
        } else {
            ONLY_HOLDER.to_owned()
        };
        let status = Arc::new(StatusRegistry::default());
        let tasks = TaskTracker::new();
        let group_checks = GroupChecks::new(store.clone(), platforms.clone(), Arc::clone(&status));
        let partitions = Arc::new(Partitions::new(store.clone(), holder.clone()));
        let dispatcher = Dispatcher::new(DispatcherDeps {
            store: store.clone(),
            platforms,
            renderer,
            clock: Arc::clone(&clock),
            random,
            actions: actions.clone(),
            queue: Arc::clone(&wake.queue),
            partitions: Arc::clone(&partitions),
        });
        store.listen(wake.clone());
        let timers = Timers::new(
            store.clone(),
            actions.clone(),
            Arc::clone(&partitions),
            Arc::clone(&wake),
            period,
        );
        Self {
            lease: Arc::new(Lease::new(store.clone(), holder)),
            partitions,
            timers: Arc::new(timers),
            outbox: Arc::new(Outbox::new(dispatcher, store.clone(), wake, period, tasks.clone())),
            auditor: Arc::new(Auditor::new(store.clone(), Arc::clone(&status))),
            due_times: Arc::new(DueTimes::new(store.clone(), actions.clone())),
            directory_watch: Arc::new(DirectoryWatch::new(store.clone(), host::process())),
            retention: Arc::new(Retention::new(store.clone(), actions, kept)),
            save_check: Arc::new(SaveCheck::new(store)),
            group_checks: Arc::new(group_checks),
            clock,
            status,
            tasks,
        }
    }

    /// Lets the workers run on `tasks` until shutdown. Then ticks and sends that have begun are
    /// finished, what is claimed is given back, and the lease is released.
    pub fn run(self: Arc<Self>, tasks: &TaskTracker, shutdown: CancellationToken) {
        let workers: [Arc<dyn Worker>; 8] = [
            self.timers.clone(),
            self.outbox.clone(),
            self.auditor.clone(),
            self.retention.clone(),
            self.directory_watch.clone(),
            self.due_times.clone(),
            self.group_checks.clone(),
            self.save_check.clone(),
        ];
        for worker in workers {
            self.run_worker(worker, &shutdown);
        }
        tasks.spawn(async move {
            shutdown.cancelled().await;
            self.stop().await;
        });
    }

    /// Lets one more worker run beside the engine's own, until shutdown.
    pub fn run_worker(&self, worker: Arc<dyn Worker>, shutdown: &CancellationToken) {
        let turns = Loop {
            clock: Arc::clone(&self.clock),
            lease: Arc::clone(&self.lease),
            partitions: Arc::clone(&self.partitions),
            status: Arc::clone(&self.status),
            shutdown: shutdown.clone(),
        };
        self.tasks.spawn(turns.run(worker));
    }

    /// Counts at `now` what is overdue, as the worker for it does every minute.
    pub async fn audit(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        Arc::clone(&self.auditor).tick(now).await.map(drop)
    }

    /// Does everything that can happen at `now` in the partitions that this instance holds: fires
    /// what is due, sends what may leave, until nothing is left. Gives back how many timers and
    /// notices that were.
    pub async fn tick_until_idle(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        self.partitions.hold(now).await?;
        let mut done = self.due_times.settle(now).await?;
        loop {
            let fired = self.timers.fire_due(now).await?.done;
            let sent = self.outbox.settle(now).await?;
            if fired + sent == 0 {
                for name in VITAL {
                    self.status.ticked(name, now);
                }
                return Ok(done);
            }
            done += fired + sent;
        }
    }

    /// Forgets everything whose time is over at `now`, as the worker for it does once an hour.
    pub async fn forget_due(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        while self.retention.forget_due(now).await?.next.is_some() {}
        Ok(())
    }

    /// What is wrong with the declared groups, as the worker for it finds it once an hour.
    pub async fn group_troubles(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<(GroupId, Trouble)>, StoreError> {
        self.group_checks.troubles(now).await
    }

    /// Whether this process has the right to work; takes it where nobody has it. None while the
    /// database cannot be asked.
    pub async fn holds_lease(&self) -> Option<bool> {
        match self.lease.hold(self.clock.now()).await {
            Ok(right) => Some(matches!(right, Right::Held { .. })),
            Err(error) => {
                tracing::debug!(%error, "the lease cannot be asked for");
                None
            }
        }
    }

    /// The next instant at which something can happen, limits and pauses included; none when
    /// nothing waits.
    pub async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.partitions.hold(now).await?;
        let timer = self.timers.next_due(now).await?;
        let message = self.outbox.next_due(now).await?;
        Ok(timer.into_iter().chain(message).min())
    }

    #[cfg(test)]
    pub(crate) fn outbox(&self) -> Arc<Outbox> {
        Arc::clone(&self.outbox)
    }

    /// Tells whether something can be saved.
    pub fn save_check(&self) -> Arc<SaveCheck> {
        Arc::clone(&self.save_check)
    }

    /// How the engine is doing.
    pub fn status(&self) -> EngineStatus {
        EngineStatus {
            workers: self.status.workers(),
            backlog: self.outbox.backlog(),
            sends: self.outbox.sends(),
            audit: self.status.audit(),
            silent_groups: self.status.silent_groups(),
            partitions: self.partitions.all(self.clock.now()).len(),
        }
    }

    async fn stop(&self) {
        self.outbox.stop();
        self.tasks.close();
        self.tasks.wait().await;
        if let Err(error) = self.directory_watch.end().await {
            tracing::warn!(%error, "`watchbell apply` waits for this process until it is forgotten");
        }
        if let Err(error) = self.partitions.give_up().await {
            tracing::warn!(%error, "the partitions could not be given back; others take them in ten seconds");
        }
        if let Err(error) = self.lease.release().await {
            tracing::warn!(%error, "the lease could not be released; another process waits until it ends");
        }
    }
}

#[cfg(test)]
mod tests;
