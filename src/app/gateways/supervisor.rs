//! The loop around one platform's connection.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chat::{ChatPlatform, ConnectError, EventSink};
use futures::FutureExt;
use metrics::counter;
use tokio_util::sync::CancellationToken;

use super::backoff;
use super::sink::GatewaySink;
use super::status::GatewayStatuses;
use crate::actions::Random;
use crate::clock::Clock;
use crate::worker::at_most;

/// Keeps one platform connected.
pub(super) struct Supervisor {
    pub(super) platform: Arc<dyn ChatPlatform>,
    pub(super) inbound: Arc<GatewaySink>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) statuses: Arc<GatewayStatuses>,
    pub(super) stop: CancellationToken,
}

/// Why a connection is over.
enum Over {
    /// There is nothing to hold, or it is time to stop.
    ForGood,
    Refused(String),
    Lost(String),
}

impl Supervisor {
    /// Connects again and again, until there is no more reason to.
    pub(super) async fn keep(self) {
        let mut losses = 0;
        while !self.stop.is_cancelled() {
            let began_at = self.clock.now();
            match self.hold().await {
                Over::ForGood => return,
                Over::Refused(why) => return self.give_up(&why),
                Over::Lost(why) => {
                    losses = backoff::losses_after(losses, self.clock.now() - began_at);
                    self.rest(&why, backoff::pause(losses, self.random.fraction())).await;
                }
            }
        }
    }

    async fn hold(&self) -> Over {
        let sink = Arc::clone(&self.inbound) as Arc<dyn EventSink>;
        let mut connection = AssertUnwindSafe(self.platform.connect(sink)).catch_unwind();
        // A platform without a connection says so at once. One that is still there after the first
        // look is held.
        let ended = tokio::select! {
            biased;
            ended = &mut connection => Some(ended),
            () = std::future::ready(()) => None,
        };
        if matches!(ended, Some(Ok(Err(ConnectError::NotAGateway)))) {
            return Over::ForGood;
        }
        self.note_beginning();
        if let Some(ended) = ended {
            return over(ended);
        }
        tokio::select! {
            ended = connection => over(ended),
            () = self.inbound.drained() => Over::ForGood,
        }
    }

    fn note_beginning(&self) {
        counter!("watchbell_gateway_connections_total", "platform" => self.name()).increment(1);
        self.statuses.is_held(self.platform.name());
    }

    async fn rest(&self, why: &str, pause: Duration) {
        let (platform, seconds) = (self.platform.name(), pause.as_secs_f64());
        tracing::warn!(platform, why, seconds, "a connection was lost; retrying after a pause");
        counter!("watchbell_gateway_connections_lost_total", "platform" => self.name())
            .increment(1);
        self.statuses.was_lost(platform, why);
        at_most(pause, self.stop.cancelled()).await;
    }

    fn give_up(&self, why: &str) {
        let platform = self.platform.name();
        tracing::error!(platform, why, "the platform refused the bot; no retry before a restart");
        counter!("watchbell_gateway_connections_refused_total", "platform" => self.name())
            .increment(1);
        self.statuses.was_refused(platform, why);
    }

    fn name(&self) -> String {
        self.platform.name().to_owned()
    }
}

/// `Err` stands for a panic.
fn over(ended: std::thread::Result<Result<(), ConnectError>>) -> Over {
    match ended {
        Ok(Err(ConnectError::NotAGateway)) => Over::ForGood,
        Ok(Err(ConnectError::Refused(why))) => Over::Refused(why),
        Ok(Err(ConnectError::Lost(why))) => Over::Lost(why),
        Ok(Ok(())) => Over::Lost("the connection ended".to_owned()),
        Err(_panic) => Over::Lost("internal error".to_owned()),
    }
}
