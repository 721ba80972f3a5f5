//! `/health`: the process, the database, the engine and each platform, told apart.
//!
//! The status is 503 when the database or the engine is down, because then nobody is paged. A
//! platform that is down makes the whole "degraded" and no more: restarting this process would not
//! bring it back. Platforms are asked at most twice a minute, however often somebody looks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::clock::Clock;
use crate::engine::platform_checks::PlatformChecks;
use crate::store::Store;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tells when the engine last checked what is due.
pub trait EnginePulse: Send + Sync {
    /// The instant of the last tick; none before the first.
    fn last_tick_at(&self) -> Option<DateTime<Utc>>;

    /// The ids of groups from which no message ever came, though some should.
    fn silent_groups(&self) -> Vec<String> {
        Vec::new()
    }

    /// What waits to be sent, as far as this process sends it.
    fn backlog(&self) -> Backlog;
}

/// What waits to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    pub messages: usize,
    /// Since when the oldest of those due is due.
    pub oldest_due_at: Option<DateTime<Utc>>,
    /// How many could not be delivered, ever.
    pub dead: i64,
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
    pub(super) pulse: Arc<dyn EnginePulse>,
    pub(super) gateways: Arc<dyn GatewayPulse>,
    pub(super) platform_checks: Arc<PlatformChecks>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) started_at: DateTime<Utc>,
    /// The engine is down when it has not ticked for so long.
    pub(super) stalled_after: TimeDelta,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Up,
    Degraded,
    Down,
    Unknown,
}

#[derive(Debug, Serialize)]
struct Report {
    status: Status,
    process: ProcessHealth,
    database: DatabaseHealth,
    engine: EngineHealth,
    platforms: BTreeMap<String, PlatformHealth>,
    /// Groups from which no message ever came. It is for the operators to look at, and makes
    /// nothing else unhealthy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    silent_groups: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ProcessHealth {
    status: Status,
    version: &'static str,
    started_at: DateTime<Utc>,
    uptime_seconds: i64,
}

#[derive(Debug, Serialize)]
struct DatabaseHealth {
    status: Status,
}

#[derive(Debug, Serialize)]
struct EngineHealth {
    status: Status,
    last_tick_at: Option<DateTime<Utc>>,
    age_seconds: i64,
}

/// What a platform said when it was asked.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PlatformHealth {
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    asked_at: DateTime<Utc>,
}

impl HealthState {
    pub(super) fn router(self) -> Router {
        Router::new().route("/health", get(health)).with_state(Arc::new(self))
    }

    async fn report(&self) -> Report {
        let now = self.clock.now();
        let database = self.database().await;
        let engine = self.engine(now);
        let platforms = self.with_troubles(self.platforms().await);
        let status = if database.status == Status::Down || engine.status == Status::Down {
            Status::Down
        } else if platforms.values().any(|platform| platform.status == Status::Down) {
            Status::Degraded
        } else {
            Status::Up
        };
        let (process, silent_groups) = (self.process(now), self.pulse.silent_groups());
        Report { status, process, database, engine, platforms, silent_groups }
    }

    fn process(&self, now: DateTime<Utc>) -> ProcessHealth {
        let uptime_seconds = (now - self.started_at).num_seconds();
        let version = env!("CARGO_PKG_VERSION");
        ProcessHealth { status: Status::Up, version, started_at: self.started_at, uptime_seconds }
    }

    /// Why it does not answer goes to the log: the page is open and the error may name hosts.
    async fn database(&self) -> DatabaseHealth {
        let status = match tokio::time::timeout(PATIENCE, self.store.check()).await {
            Ok(Ok(())) => Status::Up,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the database does not respond");
                Status::Down
            }
            Err(_elapsed) => Status::Down,
        };
        DatabaseHealth { status }
    }

    /// Before its first tick the engine is as old as the process.
    fn engine(&self, now: DateTime<Utc>) -> EngineHealth {
        let last_tick_at = self.pulse.last_tick_at();
        let age = now - last_tick_at.unwrap_or(self.started_at);
        let status = if age > self.stalled_after { Status::Down } else { Status::Up };
        EngineHealth { status, last_tick_at, age_seconds: age.num_seconds() }
    }

    /// A platform whose connection is in trouble receives nothing, whatever it said when it was
    /// asked.
    fn with_troubles(
        &self,
        mut platforms: BTreeMap<String, PlatformHealth>,
    ) -> BTreeMap<String, PlatformHealth> {
        for (name, platform) in &mut platforms {
            if let Some(trouble) = self.gateways.trouble(name) {
                platform.status = Status::Down;
                platform.detail = Some(trouble);
            } else if self.gateways.stands_by(name) {
                platform.status = Status::Up;
                platform.detail = Some("another process holds the connection".to_owned());
            }
        }
        platforms
    }

    async fn platforms(&self) -> BTreeMap<String, PlatformHealth> {
        let (asked_at, answers) = self.platform_checks.answers().await;
        answers.into_iter().map(|(name, health)| (name, told(health, asked_at))).collect()
    }
}

fn told(health: chat::Health, asked_at: DateTime<Utc>) -> PlatformHealth {
    let (status, detail) = match health {
        chat::Health::Up => (Status::Up, None),
        chat::Health::Unknown => (Status::Unknown, None),
        chat::Health::Down(why) => (Status::Down, Some(why)),
    };
    PlatformHealth { status, detail, asked_at }
}

async fn health(State(state): State<Arc<HealthState>>) -> Response {
    let report = state.report().await;
    let code = if report.status == Status::Down {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    };
    (code, Json(report)).into_response()
}
