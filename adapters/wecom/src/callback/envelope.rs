//! The outside of a callback: query and body, before anything is believed.

use chat::{RawRequest, Refusal};
use serde_json::Value;
use url::form_urlencoded;

use crate::xml::Element;

/// What is signed, and the signature.
pub(super) struct Sealed {
    pub(super) signature: String,
    pub(super) timestamp: String,
    pub(super) nonce: String,
    pub(super) text: String,
    pub(super) is_check: bool,
}

pub(super) fn read(request: &RawRequest) -> Result<Sealed, Refusal> {
    let parameter = |name| parameter(&request.query, name);
    // Other names of the signature were seen in the traffic of robots.
    let signature = ["msg_signature", "msgsignature", "signature"].into_iter().find_map(parameter);
    let signature = signature.ok_or(Refusal::Missing)?;
    let timestamp = parameter("timestamp").ok_or(Refusal::Missing)?;
    let nonce = parameter("nonce").ok_or(Refusal::Missing)?;
    let is_check = request.method == "GET";
    let text = if is_check {
        // A plus that a proxy left undecoded reads as a space, and base64 has no spaces of its own.
        parameter("echostr").ok_or(Refusal::Missing)?.replace(' ', "+")
    } else {
        sealed_text(&request.body).ok_or(Refusal::Malformed)?
    };
    Ok(Sealed { signature, timestamp, nonce, text, is_check })
}

/// A parameter of the query, decoded once; none when it came twice, because two proxies could then
/// have looked at different ones.
fn parameter(query: &str, name: &str) -> Option<String> {
    let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| known == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) if !value.is_empty() => Some(value.into_owned()),
        _ => None,
    }
}

/// Robots send JSON, the app and old group robots send XML.
fn sealed_text(body: &[u8]) -> Option<String> {
    let body = std::str::from_utf8(body).ok()?.trim_start();
    if body.starts_with('<') {
        return Element::parse(body)?.text_at(&["Encrypt"]);
    }
    let body: Value = serde_json::from_str(body).ok()?;
    let text = body.get("encrypt").or_else(|| body.get("Encrypt"))?.as_str()?;
    Some(text.to_owned())
}
