//! HTTP calls to a platform, for adapters that make some: no redirects, answers read with a limit, and errors that
//! name neither the address nor what was sent, for both can hold a token.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;

use crate::error::SendError;

/// An HTTP answer with its body parsed; `Null` when the body is not JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Called {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Value,
}

/// A client as an adapter needs it: no redirects, which would carry a token or the bot's words to another host, and
/// short time-outs; `patience` is that of a whole call. The process must have installed a TLS provider before.
pub fn client(patience: Duration) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(patience)
        .build()
}

/// Makes one call. `vendor` is who is named in errors; an answer longer than `longest` bytes is not theirs.
pub async fn call(
    request: RequestBuilder,
    vendor: &str,
    longest: usize,
) -> Result<Called, SendError> {
    let response = request.send().await.map_err(|error| unreachable(&error, vendor))?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = read(response, vendor, longest).await?;
    Ok(Called { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
}

/// The `Retry-After` header in whole seconds; none where it is absent or a date.
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

async fn read(mut response: Response, vendor: &str, longest: usize) -> Result<Vec<u8>, SendError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error, vendor))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > longest {
            return Err(SendError::Retryable(format!("the answer is too long to be {vendor}'s")));
        }
    }
    Ok(bytes)
}

/// The library's own text holds the address, and with it the token.
fn unreachable(error: &reqwest::Error, vendor: &str) -> SendError {
    SendError::Retryable(if error.is_timeout() {
        format!("{vendor} did not answer in time")
    } else if error.is_connect() {
        format!("{vendor} could not be reached")
    } else {
        format!("the connection to {vendor} broke")
    })
}
