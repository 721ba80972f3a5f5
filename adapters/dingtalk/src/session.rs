//! The session webhook of an inbound message: where it may point, and whose words it may carry.
//!
//! The address comes out of a request body which the vendor's signature does not cover. Calling it
//! unchecked would let anybody with a captured pair of headers send the bot's words to any host.

use chat::ReplyAddress;
use chat::vendor_url::{Home, UrlRefusal};
use chrono::{DateTime, Utc};
use thiserror::Error;
use url::Url;

use crate::settings::Settings;

/// The only path of a session webhook.
const PATH: &str = "/robot/sendBySession";

/// A session webhook that may be called.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Session {
    /// The room it posts to, as an address of this adapter.
    pub(crate) room: String,
    pub(crate) url: Url,
}

/// Why a session webhook is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SessionRefusal {
    /// It was not made by this adapter.
    #[error("not an address")]
    Unreadable,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// It does not point where sessions live.
    #[error(transparent)]
    Elsewhere(#[from] UrlRefusal),
}

/// The reply address which keeps a session together with the room it posts to.
pub fn reply_address(room: &str, webhook: &str, expires_at: DateTime<Utc>) -> ReplyAddress {
    ReplyAddress::new(format!("{room} {webhook}"), expires_at)
}

/// The session behind a reply address, if it is still open and points where sessions live.
pub(crate) fn open(
    reply: &ReplyAddress,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Session, SessionRefusal> {
    let (room, webhook) = reply.reveal().split_once(' ').ok_or(SessionRefusal::Unreadable)?;
    if !reply.is_open(now) {
        return Err(SessionRefusal::Expired);
    }
    let url = guard(webhook, settings)?;
    Ok(Session { room: room.to_owned(), url })
}

/// Lets a session webhook pass only if it is HTTPS on a listed host, default port, no user
/// information, and has the path of a session (receiver checklist of the vendor notes).
pub fn guard(webhook: &str, settings: &Settings) -> Result<Url, UrlRefusal> {
    let simulator = settings.allow_loopback.then_some(&settings.oapi);
    Home { path: PATH, hosts: &settings.session_hosts, simulator }.admit(webhook)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_session_webhooks_of_the_vendor_pass() {
        let mut settings = Settings::new("dingtalk").unwrap();
        settings.oapi = Url::parse("http://127.0.0.1:9999/").unwrap();
        let simulator = "http://127.0.0.1:9999/robot/sendBySession?session=S";
        let table = [
            ("https://oapi.dingtalk.com/robot/sendBySession?session=S", Ok(())),
            ("https://api.dingtalk.com/robot/sendBySession?session=S", Ok(())),
            ("https://oapi.dingtalk.com.evil.example/robot/sendBySession", Err(UrlRefusal::Host)),
            ("https://oapi.dingtalk.com/robot/send?access_token=x", Err(UrlRefusal::Path)),
            (simulator, Err(UrlRefusal::Scheme)),
        ];
        for (webhook, wanted) in table {
            assert_eq!(guard(webhook, &settings).map(|_| ()), wanted, "{webhook}");
        }
        settings.allow_loopback = true;
        assert!(guard(simulator, &settings).is_ok());
    }

    #[test]
    fn an_expired_session_is_not_opened() {
        let settings = Settings::new("dingtalk").unwrap();
        let now = DateTime::UNIX_EPOCH;
        let webhook = "https://oapi.dingtalk.com/robot/sendBySession?session=S";
        let closed = reply_address("group:cidA==", webhook, now);
        assert!(matches!(open(&closed, &settings, now), Err(SessionRefusal::Expired)));
        let usable = reply_address("group:cidA==", webhook, now + chrono::TimeDelta::seconds(1));
        assert!(open(&usable, &settings, now).is_ok_and(|session| session.room == "group:cidA=="));
    }
}
