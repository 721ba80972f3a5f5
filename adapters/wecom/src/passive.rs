//! Answers carried by the response to a callback: what is in them, and how they are sealed.
//!
//! A robot's message is answered by a stream that is finished at once, because nothing is answered
//! before it is stored; a press by a new form of the card (vendor page 101031). The app's answers
//! are XML.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chat::{EventOutcome, Message, RawResponse};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::card;
use crate::crypto::{CallbackKey, Salt};
use crate::reply::{ReplyRoute, STREAM_LIFE};
use crate::text::{self, Buttons, Calling, LONGEST_STREAM, LONGEST_TEXT};
use crate::xml;

/// What the platform takes for "nothing to say".
pub(crate) fn nothing() -> RawResponse {
    RawResponse::text("")
}

/// How an answer is sealed.
pub(crate) struct Seal<'a> {
    pub(crate) key: &'a CallbackKey,
    pub(crate) salt: Salt,
    pub(crate) now: DateTime<Utc>,
}

impl Seal<'_> {
    /// The envelope of a robot. The timestamp is ours, the nonce that of the request.
    pub(crate) fn json(&self, clear: &str, nonce: &str) -> RawResponse {
        let sealed = self.key.seal(clear, self.salt);
        let timestamp = self.now.timestamp();
        let signature = self.key.sign(&timestamp.to_string(), nonce, &sealed);
        let body = json!({"encrypt": sealed, "msgsignature": signature, "timestamp": timestamp, "nonce": nonce});
        // The vendor's own plugin answers as plain text.
        RawResponse::text(body.to_string())
    }

    /// The envelope of the app and of the old group robot. Timestamp and nonce are ours.
    pub(crate) fn xml(&self, clear: &str) -> RawResponse {
        let sealed = self.key.seal(clear, self.salt);
        let timestamp = self.now.timestamp().to_string();
        let nonce = hex::encode(&self.salt[..8]);
        let signature = self.key.sign(&timestamp, &nonce, &sealed);
        let body = [
            xml::words("Encrypt", &sealed),
            xml::words("MsgSignature", &signature),
            xml::element("TimeStamp", &timestamp),
            xml::words("Nonce", &nonce),
        ];
        RawResponse {
            content_type: "application/xml; charset=utf-8",
            ..RawResponse::text(xml::element("xml", &body.concat()))
        }
    }
}

/// The clear answer of a robot: a finished stream, or the pressed card in its new form.
pub(crate) fn of_robot(
    way: &ReplyRoute,
    answer: &Message,
    outcome: &EventOutcome,
    calling: Calling,
) -> Value {
    match &way.task_id {
        Some(task_id) => {
            let only_for = outcome.private.then_some(way.account.as_str());
            update_of_card(answer, task_id, only_for)
        }
        None => stream(way, answer, calling),
    }
}

/// A card's new form, for everybody or for one person.
pub(crate) fn update_of_card(answer: &Message, task_id: &str, only_for: Option<&str>) -> Value {
    let card = card::settled_by_robot(answer, task_id);
    let mut update = json!({"response_type": "update_template_card", "template_card": card});
    if let Some(account) = only_for {
        update["userids"] = json!([account]);
    }
    update
}

/// A stream that is finished at once, with a card beside it where the answer has buttons.
pub(crate) fn stream(way: &ReplyRoute, answer: &Message, calling: Calling) -> Value {
    let card = card::with_buttons(answer, &card::task_id(answer, &way.message), card::ROBOT);
    let buttons = if card.is_some() { Buttons::OnCard } else { Buttons::AsWords };
    let content = text::markdown(answer, LONGEST_STREAM, calling, buttons);
    let stream = json!({"id": stream_id(way), "finish": true, "content": content});
    match card {
        Some(card) => {
            json!({"msgtype": "stream_with_template_card", "stream": stream, "template_card": card})
        }
        None => json!({"msgtype": "stream", "stream": stream}),
    }
}

/// The same for every delivery of one message.
pub(crate) fn stream_id(way: &ReplyRoute) -> String {
    format!("answer-{}", way.message)
}

/// The clear answer of the app: a text, or the pressed card in its new form.
pub(crate) fn of_app(
    way: &ReplyRoute,
    corp_id: &str,
    answer: &Message,
    now: DateTime<Utc>,
) -> String {
    let body = match &way.task_id {
        Some(task_id) => {
            let card = card::settled_by_app(answer, task_id);
            xml::words("MsgType", "update_template_card")
                + &xml::element("TemplateCard", &as_xml(&card))
        }
        None => {
            xml::words("MsgType", "text")
                + &xml::words("Content", &text::plain(answer, LONGEST_TEXT))
        }
    };
    let head = [
        xml::words("ToUserName", &way.account),
        xml::words("FromUserName", corp_id),
        xml::element("CreateTime", &now.timestamp().to_string()),
    ];
    xml::element("xml", &(head.concat() + &body))
}

/// The clear answer of an old group robot.
pub(crate) fn of_group_robot(answer: &Message) -> String {
    let content =
        text::markdown(answer, text::LONGEST_MARKDOWN, Calling::ByAccount, Buttons::AsWords);
    let body = xml::words("MsgType", "markdown")
        + &xml::element("Markdown", &xml::words("Content", &content));
    xml::element("xml", &body)
}

/// A card's JSON as the XML the app takes: `main_title` becomes `MainTitle`, a list becomes
/// repeated elements.
fn as_xml(value: &Value) -> String {
    let one = |(name, value): (&String, &Value)| {
        let name: String = name.split('_').map(capitalised).collect();
        match value {
            Value::Array(items) => {
                items.iter().map(|item| xml::element(&name, &as_xml(item))).collect()
            }
            Value::Object(_) => xml::element(&name, &as_xml(value)),
            Value::String(words) => xml::words(&name, words),
            other => xml::element(&name, &other.to_string()),
        }
    };
    value.as_object().map(|fields| fields.iter().map(one).collect()).unwrap_or_default()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + characters.as_str())
        .unwrap_or_default()
}

/// Streams that were finished recently, for a platform that missed the end of one and asks again.
#[derive(Default)]
pub(crate) struct FinishedStreams(Mutex<HashMap<String, (String, DateTime<Utc>)>>);

impl FinishedStreams {
    /// Keeps the clear answer as long as the platform may ask.
    pub(crate) fn keep(&self, id: String, clear: String, now: DateTime<Utc>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (_, at)| now.signed_duration_since(*at) < STREAM_LIFE);
        kept.insert(id, (clear, now));
    }

    pub(crate) fn find(&self, id: &str) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(id)
            .map(|(clear, _)| clear.clone())
    }
}
