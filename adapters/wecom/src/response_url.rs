//! The `response_url` of a robot's message: where it may point, and that it is called once.
//!
//! It came inside a message. Calling it unchecked would let whoever can make one send the bot's words anywhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use thiserror::Error;
use url::Url;

use crate::reply::RESPONSE_URL_LIFE;
use crate::settings::Settings;

/// The only path of a `response_url`.
const PATH: &str = "/cgi-bin/aibot/response";

/// Why a `response_url` is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UrlRefusal {
    /// It does not parse.
    #[error("not an address")]
    Unreadable,
    /// It is not HTTPS.
    #[error("not https")]
    Scheme,
    /// It carries a user name, a password, a port or a fragment.
    #[error("unusual authority")]
    Authority,
    /// Its host is not the vendor's.
    #[error("foreign host")]
    Host,
    /// Its path is another one.
    #[error("foreign path")]
    Path,
    /// It was called before; the platform takes one answer.
    #[error("used before")]
    Used,
}

/// Lets a `response_url` pass only if it is HTTPS on a listed host, default port, no user information, and has
/// the one path (vendor page 101138).
pub fn guard(written: &str, settings: &Settings) -> Result<Url, UrlRefusal> {
    let url = Url::parse(written).map_err(|_| UrlRefusal::Unreadable)?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(UrlRefusal::Authority);
    }
    if url.path() != PATH {
        return Err(UrlRefusal::Path);
    }
    if settings.is_allowed_loopback(&url) && url.origin() == settings.api.origin() {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return Err(UrlRefusal::Scheme);
    }
    if url.port().is_some() {
        return Err(UrlRefusal::Authority);
    }
    let is_listed = url.host_str().is_some_and(|host| settings.reply_hosts.iter().any(|known| known == host));
    if is_listed { Ok(url) } else { Err(UrlRefusal::Host) }
}

/// The addresses that were called in the last hour; older ones are closed by the platform anyway.
#[derive(Default)]
pub(crate) struct Used(Mutex<HashMap<String, DateTime<Utc>>>);

impl Used {
    /// Takes an address for the one call it is good for.
    pub(crate) fn take(&self, url: &Url, now: DateTime<Utc>) -> Result<(), UrlRefusal> {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.retain(|_, at| now.signed_duration_since(*at) < RESPONSE_URL_LIFE);
        match used.insert(url.to_string(), now) {
            None => Ok(()),
            Some(_) => Err(UrlRefusal::Used),
        }
    }

    /// Gives an address back after a call that certainly did not arrive.
    pub(crate) fn give_back(&self, url: &Url) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(url.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_vendors_own_addresses_pass() {
        let settings = Settings::new("wecom").unwrap();
        let table = [
            ("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=C", Ok(())),
            ("https://qyapi.weixin.qq.com:443/cgi-bin/aibot/response?response_code=C", Ok(())),
            ("http://qyapi.weixin.qq.com/cgi-bin/aibot/response", Err(UrlRefusal::Scheme)),
            ("https://qyapi.weixin.qq.com:8443/cgi-bin/aibot/response", Err(UrlRefusal::Authority)),
            ("https://a@qyapi.weixin.qq.com/cgi-bin/aibot/response", Err(UrlRefusal::Authority)),
            ("https://qyapi.weixin.qq.com:x@evil.example/cgi-bin/aibot/response", Err(UrlRefusal::Authority)),
            ("https://qyapi.weixin.qq.com/cgi-bin/aibot/response#x", Err(UrlRefusal::Authority)),
            ("https://evil.example/cgi-bin/aibot/response", Err(UrlRefusal::Host)),
            ("https://qyapi.weixin.qq.com.evil.example/cgi-bin/aibot/response", Err(UrlRefusal::Host)),
            ("https://qyapi.weixin.qq.com./cgi-bin/aibot/response", Err(UrlRefusal::Host)),
            ("https://169.254.169.254/cgi-bin/aibot/response", Err(UrlRefusal::Host)),
            ("http://127.0.0.1/cgi-bin/aibot/response", Err(UrlRefusal::Scheme)),
            ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K", Err(UrlRefusal::Path)),
            ("https://qyapi.weixin.qq.com/cgi-bin/aibot/response/../x", Err(UrlRefusal::Path)),
            ("https://qyapi.weixin.qq.com\\@evil.example/cgi-bin/aibot/response", Err(UrlRefusal::Path)),
            ("/cgi-bin/aibot/response", Err(UrlRefusal::Unreadable)),
            ("", Err(UrlRefusal::Unreadable)),
        ];
        for (written, wanted) in table {
            assert_eq!(guard(written, &settings).map(|_| ()), wanted, "{written}");
        }
    }

    #[test]
    fn an_address_is_good_for_one_call_within_its_hour() {
        let (used, now) = (Used::default(), DateTime::UNIX_EPOCH);
        let url = Url::parse("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=C").unwrap();
        assert_eq!([used.take(&url, now), used.take(&url, now)], [Ok(()), Err(UrlRefusal::Used)]);
        used.give_back(&url);
        assert_eq!(used.take(&url, now), Ok(()));
        assert_eq!(used.take(&url, now + RESPONSE_URL_LIFE), Ok(()));
    }
}
