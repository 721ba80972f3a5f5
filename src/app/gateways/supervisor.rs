//! The loop around one platform's connection.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chat::{ChatPlatform, ConnectError, EventSink};
use futures::FutureExt;
use metrics::counter;
use tokio_util::sync::CancellationToken;

use super::backoff;
use super::right::RightToConnect;
use super::sink::GatewaySink;
use super::status::GatewayStatuses;
use crate::actions::Random;
use crate::clock::Clock;
use crate::worker::at_most;

/// How often it is asked whether the right is here.
const ASKED_EVERY: Duration = Duration::from_secs(1);
/// How long a process that has lost the right still reads what the platform sent to it: after a
/// freeze that is what nobody else will hear.
const READS_ON: Duration = Duration::from_secs(2);

/// Keeps one platform connected.
pub(super) struct Supervisor {
    pub(super) platform: Arc<dyn ChatPlatform>,
    pub(super) inbound: Arc<GatewaySink>,
    pub(super) right: Arc<dyn RightToConnect>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) statuses: Arc<GatewayStatuses>,
    pub(super) stop: CancellationToken,
}

/// Why a connection is over.
enum Ended {
    /// There is nothing to hold, or it is time to stop.
    ForGood,
    Refused(String),
    Lost(String),
    TakenOver(String),
    /// Another process has the right now.
    Elsewhere,
}

impl Supervisor {
    /// Connects again and again, until there is no more reason to.
    pub(super) async fn keep(self) {
        let mut losses = 0;
        while self.has_right().await {
            let began_at = self.clock.now();
            let ended = self.hold().await;
            losses = backoff::losses_after(losses, self.clock.now() - began_at);
            let pause = backoff::pause(losses, self.random.fraction());
            match ended {
                Ended::ForGood => return,
                Ended::Refused(why) => return self.give_up(&why),
                Ended::Elsewhere => losses = 0,
                Ended::Lost(why) => {
                    self.statuses.was_lost(self.platform.name(), &why);
                    self.rest(&why, "a connection was lost; retrying after a pause", pause).await;
                }
                Ended::TakenOver(why) => {
                    self.statuses.was_taken_over(self.platform.name(), &why);
                    self.rest(&why, "a connection was taken over; retrying after a pause", pause)
                        .await;
                }
            }
        }
    }

    /// Waits until the right is here, where there is a connection to have a right to; false when it
    /// is time to stop.
    async fn has_right(&self) -> bool {
        if !self.platform.holds_connection() {
            return !self.stop.is_cancelled();
        }
        while !self.stop.is_cancelled() {
            match self.right.is_here().await {
                Some(true) => return true,
                Some(false) => self.statuses.is_elsewhere(self.platform.name()),
                None => {}
            }
            at_most(ASKED_EVERY, self.stop.cancelled()).await;
        }
        false
    }

    /// Ends when another process has the right.
    async fn loses_right(&self) {
        loop {
            at_most(ASKED_EVERY, std::future::pending::<()>()).await;
            if self.right.is_here().await == Some(false) {
                return;
            }
        }
    }

    async fn hold(&self) -> Ended {
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
            return Ended::ForGood;
        }
        self.note_beginning();
        if let Some(ended) = ended {
            return how(ended);
        }
        tokio::select! {
            ended = &mut connection => return how(ended),
            () = self.inbound.drained() => return Ended::ForGood,
            () = self.loses_right() => {}
        }
        tracing::warn!(
            platform = self.platform.name(),
            "another process has the lease; the connection is given up"
        );
        at_most(READS_ON, connection).await;
        Ended::Elsewhere
    }

    fn note_beginning(&self) {
        counter!("watchbell_gateway_connections_total", "platform" => self.name()).increment(1);
        self.statuses.is_held(self.platform.name());
    }

    async fn rest(&self, why: &str, what: &str, pause: Duration) {
        tracing::warn!(
            platform = self.platform.name(),
            why,
            seconds = pause.as_secs_f64(),
            "{what}"
        );
        counter!("watchbell_gateway_connections_lost_total", "platform" => self.name())
            .increment(1);
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
fn how(ended: std::thread::Result<Result<(), ConnectError>>) -> Ended {
    match ended {
        Ok(Err(ConnectError::NotAGateway)) => Ended::ForGood,
        Ok(Err(ConnectError::Refused(why))) => Ended::Refused(why),
        Ok(Err(ConnectError::Lost(why))) => Ended::Lost(why),
        Ok(Err(ConnectError::TakenOver(why))) => Ended::TakenOver(why),
        Ok(Ok(())) => Ended::Lost("the connection ended".to_owned()),
        Err(_panic) => Ended::Lost("internal error".to_owned()),
    }
}
