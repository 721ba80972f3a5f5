//! People who write to the robot: signed callbacks with the real fields, each with a session to
//! answer by.

use chat::signature::hmac_sha256_base64;
use chat::{Attachment, RawRequest};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::DingTalkSimulator;
use crate::state::{Inner, Session};

/// How long a session takes answers (examples of the vendor).
const SESSION_LIFE: TimeDelta = TimeDelta::minutes(90);

/// The conversation of every direct chat; only its session tells whose it is.
const DIRECT: &str = "cidDIRECT==";

const ROBOT_ID: &str = "$:LWCP_v1:$fake-robot";

/// A callback as it would be posted: headers, then body.
pub type Callback = (Vec<(String, String)>, Vec<u8>);

/// Something a person writes to the robot.
#[derive(Debug, Clone, Copy, Default)]
pub struct Utterance<'a> {
    /// Of the message; the same id is a second delivery.
    pub id: &'a str,
    /// The group; `None` for a direct chat.
    pub conversation: Option<&'a str>,
    /// Staff id of the writer; `None` for somebody outside the organisation.
    pub staff: Option<&'a str>,
    /// Name shown for the writer.
    pub nick: &'a str,
    /// The words.
    pub text: &'a str,
    /// Staff ids of people mentioned in addition to the robot.
    pub mentioned: &'a [&'a str],
    /// The [`Delivery::id`](crate::Delivery) of the message that is answered.
    pub quotes: Option<&'a str>,
    /// What is sent besides the words or instead of them.
    pub attachment: Option<Attachment>,
}

impl DingTalkSimulator {
    /// Somebody of the organisation writes to the robot in a group, now. Every call is a new
    /// message.
    pub fn callback(&self, conversation: &str, staff: &str, nick: &str, text: &str) -> Callback {
        let id = format!("msg{}==", self.inner.state().next_number());
        let utterance = Utterance {
            id: &id,
            conversation: Some(conversation),
            staff: Some(staff),
            nick,
            text,
            ..Utterance::default()
        };
        self.callback_at(utterance, self.inner.now())
    }

    /// Anything else that is written, with a signature of the instant `at`.
    pub fn callback_at(&self, utterance: Utterance<'_>, at: DateTime<Utc>) -> Callback {
        let body = self.inner.message(utterance, at).to_string().into_bytes();
        (self.inner.signed_headers(at), body)
    }

    /// Opens a session into a group and gives its webhook.
    pub fn open_session(&self, conversation: &str, at: DateTime<Utc>) -> String {
        self.inner.open_session(conversation, None, at)
    }

    /// A callback as the request which the adapter takes.
    pub fn request((headers, body): Callback) -> RawRequest {
        RawRequest { method: "POST".into(), headers, body, ..RawRequest::default() }
    }
}

impl Inner {
    fn open_session(&self, conversation: &str, person: Option<&str>, at: DateTime<Utc>) -> String {
        let mut state = self.state();
        let id = format!("fake-session-{}", state.next_number());
        let (conversation, person) = (conversation.to_owned(), person.map(str::to_owned));
        state
            .sessions
            .insert(id.clone(), Session { conversation, person, expires_at: at + SESSION_LIFE });
        format!("{}robot/sendBySession?session={id}", self.base())
    }

    /// The headers of a callback that is signed at `at`.
    pub(crate) fn signed_headers(&self, at: DateTime<Utc>) -> Vec<(String, String)> {
        let stamp = at.timestamp_millis().to_string();
        let secret = self.setup.app_secret.as_bytes();
        let sign = hmac_sha256_base64(secret, &[stamp.as_bytes(), b"\n", secret]);
        let json = "application/json; charset=utf-8".to_owned();
        vec![("Content-Type".into(), json), ("timestamp".into(), stamp), ("sign".into(), sign)]
    }

    /// What somebody writes, with a fresh session to answer it by: the body of a callback or the
    /// data of a frame.
    pub(crate) fn message(&self, utterance: Utterance<'_>, at: DateTime<Utc>) -> Value {
        let sender = utterance.staff.unwrap_or(utterance.nick);
        let alone = utterance.conversation.is_none().then_some(sender);
        let conversation = utterance.conversation.unwrap_or(DIRECT);
        let webhook = self.open_session(conversation, alone, at);
        let mut at_users = vec![json!({"dingtalkId": ROBOT_ID})];
        at_users.extend(
            utterance.mentioned.iter().map(
                |staff| json!({"dingtalkId": format!("$:LWCP_v1:${staff}"), "staffId": staff}),
            ),
        );
        let mut body = json!({
            "conversationId": conversation,
            "conversationType": if utterance.conversation.is_some() { "2" } else { "1" },
            "chatbotCorpId": self.setup.corp_id,
            "chatbotUserId": ROBOT_ID,
            "msgId": utterance.id,
            "senderId": format!("$:LWCP_v1:${sender}"),
            "senderNick": utterance.nick,
            "senderCorpId": self.setup.corp_id,
            "isAdmin": false,
            "createAt": at.timestamp_millis(),
            "sessionWebhook": webhook,
            "sessionWebhookExpiredTime": (at + SESSION_LIFE).timestamp_millis(),
            "robotCode": self.setup.robot_code,
        });
        self.fill(&mut body, utterance);
        if let Some(staff) = utterance.staff {
            body["senderStaffId"] = json!(staff);
        }
        if utterance.conversation.is_some() {
            body["conversationTitle"] = json!("值班群");
            body["isInAtList"] = json!(true);
            body["atUsers"] = json!(at_users);
        }
        body
    }

    fn fill(&self, body: &mut Value, utterance: Utterance<'_>) {
        // The platform takes the mention of the robot out and leaves the space behind it.
        let words = format!(" {}", utterance.text);
        let Some(attachment) = utterance.attachment else {
            body["msgtype"] = json!("text");
            body["text"] = json!({"content": words});
            if let Some(quoted) = utterance.quotes.and_then(|id| self.replied(id)) {
                body["text"]["isReplyMsg"] = json!(true);
                body["text"]["repliedMsg"] = quoted;
            }
            return;
        };
        if utterance.text.is_empty() {
            body["msgtype"] = json!(kind_of(attachment));
            body["content"] = json!({"downloadCode": "fake-code"});
        } else {
            body["msgtype"] = json!("richText");
            let picture = json!({"type": "picture", "downloadCode": "fake-code"});
            body["content"] = json!({"richText": [{"text": words}, picture]});
        }
    }

    /// The message that is answered. The content of a card is not told.
    fn replied(&self, id: &str) -> Option<Value> {
        let state = self.state();
        let message = state.deliveries.iter().find(|delivery| delivery.id == id)?;
        let is_card = !message.buttons.is_empty();
        let mut replied = json!({
            "msgId": message.id, "senderId": ROBOT_ID, "createdAt": message.received_at.timestamp_millis(),
            "msgType": if is_card { "interactiveCard" } else { "text" },
        });
        if !is_card {
            replied["content"] = json!({"text": message.text});
        }
        Some(replied)
    }
}

fn kind_of(attachment: Attachment) -> &'static str {
    match attachment {
        Attachment::Picture | Attachment::Sticker => "picture",
        Attachment::Voice => "audio",
        Attachment::Video => "video",
        Attachment::File => "file",
        Attachment::Forwarded => "chatRecord",
        Attachment::Other => "unknownMsgType",
    }
}
