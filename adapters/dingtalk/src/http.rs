//! One request, read with a limit, and with errors that name neither the address nor what was sent.

use std::time::Duration;

use chat::SendError;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
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

/// A client as this adapter needs it: no redirects, which would carry a token or the bot's words to
/// another host, and short time-outs. The process must have installed a TLS provider before.
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(10))
        .build()
}

pub(crate) async fn post(
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
    let mut response = request.send().await.map_err(|error| unreachable(&error))?;
    let status = response.status().as_u16();
    let retry_after = seconds_in(response.headers());
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_ANSWER_BYTES {
            return Err(SendError::Retryable("the answer is too long to be DingTalk's".into()));
        }
    }
    Ok(Answer { status, retry_after, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
}

fn seconds_in(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// The library's own text holds the address, and with it the token.
fn unreachable(error: &reqwest::Error) -> SendError {
    let what = if error.is_timeout() {
        "DingTalk did not answer in time"
    } else if error.is_connect() {
        "DingTalk could not be reached"
    } else {
        "the connection to DingTalk broke"
    };
    SendError::Retryable(what.into())
}
