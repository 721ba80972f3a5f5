//! Inbound events of the fake: made by a test, signed, checked and parsed like those of a real
//! platform.
//!
//! The body is the event as JSON. Timestamp and body are signed with a key everybody knows, because
//! what is to be tested is that the rest of the program refuses what was not signed.

use chat::signature::{hmac_sha256_base64, instant_from_millis, is_fresh, is_same};
use chat::{
    ChatEvent, EventBody, Inbound, MessageRef, Quoted, RawRequest, Refusal, ReplyAddress, Room,
    RoomKind, Sender, ThreadRef,
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{MemoryPlatform, REPLY_PREFIX};

const KEY: &[u8] = b"the key of the fake platform";
const STAMP_HEADER: &str = "x-fake-timestamp";
const SIGN_HEADER: &str = "x-fake-signature";
const WINDOW: TimeDelta = TimeDelta::minutes(5);
const LONGEST_BODY_BYTES: usize = 256 * 1024;

/// How long the fake takes answers by the reply address of an event.
const REPLY_LIFE: TimeDelta = TimeDelta::minutes(90);

impl MemoryPlatform {
    /// Somebody writes `text` to the bot in a group, now. The event id is new, the account is also
    /// the name.
    pub fn says(&self, room: &str, account: &str, text: &str) -> ChatEvent {
        let body = EventBody::Message {
            text: text.to_owned(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: None,
            thread: None,
        };
        self.event(room, account, body)
    }

    /// An utterance that quotes a message of the bot.
    pub fn says_quoting(
        &self,
        room: &str,
        account: &str,
        text: &str,
        quoted: &MessageRef,
    ) -> ChatEvent {
        let body = EventBody::Message {
            text: text.to_owned(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: Some(Quoted::Message(quoted.clone())),
            thread: None,
        };
        self.event(room, account, body)
    }

    /// An utterance that quotes words, on a platform that does not tell whose they are.
    pub fn says_quoting_words(
        &self,
        room: &str,
        account: &str,
        text: &str,
        words: &str,
    ) -> ChatEvent {
        let body = EventBody::Message {
            text: text.to_owned(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: Some(Quoted::Words(words.to_owned())),
            thread: None,
        };
        self.event(room, account, body)
    }

    /// An utterance in the thread that was started from a message of the bot.
    pub fn says_in_thread(
        &self,
        room: &str,
        account: &str,
        text: &str,
        card: &MessageRef,
    ) -> ChatEvent {
        let body = EventBody::Message {
            text: text.to_owned(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: None,
            thread: Some(ThreadRef(card.0.clone())),
        };
        self.event(room, account, body)
    }

    /// Somebody presses a button, now.
    pub fn presses(
        &self,
        room: &str,
        account: &str,
        key: &str,
        message: Option<MessageRef>,
    ) -> ChatEvent {
        self.event(room, account, EventBody::Action { key: key.to_owned(), message })
    }

    /// Anything else that happens in a group, now.
    pub fn event(&self, room: &str, account: &str, body: EventBody) -> ChatEvent {
        let now = (self.now)();
        let id = format!("event-{}", self.state().next_number());
        ChatEvent {
            reply_to: Some(ReplyAddress::new(format!("{REPLY_PREFIX}{id}"), now + REPLY_LIFE)),
            id,
            platform: self.name.clone(),
            room: Room { address: room.to_owned(), kind: RoomKind::Group, title: None },
            sender: Sender { account: account.to_owned(), display: account.to_owned() },
            body,
            sent_at: now,
        }
    }

    /// The webhook request which carries `event`, signed at `at`.
    pub fn request(&self, event: &ChatEvent, at: DateTime<Utc>) -> RawRequest {
        let body = serde_json::to_vec(event).unwrap_or_default();
        let stamp = at.timestamp_millis().to_string();
        let sign = hmac_sha256_base64(KEY, &[stamp.as_bytes(), b"\n", &body]);
        RawRequest {
            method: "POST".into(),
            headers: vec![(STAMP_HEADER.into(), stamp), (SIGN_HEADER.into(), sign)],
            body,
            ..RawRequest::default()
        }
    }
}

pub(crate) fn verify_and_parse(
    name: &str,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    verify(request, now)?;
    let event: ChatEvent = serde_json::from_slice(&request.body).map_err(|_| Refusal::Malformed)?;
    if event.platform != name {
        return Err(Refusal::Malformed);
    }
    Ok(Inbound::Event(Box::new(event)))
}

pub(crate) fn is_usable(reply: &ReplyAddress, now: DateTime<Utc>) -> bool {
    reply.is_open(now) && reply.reveal().starts_with(REPLY_PREFIX)
}

fn verify(request: &RawRequest, now: DateTime<Utc>) -> Result<(), Refusal> {
    if request.body.len() > LONGEST_BODY_BYTES {
        return Err(Refusal::TooLarge);
    }
    let stamp = request.header(STAMP_HEADER).ok_or(Refusal::Missing)?;
    let sign = request.header(SIGN_HEADER).ok_or(Refusal::Missing)?;
    let expected = hmac_sha256_base64(KEY, &[stamp.as_bytes(), b"\n", &request.body]);
    if !is_same(expected.as_bytes(), sign.as_bytes()) {
        return Err(Refusal::BadSignature);
    }
    let stamp = instant_from_millis(stamp).ok_or(Refusal::Malformed)?;
    if is_fresh(stamp, now, WINDOW) { Ok(()) } else { Err(Refusal::Expired) }
}
