//! The signed relay: messages that a customer's own gateway forwards, in a form of our own.
//!
//! WeLink documents no way for a bot to receive chat messages. A customer whose tenant has a
//! private one can forward them here (`docs/platforms/gateway-relay.md`): a JSON POST, signed with
//! HMAC-SHA256 over timestamp, newline and body. The event's id makes a second delivery harmless
//! for as long as the bot remembers events, which is far longer than the window in which a
//! signature is taken.

use chat::signature::{hmac_sha256, is_fresh, is_same};
use chat::{ChatEvent, EventBody, Inbound, RawRequest, Refusal, Room, RoomKind, Sender};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use crate::address;
use crate::settings::{Relay, Settings};

/// The header with the instant of signing, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "x-watchbell-timestamp";
/// The header with the signature, in hexadecimal digits.
pub const SIGNATURE_HEADER: &str = "x-watchbell-signature";

/// How far the timestamp may be from now, either way.
const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// Longest body that is read.
const LONGEST_BODY_BYTES: usize = 64 * 1024;

/// Longest id of an event, an account or a chat, in bytes.
const LONGEST_ID_BYTES: usize = 200;

/// What a gateway posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    /// Unique among the gateway's events; the same for every delivery of one.
    pub event_id: String,
    /// The group; absent or empty for a direct chat with the bot.
    #[serde(default)]
    pub chat_id: String,
    /// The writer's WeLink account, which the gateway vouches for.
    pub user_id: String,
    /// The name shown for the writer.
    #[serde(default)]
    pub user_name: String,
    /// The words.
    pub text: String,
    /// Whether the bot was mentioned.
    #[serde(default)]
    pub is_mention: bool,
}

/// Verifies what a gateway posts and turns it into an event.
pub(crate) fn receive(
    settings: &Settings,
    relay: &Relay,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    if request.body.len() > LONGEST_BODY_BYTES {
        return Err(Refusal::TooLarge);
    }
    let signed_at = verify(relay, request, now)?;
    let forwarded: Forwarded =
        serde_json::from_slice(&request.body).map_err(|_| Refusal::Malformed)?;
    let is_usable = |id: &str| !id.trim().is_empty() && id.len() <= LONGEST_ID_BYTES;
    if !is_usable(&forwarded.event_id) || !is_usable(&forwarded.user_id) {
        return Err(Refusal::Malformed);
    }
    Ok(Inbound::Event(Box::new(event(settings, forwarded, signed_at))))
}

/// The signature of a body at an instant (seconds since 1970), as a gateway makes it.
pub fn sign(secret: &str, timestamp: &str, body: &[u8]) -> String {
    hex::encode(hmac_sha256(secret.as_bytes(), &[timestamp.as_bytes(), b"\n", body]))
}

