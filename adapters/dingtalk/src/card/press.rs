//! A press on a card, as Stream mode brings it.

use chat::{ChatEvent, EventBody, Inbound, MessageRef, Refusal, Sender};
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::track;
use crate::callback::non_empty;
use crate::settings::Settings;

/// Turns a press into an event; `id` is that of the frame, the only one a press has.
///
/// `content` is JSON within a text within JSON (protocol page on the card callback). The button's
/// key comes back among the parameters that the template gives to the action.
pub(crate) fn read(
    settings: &Settings,
    body: &Value,
    id: &str,
    sent_at: DateTime<Utc>,
) -> Result<Inbound, Refusal> {
    if settings.corp_id.is_some() && non_empty(body, "corpId") != settings.corp_id {
        return Err(Refusal::Malformed);
    }
    let account = non_empty(body, "userId").ok_or(Refusal::Malformed)?;
    let track = non_empty(body, "outTrackId").ok_or(Refusal::Malformed)?;
    let Some(room) = track::room(&track) else {
        return Ok(Inbound::Ignored("a press on a card of another program"));
    };
    let Some(key) = key(body) else {
        return Ok(Inbound::Ignored("a press whose template gives no key"));
    };
    Ok(Inbound::Event(Box::new(ChatEvent {
        id: format!("press:{id}"),
        platform: settings.name.clone(),
        room,
        // A press brings no name along.
        sender: Sender { display: account.clone(), account },
        body: EventBody::Action { key, message: Some(MessageRef(track)) },
        reply_to: None,
        sent_at,
    })))
}

fn key(body: &Value) -> Option<String> {
    let content = match body.get("content")? {
        Value::String(json) => serde_json::from_str(json).ok()?,
        content => content.clone(),
    };
    non_empty(content.get("cardPrivateData")?.get("params")?, "key")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pressed(content: &Value) -> Value {
        json!({"extension": "{}", "corpId": "dingCORP", "type": "actionCallback", "userId": "user123",
               "outTrackId": track::spell("group:cidA==", "row-1"), "content": content.to_string()})
    }

    fn outcome(body: &Value) -> Result<Inbound, Refusal> {
        let mut settings = Settings::new("dingtalk").unwrap();
        settings.corp_id = Some("dingCORP".into());
        read(&settings, body, "m1", DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_press_tells_who_where_on_what_and_which_button() {
        let content =
            json!({"cardPrivateData": {"actionIds": ["press"], "params": {"key": "ack:5531"}}});
        let Ok(Inbound::Event(event)) = outcome(&pressed(&content)) else { panic!("not an event") };
        assert_eq!((event.id.as_str(), event.sender.account.as_str()), ("press:m1", "user123"));
        assert_eq!(event.room.address, "group:cidA==");
        let message = Some(MessageRef(track::spell("group:cidA==", "row-1")));
        assert_eq!(event.body, EventBody::Action { key: "ack:5531".into(), message });
    }

    #[test]
    fn a_press_without_a_key_or_on_a_foreign_card_is_passed_over() {
        let keyless = json!({"cardPrivateData": {"actionIds": ["press"], "params": {}}});
        let mut foreign = pressed(&json!({"cardPrivateData": {"params": {"key": "ack"}}}));
        foreign["outTrackId"] = json!("inc-42");
        for body in [pressed(&keyless), pressed(&json!("odd")), pressed(&Value::Null), foreign] {
            assert!(matches!(outcome(&body), Ok(Inbound::Ignored(_))), "{body}");
        }
    }

    #[test]
    fn a_press_from_another_organisation_or_by_nobody_is_malformed() {
        let content = json!({"cardPrivateData": {"params": {"key": "ack"}}});
        for (field, value) in [("corpId", "dingOTHER"), ("userId", " "), ("outTrackId", "")] {
            let mut body = pressed(&content);
            body[field] = json!(value);
            assert_eq!(outcome(&body), Err(Refusal::Malformed), "{field}");
        }
    }
}
