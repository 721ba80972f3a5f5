//! Requests as WeCom takes them.

use std::time::Duration;

use chat::SendError;
use chat::calling::{self, Called};
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
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

/// A client as this adapter needs it; see [`calling::client`].
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    calling::client(Duration::from_secs(10))
}

pub(crate) async fn post(
    client: &reqwest::Client,
    url: Url,
    body: &Value,
) -> Result<Answer, SendError> {
    let request = client.post(url).header(CONTENT_TYPE, "application/json; charset=utf-8");
    ask(request.body(body.to_string())).await
}

pub(crate) async fn get(client: &reqwest::Client, url: Url) -> Result<Answer, SendError> {
    ask(client.get(url)).await
}

/// An address below a base, with a query.
pub(crate) fn url(base: &Url, path: &str, query: &[(&str, &str)]) -> Result<Url, SendError> {
    let mut url =
        base.join(path).map_err(|_| SendError::refused("the address of the API is unusable"))?;
    url.query_pairs_mut().extend_pairs(query);
    Ok(url)
}

async fn ask(request: RequestBuilder) -> Result<Answer, SendError> {
    let Called { status, body, .. } = calling::call(request, "WeCom", LONGEST_ANSWER_BYTES).await?;
    Ok(Answer { status, body })
}
