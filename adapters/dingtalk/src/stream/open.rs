//! The call that opens a connection, and what its response may point at.

use chat::{ConnectError, SendError};
use reqwest::header::ACCEPT;
use secrecy::ExposeSecret as _;
use serde_json::json;
use thiserror::Error;
use url::{Host, Url};

use super::frame::{CARD_TOPIC, MESSAGE_TOPIC};
use crate::http::VENDOR;
use crate::response;
use crate::settings::{App, Settings, Stream};

/// How we name ourselves to the vendor.
const AGENT: &str = concat!("watchbell/", env!("CARGO_PKG_VERSION"));

/// Asks for a connection and gives its address with the ticket in it: a secret, good once.
pub(super) async fn open(
    client: &reqwest::Client,
    settings: &Settings,
    app: &App,
    stream: &Stream,
) -> Result<Url, ConnectError> {
    let url = VENDOR.url(&settings.api, "v1.0/gateway/connections/open");
    let url = url.map_err(|error| ConnectError::Refused(error.to_string()))?;
    // Without this header the response is XML.
    let call = client.post(url).header(ACCEPT, "application/json");
    let response = VENDOR.send_json(call, request(app)).await.map_err(lost)?;
    if let Err(error) = response::of_open_api(&response) {
        return Err(
            if matches!(response.status, 400 | 401 | 403) && !error.is_worth_another_try() {
                ConnectError::Refused(error.to_string())
            } else {
                lost(error)
            },
        );
    }
    let (endpoint, ticket) =
        (response::text(&response.body, "endpoint"), response::text(&response.body, "ticket"));
    if ticket.is_empty() {
        return Err(ConnectError::Lost("DingTalk gave no ticket".into()));
    }
    let mut url = guard(&endpoint, settings, stream).map_err(|why| {
        ConnectError::Lost(format!("DingTalk named an address that is not called: {why}"))
    })?;
    url.query_pairs_mut().append_pair("ticket", &ticket);
    Ok(url)
}

fn request(app: &App) -> String {
    json!({
        "clientId": app.key,
        "clientSecret": app.secret.expose_secret(),
        "localIp": "",
        "ua": AGENT,
        "subscriptions": [
            {"type": "EVENT", "topic": "*"},
            {"type": "CALLBACK", "topic": MESSAGE_TOPIC},
            {"type": "CALLBACK", "topic": CARD_TOPIC},
        ],
    })
    .to_string()
}

fn lost(error: SendError) -> ConnectError {
    ConnectError::Lost(match error {
        SendError::Permanent { reason, .. } | SendError::Unauthorized(reason) => reason,
        other => other.to_string(),
    })
}

/// Why an endpoint is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
enum EndpointRefusal {
    #[error("not an address")]
    Unreadable,
    #[error("not wss")]
    Scheme,
    #[error("unusual authority")]
    Authority,
    #[error("foreign host")]
    Host,
}

/// Whoever answers in the platform's place could send us, with our app's ticket, to a host of their
/// own.
fn guard(endpoint: &str, settings: &Settings, stream: &Stream) -> Result<Url, EndpointRefusal> {
    let url = Url::parse(endpoint).map_err(|_| EndpointRefusal::Unreadable)?;
    if settings.is_allowed_here("ws", &url) {
        return Ok(url);
    }
    if url.scheme() != "wss" {
        return Err(EndpointRefusal::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(EndpointRefusal::Authority);
    }
    let Some(Host::Domain(host)) = url.host() else { return Err(EndpointRefusal::Host) };
    let is_listed = stream.host_suffixes.iter().any(|suffix| host.ends_with(suffix.as_str()));
    if is_listed { Ok(url) } else { Err(EndpointRefusal::Host) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sockets_of_the_vendor_are_called() {
        let settings = Settings::new("dingtalk").unwrap();
        let table = [
            ("wss://wss-open-connection.dingtalk.com:443/connect", Ok(())),
            ("wss://wss-open-connection.dingtalk.com/connect", Ok(())),
            ("WSS://wss-open-connection-union.DINGTALK.com/connect", Ok(())),
            ("ws://wss-open-connection.dingtalk.com/connect", Err(EndpointRefusal::Scheme)),
            ("https://wss-open-connection.dingtalk.com/connect", Err(EndpointRefusal::Scheme)),
            ("wss://a@wss-open-connection.dingtalk.com/connect", Err(EndpointRefusal::Authority)),
            ("wss://x.dingtalk.com:x@evil.example/connect", Err(EndpointRefusal::Authority)),
            ("wss://x.dingtalk.com/connect#x", Err(EndpointRefusal::Authority)),
            ("wss://evil.example/connect", Err(EndpointRefusal::Host)),
            ("wss://evildingtalk.com/connect", Err(EndpointRefusal::Host)),
            ("wss://x.dingtalk.com.evil.example/connect", Err(EndpointRefusal::Host)),
            ("wss://x.dingtalk.com./connect", Err(EndpointRefusal::Host)),
            ("wss://127.0.0.1/connect", Err(EndpointRefusal::Host)),
            ("ws://127.0.0.1/connect", Err(EndpointRefusal::Scheme)),
            ("/connect", Err(EndpointRefusal::Unreadable)),
            ("", Err(EndpointRefusal::Unreadable)),
        ];
        for (endpoint, wanted) in table {
            assert_eq!(
                guard(endpoint, &settings, &Stream::default()).map(|_| ()),
                wanted,
                "{endpoint}"
            );
        }
    }

    #[test]
    fn this_machine_is_called_only_when_that_is_allowed() {
        let mut settings = Settings::new("dingtalk").unwrap();
        let simulator = "ws://127.0.0.1:9999/connect";
        assert_eq!(guard(simulator, &settings, &Stream::default()), Err(EndpointRefusal::Scheme));
        settings.allow_loopback = true;
        assert!(guard(simulator, &settings, &Stream::default()).is_ok());
        let elsewhere = guard("ws://192.0.2.1:9999/connect", &settings, &Stream::default());
        assert_eq!(elsewhere, Err(EndpointRefusal::Scheme));
    }
}
