//! What a smart robot receives, the same by callback and by long connection (vendor pages 100719
//! and 101027).

use chat::{Attachment, ChatEvent, EventBody, MessageRef, Quoted, Refusal, Room, RoomKind, Sender};
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{attachment_of_kind, without_mention};
use crate::address;
use crate::reply::{Endpoint, ReplyRoute};
use crate::settings::{Robot, Settings};

/// The button of a card that was answered: it only shows that, and pressing it does nothing.
pub(crate) const SETTLED_KEY: &str = "watchbell-settled";

/// How a message came.
pub(crate) struct Arrival<'a> {
    pub(crate) endpoint: Endpoint,
    /// The `nonce` of the request, or the `req_id` of the frame.
    pub(crate) token: &'a str,
    /// When it was signed or read.
    pub(crate) at: DateTime<Utc>,
}

/// What a message of the robot turned out to be.
#[derive(Debug, PartialEq)]
pub(crate) enum News {
    /// Something happened.
    Event(Box<ChatEvent>),
    /// The platform asks how the stream of this name continues.
    StreamAsked(String),
    /// Another connection took this robot over.
    TakenOver,
    /// Nothing to act on; why.
    Ignored(&'static str),
}

/// Reads one message.
pub(crate) fn read(
    settings: &Settings,
    body: &Value,
    arrival: &Arrival<'_>,
) -> Result<News, Refusal> {
    let robot = settings.robot.as_ref().ok_or(Refusal::Malformed)?;
    let kind = text(body, &["msgtype"]).unwrap_or_default();
    if kind == "event"
        && text(body, &["event", "eventtype"]).as_deref() == Some("disconnected_event")
    {
        return Ok(News::TakenOver);
    }
    if text(body, &["aibotid"]).as_deref() != Some(robot.bot_id.as_str()) {
        return Err(Refusal::Malformed);
    }
    if kind == "stream" {
        return Ok(News::StreamAsked(text(body, &["stream", "id"]).ok_or(Refusal::Malformed)?));
    }
    let id = text(body, &["msgid"]).ok_or(Refusal::Malformed)?;
    let Some(sender) = sender(settings, body) else {
        return Ok(News::Ignored("a message of nobody"));
    };
    let Some(room) = room(body, &sender) else { return Ok(News::Ignored("a group without an id")) };
    let (event_body, task_id) = match kind.as_str() {
        "event" => match pressed(body) {
            Some((key, _)) if key == SETTLED_KEY => {
                return Ok(News::Ignored("a button of a card that is done"));
            }
            Some((key, task_id)) => {
                (EventBody::Action { key, message: task_id.clone().map(MessageRef) }, task_id)
            }
            None => return Ok(News::Ignored("an event without an act")),
        },
        _ => (said(robot, body, room.kind), None),
    };
    let route = ReplyRoute {
        endpoint: arrival.endpoint,
        room: room.address.clone(),
        message: id.clone(),
        account: sender.account.clone(),
        token: arrival.token.to_owned(),
        task_id,
        url: text(body, &["response_url"]),
    };
    Ok(News::Event(Box::new(ChatEvent {
        id: format!("robot:{id}"),
        platform: settings.name.clone(),
        room,
        sender,
        body: event_body,
        reply_to: Some(route.into_address(arrival.at)),
        sent_at: created_at(body).unwrap_or(arrival.at),
    })))
}

/// Somebody of another organisation is marked by it: user ids are unique inside one organisation
/// only.
fn sender(settings: &Settings, body: &Value) -> Option<Sender> {
    let id = text(body, &["from", "userid"]).filter(|id| id != "sys")?;
    let other =
        text(body, &["from", "corpid"]).filter(|corp| settings.corp_id.as_ref() != Some(corp));
    let account = other.map_or_else(|| id.clone(), |corp| format!("{corp}/{id}"));
    Some(Sender { account, display: id })
}

fn room(body: &Value, sender: &Sender) -> Option<Room> {
    if text(body, &["chattype"]).as_deref() == Some("group") {
        let chat = text(body, &["chatid"])?;
        return Some(Room { address: address::robot(&chat), kind: RoomKind::Group, title: None });
    }
    Some(Room { address: address::user(&sender.account), kind: RoomKind::Direct, title: None })
}

/// A group's message arrives only when it mentions the robot, so every message is addressed to it.
fn said(robot: &Robot, body: &Value, kind: RoomKind) -> EventBody {
    let words = words(body).unwrap_or_default();
    let text = match kind {
        RoomKind::Group => without_mention(&words, robot.display_name.as_deref()),
        RoomKind::Direct => words.trim().to_owned(),
    };
    match attachment(body).filter(|_| text.is_empty()) {
        Some(attachment) => EventBody::Wordless { attachment },
        None => EventBody::Message {
            text,
            addressed: true,
            mentioned: Vec::new(),
            quoted: body.get("quote").and_then(self::words).map(Quoted::Words),
            thread: None,
        },
    }
}

/// The words of a message or of one that it quotes, which has the same form.
fn words(body: &Value) -> Option<String> {
    match text(body, &["msgtype"])?.as_str() {
        "text" => text(body, &["text", "content"]),
        "voice" => text(body, &["voice", "content"]),
        "mixed" => {
            let parts: Vec<String> =
                items(body).filter_map(|item| text(item, &["text", "content"])).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        }
        _ => None,
    }
}

fn items(body: &Value) -> impl Iterator<Item = &Value> {
    body.pointer("/mixed/msg_item").and_then(Value::as_array).into_iter().flatten()
}

/// What a message holds besides words; none for one that holds words only.
fn attachment(body: &Value) -> Option<Attachment> {
    match text(body, &["msgtype"]).unwrap_or_default().as_str() {
        "text" => None,
        "mixed" => items(body).find_map(attachment),
        kind => Some(attachment_of_kind(kind)),
    }
}

/// Key and card of a pressed button. The vendor's own types show the fields flat, its documents
/// nested.
fn pressed(body: &Value) -> Option<(String, Option<String>)> {
    let event = body.get("event")?;
    if text(event, &["eventtype"]).as_deref() != Some("template_card_event") {
        return None;
    }
    let press = event.get("template_card_event").unwrap_or(event);
    Some((text(press, &["event_key"])?, text(press, &["task_id"])))
}

fn created_at(body: &Value) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_secs(body.get("create_time")?.as_i64()?)
}

/// A text at a path; none when it is absent or empty. Numbers are taken too.
fn text(body: &Value, path: &[&str]) -> Option<String> {
    match path.iter().try_fold(body, |value, field| value.get(field))? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
