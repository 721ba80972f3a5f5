//! From a frame to its answer: what is given to the sink, and what is said when that is done.

use std::future::pending;

use chat::{
    ChatEvent, EventBody, EventOutcome, EventSink, Inbound, Message, MessageKind, NotSaved, Now,
    Refusal,
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::frame::{CARD_TOPIC, Frame, Kind};
use crate::card::{self, press};
use crate::settings::{App, Settings, Stream};
use crate::{callback, event};

/// What the one who pressed reads on the card until its next change.
const TAKEN: &str = "✓";

/// Handles the frames of a connection.
pub(super) struct FrameHandler<'a> {
    pub(super) settings: &'a Settings,
    pub(super) app: &'a App,
    pub(super) stream: &'a Stream,
    pub(super) now: &'a Now,
    pub(super) sink: &'a dyn EventSink,
}

impl FrameHandler<'_> {
    /// The answer to a frame; none for a frame that wants none. An event is in it as taken only
    /// when it is stored.
    pub(super) async fn answer(&self, frame: Frame) -> Option<String> {
        if frame.is_news() {
            return Some(self.handle(&frame).await);
        }
        match (frame.kind, frame.topic.as_str()) {
            (Kind::System, "ping") => Some(frame.done(&frame.data)),
            // CONNECTED, REGISTERED, KEEPALIVE: news that nobody waits for an answer to.
            (Kind::System, _) => None,
            (Kind::Callback | Kind::Event | Kind::Other, topic) => {
                tracing::debug!(
                    platform = self.settings.name,
                    topic,
                    "a frame of an unknown topic"
                );
                Some(frame.unknown())
            }
        }
    }

    async fn handle(&self, frame: &Frame) -> String {
        match read(self.settings, self.app, frame, (self.now)()) {
            Ok(Inbound::Event(event)) => match self.offer(&event).await {
                Ok(outcome) => frame.done(&done(frame, &event, &outcome)),
                Err(not_saved) => {
                    tracing::error!(platform = self.settings.name, %not_saved, "an event could not be stored");
                    frame.not_saved()
                }
            },
            Ok(other) => {
                if let Inbound::Ignored(why) = other {
                    tracing::debug!(platform = self.settings.name, why, "ignored a frame");
                }
                frame.done(&nothing(frame))
            }
            Err(refusal) => {
                tracing::debug!(platform = self.settings.name, %refusal, "refused a frame");
                frame.malformed()
            }
        }
    }

    /// Offers an event until it is stored or the tries are used up. The sink knows an event by its
    /// id, so offering one twice does nothing twice.
    async fn offer(&self, event: &ChatEvent) -> Result<EventOutcome, NotSaved> {
        let mut outcome = self.sink.accept(event.clone()).await;
        for pause in &self.stream.second_tries {
            if outcome.is_ok() {
                break;
            }
            let _ = tokio::time::timeout(*pause, pending::<()>()).await;
            outcome = self.sink.accept(event.clone()).await;
        }
        outcome
    }
}

/// Reads a frame that brings news.
pub(super) fn read(
    settings: &Settings,
    app: &App,
    frame: &Frame,
    now: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    let made_at = frame.made_at.unwrap_or(now);
    match frame.kind {
        Kind::Event => {
            let (kind, id) = &frame.event;
            Ok(event::read(settings, kind, id, &frame.data, made_at))
        }
        _ if frame.topic == CARD_TOPIC => {
            press::read(settings, &frame.data, &frame.message_id, made_at)
        }
        _ => callback::read(settings, app, &frame.data, made_at),
    }
}

fn done(frame: &Frame, event: &ChatEvent, outcome: &EventOutcome) -> Value {
    match event.body {
        EventBody::Action { .. } => json!({"response": after_press(outcome.reply.as_ref())}),
        EventBody::Message { .. } | EventBody::Wordless { .. } | EventBody::Membership { .. } => {
            nothing(frame)
        }
    }
}

fn nothing(frame: &Frame) -> Value {
    match frame.kind {
        Kind::Event => json!({"status": "SUCCESS", "message": "ok"}),
        Kind::System | Kind::Callback | Kind::Other => json!({"response": null}),
    }
}

/// What the card shows at once. An answer that is a card replaces its variables for everybody; any
/// other answer is for the one who pressed. Without an answer they see that the press arrived; what
/// it changed comes as an edit.
fn after_press(answer: Option<&Message>) -> Value {
    let said = match answer {
        Some(card) if card.kind == MessageKind::Card => {
            return json!({"cardData": {"cardParamMap": card::variables(card)}});
        }
        Some(answer) => answer.plain_text(),
        None => TAKEN.to_owned(),
    };
    json!({"cardData": {"cardParamMap": {}}, "userPrivateData": {"cardParamMap": {"answer": said}}})
}
