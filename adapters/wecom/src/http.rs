//! One request, read with a limit, and with errors that name neither the address nor what was sent.

use std::time::Duration;

use chat::SendError;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use url::Url;

/// Answers are a few hundred bytes; anything much longer is not WeCom.
const LONGEST_ANSWER_BYTES: usize = 64 * 1024;

/// An HTTP answer with its body parsed; `Null` when the body is not JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

/// A client as this adapter needs it: no redirects, which would carry a key or the bot's words to another host,
/// and short time-outs. The process must have installed a TLS provider before.
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(10))
        .build()
}

pub(crate) async fn post(client: &reqwest::Client, url: Url, body: &Value) -> Result<Answer, SendError> {
    let request = client.post(url).header(CONTENT_TYPE, "application/json; charset=utf-8");
    ask(request.body(body.to_string())).await
}

pub(crate) async fn get(client: &reqwest::Client, url: Url) -> Result<Answer, SendError> {
    ask(client.get(url)).await
}

/// An address below a base, with a query.
pub(crate) fn url(base: &Url, path: &str, query: &[(&str, &str)]) -> Result<Url, SendError> {
    let mut url = base.join(path).map_err(|_| SendError::refused("the address of the API is unusable"))?;
    url.query_pairs_mut().extend_pairs(query);
    Ok(url)
}

async fn ask(request: RequestBuilder) -> Result<Answer, SendError> {
    let mut response = request.send().await.map_err(|error| unreachable(&error))?;
    let status = response.status().as_u16();
    let bytes = read(&mut response).await?;
    Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
}

async fn read(response: &mut Response) -> Result<Vec<u8>, SendError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST_ANSWER_BYTES {
            return Err(SendError::Retryable("the answer is too long to be WeCom's".into()));
        }
    }
    Ok(bytes)
}

/// The library's own text holds the address, and with it the key or the token.
fn unreachable(error: &reqwest::Error) -> SendError {
    let what = if error.is_timeout() {
        "WeCom did not answer in time"
    } else if error.is_connect() {
        "WeCom could not be reached"
    } else {
        "the connection to WeCom broke"
    };
    SendError::Retryable(what.into())
}
