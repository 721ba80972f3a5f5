//! Events of the organisation, as Stream mode brings them besides messages. Only one of them
//! matters to the bot.
//!
//! The fields of a dissolved group come from the vendor's older event callbacks and have not been
//! seen from the new gateway, so both spellings are read, and an event that does not fit is passed
//! over, never refused: a refused event would be brought again and again.

use chat::{ChatEvent, EventBody, Inbound, MembershipChange, Room, RoomKind, Sender};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::address;
use crate::callback::non_empty;
use crate::settings::Settings;

/// Turns an event of the organisation into one of ours, where there is one for it.
pub(crate) fn read(
    settings: &Settings,
    kind: &str,
    id: &str,
    data: &Value,
    at: DateTime<Utc>,
) -> Inbound {
    if kind != "chat_disband" {
        return Inbound::Ignored("an event of no use to the bot");
    }
    let field = |names: [&str; 2]| names.into_iter().find_map(|name| non_empty(data, name));
    let Some(conversation) = field(["openConversationId", "OpenConversationId"]) else {
        return Inbound::Ignored("a dissolved group without its conversation id");
    };
    let account = field(["operator", "Operator"]).unwrap_or_default();
    Inbound::Event(Box::new(ChatEvent {
        id: format!("event:{id}"),
        platform: settings.name.clone(),
        room: Room { address: address::group(&conversation), kind: RoomKind::Group, title: None },
        sender: Sender { display: account.clone(), account },
        body: EventBody::Membership { change: MembershipChange::RoomClosed, accounts: Vec::new() },
        reply_to: None,
        sent_at: at,
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dissolved_group_is_told_and_everything_else_is_passed_over() {
        let settings = Settings::new("dingtalk").unwrap();
        let outcome =
            |kind: &str, data: &Value| read(&settings, kind, "e1", data, DateTime::UNIX_EPOCH);
        for data in [
            json!({"openConversationId": "cidA==", "operator": "user123"}),
            json!({"OpenConversationId": "cidA=="}),
        ] {
            let Inbound::Event(event) = outcome("chat_disband", &data) else {
                panic!("not an event: {data}")
            };
            assert_eq!(
                (event.id.as_str(), event.room.address.as_str()),
                ("event:e1", "group:cidA==")
            );
            assert!(matches!(
                event.body,
                EventBody::Membership { change: MembershipChange::RoomClosed, .. }
            ));
        }
        assert!(matches!(outcome("chat_disband", &Value::Null), Inbound::Ignored(_)));
        assert!(matches!(outcome("user_add_org", &json!({"userId": ["u"]})), Inbound::Ignored(_)));
    }
}
