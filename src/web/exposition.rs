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
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;

use super::health::EnginePulse;
use crate::clock::Clock;

pub(super) struct Exposition {
    pub(super) handle: PrometheusHandle,
    pub(super) pulse: Arc<dyn EnginePulse>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Exposition {
    pub(super) fn router(self) -> Router {
        Router::new().route("/metrics", get(metrics_page)).with_state(Arc::new(self))
    }

    /// The figures that are asked for and not counted. Only the process that sends knows the
    /// backlog; the others say nothing waits.
    fn set_figures(&self) {
        let now = self.clock.now();
        if let Some(tick) = self.pulse.last_tick_at() {
            gauge!("watchbell_engine_age_seconds").set(seconds((now - tick).num_milliseconds()));
        }
        let backlog = self.pulse.backlog();
        let waits =
            backlog.oldest_due_at.map_or(0, |due_at| (now - due_at).num_milliseconds().max(0));
        gauge!("watchbell_outbox_waiting").set(count(backlog.messages));
        gauge!("watchbell_outbox_oldest_seconds").set(seconds(waits));
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
