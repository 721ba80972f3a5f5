//! The live stream: every message and edit in order, and a nudge when the state changed.
//!
//! A stream holds only the place up to which it has told; what comes after is read from the
//! transcript when the pulse beats. So nothing is lost to a slow reader, and a reader who comes
//! back with `Last-Event-ID` continues where it stopped.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures::Stream;
use serde::Deserialize;
use tokio::sync::watch;

use super::Sandbox;
use super::error::Parameters;
use crate::platform::SandboxPlatform;
use crate::record::Record;
use crate::transcript::Pulse;

/// How long a browser waits before it connects again.
const RECONNECT: Duration = Duration::from_secs(1);

/// Where a reader who brings no `Last-Event-ID` begins.
#[derive(Debug, Deserialize)]
pub(super) struct Begin {
    /// The place after which to tell; only what is new when absent.
    after: Option<u64>,
}

pub(super) async fn stream(
    State(sandbox): State<Sandbox>,
    headers: HeaderMap,
    Parameters(begin): Parameters<Begin>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let last_id = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let telling = Telling::new(sandbox.platform, last_id, begin.after);
    Sse::new(futures::stream::unfold(telling, next)).keep_alive(KeepAlive::default())
}

/// One reader's stream.
struct Telling {
    platform: Arc<SandboxPlatform>,
    watch: watch::Receiver<Pulse>,
    told: Pulse,
    waiting: VecDeque<Event>,
}

impl Telling {
    fn new(platform: Arc<SandboxPlatform>, last_id: Option<&str>, after: Option<u64>) -> Self {
        let watch = platform.transcript.watch();
        let mut told = *watch.borrow();
        let mut first = Event::default().retry(RECONNECT).comment("the sandbox");
        match last_id.map(|id| place_told(id, &platform.process(), told.revision)) {
            Some(Some(place)) => told.revision = place,
            Some(None) => {
                // The reader knew an earlier process, whose messages may be gone: it begins anew.
                first = first.event("reset").data("{}");
                told.revision = 0;
            }
            None => told.revision = after.unwrap_or(told.revision),
        }
        Self { platform, watch, told, waiting: VecDeque::from([first]) }
    }

    fn collect(&mut self, pulse: Pulse) {
        for record in self.platform.transcript.changed_after(self.told.revision) {
            self.waiting.push_back(message_event(
                &self.platform.process(),
                &record,
                self.told.revision,
            ));
            self.told.revision = record.revision;
        }
        if pulse.state != self.told.state {
            self.told.state = pulse.state;
            self.waiting.push_back(Event::default().event("state-changed").data("{}"));
        }
    }
}

async fn next(mut telling: Telling) -> Option<(Result<Event, Infallible>, Telling)> {
    loop {
        if let Some(event) = telling.waiting.pop_front() {
            return Some((Ok(event), telling));
        }
        let pulse = *telling.watch.borrow_and_update();
        if pulse.closed {
            return None;
        }
        telling.collect(pulse);
        if telling.waiting.is_empty() {
            telling.watch.changed().await.ok()?;
        }
    }
}

/// `message` when the reader has not seen it yet, `edited` when an earlier form of it was told.
fn message_event(process: &str, record: &Record, told: u64) -> Event {
    let name = if record.seq <= told { "edited" } else { "message" };
    let event = Event::default().event(name).id(format!("{process}.{}", record.revision));
    event.json_data(record).unwrap_or_else(|error| {
        tracing::error!(%error, seq = record.seq, "a message could not be told");
        Event::default().comment("a message could not be told")
    })
}

/// The place in the id of an event, when it is one of ours: `<process>.<place>`, or the place
/// alone.
fn place_told(id: &str, process: &str, newest: u64) -> Option<u64> {
    let place = match id.split_once('.') {
        Some((known, place)) if known == process => place,
        Some(_) => return None,
        None => id,
    };
    place.parse().ok().filter(|place| *place <= newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_another_process_begins_anew() {
        let table = [
            ("0a.7", Some(7)),
            ("7", Some(7)),
            ("0b.7", None),
            ("0a.9", None),
            ("9", None),
            ("0a.", None),
            ("", None),
        ];
        for (id, place) in table {
            assert_eq!(place_told(id, "0a", 8), place, "{id:?}");
        }
    }
}
