//! What an old group robot receives. Legacy: only robots whose callback was set up long ago have it
//! (page 99399).
//!
//! The message brings a `WebhookUrl` along. It is not used: answers go by the platform's own
//! response, and everything else by the group's webhook in the settings.

use chat::{ChatEvent, EventBody, Inbound, MembershipChange, Refusal, Room, RoomKind, Sender};
use chrono::{DateTime, Utc};

use super::{attachment_of_kind, without_mention};
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
    let id = message.text_at(&["MsgId"]).ok_or(Refusal::Malformed)?;
    let account = message.text_at(&["From", "UserId"]).ok_or(Refusal::Malformed)?;
    let room = room(&message, &account).ok_or(Refusal::Malformed)?;
    let Some(body) = body(&message) else { return Ok(Inbound::Ignored("a message without words")) };
    let route = ReplyRoute {
        endpoint: Endpoint::GroupRobot,
        room: room.address.clone(),
        message: id.clone(),
        account: account.clone(),
        token: String::new(),
        task_id: None,
        url: None,
    };
    let display = message.text_at(&["From", "Name"]).unwrap_or_else(|| account.clone());
    Ok(Inbound::Event(Box::new(ChatEvent {
        id: format!("group:{id}"),
        platform: settings.name.clone(),
        room,
        sender: Sender { account, display },
        body,
        reply_to: Some(route.into_address(signed_at)),
        sent_at: signed_at,
    })))
}

fn room(message: &Element, account: &str) -> Option<Room> {
    let (address, kind) = match message.text_at(&["ChatType"]).as_deref() {
        Some("single") => (address::user(account), RoomKind::Direct),
        _ => (address::robot(&message.text_at(&["ChatId"])?), RoomKind::Group),
    };
    Some(Room { address, kind, title: None })
}

fn body(message: &Element) -> Option<EventBody> {
    match message.text_at(&["MsgType"])?.as_str() {
        "text" => Some(said(&message.text_at(&["Text", "Content"])?)),
        "mixed" => {
            let items = message.at(&["MixedMessage"])?.all("MsgItem");
            let parts: Vec<String> =
                items.filter_map(|item| item.text_at(&["Text", "Content"])).collect();
            let said = said(&parts.join(" "));
            let is_empty = matches!(&said, EventBody::Message { text, .. } if text.is_empty());
            Some(if is_empty { wordless("image") } else { said })
        }
        "attachment" => {
            let key = message.text_at(&["Attachment", "Actions", "Value"])?;
            Some(EventBody::Action { key, message: None })
        }
        "event" => {
            let change = match message.text_at(&["Event", "EventType"])?.as_str() {
                "add_to_chat" => MembershipChange::BotJoined,
                "delete_from_chat" => MembershipChange::BotLeft,
                _ => return None,
            };
            Some(EventBody::Membership { change, accounts: Vec::new() })
        }
        kind => Some(wordless(kind)),
    }
}

fn wordless(kind: &str) -> EventBody {
    EventBody::Wordless { attachment: attachment_of_kind(kind) }
}

fn said(words: &str) -> EventBody {
    EventBody::Message {
        text: without_mention(words, None),
        addressed: true,
        mentioned: Vec::new(),
        quoted: None,
        thread: None,
    }
}
