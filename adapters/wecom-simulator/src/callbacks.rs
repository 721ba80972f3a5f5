//! Callbacks as the platform makes them, and how it reads the answers.

use chat::{Attachment, RawRequest};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::content::{self, Content};
use crate::state::{Inner, Route, Ticket};
use chat_wecom::crypto::CallbackKey;
use chat_wecom::xml::{self, Element};

/// Somebody says something to the robot or presses a button of it.
#[derive(Debug, Clone)]
pub struct Utterance<'a> {
    /// The platform's id of it.
    pub id: &'a str,
    /// The group; none in a direct chat.
    pub chat: Option<&'a str>,
    /// Who.
    pub account: &'a str,
    /// What was done.
    pub act: Act<'a>,
}

/// What was done.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    /// Words, without the mention.
    Say(&'a str),
    /// Words in answer to a message, and what that one says.
    Answer(&'a str, &'a str),
    /// Something else, with words beside it if there are any.
    Send(Attachment, &'a str),
    /// A press on a button: its key and its card.
    Press(&'a str, &'a str),
}

impl Inner {
    /// The robot's clear message, with a new `response_url`.
    pub(crate) fn robot_message(
        &self,
        utterance: &Utterance<'_>,
        base: &str,
        at: DateTime<Utc>,
    ) -> Value {
        let code = format!("fake-response-{}", self.state().next_number());
        let room = utterance.chat.unwrap_or(utterance.account).to_owned();
        let task_id = match utterance.act {
            Act::Say(_) | Act::Answer(..) | Act::Send(..) => None,
            Act::Press(_, task_id) => Some(task_id.to_owned()),
        };
        let mut body = json!({
            "msgid": utterance.id, "aibotid": self.setup.bot_id, "create_time": at.timestamp(),
            "chattype": if utterance.chat.is_some() { "group" } else { "single" },
            "from": {"userid": utterance.account},
            "response_url": format!("{base}cgi-bin/aibot/response?response_code={code}"),
        });
        if let Some(chat) = utterance.chat {
            body["chatid"] = json!(chat);
        }
        fill(&mut body, utterance);
        let mut state = self.state();
        let account = utterance.account.to_owned();
        state.acquaintances.insert(account.clone());
        state.tickets.insert(code, Ticket { room, account, task_id, at });
        body
    }

    /// The app's clear message.
    pub(crate) fn app_message(&self, utterance: &Utterance<'_>, at: DateTime<Utc>) -> String {
        let mut fields = vec![
            xml::words("ToUserName", &self.setup.corp_id),
            xml::words("FromUserName", utterance.account),
            xml::element("CreateTime", &at.timestamp().to_string()),
            xml::element("AgentID", &self.setup.agent_id.to_string()),
        ];
        match utterance.act {
            Act::Send(attachment, _) => fields.extend([
                xml::words("MsgType", kind_of(attachment)),
                xml::words("MediaId", "fake-media"),
                xml::words("MsgId", utterance.id),
            ]),
            // The app is not told which message is answered.
            Act::Say(words) | Act::Answer(words, _) => fields.extend([
                xml::words("MsgType", "text"),
                xml::words("Content", words),
                xml::element("MsgId", utterance.id),
            ]),
            Act::Press(key, task_id) => fields.extend([
                xml::words("MsgType", "event"),
                xml::words("Event", "template_card_event"),
                xml::words("EventKey", key),
                xml::words("TaskId", task_id),
                xml::words("CardType", "button_interaction"),
                xml::words("ResponseCode", &self.response_code(utterance.account, task_id, at)),
            ]),
        }
        xml::element("xml", &fields.concat())
    }

    fn response_code(&self, account: &str, task_id: &str, at: DateTime<Utc>) -> String {
        let mut state = self.state();
        let code = format!("fake-code-{}", state.next_number());
        let (room, account) = (account.to_owned(), account.to_owned());
        state
            .tickets
            .insert(code.clone(), Ticket { room, account, task_id: Some(task_id.to_owned()), at });
        code
    }

    /// A robot's callback, sealed and signed.
    pub(crate) fn robot_request(&self, clear: &Value, at: DateTime<Utc>) -> RawRequest {
        let (query, sealed) = self.sealed(&self.robot_key(), &clear.to_string(), at);
        let body = json!({"encrypt": sealed}).to_string().into_bytes();
        RawRequest {
            method: "POST".into(),
            path_tail: "robot".into(),
            query,
            headers: Vec::new(),
            body,
        }
    }

    /// An app's callback, sealed and signed.
    pub(crate) fn app_request(&self, clear: &str, at: DateTime<Utc>) -> RawRequest {
        self.xml_request(&self.app_key(), "app", clear, at)
    }

    /// An old group robot's callback, sealed and signed.
    pub(crate) fn group_request(&self, clear: &str, at: DateTime<Utc>) -> RawRequest {
        self.xml_request(&self.robot_key(), "group", clear, at)
    }

    /// What the robot's answer does; `Err` says what is wrong with it. `Ok(false)` asks for another
    /// look, because the stream is not finished.
    pub(crate) fn take_robot_answer(
        &self,
        asked: &Value,
        nonce: &str,
        body: &[u8],
    ) -> Result<bool, String> {
        if body.is_empty() {
            return Ok(true);
        }
        let answer = self.open_json(nonce, body)?;
        let outcome = match asked["event"]["template_card_event"]["task_id"].as_str() {
            Some(task_id) => self.take_update(task_id, &answer).map(|()| true),
            None => self.take_stream(asked, &answer),
        };
        outcome.map_err(|(errcode, why)| format!("{errcode} {why}"))
    }

    /// What the app's answer does.
    pub(crate) fn take_app_answer(
        &self,
        account: &str,
        task_id: Option<&str>,
        body: &[u8],
    ) -> Result<(), String> {
        if body.is_empty() {
            return Ok(());
        }
        let answer = open_xml(&self.app_key(), body)?;
        let of = |path: &[&str]| answer.text_at(path).unwrap_or_default();
        if (of(&["ToUserName"]), of(&["FromUserName"]))
            != (account.to_owned(), self.setup.corp_id.clone())
        {
            return Err("an answer from or to somebody else".into());
        }
        let now = self.now();
        let mut state = self.state();
        match (of(&["MsgType"]).as_str(), task_id) {
            ("text", _) => {
                let content = Content { text: of(&["Content"]), ..Content::default() };
                state.deliver(Route::Passive, account, content, now);
                Ok(())
            }
            ("update_template_card", Some(task_id))
                if of(&["TemplateCard", "TaskId"]) == task_id =>
            {
                let title = of(&["TemplateCard", "MainTitle", "Title"]);
                let text = format!("{title}\n{}", of(&["TemplateCard", "SubTitleText"]));
                let content =
                    Content { text, task_id: Some(task_id.to_owned()), ..Content::default() };
                let updated = state.update_card(task_id, content, Some(account.to_owned()));
                updated.map_err(|(errcode, why)| format!("{errcode} {why}"))
            }
            (kind, _) => Err(format!("an answer of a wrong kind: {kind}")),
        }
    }

    pub(crate) fn robot_key(&self) -> CallbackKey {
        self.setup.robot_key().expect("a simulator has usable keys")
    }

    pub(crate) fn app_key(&self) -> CallbackKey {
        self.setup.app_key().expect("a simulator has usable keys")
    }

    fn open_json(&self, nonce: &str, body: &[u8]) -> Result<Value, String> {
        let body: Value = serde_json::from_slice(body).map_err(|_| "not JSON")?;
        let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
        let timestamp =
            body["timestamp"].as_i64().map_or_else(|| text("timestamp"), |at| at.to_string());
        if text("nonce") != nonce {
            return Err("the answer has another nonce than the request".into());
        }
        let key = self.robot_key();
        if !key.is_signed(&text("msgsignature"), &timestamp, nonce, &text("encrypt")) {
            return Err("the answer's signature is wrong".into());
        }
        let clear = key.open(&text("encrypt")).map_err(|why| why.to_string())?;
        serde_json::from_str(&clear).map_err(|_| "the answer is not JSON inside".to_owned())
    }

    pub(crate) fn take_update(
        &self,
        task_id: &str,
        answer: &Value,
    ) -> Result<(), crate::state::Refused> {
        if answer["response_type"] != "update_template_card" {
            return Err((40_008, "a press is answered by a new form of the card"));
        }
        let content = content::card(&answer["template_card"], &["button_interaction"])?;
        if content.task_id.as_deref() != Some(task_id) {
            return Err((40_058, "task_id of another card"));
        }
        let only_for = answer["userids"][0].as_str().map(str::to_owned);
        self.state().update_card(task_id, content, only_for)
    }

    fn take_stream(&self, asked: &Value, answer: &Value) -> Result<bool, crate::state::Refused> {
        let Some(content) = content::stream(answer)? else { return Ok(false) };
        let room =
            asked["chatid"].as_str().or(asked["from"]["userid"].as_str()).unwrap_or_default();
        let now = self.now();
        let mut state = self.state();
        state.take_task_id(&content)?;
        state.deliver(Route::Passive, room, content, now);
        Ok(true)
    }

    fn xml_request(
        &self,
        key: &CallbackKey,
        tail: &str,
        clear: &str,
        at: DateTime<Utc>,
    ) -> RawRequest {
        let (query, sealed) = self.sealed(key, clear, at);
        let body = [
            xml::words("ToUserName", &self.setup.corp_id),
            xml::words("AgentID", &self.setup.agent_id.to_string()),
            xml::words("Encrypt", &sealed),
        ];
        let body = xml::element("xml", &body.concat()).into_bytes();
        RawRequest {
            method: "POST".into(),
            path_tail: tail.into(),
            query,
            headers: Vec::new(),
            body,
        }
    }

    /// Query and sealed text.
    fn sealed(&self, key: &CallbackKey, clear: &str, at: DateTime<Utc>) -> (String, String) {
        let sealed = key.seal(clear, self.salt());
        let (timestamp, nonce) =
            (at.timestamp().to_string(), self.state().next_number().to_string());
        let signature = key.sign(&timestamp, &nonce, &sealed);
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("msg_signature", &signature)
            .append_pair("timestamp", &timestamp)
            .append_pair("nonce", &nonce)
            .finish();
        (query, sealed)
    }
}

/// Writes what was done into the robot's message.
fn fill(body: &mut Value, utterance: &Utterance<'_>) {
    // In a group a message still begins with the robot's name.
    let mention = if utterance.chat.is_some() { "@值班助手 " } else { "" };
    let text = |words: &str| json!({"content": format!("{mention}{words}")});
    match utterance.act {
        Act::Say(words) => {
            body["msgtype"] = json!("text");
            body["text"] = text(words);
        }
        // Who wrote the message that is answered is not told.
        Act::Answer(words, quoted) => {
            body["msgtype"] = json!("text");
            body["text"] = text(words);
            body["quote"] = json!({"msgtype": "text", "text": {"content": quoted}});
        }
        // In a group only text can mention the robot, so anything else comes beside some.
        Act::Send(attachment, words) if utterance.chat.is_some() || !words.is_empty() => {
            let kind = kind_of(attachment);
            body["msgtype"] = json!("mixed");
            body["mixed"] = json!({"msg_item": [
                {"msgtype": "text", "text": text(words)},
                {"msgtype": kind, kind: {"url": "https://files.example/fake"}},
            ]});
        }
        Act::Send(attachment, _) => {
            let kind = kind_of(attachment);
            body["msgtype"] = json!(kind);
            body[kind] = json!({"url": "https://files.example/fake"});
        }
        Act::Press(key, task_id) => {
            let press =
                json!({"card_type": "button_interaction", "event_key": key, "task_id": task_id});
            body["msgtype"] = json!("event");
            body["event"] =
                json!({"eventtype": "template_card_event", "template_card_event": press});
        }
    }
}

fn kind_of(attachment: Attachment) -> &'static str {
    match attachment {
        Attachment::Picture => "image",
        Attachment::Sticker => "emotion",
        Attachment::Voice => "voice",
        Attachment::Video => "video",
        Attachment::File => "file",
        Attachment::Forwarded => "chatrecord",
        Attachment::Other => "location",
    }
}

/// The clear text of an XML answer, whose signature covers its own timestamp and nonce.
pub(crate) fn open_xml(key: &CallbackKey, body: &[u8]) -> Result<Element, String> {
    let body = std::str::from_utf8(body).ok().and_then(Element::parse).ok_or("not XML")?;
    let [sealed, signature, timestamp, nonce] = ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"]
        .map(|name| body.text_at(&[name]).unwrap_or_default());
    if !key.is_signed(&signature, &timestamp, &nonce, &sealed) {
        return Err("the answer's signature is wrong".into());
    }
    let clear = key.open(&sealed).map_err(|why| why.to_string())?;
    Element::parse(&clear).ok_or_else(|| "the answer is not XML inside".into())
}
