//! Frames: what comes down a socket, and how each is answered.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::response::{number, text};

/// Messages to the robot.
pub const MESSAGE_TOPIC: &str = "/v1.0/im/bot/messages/get";

/// Presses on cards.
pub const CARD_TOPIC: &str = "/v1.0/card/instances/callback";

/// A frame of the platform.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) topic: String,
    /// The platform's name for the frame; its answer carries the same.
    pub(super) message_id: String,
    /// What happened, and its id, for events of the organisation; else empty.
    pub(super) event: (String, String),
    /// When the platform says it was made.
    pub(super) made_at: Option<DateTime<Utc>>,
    /// The JSON within `data`; `Null` where it is none.
    pub(super) data: Value,
}

/// What a frame is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The connection itself.
    System,
    /// Something that happened in the organisation. It is brought again until it is answered.
    Event,
    /// Something a person did to the robot. It is brought once.
    Callback,
    /// Nothing this adapter knows.
    Other,
}

impl Frame {
    /// Reads a frame; `None` when it is not even one that could be answered.
    pub(super) fn read(json: &str) -> Option<Self> {
        let frame: Value = serde_json::from_str(json).ok()?;
        let headers = frame.get("headers")?;
        let message_id = text(headers, "messageId");
        let kind = match text(&frame, "type").as_str() {
            "SYSTEM" => Kind::System,
            "EVENT" => Kind::Event,
            "CALLBACK" => Kind::Callback,
            _ => Kind::Other,
        };
        Some(Self {
            kind,
            topic: text(headers, "topic"),
            event: (text(headers, "eventType"), text(headers, "eventId")),
            made_at: number(headers, "time").and_then(DateTime::from_timestamp_millis),
            data: data(&frame),
            message_id: Some(message_id).filter(|id| !id.is_empty())?,
        })
    }

    /// Whether it brings something that people or the organisation did.
    pub(super) fn is_news(&self) -> bool {
        match self.kind {
            Kind::Event => true,
            Kind::Callback => [MESSAGE_TOPIC, CARD_TOPIC].contains(&self.topic.as_str()),
            Kind::System | Kind::Other => false,
        }
    }

    /// Whether the platform asks to come again on another connection.
    pub(super) fn is_disconnect(&self) -> bool {
        self.kind == Kind::System && self.topic == "disconnect"
    }

    /// The answer which says that all is well.
    pub(super) fn done(&self, data: &Value) -> String {
        self.answer(200, "OK", data)
    }

    /// The answer for a topic nobody asked for.
    pub(super) fn unknown(&self) -> String {
        self.answer(404, "unknown topic", &json!({"response": null}))
    }

    /// The answer for a body that is not in the platform's form or not for this robot.
    pub(super) fn malformed(&self) -> String {
        self.answer(400, "malformed", &json!({"response": null}))
    }

    /// The answer after which the platform may bring the same again.
    pub(super) fn not_saved(&self) -> String {
        match self.kind {
            Kind::Event => self.done(&json!({"status": "LATER", "message": "not saved"})),
            Kind::System | Kind::Callback | Kind::Other => {
                self.answer(500, "not saved", &json!({"response": null}))
            }
        }
    }

    fn answer(&self, code: u16, message: &str, data: &Value) -> String {
        json!({
            "code": code,
            "headers": {"contentType": "application/json", "messageId": self.message_id},
            "message": message,
            "data": data.to_string(),
        })
        .to_string()
    }
}

/// `data` is a text that holds JSON.
fn data(frame: &Value) -> Value {
    match frame.get("data") {
        Some(Value::String(json)) => serde_json::from_str(json).unwrap_or_default(),
        Some(data) => data.clone(),
        None => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample of the protocol page.
    const SAMPLE: &str = r#"{"specVersion":"1.0","type":"CALLBACK","headers":{"appId":"a","connectionId":"c",
        "contentType":"application/json","messageId":"m1","time":"1750000000000",
        "topic":"/v1.0/im/bot/messages/get"},"data":"{\"msgId\":\"x\"}"}"#;

    #[test]
    fn the_vendors_sample_is_read_and_answered_as_the_vendor_answers() {
        let frame = Frame::read(SAMPLE).unwrap();
        assert_eq!((frame.kind, frame.topic.as_str()), (Kind::Callback, MESSAGE_TOPIC));
        assert_eq!(frame.made_at, DateTime::from_timestamp_millis(1_750_000_000_000));
        assert_eq!(frame.data, json!({"msgId": "x"}));
        let answer: Value = serde_json::from_str(&frame.done(&json!({"response": null}))).unwrap();
        assert_eq!(
            answer,
            json!({"code": 200, "headers": {"contentType": "application/json", "messageId": "m1"},
                   "message": "OK", "data": "{\"response\":null}"})
        );
    }

    #[test]
    fn odd_frames_are_read_as_far_as_they_go() {
        for unreadable in
            ["", "[]", "{}", r#"{"headers":{}}"#, r#"{"type":"EVENT","headers":{"topic":"t"}}"#]
        {
            assert_eq!(Frame::read(unreadable), None, "{unreadable}");
        }
        let odd =
            Frame::read(r#"{"type":"NEWS","headers":{"messageId":7,"time":5},"data":"not json"}"#)
                .unwrap();
        assert_eq!((odd.kind, odd.message_id.as_str(), odd.data), (Kind::Other, "7", Value::Null));
    }

    #[test]
    fn what_was_not_saved_is_asked_for_again_in_the_words_of_its_kind() {
        let callback = Frame::read(SAMPLE).unwrap();
        let event = Frame { kind: Kind::Event, ..callback.clone() };
        assert!(callback.not_saved().contains(r#""code":500"#));
        let later = event.not_saved();
        assert!(later.contains(r#""code":200"#) && later.contains("LATER"), "{later}");
    }
}