fn verify(
    relay: &Relay,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Refusal> {
    let stamp = request.header(TIMESTAMP_HEADER).ok_or(Refusal::Missing)?;
    let given = request.header(SIGNATURE_HEADER).ok_or(Refusal::Missing)?.to_ascii_lowercase();
    let expected = sign(relay.secret.expose_secret(), stamp, &request.body);
    if !is_same(expected.as_bytes(), given.as_bytes()) {
        return Err(Refusal::BadSignature);
    }
    let is_number = stamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = stamp.parse().ok().filter(|_| is_number);
    let signed_at = seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or(Refusal::Malformed)?;
    if is_fresh(signed_at, now, WINDOW) { Ok(signed_at) } else { Err(Refusal::Expired) }
}

fn event(settings: &Settings, forwarded: Forwarded, signed_at: DateTime<Utc>) -> ChatEvent {
    let room = room(settings, &forwarded);
    ChatEvent {
        id: format!("relay:{}", forwarded.event_id),
        platform: settings.name.clone(),
        body: EventBody::Message {
            text: forwarded.text.trim().to_owned(),
            addressed: forwarded.is_mention || room.kind == RoomKind::Direct,
            mentioned: Vec::new(),
            quoted: None,
            thread: None,
        },
        room,
        sender: Sender { account: forwarded.user_id, display: forwarded.user_name },
        reply_to: None,
        sent_at: signed_at,
    }
}

/// A group is the room of the robot that speaks there, so that what is said there is answered
/// there.
fn room(settings: &Settings, forwarded: &Forwarded) -> Room {
    let chat = forwarded.chat_id.trim();
    if chat.is_empty() {
        let address = address::person(&forwarded.user_id);
        return Room { address, kind: RoomKind::Direct, title: None };
    }
    let address = settings.robot_in(chat).map_or_else(|| address::unvoiced(chat), address::robot);
    Room { address, kind: RoomKind::Group, title: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Robot;

    const SECRET: &str = "a-made-up-secret-of-the-gateway-relay";
    const NOW: i64 = 1_750_000_000;

    fn settings() -> Settings {
        let mut settings = Settings::new("welink").unwrap();
        settings
            .robots
            .insert("tea".into(), Robot { token: "t".into(), chat: Some("c-77".into()) });
        settings
    }

    fn post(stamp: &str, body: &str) -> RawRequest {
        let headers = vec![
            ("X-Watchbell-Timestamp".into(), stamp.into()),
            ("X-Watchbell-Signature".into(), sign(SECRET, stamp, body.as_bytes())),
        ];
        RawRequest { headers, body: body.as_bytes().to_vec(), ..RawRequest::default() }
    }

    fn outcome(request: &RawRequest) -> Result<ChatEvent, Refusal> {
        let relay = Relay { secret: SECRET.into() };
        let now = DateTime::from_timestamp(NOW, 0).unwrap();
        match receive(&settings(), &relay, request, now)? {
            Inbound::Event(event) => Ok(*event),
            other => panic!("no event: {other:?}"),
        }
    }

    #[test]
    fn a_message_belongs_to_the_room_whose_robot_answers() {
        for (chat, address, kind) in [
            (r#""c-77""#, "robot:tea", RoomKind::Group),
            (r#""c-9""#, "group:c-9", RoomKind::Group),
            (r#""""#, "user:li@demo", RoomKind::Direct),
        ] {
            let body = format!(
                r#"{{"event_id":"e1","chat_id":{chat},"user_id":"li@demo","user_name":"Li","text":" 列表 ","is_mention":false}}"#
            );
            let event = outcome(&post(&NOW.to_string(), &body)).unwrap();
            assert_eq!((event.room.address.as_str(), event.room.kind), (address, kind));
            let EventBody::Message { text, addressed, .. } = event.body else {
                panic!("no message")
            };
            assert_eq!((text.as_str(), addressed), ("列表", kind == RoomKind::Direct));
        }
    }

    #[test]
    fn what_is_not_signed_as_it_stands_is_refused() {
        let body = r#"{"event_id":"e1","user_id":"li@demo","text":"列表"}"#;
        let good = post(&NOW.to_string(), body);
        assert!(outcome(&good).is_ok());
        let mut longer = good.clone();
        longer.body.push(b' ');
        assert_eq!(outcome(&longer), Err(Refusal::BadSignature));
        let mut later = good.clone();
        later.headers[0].1 = (NOW + 1).to_string();
        assert_eq!(outcome(&later), Err(Refusal::BadSignature));
        let mut unsigned = good;
        unsigned.headers.pop();
        assert_eq!(outcome(&unsigned), Err(Refusal::Missing));
    }

    #[test]
    fn the_window_is_five_minutes_both_ways() {
        let body = r#"{"event_id":"e1","user_id":"li@demo","text":"列表"}"#;
        for (seconds, fits) in [(300, true), (-300, true), (301, false), (-301, false)] {
            assert_eq!(
                outcome(&post(&(NOW + seconds).to_string(), body)).is_ok(),
                fits,
                "{seconds}"
            );
        }
        for odd in ["", "now", "+1750000000", "1750000000.0"] {
            assert_eq!(outcome(&post(odd, body)), Err(Refusal::Malformed), "{odd}");
        }
    }

    #[test]
    fn a_message_without_an_id_or_a_writer_is_refused() {
        for body in
            [r#"{"event_id":"","user_id":"u","text":"x"}"#, r#"{"event_id":"e","text":"x"}"#, "[]"]
        {
            assert_eq!(outcome(&post(&NOW.to_string(), body)), Err(Refusal::Malformed), "{body}");
        }
    }
}
