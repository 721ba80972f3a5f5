//! One frame: a command with its `req_id` and body, or the answer to one.

use chat::{Inbound, Refusal};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{EVENT, MESSAGE};
use crate::callback::robot::{self, Arrival, News};
use crate::reply::Endpoint;
use crate::settings::Settings;

/// A frame that came.
#[derive(Debug, PartialEq)]
pub(super) enum Frame {
    /// The platform tells something.
    Told { cmd: String, req_id: String, body: Value },
    /// The answer to a frame of ours.
    Answered { req_id: String, errcode: i64 },
}

/// Reads a frame; none when it is neither.
pub(super) fn read(text: &str) -> Option<Frame> {
    let mut frame: Value = serde_json::from_str(text).ok()?;
    let req_id = frame["headers"]["req_id"].as_str()?.to_owned();
    match frame["cmd"].as_str().filter(|cmd| !cmd.is_empty()) {
        Some(cmd) => Some(Frame::Told { cmd: cmd.to_owned(), req_id, body: frame["body"].take() }),
        None => Some(Frame::Answered { req_id, errcode: crate::response::errcode(&frame)? }),
    }
}

/// What the platform tells by a frame; none where it is nothing that people did.
pub(super) fn news(
    settings: &Settings,
    cmd: &str,
    req_id: &str,
    body: &Value,
    now: DateTime<Utc>,
) -> Option<Result<News, Refusal>> {
    let arrival = Arrival { endpoint: Endpoint::Socket, token: req_id, at: now };
    [MESSAGE, EVENT].contains(&cmd).then(|| robot::read(settings, body, &arrival))
}

/// What the text of a frame brings in, as the long connection reads it. None for a text that is no
/// frame; a refused one changes nothing.
pub fn read_frame(
    settings: &Settings,
    text: &str,
    now: DateTime<Utc>,
) -> Option<Result<Inbound, Refusal>> {
    let nothing = || Ok(Inbound::Ignored("a frame about the connection"));
    let Frame::Told { cmd, req_id, body } = read(text)? else { return Some(nothing()) };
    let Some(news) = news(settings, &cmd, &req_id, &body, now) else { return Some(nothing()) };
    Some(news.and_then(|news| match news {
        News::Event(event) => Ok(Inbound::Event(event)),
        News::Ignored(why) => Ok(Inbound::Ignored(why)),
        News::TakenOver | News::StreamAsked(_) => nothing(),
    }))
}

/// Writes a frame; a ping has no body.
pub(super) fn write(cmd: &str, req_id: &str, body: Option<&Value>) -> String {
    let mut frame = json!({"cmd": cmd, "headers": {"req_id": req_id}});
    if let Some(body) = body {
        frame["body"] = body.clone();
    }
    frame.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_and_what_is_answered_are_told_apart() {
        let told =
            read(r#"{"cmd":"aibot_msg_callback","headers":{"req_id":"r1"},"body":{"msgid":"m"}}"#);
        let (cmd, req_id) = ("aibot_msg_callback".to_owned(), "r1".to_owned());
        assert_eq!(told, Some(Frame::Told { cmd, req_id, body: json!({"msgid": "m"}) }));
        let answered = read(r#"{"headers":{"req_id":"r2"},"errcode":93006,"errmsg":"x"}"#);
        assert_eq!(answered, Some(Frame::Answered { req_id: "r2".into(), errcode: 93_006 }));
        for odd in ["", "{}", r#"{"headers":{"req_id":"r"}}"#, r#"{"cmd":"x"}"#, "[1]"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
