//! The `v1.0` interface: access tokens, messages to groups and to people.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use serde_json::{Value, json};
use simulator::call_fault;

use crate::state::{Delivery, Inner, Route, Verdict};
use crate::{Shared, with_fault};
use chat_dingtalk::protocol::LONGEST_MSG_PARAM;

/// The vendor's usual life of an access token.
const TOKEN_LIFE: TimeDelta = TimeDelta::hours(2);

/// The most people one batch may name.
const LARGEST_BATCH: usize = 20;

pub(crate) async fn access_token(State(inner): State<Shared>, body: Bytes) -> Response {
    call_fault::respond(give_token(&inner, &serde_json::from_slice(&body).unwrap_or_default()))
}

pub(crate) async fn group_send(
    State(inner): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, to_group(inner, &headers, &body))).await
}

pub(crate) async fn batch_send(
    State(inner): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, to_people(inner, &headers, &body))).await
}

pub(crate) type Refused = (u16, &'static str);

pub(crate) fn verdict(inner: &Inner, outcome: Result<Value, Refused>) -> Verdict {
    match outcome {
        Ok(body) => (200, body),
        Err((status, code)) => {
            let tally = &mut inner.state().tally;
            if status == 429 {
                tally.refuse_over_limit();
            } else {
                tally.refuse(code);
            }
            refusal(status, code)
        }
    }
}

fn refusal(status: u16, code: &str) -> Verdict {
    (status, json!({"code": code, "message": "refused", "requestid": "fake"}))
}

fn give_token(inner: &Inner, body: &Value) -> Verdict {
    let mut state = inner.state();
    state.token_fetches += 1;
    let is_ours = body["appKey"] == inner.setup.app_key.as_str()
        && body["appSecret"] == inner.setup.app_secret.as_str();
    if state.app_refused || !is_ours {
        return refusal(400, "invalidClientIdOrSecret");
    }
    let token = format!("fake-access-token-{}", state.next_number());
    state.tokens.insert(token.clone(), inner.now() + TOKEN_LIFE);
    (200, json!({"accessToken": token, "expireIn": TOKEN_LIFE.num_seconds()}))
}

fn to_group(inner: &Inner, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let body = checked(inner, headers, body)?;
    let conversation = body["openConversationId"].as_str().filter(|id| !id.is_empty());
    let conversation = conversation.ok_or((400, "miss.param.openConversationId"))?;
    let delivery = delivery(inner, &body, Route::Group(conversation.to_owned()), conversation)?;
    let mut state = inner.state();
    state.deliver(delivery);
    Ok(json!({"processQueryKey": format!("fake-query-{}", state.next_number())}))
}

/// People who cannot be reached are named in an answer that is otherwise a success.
fn to_people(inner: &Inner, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let body = checked(inner, headers, body)?;
    let people: Vec<&str> = body["userIds"]
        .as_array()
        .map(|ids| ids.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    if people.is_empty() || people.len() > LARGEST_BATCH {
        return Err((400, "invalidParameter.userIds"));
    }
    let (mut invalid, mut controlled) = (Vec::new(), Vec::new());
    for person in people {
        let delivery = delivery(inner, &body, Route::Person(person.to_owned()), person)?;
        let mut state = inner.state();
        if state.left.contains(person) {
            invalid.push(person);
        } else if state.flow_controlled.contains(person) {
            controlled.push(person);
        } else {
            state.deliver(delivery);
        }
    }
    let key = format!("fake-query-{}", inner.state().next_number());
    Ok(
        json!({"processQueryKey": key, "invalidStaffIdList": invalid, "flowControlledStaffIdList": controlled}),
    )
}

fn checked(inner: &Inner, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let body = authorised(inner, headers, body)?;
    if body["robotCode"] != inner.setup.robot_code.as_str() {
        return Err((400, "invalidParameter.robotCode.empty"));
    }
    Ok(body)
}

/// The body of a call with a token that is still good.
pub(crate) fn authorised(
    inner: &Inner,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Value, Refused> {
    let token = headers.get("x-acs-dingtalk-access-token").and_then(|value| value.to_str().ok());
    let ends = token.and_then(|token| inner.state().tokens.get(token).copied());
    if ends.is_none_or(|ends| inner.now() >= ends) {
        return Err((401, "InvalidAuthentication"));
    }
    serde_json::from_slice(body).map_err(|_| (400, "invalidParameter.body"))
}

fn delivery(inner: &Inner, body: &Value, route: Route, room: &str) -> Result<Delivery, Refused> {
    let param = body["msgParam"].as_str().ok_or((400, "miss.param.msgParam"))?;
    if param.len() > LONGEST_MSG_PARAM {
        return Err((400, "invalidParameter.msgParam.tooLong"));
    }
    let param: Value =
        serde_json::from_str(param).map_err(|_| (400, "invalidParameter.msgParam"))?;
    let field = |name: &str| {
        param[name].as_str().map(str::to_owned).ok_or((400, "invalidParameter.msgParam"))
    };
    let (text, title) = match body["msgKey"].as_str() {
        Some("sampleText") => (field("content")?, None),
        Some("sampleMarkdown") => (field("text")?, Some(field("title")?)),
        _ => return Err((400, "invalidParameter.msgKey")),
    };
    Ok(Delivery {
        id: String::new(),
        room: room.to_owned(),
        buttons: Vec::new(),
        edits: 0,
        route,
        text,
        title,
        at: Vec::new(),
        at_all: false,
        received_at: inner.now(),
    })
}
