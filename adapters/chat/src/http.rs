//! HTTP calls to a platform: no redirects, responses read with a limit, and errors that name
//! neither the address nor the body of the request, for both can hold a token.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use crate::error::SendError;

/// Responses of most platforms are a few hundred bytes. A much longer one does not come from the
/// platform.
const USUAL_LONGEST_BYTES: usize = 64 * 1024;

/// The vendor behind an API.
#[derive(Debug, Clone, Copy)]
pub struct Vendor {
    /// The name in errors.
    pub name: &'static str,
    /// The longest response, in bytes, that can be the vendor's.
    pub longest: usize,
}

/// A response with its body parsed; `Null` when the body is not JSON.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Value,
}

/// A client without redirects, which would carry a token or the bot's texts to another host, and
/// with short time-outs; `patience` is that of a whole call. The process must have installed a TLS
/// provider before.
pub fn client(patience: Duration) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(patience)
        .build()
}

impl Vendor {
    /// A vendor whose responses are short.
    pub const fn new(name: &'static str) -> Self {
        Self { name, longest: USUAL_LONGEST_BYTES }
    }

    /// Makes one call.
    pub async fn call(&self, request: RequestBuilder) -> Result<Response, SendError> {
        let response = request.send().await.map_err(|error| self.unreachable(&error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = self.read(response).await?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Response { status, headers, body })
    }

    /// Makes one call with a body that is JSON already.
    pub async fn send_json(
        &self,
        request: RequestBuilder,
        body: impl Into<String>,
    ) -> Result<Response, SendError> {
        let request = request.header(CONTENT_TYPE, "application/json; charset=utf-8");
        self.call(request.body(body.into())).await
    }

    /// An address below the base of the API.
    pub fn url(&self, base: &Url, path: &str) -> Result<Url, SendError> {
        base.join(path)
            .map_err(|_| SendError::refused(format!("the address of {} is unusable", self.name)))
    }

    /// A header that holds an access token, which no log shows.
    pub fn token_header(
        &self,
        name: HeaderName,
        token: &SecretString,
    ) -> Result<HeaderMap, SendError> {
        let mut value = HeaderValue::from_str(token.expose_secret()).map_err(|_| {
            SendError::Retryable(format!("{} gave an unusable access token", self.name))
        })?;
        value.set_sensitive(true);
        Ok(HeaderMap::from_iter([(name, value)]))
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Vec<u8>, SendError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.broken(&error))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > self.longest {
                let why = format!("the answer is too long to be {}'s", self.name);
                return Err(SendError::Uncertain(why));
            }
        }
        Ok(bytes)
    }

    /// Without a connection nothing left; a connection that was slow to open counts as one that
    /// timed out and as one that could not be opened.
    fn unreachable(&self, error: &reqwest::Error) -> SendError {
        if error.is_connect() || error.is_builder() {
            return SendError::Away(format!("{} could not be reached", self.name));
        }
        self.broken(error)
    }

    /// The library's own text holds the address, and with it the token.
    fn broken(&self, error: &reqwest::Error) -> SendError {
        let vendor = self.name;
        SendError::Uncertain(if error.is_timeout() {
            format!("{vendor} did not answer in time")
        } else {
            format!("the connection to {vendor} broke")
        })
    }
}

impl Response {
    /// A response without headers.
    pub fn new(status: u16, body: Value) -> Self {
        Self { status, headers: HeaderMap::new(), body }
    }

    /// What an HTTP status means where nothing more is known of it. 503 says that the request was
    /// not taken; other trouble of a server, or of a proxy before it, may have come later. A status
    /// that nobody expects, such as a redirect to a notice of maintenance, may pass.
    pub fn trouble(&self) -> SendError {
        let status = self.status;
        let words = format!("HTTP {status}");
        match status {
            401 | 403 => SendError::Unauthorized(words),
            400 | 404 | 405 | 410 | 413 | 414 | 415 | 422 => SendError::refused(words),
            300..=399 => SendError::Retryable(format!("{words}: redirects are not followed")),
            503 => SendError::Away(words),
            500..=599 => SendError::Uncertain(words),
            _ => SendError::Retryable(words),
        }
    }

    /// The `Retry-After` header in whole seconds; none where it is absent or a date.
    pub fn retry_after(&self) -> Option<Duration> {
        let seconds = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok();
        seconds.map(Duration::from_secs)
    }
}
