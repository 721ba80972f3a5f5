//! One door for every inbound event, whichever way it comes in: a web hook, a gateway or a signed
//! link.
//!
//! An event gets so much time and no more, a panic ends with the event that caused it, and what
//! came of it is counted. Nothing is answered as taken before it is saved: what fails here has to
//! be delivered again. Nothing here decides anything about incidents: that is the
//! [`EventHandler`]'s.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_trait::async_trait;
use chat::{ChatEvent, Choice, EventOutcome, NotSaved, Question};
use chrono::{DateTime, Utc};
use futures::FutureExt;
use metrics::{Counter, counter};

use crate::worker::at_most;

/// Takes what people did in chat.
#[async_trait]
pub trait EventHandler: Send + Sync {
    /// Decides and commits what an event asks for. An event that was handled before gets the answer
    /// it got then.
    ///
    /// Dropping the future gives up waiting for the answer, not the commit.
    async fn handle(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<EventOutcome, NotSaved>;

    /// What fits where somebody is typing an option of a command, the best first.
    async fn suggest(&self, question: Question, now: DateTime<Utc>) -> Vec<Choice> {
        let _ = (question, now);
        Vec::new()
    }
}

/// The way by which events come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Way {
    /// The platform calls in.
    Webhook,
    /// The platform sends them over a connection of its own.
    Gateway,
    /// Somebody uses a page behind a signed link.
    Link,
}

/// Why an event came to no end of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CutOff {
    #[error("internal error")]
    Panic,
    #[error("it took too long")]
    TimeLimit,
}

impl From<CutOff> for NotSaved {
    fn from(why: CutOff) -> Self {
        Self(why.to_string())
    }
}

/// Where the events of one platform come in by one way. The counters are looked up once and not for
/// each event.
#[derive(Clone)]
pub struct Endpoint {
    platform: String,
    time_limit: Duration,
    received: Counter,
    not_saved: Counter,
    failed: Counter,
}

impl Endpoint {
    /// `time_limit` is how long one event may take.
    pub fn new(way: Way, platform: &str, time_limit: Duration) -> Self {
        let (via, name): (&'static str, _) = (way.into(), platform.to_owned());
        Self {
            platform: name.clone(),
            time_limit,
            received: counter!("watchbell_events_received_total", "via" => via, "platform" => name.clone()),
            not_saved: counter!("watchbell_events_not_saved_total", "via" => via, "platform" => name.clone()),
            failed: counter!("watchbell_events_failed_total", "via" => via, "platform" => name),
        }
    }

    /// Lets an event be handled within the limits, and counts what came of it.
    pub async fn take<T>(
        &self,
        handled: impl Future<Output = Result<T, NotSaved>>,
    ) -> Result<T, NotSaved> {
        let handled = self.within_limits(handled).await?;
        self.count(&handled);
        handled
    }

    /// Runs something for the platform: neither longer than the limit, nor any further than its own
    /// panic.
    pub async fn within_limits<T>(&self, asked: impl Future<Output = T>) -> Result<T, CutOff> {
        match at_most(self.time_limit, AssertUnwindSafe(asked).catch_unwind()).await {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(_panic)) => {
                self.fail();
                Err(CutOff::Panic)
            }
            None => {
                let platform = &self.platform;
                tracing::warn!(
                    platform,
                    "an event took too long; the platform must deliver it again"
                );
                self.not_saved.increment(1);
                Err(CutOff::TimeLimit)
            }
        }
    }

    /// Counts what came of an event.
    pub fn count<T>(&self, handled: &Result<T, NotSaved>) {
        match handled {
            Ok(_) => self.received.increment(1),
            Err(not_saved) => {
                let platform = &self.platform;
                tracing::warn!(platform, %not_saved, "the platform must deliver the event again");
                self.not_saved.increment(1);
            }
        }
    }

    /// Counts an event that was not even looked at.
    pub fn turn_away(&self) {
        self.not_saved.increment(1);
    }

    /// Counts an event that ended in a panic.
    pub fn fail(&self) {
        tracing::error!(platform = self.platform, "an event failed with an internal error");
        self.failed.increment(1);
    }
}
