//! `/health`: the process, the database, the engine and each platform, told apart.
//!
//! The status is 503 when the database or the engine is down, because then nobody is paged. A platform that
//! is down makes the whole "degraded" and no more: restarting this process would not bring it back. Platforms
//! are asked at most twice a minute, however often somebody looks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chat::ChatPlatform;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::store::Store;

/// How long an answer of a platform is good for.
const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(30);
/// How long the database or a platform may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tells when the engine last looked at what is due.
pub trait EnginePulse: Send + Sync {
    /// The instant of the last tick; none before the first.
    fn last_tick_at(&self) -> Option<DateTime<Utc>>;
}

/// Tells how the connections stand that platforms hold by themselves.
pub trait GatewayPulse: Send + Sync {
    /// What is wrong with a platform's connection, without secrets; none while it is held or there is none.
    fn trouble(&self, platform: &str) -> Option<String>;
}

/// Everything that health is asked of.
pub(super) struct HealthDesk {
    pub(super) store: Store,
    pub(super) pulse: Arc<dyn EnginePulse>,
    pub(super) gateways: Arc<dyn GatewayPulse>,
    pub(super) platforms: Vec<Arc<dyn ChatPlatform>>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) started_at: DateTime<Utc>,
    /// The engine is down when it has not ticked for so long.
    pub(super) stalled_after: TimeDelta,
    pub(super) last_asked: Mutex<Option<Answers>>,
}

/// What the platforms said, by name, and when they were asked.
type Answers = (DateTime<Utc>, BTreeMap<String, PlatformHealth>);

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

impl HealthDesk {
    pub(super) fn router(self) -> Router {
        Router::new().route("/health", get(health)).with_state(Arc::new(self))
    }

    async fn report(&self) -> Report {
        let now = self.clock.now();
        let database = self.database().await;
        let engine = self.engine(now);
        let platforms = self.with_troubles(self.platforms(now).await);
        let status = if database.status == Status::Down || engine.status == Status::Down {
            Status::Down
        } else if platforms.values().any(|platform| platform.status == Status::Down) {
            Status::Degraded
        } else {
            Status::Up
        };
        Report { status, process: self.process(now), database, engine, platforms }
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
                tracing::warn!(%error, "the database does not answer");
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

    /// A platform whose connection is in trouble hears nobody, whatever it said when it was asked.
    fn with_troubles(
        &self,
        mut platforms: BTreeMap<String, PlatformHealth>,
    ) -> BTreeMap<String, PlatformHealth> {
        for (name, platform) in &mut platforms {
            if let Some(trouble) = self.gateways.trouble(name) {
                platform.status = Status::Down;
                platform.detail = Some(trouble);
            }
        }
        platforms
    }

    async fn platforms(&self, now: DateTime<Utc>) -> BTreeMap<String, PlatformHealth> {
        let mut last_asked = self.last_asked.lock().await;
        if let Some((at, answers)) = &*last_asked
            && now - *at < ASK_AGAIN_AFTER
        {
            return answers.clone();
        }
        let asked = self.platforms.iter().map(|platform| ask(platform.as_ref(), now));
        let answers: BTreeMap<_, _> = futures::future::join_all(asked).await.into_iter().collect();
        *last_asked = Some((now, answers.clone()));
        answers
    }
}

async fn ask(platform: &dyn ChatPlatform, asked_at: DateTime<Utc>) -> (String, PlatformHealth) {
    let (status, detail) = match tokio::time::timeout(PATIENCE, platform.check()).await {
        Ok(chat::Health::Up) => (Status::Up, None),
        Ok(chat::Health::Unknown) => (Status::Unknown, None),
        Ok(chat::Health::Down(why)) => (Status::Down, Some(why)),
        Err(_elapsed) => (Status::Down, Some(format!("no answer within {} s", PATIENCE.as_secs()))),
    };
    (platform.name().to_owned(), PlatformHealth { status, detail, asked_at })
}

async fn health(State(desk): State<Arc<HealthDesk>>) -> Response {
    let report = desk.report().await;
    let code = if report.status == Status::Down { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (code, Json(report)).into_response()
}
