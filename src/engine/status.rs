//! How the engine is doing, for `/health` and for operators.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::ids::GroupId;
use crate::outbox::send_queue::Backlog;
use crate::outbox::sends::Sends;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EngineStatus {
    /// Each worker by name.
    pub workers: BTreeMap<&'static str, WorkerStatus>,
    /// How many partitions of the work this process holds.
    pub partitions: usize,
    /// What waits to be sent, as far as this process sends it.
    pub backlog: Backlog,
    /// How the calls to each platform go, as far as this process makes them.
    pub sends: BTreeMap<String, Sends>,
    /// The last look of the auditor; none before the first.
    pub audit: Option<Audit>,
    /// Groups from which no message ever came, as last seen.
    pub silent_groups: Vec<GroupId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerStatus {
    /// When its last tick ended, however it did.
    pub seen_at: DateTime<Utc>,
    /// When it last did its work, or learned that another process does it; none before that.
    pub succeeded_at: Option<DateTime<Utc>>,
    /// Since when all its ticks have failed.
    pub failing_since: Option<DateTime<Utc>>,
    /// Whether another process does this work.
    pub is_standby: bool,
    /// Why its last tick failed.
    pub error: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    pub at: DateTime<Utc>,
    /// Timers overdue for too long.
    pub overdue_timers: i64,
    /// Pages without an outcome for too long.
    pub stuck_pages: i64,
}

impl Audit {
    /// Whether everything that should have left did.
    pub fn is_sound(&self) -> bool {
        self.overdue_timers == 0 && self.stuck_pages == 0
    }
}

/// Where workers write how they are.
#[derive(Debug, Default)]
pub(super) struct StatusRegistry {
    workers: Mutex<BTreeMap<&'static str, WorkerStatus>>,
    audit: Mutex<Option<Audit>>,
    silent_groups: Mutex<Vec<GroupId>>,
}

impl StatusRegistry {
    pub(super) fn ticked(&self, name: &'static str, seen_at: DateTime<Utc>) {
        self.succeeded(name, false, seen_at);
    }

    pub(super) fn stood_by(&self, name: &'static str, seen_at: DateTime<Utc>) {
        self.succeeded(name, true, seen_at);
    }

    pub(super) fn failed(&self, name: &'static str, error: &str, seen_at: DateTime<Utc>) {
        let mut workers = self.workers_mut();
        let before = workers.get(name);
        let status = WorkerStatus {
            seen_at,
            succeeded_at: before.and_then(|before| before.succeeded_at),
            failing_since: before.and_then(|before| before.failing_since).or(Some(seen_at)),
            is_standby: false,
            error: Some(error.to_owned()),
        };
        workers.insert(name, status);
    }

    fn succeeded(&self, name: &'static str, is_standby: bool, seen_at: DateTime<Utc>) {
        let succeeded_at = Some(seen_at);
        let status =
            WorkerStatus { seen_at, succeeded_at, failing_since: None, is_standby, error: None };
        self.workers_mut().insert(name, status);
    }

    pub(super) fn audited(&self, audit: Audit) {
        *self.audit.lock().unwrap_or_else(PoisonError::into_inner) = Some(audit);
    }

    pub(super) fn silent(&self, groups: Vec<GroupId>) {
        *self.silent_groups.lock().unwrap_or_else(PoisonError::into_inner) = groups;
    }

    pub(super) fn silent_groups(&self) -> Vec<GroupId> {
        self.silent_groups.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn workers(&self) -> BTreeMap<&'static str, WorkerStatus> {
        self.workers_mut().clone()
    }

    pub(super) fn audit(&self) -> Option<Audit> {
        self.audit.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn workers_mut(&self) -> MutexGuard<'_, BTreeMap<&'static str, WorkerStatus>> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
