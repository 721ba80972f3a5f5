//! REST calls as Discord takes them.

use std::time::Duration;

use chat::SendError;
use chat::http::{self, Vendor};
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};
use serde_json::Value;
use url::Url;

/// Who errors name. The longest response is a list of registered commands: tens of kilobytes.
const VENDOR: Vendor = Vendor { name: "Discord", longest: 1024 * 1024 };

/// The form Discord asks for: library, address, version (Discord documentation, `reference`).
const AGENT: &str =
    concat!("DiscordBot (https://watchbell.example, ", env!("CARGO_PKG_VERSION"), ")");

/// An HTTP response with its body parsed; `Null` when the body is not JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// What it says about the quota.
    pub quota: QuotaHeaders,
    /// The body.
    pub body: Value,
}

/// The rate limit headers of a response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuotaHeaders {
    /// `X-RateLimit-Remaining`: calls left in this bucket.
    pub remaining: Option<u32>,
    /// `X-RateLimit-Reset-After`: until the bucket is full again.
    pub reset_after: Option<Duration>,
    /// `Retry-After`: how long a refused caller has to wait.
    pub retry_after: Option<Duration>,
    /// Whether the limit of the whole bot was passed.
    pub global: bool,
}

/// A client as this adapter needs it; see [`http::client`].
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    http::client(Duration::from_secs(7))
}

/// Makes one call. Interaction tokens are in the path, so an error never holds the address.
pub(crate) async fn call(
    client: &reqwest::Client,
    method: Method,
    url: Url,
    authorization: Option<HeaderValue>,
    body: Option<&Value>,
) -> Result<Response, SendError> {
    let mut request = client.request(method, url).header(USER_AGENT, AGENT);
    if let Some(authorization) = authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    let http::Response { status, headers, body } = VENDOR.call(request).await?;
    Ok(Response { status, quota: quota_in(&headers), body })
}

fn quota_in(headers: &HeaderMap) -> QuotaHeaders {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    QuotaHeaders {
        remaining: text("x-ratelimit-remaining").and_then(|count| count.parse().ok()),
        reset_after: text("x-ratelimit-reset-after").and_then(seconds),
        retry_after: text("retry-after").and_then(seconds),
        global: text("x-ratelimit-global").is_some_and(|word| word.eq_ignore_ascii_case("true")),
    }
}

/// Seconds with a fraction, as Discord writes them. Absurd numbers are no wait at all.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    const LONGEST: f64 = 86_400.0;
    let seconds: f64 = text.parse().ok()?;
    (0.0..=LONGEST).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_read_with_their_fraction_and_absurd_ones_are_not() {
        assert_eq!(seconds("0.7"), Some(Duration::from_millis(700)));
        for odd in ["", "-1", "NaN", "inf", "1e9", "soon"] {
            assert_eq!(seconds(odd), None, "{odd}");
        }
    }
}
