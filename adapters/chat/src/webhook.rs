//! A platform's HTTP request and its answer, before and after the adapter has looked at them.
//!
//! The bodies are bytes: several platforms sign the bytes, so nothing may re-serialise them first.

use thiserror::Error;

use crate::event::ChatEvent;
use crate::menu::Question;

/// An HTTP request as it came in, not verified.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawRequest {
    /// `GET`, `POST`.
    pub method: String,
    /// What follows the platform's own path.
    pub path_tail: String,
    /// The query, undecoded, without the question mark.
    pub query: String,
    /// Names and values in the order they came.
    pub headers: Vec<(String, String)>,
    /// The body, undecoded.
    pub body: Vec<u8>,
}

impl RawRequest {
    /// The value of a header whatever the case of its name; `None` when it came more than once,
    /// because two proxies could then have looked at different ones.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }
}

/// Headers carry signatures and bodies carry session addresses, so neither is printed.
impl std::fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawRequest({} {}, {} bytes)", self.method, self.path_tail, self.body.len())
    }
}

/// An HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawResponse {
    /// The HTTP status.
    pub status: u16,
    /// The media type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl RawResponse {
    /// A JSON answer with status 200.
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, content_type: "application/json", body: body.into() }
    }

    /// A plain text answer with status 200.
    pub fn text(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, content_type: "text/plain; charset=utf-8", body: body.into() }
    }
}

/// What a genuine request turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inbound {
    /// Something happened.
    Event(Box<ChatEvent>),
    /// Somebody is typing and wants to see what fits; nothing happened.
    Question(Box<Question>),
    /// The platform checks the address; this answer satisfies it and nothing else happens.
    Challenge(RawResponse),
    /// Genuine, but nothing to act on (an unknown kind of message, say); why, for a counter.
    Ignored(&'static str),
}

/// Why a request was not believed. The answer tells a forger nothing about how close they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub enum Refusal {
    /// A needed header or parameter is absent.
    #[error("signature missing")]
    Missing,
    /// The signature does not fit.
    #[error("signature wrong")]
    BadSignature,
    /// The timestamp is too far from now, either way.
    #[error("timestamp outside the window")]
    Expired,
    /// A one-time value came a second time.
    #[error("seen before")]
    Replayed,
    /// The body is longer than any genuine one.
    #[error("body too large")]
    TooLarge,
    /// Signed, but not in the platform's form, or meant for another robot or organisation.
    #[error("malformed")]
    Malformed,
}

impl Refusal {
    /// The status to answer with.
    pub fn status(self) -> u16 {
        match self {
            Self::Missing | Self::BadSignature | Self::Expired => 401,
            Self::Replayed => 409,
            Self::TooLarge => 413,
            Self::Malformed => 400,
        }
    }

    /// The whole answer: fixed, short, and without anything from the request.
    pub fn response(self) -> RawResponse {
        let body = match self {
            Self::Missing | Self::BadSignature | Self::Expired => "refused",
            Self::Replayed => "seen before",
            Self::TooLarge => "too large",
            Self::Malformed => "malformed",
        };
        RawResponse { status: self.status(), ..RawResponse::text(body) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_comes_twice_is_not_believed() {
        let mut request =
            RawRequest { headers: vec![("Sign".into(), "a".into())], ..RawRequest::default() };
        assert_eq!(request.header("sign"), Some("a"));
        request.headers.push(("SIGN".into(), "b".into()));
        assert_eq!(request.header("sign"), None);
    }

    #[test]
    fn the_three_ways_to_fail_the_signature_check_answer_alike() {
        assert_eq!(Refusal::Missing.response(), Refusal::BadSignature.response());
        assert_eq!(Refusal::Expired.response(), Refusal::BadSignature.response());
    }
}
