//! `/metrics`: the figures in the text form of Prometheus.
//!
//! What only the database knows is asked when somebody looks, so that a figure is never older than
//! its page.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::{DateTime, Utc};
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;

use super::health::EnginePulse;
use crate::clock::Clock;
use crate::engine::save_check::SaveCheck;
use crate::engine::verdict;

pub(super) struct Exposition {
    pub(super) handle: PrometheusHandle,
    pub(super) pulse: Arc<dyn EnginePulse>,
    pub(super) save_check: Arc<SaveCheck>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) started_at: DateTime<Utc>,
}

impl Exposition {
    pub(super) fn router(self) -> Router {
        Router::new().route("/metrics", get(metrics_page)).with_state(Arc::new(self))
    }

    /// The figures that are asked for and not counted. A process knows the
    /// backlog of the partitions it holds, and how its own calls to platforms go.
    fn set_figures(&self) {
        let (now, status) = (self.clock.now(), self.pulse.status());
        let age = |since: Option<DateTime<Utc>>| {
            seconds(since.map_or(0, |since| (now - since).num_milliseconds().max(0)))
        };
        let (_, idle_since) = verdict::slowest(&status, self.started_at);
        gauge!("watchbell_engine_age_seconds").set(age(Some(idle_since)));
        gauge!("watchbell_not_saving_seconds").set(age(self.save_check.last().failing_since));
        for (platform, sends) in status.sends {
            let failing = age(sends.failing_since(now));
            gauge!("watchbell_platform_failing_seconds", "platform" => platform).set(failing);
        }
        gauge!("watchbell_partitions_held").set(count(status.partitions));
        let backlog = status.backlog;
        gauge!("watchbell_outbox_waiting").set(count(backlog.messages));
        gauge!("watchbell_outbox_oldest_seconds").set(age(backlog.oldest_due_at));
        gauge!("watchbell_outbox_dead").set(count(usize::try_from(backlog.dead).unwrap_or(0)));
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a gauge is a float, and no age needs more than 52 bits"
)]
fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a gauge is a float, and no count of rows needs more than 52 bits"
)]
fn count(rows: usize) -> f64 {
    rows as f64
}

async fn metrics_page(State(exposition): State<Arc<Exposition>>) -> impl IntoResponse {
    exposition.set_figures();
    exposition.handle.run_upkeep();
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        exposition.handle.render(),
    )
}
