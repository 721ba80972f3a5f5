//! The session webhook of an inbound message: where it may point, and whose words it may carry.
//!
//! The address comes out of a request body which the vendor's signature does not cover. Calling it
//! unchecked would let anybody with a captured pair of headers send the bot's words to any host.

use chat::ReplyAddress;
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
    /// It was not made by this adapter, or does not parse.
    #[error("not an address")]
    Unreadable,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// It is not HTTPS.
    #[error("not https")]
    Scheme,
    /// It carries a user name, a password, a port or a fragment.
    #[error("unusual authority")]
    Authority,
    /// Its host is not the vendor's.
    #[error("foreign host")]
    Host,
    /// Its path is not that of a session.
    #[error("foreign path")]
    Path,
}

/// The reply address which keeps a session together with the room it posts to.
pub(crate) fn reply_address(room: &str, webhook: &str, expires_at: DateTime<Utc>) -> ReplyAddress {
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

/// Lets a session webhook pass only if it is HTTPS on a listed host, default port, no user information,
/// and has the path of a session (receiver checklist of the vendor notes).
pub fn guard(webhook: &str, settings: &Settings) -> Result<Url, SessionRefusal> {
    let url = Url::parse(webhook).map_err(|_| SessionRefusal::Unreadable)?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(SessionRefusal::Authority);
    }
    if url.path() != PATH {
        return Err(SessionRefusal::Path);
    }
    if settings.is_allowed_loopback(&url) && url.origin() == settings.oapi.origin() {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return Err(SessionRefusal::Scheme);
    }
    if url.port().is_some() {
        return Err(SessionRefusal::Authority);
    }
    let is_listed =
        url.host_str().is_some_and(|host| settings.session_hosts.iter().any(|known| known == host));
    if is_listed { Ok(url) } else { Err(SessionRefusal::Host) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_session_webhooks_of_the_vendor_pass() {
        let settings = Settings::new("dingtalk").unwrap();
        let table = [
            ("https://oapi.dingtalk.com/robot/sendBySession?session=S", Ok(())),
            ("https://api.dingtalk.com/robot/sendBySession?session=S", Ok(())),
            ("https://oapi.dingtalk.com:443/robot/sendBySession?session=S", Ok(())),
            ("HTTPS://OAPI.dingtalk.com/robot/sendBySession?session=S", Ok(())),
            ("http://oapi.dingtalk.com/robot/sendBySession", Err(SessionRefusal::Scheme)),
            ("ftp://oapi.dingtalk.com/robot/sendBySession", Err(SessionRefusal::Scheme)),
            ("https://oapi.dingtalk.com:8443/robot/sendBySession", Err(SessionRefusal::Authority)),
            ("https://a@oapi.dingtalk.com/robot/sendBySession", Err(SessionRefusal::Authority)),
            ("https://oapi.dingtalk.com:x@evil.example/robot/sendBySession", Err(SessionRefusal::Authority)),
            ("https://oapi.dingtalk.com/robot/sendBySession#x", Err(SessionRefusal::Authority)),
            ("https://evil.example/robot/sendBySession", Err(SessionRefusal::Host)),
            ("https://oapi.dingtalk.com.evil.example/robot/sendBySession", Err(SessionRefusal::Host)),
            ("https://oapi.dingtalk.com./robot/sendBySession", Err(SessionRefusal::Host)),
            ("https://evildingtalk.com/robot/sendBySession", Err(SessionRefusal::Host)),
            ("https://127.0.0.1/robot/sendBySession", Err(SessionRefusal::Host)),
            ("https://[::1]/robot/sendBySession", Err(SessionRefusal::Host)),
            ("https://169.254.169.254/robot/sendBySession", Err(SessionRefusal::Host)),
            ("http://127.0.0.1/robot/sendBySession", Err(SessionRefusal::Scheme)),
            ("https://oapi.dingtalk.com/robot/send?access_token=x", Err(SessionRefusal::Path)),
            ("https://oapi.dingtalk.com/robot/sendBySession/../send", Err(SessionRefusal::Path)),
            ("https://oapi.dingtalk.com\\@evil.example/robot/sendBySession", Err(SessionRefusal::Path)),
            ("/robot/sendBySession", Err(SessionRefusal::Unreadable)),
            ("", Err(SessionRefusal::Unreadable)),
        ];
        for (webhook, wanted) in table {
            assert_eq!(guard(webhook, &settings).map(|_| ()), wanted, "{webhook}");
        }
    }

    #[test]
    fn loopback_passes_only_when_allowed_and_only_at_the_configured_origin() {
        let mut settings = Settings::new("dingtalk").unwrap();
        settings.oapi = Url::parse("http://127.0.0.1:9999/").unwrap();
        let own = "http://127.0.0.1:9999/robot/sendBySession?session=S";
        assert_eq!(guard(own, &settings), Err(SessionRefusal::Scheme));
        settings.allow_loopback = true;
        assert!(guard(own, &settings).is_ok());
        for other in
            ["http://127.0.0.1:9998/robot/sendBySession", "http://127.0.0.2:9999/robot/sendBySession"]
        {
            assert_eq!(guard(other, &settings), Err(SessionRefusal::Scheme), "{other}");
        }
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
