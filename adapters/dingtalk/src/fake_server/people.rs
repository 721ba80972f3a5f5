//! People who write to the robot: signed callbacks with the real fields, each with a session to answer by.

use chat::RawRequest;
use chat::signature::hmac_sha256_base64;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::FakeDingTalk;
use super::state::Session;

/// How long a session takes answers (examples of the vendor).
const SESSION_LIFE: TimeDelta = TimeDelta::minutes(90);

const ROBOT_ID: &str = "$:LWCP_v1:$fake-robot";

/// A callback as it would be posted: headers, then body.
pub type Callback = (Vec<(String, String)>, Vec<u8>);

/// Something a person writes to the robot.
#[derive(Debug, Clone, Copy)]
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
    /// Staff ids of people mentioned besides the robot.
    pub mentioned: &'a [&'a str],
}

impl FakeDingTalk {
    /// Somebody of the organisation writes to the robot in a group, now. Every call is a new message.
    pub fn callback(&self, conversation: &str, staff: &str, nick: &str, text: &str) -> Callback {
        let id = format!("msg{}==", self.inner.state().next_number());
        let utterance = Utterance {
            id: &id,
            conversation: Some(conversation),
            staff: Some(staff),
            nick,
            text,
            mentioned: &[],
        };
        self.callback_at(utterance, self.inner.now())
    }

    /// Anything else that is written, with a signature of the instant `at`.
    pub fn callback_at(&self, utterance: Utterance<'_>, at: DateTime<Utc>) -> Callback {
        let webhook = self.open_session(utterance.conversation.unwrap_or("cidDIRECT=="), at);
        let body = self.body(utterance, &webhook, at).to_string().into_bytes();
        (self.signed_headers(at), body)
    }

    /// Opens a session into a conversation and gives its webhook.
    pub fn open_session(&self, conversation: &str, at: DateTime<Utc>) -> String {
        let mut state = self.inner.state();
        let id = format!("fake-session-{}", state.next_number());
        let session = Session { conversation: conversation.to_owned(), expires_at: at + SESSION_LIFE };
        state.sessions.insert(id.clone(), session);
        format!("{}robot/sendBySession?session={id}", self.base())
    }

    /// A callback as the request which the adapter takes.
    pub fn request((headers, body): Callback) -> RawRequest {
        RawRequest { method: "POST".into(), headers, body, ..RawRequest::default() }
    }

    fn signed_headers(&self, at: DateTime<Utc>) -> Vec<(String, String)> {
        let stamp = at.timestamp_millis().to_string();
        let secret = self.inner.setup.app_secret.as_bytes();
        let sign = hmac_sha256_base64(secret, &[stamp.as_bytes(), b"\n", secret]);
        let json = "application/json; charset=utf-8".to_owned();
        vec![("Content-Type".into(), json), ("timestamp".into(), stamp), ("sign".into(), sign)]
    }

    fn body(&self, utterance: Utterance<'_>, webhook: &str, at: DateTime<Utc>) -> Value {
        let mut at_users = vec![json!({"dingtalkId": ROBOT_ID})];
        at_users.extend(
            utterance
                .mentioned
                .iter()
                .map(|staff| json!({"dingtalkId": format!("$:LWCP_v1:${staff}"), "staffId": staff})),
        );
        let sender = utterance.staff.unwrap_or(utterance.nick);
        let mut body = json!({
            "conversationId": utterance.conversation.unwrap_or("cidDIRECT=="),
            "conversationType": if utterance.conversation.is_some() { "2" } else { "1" },
            "chatbotCorpId": self.inner.setup.corp_id,
            "chatbotUserId": ROBOT_ID,
            "msgId": utterance.id,
            "senderId": format!("$:LWCP_v1:${sender}"),
            "senderNick": utterance.nick,
            "senderCorpId": self.inner.setup.corp_id,
            "isAdmin": false,
            "createAt": at.timestamp_millis(),
            "sessionWebhook": webhook,
            "sessionWebhookExpiredTime": (at + SESSION_LIFE).timestamp_millis(),
            "robotCode": self.inner.setup.robot_code,
            "msgtype": "text",
            // The platform takes the mention of the robot out and leaves the space behind it.
            "text": {"content": format!(" {}", utterance.text)},
        });
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
}
