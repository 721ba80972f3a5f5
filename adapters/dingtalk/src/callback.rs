//! Callbacks of the app robot: verified by their headers, then read with patience for odd types.
//!
//! The vendor signs the timestamp only, not the body (vendor page on receiving messages). So
//! besides the signature the robot code and the organisation are compared, the window can be
//! narrowed by settings, and the caller remembers message ids.

use chat::signature::{hmac_sha256_base64, instant_from_millis, is_fresh, is_same};
use chat::{
    ChatEvent, EventBody, Inbound, Quoted, RawRequest, Refusal, ReplyAddress, Room, RoomKind,
    Sender,
};
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret as _;
use serde_json::Value;

use crate::address::{self, UNLISTED};
use crate::response::{number, text};
use crate::session;
use crate::settings::{App, Settings};

/// Longest callback body that is read.
pub const LONGEST_BODY_BYTES: usize = 256 * 1024;

/// Verifies a callback and turns it into an event.
pub fn receive(
    settings: &Settings,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    if request.body.len() > LONGEST_BODY_BYTES {
        return Err(Refusal::TooLarge);
    }
    // An app in Stream mode is not called back, so whoever calls is not DingTalk; and without an
    // app there is no secret anything could be signed with.
    if settings.stream.is_some() {
        return Err(Refusal::BadSignature);
    }
    let app = settings.app.as_ref().ok_or(Refusal::BadSignature)?;
    let signed_at = verify(settings, app, request, now)?;
    let body: Value = serde_json::from_slice(&request.body).map_err(|_| Refusal::Malformed)?;
    read(settings, app, &body, signed_at)
}

/// Turns a message of a source that is already believed into an event; `sent_at` stands in where it
/// names none.
pub(crate) fn read(
    settings: &Settings,
    app: &App,
    body: &Value,
    sent_at: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    if !is_meant_for(settings, app, body) {
        return Err(Refusal::Malformed);
    }
    parse(settings, body, sent_at)
}

/// The signature is made over the header's own text, so the number is not re-formatted before the
/// check.
fn verify(
    settings: &Settings,
    app: &App,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Refusal> {
    let stamp = request.header("timestamp").ok_or(Refusal::Missing)?;
    let sign = request.header("sign").ok_or(Refusal::Missing)?;
    let secret = app.secret.expose_secret().as_bytes();
    let expected = hmac_sha256_base64(secret, &[stamp.as_bytes(), b"\n", secret]);
    if !is_same(expected.as_bytes(), sign.as_bytes()) {
        return Err(Refusal::BadSignature);
    }
    let signed_at = instant_from_millis(stamp).ok_or(Refusal::Malformed)?;
    if is_fresh(signed_at, now, settings.window) { Ok(signed_at) } else { Err(Refusal::Expired) }
}

fn is_meant_for(settings: &Settings, app: &App, body: &Value) -> bool {
    let for_robot = text(body, "robotCode") == app.robot_code;
    let for_corp =
        settings.corp_id.as_ref().is_none_or(|corp_id| text(body, "chatbotCorpId") == *corp_id);
    for_robot && for_corp
}

fn parse(settings: &Settings, body: &Value, sent_at: DateTime<Utc>) -> Result<Inbound, Refusal> {
    let id = non_empty(body, "msgId").ok_or(Refusal::Malformed)?;
    let sender = sender(body).ok_or(Refusal::Malformed)?;
    let room = room(body, &sender).ok_or(Refusal::Malformed)?;
    let addressed = room.kind == RoomKind::Direct || flag(body, "isInAtList").unwrap_or(true);
    let words = content::words(body).unwrap_or_default().trim().to_owned();
    let message = match content::attachment(body).filter(|_| words.is_empty()) {
        Some(_) if !addressed => return Ok(Inbound::Ignored("a message without words")),
        Some(attachment) => EventBody::Wordless { attachment },
        None => EventBody::Message {
            text: words,
            addressed,
            mentioned: mentioned(body),
            quoted: content::quoted(body).map(Quoted::Words),
            thread: None,
        },
    };
    Ok(Inbound::Event(Box::new(ChatEvent {
        id,
        platform: settings.name.clone(),
        reply_to: reply_to(body, &room),
        room,
        sender,
        body: message,
        sent_at: instant(body, "createAt").unwrap_or(sent_at),
    })))
}

/// `senderStaffId` is missing for people outside the organisation; their own id then stands in,
/// marked.
fn sender(body: &Value) -> Option<Sender> {
    let listed = non_empty(body, "senderStaffId");
    let account =
        listed.or_else(|| non_empty(body, "senderId").map(|id| format!("{UNLISTED}{id}")))?;
    Some(Sender { account, display: text(body, "senderNick") })
}

/// A one-to-one chat is addressed by its person: the `OpenAPI` cannot post to its conversation id.
fn room(body: &Value, sender: &Sender) -> Option<Room> {
    match text(body, "conversationType").as_str() {
        "1" => {
            let address = address::person(&sender.account);
            Some(Room { address, kind: RoomKind::Direct, title: None })
        }
        "2" => {
            let address = address::group(&non_empty(body, "conversationId")?);
            Some(Room {
                address,
                kind: RoomKind::Group,
                title: non_empty(body, "conversationTitle"),
            })
        }
        _ => None,
    }
}

/// Who else was mentioned. The robot stands in the list too, and is recognised by its own id.
fn mentioned(body: &Value) -> Vec<String> {
    let robot = text(body, "chatbotUserId");
    let people =
        body.get("atUsers").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let others =
        people.iter().filter(|person| robot.is_empty() || text(person, "dingtalkId") != robot);
    let unlisted = |person| {
        // Without the robot's id somebody who has no staff id may be the robot itself.
        let id = non_empty(person, "dingtalkId").filter(|_| !robot.is_empty())?;
        Some(format!("{UNLISTED}{id}"))
    };
    others.filter_map(|person| non_empty(person, "staffId").or_else(|| unlisted(person))).collect()
}

/// The session, as it came: where it points is checked each time before it is called.
fn reply_to(body: &Value, room: &Room) -> Option<ReplyAddress> {
    let webhook = non_empty(body, "sessionWebhook")?;
    let expires_at = instant(body, "sessionWebhookExpiredTime")?;
    Some(session::reply_address(&room.address, &webhook, expires_at))
}

pub(crate) fn non_empty(body: &Value, field: &str) -> Option<String> {
    Some(text(body, field)).filter(|text| !text.trim().is_empty())
}

fn instant(body: &Value, field: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(number(body, field)?)
}

fn flag(body: &Value, field: &str) -> Option<bool> {
    match body.get(field)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(word) => Some(word == "true" || word == "1"),
        Value::Number(number) => Some(number.as_i64() != Some(0)),
        _ => None,
    }
}

mod content;
#[cfg(test)]
mod tests;
