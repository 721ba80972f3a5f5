//! Where a gateway's events come in: what `web::hooks` is for callbacks.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chat::{ChatEvent, Choice, EventOutcome, EventSink, NotSaved, Question};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::Clock;
use crate::inbox::{Endpoint, EventHandler, Way};

/// Hands events of one platform over, until inbound is stopped.
pub(super) struct GatewaySink {
    endpoint: Endpoint,
    handler: Arc<dyn EventHandler>,
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
    under_way: TaskTracker,
}

impl GatewaySink {
    pub(super) fn new(
        platform: &str,
        handler: Arc<dyn EventHandler>,
        clock: Arc<dyn Clock>,
        time_limit: Duration,
        stop: CancellationToken,
    ) -> Self {
        let endpoint = Endpoint::new(Way::Gateway, platform, time_limit);
        Self { endpoint, handler, clock, stop, under_way: TaskTracker::new() }
    }

    /// Ends when inbound was stopped and every event that had been taken by then is dealt with.
    pub(super) async fn drained(&self) {
        self.stop.cancelled().await;
        self.under_way.close();
        self.under_way.wait().await;
    }
}

#[async_trait]
impl EventSink for GatewaySink {
    async fn accept(&self, event: ChatEvent) -> Result<EventOutcome, NotSaved> {
        let _under_way = self.under_way.token();
        if self.stop.is_cancelled() {
            self.endpoint.turn_away();
            return Err(NotSaved("the program is stopping".to_owned()));
        }
        self.endpoint.take(self.handler.handle(event, self.clock.now())).await
    }

    async fn suggest(&self, question: Question) -> Vec<Choice> {
        let asked = self.handler.suggest(question, self.clock.now());
        self.endpoint.within_limits(asked).await.unwrap_or_default()
    }
}
