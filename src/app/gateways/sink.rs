//! Where a gateway's events come in: what `web::hooks` is for callbacks.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chat::{ChatEvent, Choice, EventOutcome, EventSink, NotSaved, Question};
use futures::FutureExt;
use metrics::{Counter, counter};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::web::EventHandler;

/// Hands events of one platform to the event handler, within a time limit, and counts what came of
/// them.
pub(super) struct GatewaySink {
    platform: String,
    handler: Arc<dyn EventHandler>,
    clock: Arc<dyn Clock>,
    time_limit: Duration,
    stop: CancellationToken,
    under_way: TaskTracker,
    received: Counter,
    not_saved: Counter,
    failed: Counter,
}

impl GatewaySink {
    pub(super) fn new(
        platform: &str,
        handler: Arc<dyn EventHandler>,
        clock: Arc<dyn Clock>,
        time_limit: Duration,
        stop: CancellationToken,
    ) -> Self {
        let name = platform.to_owned();
        Self {
            platform: name.clone(),
            handler,
            clock,
            time_limit,
            stop,
            under_way: TaskTracker::new(),
            received: counter!("watchbell_events_received_total", "via" => "gateway", "platform" => name.clone()),
            not_saved: counter!("watchbell_events_not_saved_total", "via" => "gateway", "platform" => name.clone()),
            failed: counter!("watchbell_events_failed_total", "via" => "gateway", "platform" => name),
        }
    }

    /// Ends when inbound was stopped and every event that had been taken by then is dealt with.
    pub(super) async fn drained(&self) {
        self.stop.cancelled().await;
        self.under_way.close();
        self.under_way.wait().await;
    }

    /// Hands one question to the event handler; an error says in a word why nothing came of it.
    async fn within_limits<T>(&self, asked: impl Future<Output = T>) -> Result<T, NotSaved> {
        let caught = AssertUnwindSafe(asked).catch_unwind();
        match tokio::time::timeout(self.time_limit, caught).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_panic)) => {
                tracing::error!(platform = self.platform, "an event failed with an internal error");
                self.failed.increment(1);
                Err(NotSaved("internal error".to_owned()))
            }
            Err(_elapsed) => {
                tracing::warn!(
                    platform = self.platform,
                    "an event took too long; the platform must deliver it again"
                );
                self.not_saved.increment(1);
                Err(NotSaved("it took too long".to_owned()))
            }
        }
    }
}

#[async_trait]
impl EventSink for GatewaySink {
    async fn accept(&self, event: ChatEvent) -> Result<EventOutcome, NotSaved> {
        let _under_way = self.under_way.token();
        if self.stop.is_cancelled() {
            self.not_saved.increment(1);
            return Err(NotSaved("the program is stopping".to_owned()));
        }
        let outcome = self.within_limits(self.handler.handle(event, self.clock.now())).await?;
        match &outcome {
            Ok(_) => self.received.increment(1),
            Err(not_saved) => {
                tracing::warn!(platform = self.platform, %not_saved, "the platform must deliver the event again");
                self.not_saved.increment(1);
            }
        }
        outcome
    }

    async fn suggest(&self, question: Question) -> Vec<Choice> {
        let asked = self.handler.suggest(question, self.clock.now());
        self.within_limits(asked).await.unwrap_or_default()
    }
}
