//! Three questions about the program, and their answers.
//!
//! - `/health/live`: does it have to be started again? 503 only where a new start helps: a worker is
//!   stuck though the database answers, or nobody takes writes any more.
//! - `/health/ready`: can it take callbacks? 503 while nothing can be saved.
//! - `/health`: does it do its work? 503 while nothing can be saved, nothing can be sent to any chat,
//!   or a worker without which nobody is paged has had no success for too long. What keeps part of
//!   it from working makes it "degraded" with 200.
//!
//! What counts is the last success and not the last try (`promises`, 18); [`verdict`] has the rules.
//! Platforms are asked at most twice a minute, however often somebody looks.

mod report;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::save_check::SaveCheck;
use crate::engine::status::{EngineStatus, WorkerStatus};
use crate::engine::verdict::{self, Platform, Standing, VITAL};
use crate::store::Store;
use report::{
    AuditHealth, DatabaseHealth, EngineHealth, Liveness, PlatformHealth, ProcessHealth, Readiness,
    Report, SendingHealth, Status, WorkerHealth,
};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// A worker whose tick has not ended for this many times `stalled_after` is stuck for good.
const STUCK_AFTER: i32 = 3;

/// Tells how the engine is doing.
pub trait EnginePulse: Send + Sync {
    /// What its workers, its queue and its auditor have found.
    fn status(&self) -> EngineStatus;
}

/// Tells the state of the connections that platforms hold by themselves.
pub trait GatewayPulse: Send + Sync {
    /// What is wrong with a platform's connection, without secrets; none while it is held or there
    /// is none.
    fn trouble(&self, platform: &str) -> Option<String>;

    /// Whether another process holds the platform's connection, so that this one waits for it.
    fn stands_by(&self, _platform: &str) -> bool {
        false
    }
}

pub(super) struct HealthState {
    pub(super) store: Store,
    pub(super) save_check: Arc<SaveCheck>,
    pub(super) pulse: Arc<dyn EnginePulse>,
    pub(super) gateways: Arc<dyn GatewayPulse>,
    pub(super) platform_checks: Arc<PlatformChecks>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) started_at: DateTime<Utc>,
    /// A vital worker is down when it had no success for so long.
    pub(super) stalled_after: TimeDelta,
}

impl HealthState {
    pub(super) fn router(self) -> Router {
        Router::new()
            .route("/health", get(health))
            .route("/health/live", get(live))
            .route("/health/ready", get(ready))
            .with_state(Arc::new(self))
    }

    async fn report(&self) -> Report {
        let now = self.clock.now();
        let engine_status = self.pulse.status();
        let (database, (asked_at, platforms)) =
            tokio::join!(self.database(), self.platform_checks.platforms(&engine_status.sends));
        let engine = self.engine(&engine_status, now);
        let audit = AuditHealth::of(engine_status.audit.as_ref());
        let sending = sending(&platforms, now);
        let platforms = self.platforms(platforms, asked_at, now);
        let is_down = [database.status, engine.status, sending.status].contains(&Status::Down);
        let is_degraded = audit.status == Status::Degraded
            || platforms.values().any(|platform| platform.status == Status::Down);
        let status = match (is_down, is_degraded) {
            (true, _) => Status::Down,
            (false, true) => Status::Degraded,
            (false, false) => Status::Up,
        };
        let silent_groups = engine_status.silent_groups.iter().map(ToString::to_string).collect();
        let process = self.process(now);
        Report { status, process, database, engine, sending, audit, platforms, silent_groups }
    }

    fn process(&self, now: DateTime<Utc>) -> ProcessHealth {
        let uptime_seconds = (now - self.started_at).num_seconds();
        let version = env!("CARGO_PKG_VERSION");
        ProcessHealth { status: Status::Up, version, started_at: self.started_at, uptime_seconds }
    }

    async fn database(&self) -> DatabaseHealth {
        let (reads, saving) =
            tokio::join!(self.database_answers(), self.save_check.look(self.clock.now()));
        let is_up = reads && saving.failing_since.is_none();
        DatabaseHealth {
            status: Status::up_if(is_up),
            responds: reads,
            last_saved_at: saving.saved_at,
            not_saving_since: saving.failing_since,
        }
    }

