//! Platforms that hold a connection of their own: connect, receive, connect again after a loss.
//!
//! A platform allows one such connection, or divides its messages among several; so it belongs to
//! the process that holds the engine's lease ([`RightToConnect`]), and the others stand by. Each
//! platform is asked once. One that uses webhooks says so and is left alone. A lost connection is
//! tried again after a pause that grows and is spread by chance, and so is one that somebody took
//! over although the right is here; a refusal is final, because more tries make it worse: it is
//! logged, counted and told on the health page. At shutdown the connections are the first to go: no
//! new event is taken, and those under way are finished. Start reading at [`Gateways::start`].

mod backoff;
mod right;
mod sink;
mod status;
mod supervisor;

use std::sync::Arc;
use std::time::Duration;

use chat::ChatPlatform;

use crate::actions::Random;
use crate::clock::Clock;
use crate::inbox::EventHandler;
use crate::shutdown::Shutdown;
use crate::web::GatewayPulse;
pub use right::RightToConnect;
use sink::GatewaySink;
use status::GatewayStatuses;
use supervisor::Supervisor;

/// The connections of all platforms, and their state.
pub struct Gateways {
    platforms: Vec<Arc<dyn ChatPlatform>>,
    handler: Arc<dyn EventHandler>,
    right: Arc<dyn RightToConnect>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    statuses: Arc<GatewayStatuses>,
}

impl Gateways {
    pub fn new(
        platforms: Vec<Arc<dyn ChatPlatform>>,
        handler: Arc<dyn EventHandler>,
        right: Arc<dyn RightToConnect>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        Self { platforms, handler, right, clock, random, statuses: Arc::default() }
    }

    /// Holds a connection to every platform that has one, until inbound is stopped. `time_limit` is
    /// how long one event may take.
    pub fn start(&self, shutdown: &Shutdown, time_limit: Duration) {
        for platform in &self.platforms {
            let stop = shutdown.stop_inbound.clone();
            let supervisor = Supervisor {
                inbound: Arc::new(GatewaySink::new(
                    platform.name(),
                    Arc::clone(&self.handler),
                    Arc::clone(&self.clock),
                    time_limit,
                    stop.clone(),
                )),
                platform: Arc::clone(platform),
                right: Arc::clone(&self.right),
                clock: Arc::clone(&self.clock),
                random: Arc::clone(&self.random),
                statuses: Arc::clone(&self.statuses),
                stop,
            };
            shutdown.inbound.spawn(supervisor.keep());
        }
    }
}

impl GatewayPulse for Gateways {
    fn trouble(&self, platform: &str) -> Option<String> {
        self.statuses.trouble(platform)
    }

    fn stands_by(&self, platform: &str) -> bool {
        self.statuses.stands_by(platform)
    }
}

#[cfg(test)]
mod tests;
