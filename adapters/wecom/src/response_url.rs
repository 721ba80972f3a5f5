//! The `response_url` of a robot's message: where it may point, and that it is called once.
//!
//! It came inside a message. Calling it unchecked would let whoever can make one send the bot's
//! words anywhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chat::vendor_url::{Home, UrlRefusal};
use chrono::{DateTime, Utc};
use thiserror::Error;
use url::Url;

use crate::reply::RESPONSE_URL_LIFE;
use crate::settings::Settings;

/// The only path of a `response_url`.
const PATH: &str = "/cgi-bin/aibot/response";

/// Why a `response_url` is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReplyRefusal {
    /// It does not point where they live.
    #[error(transparent)]
    Elsewhere(#[from] UrlRefusal),
    /// It was called before; the platform takes one answer.
    #[error("used before")]
    Used,
}

/// Lets a `response_url` pass only if it is HTTPS on a listed host, default port, no user
/// information, and has the one path (vendor page 101138).
pub fn guard(written: &str, settings: &Settings) -> Result<Url, UrlRefusal> {
    let simulator = settings.allow_loopback.then_some(&settings.api);
    Home { path: PATH, hosts: &settings.reply_hosts, simulator }.admit(written)
}

/// The addresses that were called in the last hour; older ones are closed by the platform anyway.
#[derive(Default)]
pub(crate) struct Used(Mutex<HashMap<String, DateTime<Utc>>>);

impl Used {
    /// Takes an address for the one call it is good for.
    pub(crate) fn take(&self, url: &Url, now: DateTime<Utc>) -> Result<(), ReplyRefusal> {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.retain(|_, at| now.signed_duration_since(*at) < RESPONSE_URL_LIFE);
        match used.insert(url.to_string(), now) {
            None => Ok(()),
            Some(_) => Err(ReplyRefusal::Used),
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
            (
                "https://qyapi.weixin.qq.com.evil.example/cgi-bin/aibot/response",
                Err(UrlRefusal::Host),
            ),
            ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K", Err(UrlRefusal::Path)),
            ("http://127.0.0.1/cgi-bin/aibot/response", Err(UrlRefusal::Scheme)),
        ];
        for (written, wanted) in table {
            assert_eq!(guard(written, &settings).map(|_| ()), wanted, "{written}");
        }
    }

    #[test]
    fn an_address_is_good_for_one_call_within_its_hour() {
        let (used, now) = (Used::default(), DateTime::UNIX_EPOCH);
        let url = Url::parse("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=C")
            .unwrap();
        assert_eq!([used.take(&url, now), used.take(&url, now)], [Ok(()), Err(ReplyRefusal::Used)]);
        used.give_back(&url);
        assert_eq!(used.take(&url, now), Ok(()));
        assert_eq!(used.take(&url, now + RESPONSE_URL_LIFE), Ok(()));
    }
}