    /// Why it does not answer goes to the log: the page is open and the error may name hosts.
    async fn database_answers(&self) -> bool {
        match tokio::time::timeout(PATIENCE, self.store.check()).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the database does not respond");
                false
            }
            Err(_elapsed) => false,
        }
    }

    /// Before its first success a worker is as old as the process.
    fn engine(&self, status: &EngineStatus, now: DateTime<Utc>) -> EngineHealth {
        let (_, idle_since) = verdict::slowest(status, self.started_at);
        let age = now - idle_since;
        let is_up = age <= self.stalled_after;
        let ticked = |name| status.workers.get(name).and_then(|known| known.succeeded_at);
        let last: Option<Vec<_>> = VITAL.into_iter().map(ticked).collect();
        let worker = |(name, worker): (&&'static str, &WorkerStatus)| {
            (*name, self.worker(name, worker, now))
        };
        EngineHealth {
            status: Status::up_if(is_up),
            last_tick_at: last.and_then(|last| last.into_iter().min()),
            age_seconds: age.num_seconds(),
            workers: status.workers.iter().map(worker).collect(),
        }
    }

    /// A worker that is not vital may sleep for an hour; it is down while its ticks fail.
    fn worker(&self, name: &str, worker: &WorkerStatus, now: DateTime<Utc>) -> WorkerHealth {
        let idle = now - verdict::idle_since(Some(worker), self.started_at);
        let is_up = if VITAL.contains(&name) {
            idle <= self.stalled_after
        } else {
            worker.failing_since.is_none()
        };
        WorkerHealth {
            status: Status::up_if(is_up),
            last_success_at: worker.succeeded_at,
            failing_since: worker.failing_since,
            standby: worker.is_standby,
        }
    }

    fn platforms(
        &self,
        platforms: BTreeMap<String, Platform>,
        asked_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> BTreeMap<String, PlatformHealth> {
        let told = |(name, platform): (String, Platform)| {
            let health = self.with_connection(&name, platform_health(&platform, asked_at, now));
            (name, health)
        };
        platforms.into_iter().map(told).collect()
    }

    /// A platform whose connection is in trouble receives nothing, whatever it said when it was
    /// asked.
    fn with_connection(&self, name: &str, health: PlatformHealth) -> PlatformHealth {
        if let Some(trouble) = self.gateways.trouble(name) {
            PlatformHealth { status: Status::Down, detail: Some(trouble), ..health }
        } else if self.gateways.stands_by(name) {
            let detail = Some("another process holds the connection".to_owned());
            PlatformHealth { status: Status::Up, detail, ..health }
        } else {
            health
        }
    }

    /// The name of a worker that only a new start sets going again. While the database does not
    /// answer workers wait for it, and a new start would wait too.
    async fn stuck(&self) -> Option<&'static str> {
        if !self.store.has_writer() {
            return Some("writer");
        }
        let (now, status) = (self.clock.now(), self.pulse.status());
        let is_stuck = |name: &&'static str| {
            let seen_at = status.workers.get(name).map_or(self.started_at, |known| known.seen_at);
            now - seen_at > self.stalled_after * STUCK_AFTER
        };
        let stuck = VITAL.into_iter().find(is_stuck)?;
        self.database_answers().await.then_some(stuck)
    }
}

fn sending(platforms: &BTreeMap<String, Platform>, now: DateTime<Utc>) -> SendingHealth {
    let all: Vec<Platform> = platforms.values().cloned().collect();
    let nothing_sent_since = verdict::nothing_sent_since(&all, now);
    let status = Status::up_if(nothing_sent_since.is_none());
    let last_sent_at = all.iter().filter_map(|platform| platform.sends.taken_at).max();
    SendingHealth { status, last_sent_at, nothing_sent_since }
}

fn platform_health(
    platform: &Platform,
    asked_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> PlatformHealth {
    let (status, detail, failing_since) = match platform.standing(now) {
        Standing::Up => (Status::Up, None, None),
        Standing::Unknown => (Status::Unknown, None, None),
        Standing::Failing { since } => {
            (Status::Down, Some("no message could be sent".to_owned()), Some(since))
        }
        Standing::Down { since, why } => (Status::Down, Some(why), Some(since)),
    };
    let last_sent_at = platform.sends.taken_at;
    PlatformHealth { status, detail, failing_since, last_sent_at, asked_at }
}

async fn health(State(state): State<Arc<HealthState>>) -> Response {
    let report = state.report().await;
    (code_for(report.status), Json(report)).into_response()
}

async fn live(State(state): State<Arc<HealthState>>) -> Response {
    let stuck = state.stuck().await;
    let status = Status::up_if(stuck.is_none());
    (code_for(status), Json(Liveness { status, stuck })).into_response()
}

async fn ready(State(state): State<Arc<HealthState>>) -> Response {
    let database = state.database().await;
    let status = database.status;
    (code_for(status), Json(Readiness { status, database })).into_response()
}

fn code_for(status: Status) -> StatusCode {
    match status {
        Status::Down => StatusCode::SERVICE_UNAVAILABLE,
        Status::Up | Status::Degraded | Status::Unknown => StatusCode::OK,
    }
}
