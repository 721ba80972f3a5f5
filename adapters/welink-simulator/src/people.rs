//! What comes in from the tenant's side: address book callbacks, and what a gateway forwards.

use chat::RawRequest;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{Shared, WeLinkSimulator};
use chat_welink::envelope;
use chat_welink::relay::{Forwarded, SIGNATURE_HEADER, TIMESTAMP_HEADER, sign};
use chat_welink::{RELAY_PATH, TENANT_PATH};

impl WeLinkSimulator {
    /// A callback of the tenant as it would be posted: `kind` is its event type, `data` what it
    /// lists.
    pub fn tenant_event(&self, kind: &str, data: &Value) -> RawRequest {
        tenant_event(&self.inner, kind, data)
    }

    /// What a callback was answered, in clear; none when the answer is not encrypted as it should
    /// be.
    pub fn read_answer(&self, body: &[u8]) -> Option<Value> {
        let outer: Value = serde_json::from_slice(body).ok()?;
        let clear = envelope::open(&self.inner.setup.client_secret, outer["encrypt"].as_str()?)?;
        serde_json::from_slice(&clear).ok()
    }

    /// What the gateway posts for a message, signed at `at` with the secret of the setup.
    pub fn forwarded(&self, message: &Forwarded, at: DateTime<Utc>) -> RawRequest {
        forwarded(&self.inner, message, at)
    }
}

fn tenant_event(inner: &Shared, kind: &str, data: &Value) -> RawRequest {
    let stamp = inner.now().timestamp_millis().to_string();
    let clear = json!({"eventType": kind, "timestamp": stamp, "data": data}).to_string();
    let mut nonce = [0; envelope::NONCE_BYTES];
    nonce[..8].copy_from_slice(&inner.state().next_number().to_be_bytes());
    let sealed =
        envelope::seal(&inner.setup.client_secret, nonce, clear.as_bytes()).unwrap_or_default();
    RawRequest {
        method: "POST".into(),
        path_tail: TENANT_PATH.into(),
        headers: vec![("Content-Type".into(), "application/json".into())],
        body: json!({"encrypt": sealed}).to_string().into_bytes(),
        ..RawRequest::default()
    }
}

pub(crate) fn forwarded(inner: &Shared, message: &Forwarded, at: DateTime<Utc>) -> RawRequest {
    let body = json!(message).to_string().into_bytes();
    let stamp = at.timestamp().to_string();
    let secret = inner.setup.relay_secret.clone().unwrap_or_default();
    let signature = sign(&secret, &stamp, &body);
    RawRequest {
        method: "POST".into(),
        path_tail: RELAY_PATH.into(),
        headers: vec![
            ("Content-Type".into(), "application/json".into()),
            (TIMESTAMP_HEADER.into(), stamp),
            (SIGNATURE_HEADER.into(), signature),
        ],
        body,
        ..RawRequest::default()
    }
}
