//! What the pages about the health say. Times are UTC; a fact that is not known is left out.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::engine::status::Audit;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Up,
    Degraded,
    Down,
    Unknown,
}

/// `/health`.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) status: Status,
    pub(super) process: ProcessHealth,
    pub(super) database: DatabaseHealth,
    pub(super) engine: EngineHealth,
    pub(super) sending: SendingHealth,
    pub(super) audit: AuditHealth,
    pub(super) platforms: BTreeMap<String, PlatformHealth>,
    /// Groups from which no message ever came. It is for the operators to look at, and makes
    /// nothing else unhealthy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) silent_groups: Vec<String>,
}

/// `/health/live`.
#[derive(Debug, Serialize)]
pub(super) struct Liveness {
    pub(super) status: Status,
    /// What only a new start sets going again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stuck: Option<&'static str>,
}

/// `/health/ready`.
#[derive(Debug, Serialize)]
pub(super) struct Readiness {
    pub(super) status: Status,
    pub(super) database: DatabaseHealth,
}

#[derive(Debug, Serialize)]
pub(super) struct ProcessHealth {
    pub(super) status: Status,
    pub(super) version: &'static str,
    pub(super) started_at: DateTime<Utc>,
    pub(super) uptime_seconds: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct DatabaseHealth {
    pub(super) status: Status,
    /// Whether it answers when it is asked something.
    pub(super) responds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_saved_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not_saving_since: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize)]
pub(super) struct EngineHealth {
    pub(super) status: Status,
    /// When the vital worker that is furthest behind last succeeded.
    pub(super) last_tick_at: Option<DateTime<Utc>>,
    pub(super) age_seconds: i64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) workers: BTreeMap<&'static str, WorkerHealth>,
}

#[derive(Debug, Serialize)]
pub(super) struct WorkerHealth {
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_success_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failing_since: Option<DateTime<Utc>>,
    /// Whether another process does this work.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) standby: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct SendingHealth {
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_sent_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nothing_sent_since: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize)]
pub(super) struct AuditHealth {
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) overdue_timers: i64,
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) stuck_pages: i64,
}

/// How a platform is: by the calls that were made, and else by what it said when it was asked.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PlatformHealth {
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failing_since: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_sent_at: Option<DateTime<Utc>>,
    pub(super) asked_at: DateTime<Utc>,
}

impl Status {
    pub(super) fn up_if(is_up: bool) -> Self {
        if is_up { Self::Up } else { Self::Down }
    }
}

impl AuditHealth {
    /// Overdue work degrades the whole and no more: one incident may be at fault, and what keeps
    /// all of them from moving shows elsewhere.
    pub(super) fn of(audit: Option<&Audit>) -> Self {
        let Some(audit) = audit else {
            return Self { status: Status::Unknown, at: None, overdue_timers: 0, stuck_pages: 0 };
        };
        Self {
            status: if audit.is_sound() { Status::Up } else { Status::Degraded },
            at: Some(audit.at),
            overdue_timers: audit.overdue_timers,
            stuck_pages: audit.stuck_pages,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(count: &i64) -> bool {
    *count == 0
}
