//! Requests as DingTalk takes them.

use std::time::Duration;

use chat::SendError;
use chat::calling::{self, Called};
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::Value;
use url::Url;

/// Answers are a few hundred bytes; anything much longer is not DingTalk.
const LONGEST_ANSWER_BYTES: usize = 64 * 1024;

/// An HTTP answer with its body parsed; `Null` when the body is not JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header, in seconds.
    pub retry_after: Option<Duration>,
    /// The body.
    pub body: Value,
}

/// A client as this adapter needs it; see [`calling::client`].
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    calling::client(Duration::from_secs(10))
}

pub async fn post(
    client: &reqwest::Client,
    url: Url,
    headers: HeaderMap,
    body: String,
) -> Result<Answer, SendError> {
    send(client, Method::POST, url, headers, body).await
}

pub(crate) async fn send(
    client: &reqwest::Client,
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: String,
) -> Result<Answer, SendError> {
    let request = client
        .request(method, url)
        .header(CONTENT_TYPE, "application/json; charset=utf-8")
        .headers(headers)
        .body(body);
    let Called { status, headers, body } =
        calling::call(request, "DingTalk", LONGEST_ANSWER_BYTES).await?;
    Ok(Answer { status, retry_after: calling::retry_after(&headers), body })
}
