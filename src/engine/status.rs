//! How the engine is doing, for `/health` and for operators.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::ids::GroupId;
use crate::outbox::send_queue::Backlog;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineStatus {
    /// Each worker by name.
    pub workers: BTreeMap<&'static str, WorkerStatus>,
    /// What waits to be sent, as far as this process sends it.
    pub backlog: Backlog,
    /// The last look of the auditor; none before the first.
    pub audit: Option<Audit>,
    /// Groups from which no message ever came, as last seen.
    pub silent_groups: Vec<GroupId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerStatus {
    /// When it last ticked, failed or stood by.
    pub seen_at: DateTime<Utc>,
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
        self.workers_mut().insert(name, WorkerStatus { seen_at, is_standby: false, error: None });
    }

    pub(super) fn stood_by(&self, name: &'static str, seen_at: DateTime<Utc>) {
        self.workers_mut().insert(name, WorkerStatus { seen_at, is_standby: true, error: None });
    }

    pub(super) fn failed(&self, name: &'static str, error: &str, seen_at: DateTime<Utc>) {
        let error = Some(error.to_owned());
        self.workers_mut().insert(name, WorkerStatus { seen_at, is_standby: false, error });
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
