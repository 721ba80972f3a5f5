//! The way back to one inbound event, kept in its [`ReplyAddress`]: which endpoint it came by,
//! which room it came from, and what the platform gave along to answer it.

use chat::ReplyAddress;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long a robot's `response_url` takes one answer (vendor page 101138).
pub const RESPONSE_URL_LIFE: TimeDelta = TimeDelta::hours(1);

/// How long a message of the long connection may be answered under its own `req_id` (vendor page
/// 101463).
pub const STREAM_LIFE: TimeDelta = TimeDelta::minutes(6);

/// How long after a press the long connection takes a new form of the card.
pub const CARD_UPDATE_LIFE: TimeDelta = TimeDelta::seconds(5);

/// How long the `ResponseCode` of an app's card may be used, once (vendor page 94945).
pub const RESPONSE_CODE_LIFE: TimeDelta = TimeDelta::hours(72);

/// Which surface an event came by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Endpoint {
    /// The smart robot's callback.
    Robot,
    /// The smart robot's long connection.
    Socket,
    /// The app's callback.
    App,
    /// The old group robot's callback.
    GroupRobot,
}

/// How to answer one event.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReplyRoute {
    pub(crate) endpoint: Endpoint,
    /// The room, as an address of this adapter; a private answer must not land in another one.
    pub(crate) room: String,
    /// What the platform called the message; the stream of its answer is named after it.
    pub(crate) message: String,
    /// Who spoke or pressed.
    pub(crate) account: String,
    /// The `nonce` of the request, the `req_id` of a frame, or the `ResponseCode` of a pressed
    /// card.
    pub(crate) token: String,
    /// The card that was pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) task_id: Option<String>,
    /// The robot's `response_url`, as it came: where it points is checked before it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
}

impl ReplyRoute {
    /// The address to keep, open as long as the platform takes answers after `at`.
    pub(crate) fn into_address(self, at: DateTime<Utc>) -> ReplyAddress {
        let life = match (self.endpoint, &self.task_id) {
            (Endpoint::Robot | Endpoint::GroupRobot, _) => RESPONSE_URL_LIFE,
            (Endpoint::Socket, Some(_)) => CARD_UPDATE_LIFE,
            (Endpoint::Socket, None) => STREAM_LIFE,
            (Endpoint::App, _) => RESPONSE_CODE_LIFE,
        };
        // Texts in a plain structure always serialise; an empty text is read back as no way at all.
        ReplyAddress::new(serde_json::to_string(&self).unwrap_or_default(), at + life)
    }

    /// What an address holds; none when it was not made by this adapter.
    pub(crate) fn read(address: &ReplyAddress) -> Option<Self> {
        serde_json::from_str(address.reveal()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_survives_being_stored_and_ends_when_the_platform_says() {
        let at = DateTime::UNIX_EPOCH;
        let way = |endpoint, task_id: Option<&str>| ReplyRoute {
            endpoint,
            room: "robot:wrG1".into(),
            message: "m1".into(),
            account: "zhangsan".into(),
            token: "n".into(),
            task_id: task_id.map(str::to_owned),
            url: None,
        };
        for (endpoint, task_id, seconds) in [
            (Endpoint::Robot, None, 3600),
            (Endpoint::Socket, None, 360),
            (Endpoint::Socket, Some("t"), 5),
            (Endpoint::App, Some("t"), 259_200),
        ] {
            let address = way(endpoint, task_id).into_address(at);
            assert_eq!(address.expires_at, at + TimeDelta::seconds(seconds), "{endpoint:?}");
            assert!(ReplyRoute::read(&address) == Some(way(endpoint, task_id)));
        }
        assert!(ReplyRoute::read(&ReplyAddress::new("robot:x https://x", at)).is_none());
    }
}
