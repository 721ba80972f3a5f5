//! Webhooks and `response_url`s. Every answer is HTTP 200 with an errcode.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use serde_json::{Value, json};

use crate::content::{self, Content};
use crate::state::{Inner, Refused, Route, Verdict, WEBHOOK_LIMIT};
use crate::{Shared, with_fault};
use chat_wecom::protocol::RESPONSE_URL_LIFE;

type Parameters = Query<HashMap<String, String>>;

pub(crate) async fn webhook_send(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, by_webhook(inner, &query, &headers, &body))).await
}

pub(crate) async fn respond(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, by_response_url(inner, &query, &headers, &body)))
        .await
}

/// The platform's form of an outcome.
pub(crate) fn verdict(inner: &Inner, outcome: Result<Value, Refused>) -> Verdict {
    match outcome {
        Ok(mut body) => {
            body["errcode"] = json!(0);
            body["errmsg"] = json!("ok");
            (200, body)
        }
        Err((errcode, why)) => {
            inner.state().tally.refuse(format!("{errcode} {why}"));
            let errmsg = format!("{why}, hint: [fake], from ip: 203.0.113.9");
            (200, json!({"errcode": errcode, "errmsg": errmsg}))
        }
    }
}

/// A JSON body under its media type.
pub(crate) fn json_body(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err((43_004, "require json content-type"));
    }
    serde_json::from_slice(body).map_err(|_| (40_033, "invalid characters"))
}

fn by_webhook(
    inner: &Inner,
    query: &HashMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Value, Refused> {
    let key = query.get("key").map_or("", String::as_str);
    let webhook = inner.setup.webhooks.iter().find(|webhook| webhook.key == key);
    let webhook = webhook.ok_or((93_000, "invalid webhook url"))?;
    let content = content::read(&json_body(headers, body)?, content::WEBHOOK)?;
    let now = inner.now();
    let mut state = inner.state();
    state.pass(&format!("webhook:{}", webhook.name), WEBHOOK_LIMIT, now)?;
    state.deliver(Route::Webhook(key.to_owned()), &webhook.chat, content, now);
    Ok(json!({}))
}

/// One answer for each address, within an hour; a refused message does not use it up.
fn by_response_url(
    inner: &Inner,
    query: &HashMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Value, Refused> {
    let code = query.get("response_code").map_or("", String::as_str);
    let now = inner.now();
    let mut state = inner.state();
    let ticket = state.tickets.get(code).ok_or((40_058, "response_code used or unknown"))?;
    if now.signed_duration_since(ticket.at) >= RESPONSE_URL_LIFE {
        return Err((40_058, "response_code expired"));
    }
    let room = ticket.room.clone();
    let content: Content = content::read(&json_body(headers, body)?, content::ROBOT)?;
    state.take_task_id(&content)?;
    state.tickets.remove(code);
    state.deliver(Route::ResponseUrl, &room, content, now);
    Ok(json!({}))
}
