//! The program's HTTP side: callbacks of chat platforms in, health and metrics out.
//!
//! `hooks` is the hot path and carries no layers; the pages for operators carry request ids, a time
//! limit and a catch for panics. Nothing here decides anything about incidents: that is the
//! [`EventHandler`]'s. Start reading at [`router`].

mod connection;
mod exposition;
mod health;
mod hooks;
mod limits;
pub mod links;
mod server;

use std::sync::Arc;

use axum::Router;
use chat::ChatPlatform;
use chrono::TimeDelta;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::task::TaskTracker;

pub use health::{EnginePulse, GatewayPulse};
pub use limits::{Limits, guarded};
pub use server::{ConnectionLimits, serve};

use crate::clock::Clock;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::save_check::SaveCheck;
use crate::inbox::EventHandler;
use crate::store::Store;
use exposition::Exposition;
use health::HealthState;
use hooks::Hooks;

pub struct Web {
    pub platforms: Vec<Arc<dyn ChatPlatform>>,
    /// Tells how the platforms are.
    pub platform_checks: Arc<PlatformChecks>,
    pub handler: Arc<dyn EventHandler>,
    pub store: Store,
    /// Tells whether something can be saved.
    pub save_check: Arc<SaveCheck>,
    pub pulse: Arc<dyn EnginePulse>,
    pub gateways: Arc<dyn GatewayPulse>,
    pub clock: Arc<dyn Clock>,
    pub limits: Limits,
    /// A worker without which nobody is paged is down when it had no success for so long.
    pub stalled_after: TimeDelta,
    /// Gets the tasks that outlive their requests.
    pub late: TaskTracker,
}

/// All routes of the program's own but the metrics.
pub fn router(web: Web) -> Router {
    let Web {
        platforms,
        platform_checks,
        handler,
        store,
        save_check,
        pulse,
        gateways,
        clock,
        limits,
        stalled_after,
        late,
    } = web;
    let hooks = Hooks::new(&platforms, handler, Arc::clone(&clock), limits, late);
    let started_at = clock.now();
    let health = HealthState {
        store,
        save_check,
        pulse,
        gateways,
        platform_checks,
        clock,
        started_at,
        stalled_after,
    };
    hooks.router().merge(guarded(health.router(), limits))
}

/// `/metrics`, for a listener of its own: the figures are for the operator and not for whoever can
/// reach the hooks. The recorder must have been installed before anything else is made: counters
/// that are made earlier count nowhere.
pub fn metrics_router(
    handle: PrometheusHandle,
    pulse: Arc<dyn EnginePulse>,
    save_check: Arc<SaveCheck>,
    clock: Arc<dyn Clock>,
    limits: Limits,
) -> Router {
    let started_at = clock.now();
    guarded(Exposition { handle, pulse, save_check, clock, started_at }.router(), limits)
}

#[cfg(test)]
mod tests;
