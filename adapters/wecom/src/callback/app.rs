//! What the self-built app receives: messages that members write to it, and presses on its cards
//! (vendor page 90930). It receives nothing from groups.

use chat::{ChatEvent, EventBody, Inbound, MessageRef, Refusal, Room, RoomKind, Sender};
use chrono::{DateTime, Utc};

use super::robot::SETTLED_KEY;
use super::{attachment_of_kind, instant_from_seconds};
use crate::address;
use crate::reply::{Endpoint, ReplyRoute};
use crate::settings::Settings;
use crate::xml::Element;

/// Reads one message.
pub(crate) fn read(
    settings: &Settings,
    clear: &str,
    signed_at: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    let message = Element::parse(clear).ok_or(Refusal::Malformed)?;
    if !is_meant_for_us(settings, &message) {
        return Err(Refusal::Malformed);
    }
    let account = message.text_at(&["FromUserName"]).ok_or(Refusal::Malformed)?;
    let id = id(&message, &account).ok_or(Refusal::Malformed)?;
    let (body, task_id) = match act(&message) {
        Ok(act) => act,
        Err(why) => return Ok(Inbound::Ignored(why)),
    };
    let room = Room { address: address::app(&account), kind: RoomKind::Direct, title: None };
    let route = ReplyRoute {
        endpoint: Endpoint::App,
        room: room.address.clone(),
        message: id.clone(),
        account: account.clone(),
        token: message.text_at(&["ResponseCode"]).unwrap_or_default(),
        task_id,
        url: None,
    };
    Ok(Inbound::Event(Box::new(ChatEvent {
        id: format!("app:{id}"),
        platform: settings.name.clone(),
        room,
        sender: Sender { display: account.clone(), account },
        body,
        reply_to: Some(route.into_address(signed_at)),
        sent_at: created_at(&message).unwrap_or(signed_at),
    })))
}

fn is_meant_for_us(settings: &Settings, message: &Element) -> bool {
    let Some(app) = &settings.app else { return false };
    let agent = message.text_at(&["AgentID"]);
    let is_our_agent = agent.is_none_or(|agent| agent == app.agent_id.to_string());
    is_our_agent && message.text_at(&["ToUserName"]).as_ref() == Some(&app.corp_id)
}

/// Events have no `MsgId`, so what makes one unique replaces it.
fn id(message: &Element, account: &str) -> Option<String> {
    let field = |name: &str| message.text_at(&[name]).unwrap_or_default();
    message.text_at(&["MsgId"]).or_else(|| {
        let created = message.text_at(&["CreateTime"])?;
        let event = message.text_at(&["Event"])?;
        Some(format!("{account}+{created}+{event}+{}+{}", field("EventKey"), field("TaskId")))
    })
}

/// What was done, and the card it was done on; otherwise why there is nothing to act on.
fn act(message: &Element) -> Result<(EventBody, Option<String>), &'static str> {
    let kind = message.text_at(&["MsgType"]).unwrap_or_default();
    let event = message.text_at(&["Event"]).unwrap_or_default();
    let key = message.text_at(&["EventKey"]);
    match (kind.as_str(), event.as_str()) {
        ("text", _) => {
            message.text_at(&["Content"]).map(|text| (said(text), None)).ok_or("an empty message")
        }
        ("event", "template_card_event") => {
            let key = key.ok_or("a press without a key")?;
            if key == SETTLED_KEY {
                return Err("a button of a card that is done");
            }
            let task_id = message.text_at(&["TaskId"]);
            Ok((EventBody::Action { key, message: task_id.clone().map(MessageRef) }, task_id))
        }
        // The key of a menu entry is what the operator wants said by it.
        ("event", "click") => {
            key.map(|words| (said(words), None)).ok_or("a menu entry without words")
        }
        ("event", _) => Err("an event without an act"),
        (kind, _) => Ok((EventBody::Wordless { attachment: attachment_of_kind(kind) }, None)),
    }
}

fn said(text: String) -> EventBody {
    EventBody::Message { text, addressed: true, mentioned: Vec::new(), quoted: None, thread: None }
}

fn created_at(message: &Element) -> Option<DateTime<Utc>> {
    instant_from_seconds(&message.text_at(&["CreateTime"])?)
}
