//! The robot's webhook, as strict as its page.

use std::collections::HashMap;
use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_CHARSET, CONTENT_TYPE};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::state::{Delivery, Inner, Route, Verdict};
use crate::{Shared, with_fault};
use chat_welink::robot::{LONGEST_TEXT, MOST_CALLED};

/// How old or new a stamp may be.
const STAMP_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// An error code and its words.
type Refused = (&'static str, &'static str);

/// A request for one message.
struct Ask<'a> {
    query: &'a HashMap<String, String>,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

pub(crate) async fn send(
    State(inner): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let ask = Ask { query: &query, headers: &headers, body: &body };
    with_fault(&inner, |inner| {
        let is_allowed =
            inner.state().allowed.as_ref().is_none_or(|allowed| allowed.contains(&peer.ip()));
        if !is_allowed {
            inner.state().tally.refuse("address not on the list".to_owned());
            return (403, Value::Null);
        }
        verdict(inner, deliver(inner, &ask))
    })
    .await
}

fn verdict(inner: &Inner, taken: Result<(), Refused>) -> Verdict {
    match taken {
        Ok(()) => (200, json!({"code": "0", "data": "success", "message": "ok"})),
        Err((code, message)) => {
            inner.state().tally.refuse(format!("{code}: {message}"));
            (200, json!({"code": code, "data": "", "message": message}))
        }
    }
}

fn deliver(inner: &Inner, ask: &Ask<'_>) -> Result<(), Refused> {
    let now = inner.now();
    let token = ask.query.get("token").map_or("", String::as_str);
    let robot = inner.setup.robot_of_token(token).ok_or(("58404", "robot does not exist"))?;
    if inner.state().switched_off.contains(&robot.name) {
        return Err(("58602", "robot is not enabled"));
    }
    let body = read(ask)?;
    check_stamp(&body, now)?;
    let text = text(&body)?;
    let called = called(inner, &body, &text)?;
    let mut state = inner.state();
    if !state.uuids.insert(uuid(&body)?) {
        return Err(("58601", "uuid was used before"));
    }
    if state.pass(&robot.name, now).is_err() {
        state.tally.refuse_over_limit();
        return Err(("48503", "too many calls"));
    }
    let route = Route::Group(robot.name.clone());
    state.deliver(Delivery { route, title: None, text, called, opens: None, received_at: now });
    Ok(())
}

fn read(ask: &Ask<'_>) -> Result<Value, Refused> {
    let header =
        |name| ask.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if ask.query.get("channel").map(String::as_str) != Some("standard") {
        return Err(("58601", "channel is missing"));
    }
    if !header(CONTENT_TYPE).starts_with("application/json") || header(ACCEPT_CHARSET) != "UTF-8" {
        return Err(("58601", "headers are missing"));
    }
    let body: Value = serde_json::from_slice(ask.body).map_err(|_| ("58601", "no JSON"))?;
    if body["messageType"] == "text" {
        Ok(body)
    } else {
        Err(("58601", "messageType must be text"))
    }
}

fn check_stamp(body: &Value, now: DateTime<Utc>) -> Result<(), Refused> {
    let stamp = body["timeStamp"].as_i64().and_then(DateTime::from_timestamp_millis);
    let stamp = stamp.ok_or(("58601", "timeStamp is no number of milliseconds"))?;
    if (now - stamp).abs() > STAMP_WINDOW {
        Err(("58601", "timeStamp is not of now"))
    } else {
        Ok(())
    }
}

fn uuid(body: &Value) -> Result<String, Refused> {
    let uuid = body["uuid"].as_str().unwrap_or_default().replace('-', "");
    let is_one = uuid.len() == 32 && uuid.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_one { Ok(uuid) } else { Err(("58601", "uuid is missing")) }
}

fn text(body: &Value) -> Result<String, Refused> {
    let text = body["content"]["text"].as_str().unwrap_or_default();
    let length = text.encode_utf16().count();
    if (1..=LONGEST_TEXT).contains(&length) {
        Ok(text.to_owned())
    } else {
        Err(("58601", "text must have 1 to 500 characters"))
    }
}

/// Everybody, by `isAtAll`, is in the list as `all`.
fn called(inner: &Inner, body: &Value, text: &str) -> Result<Vec<String>, Refused> {
    let listed = body["atAccounts"].as_array();
    let is_at = body["isAt"].as_bool().unwrap_or_default();
    if is_at != listed.is_some_and(|listed| !listed.is_empty()) {
        return Err(("58601", "isAt and atAccounts do not fit"));
    }
    let accounts: Vec<String> =
        listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if accounts.len() > MOST_CALLED || accounts.iter().any(|account| !inner.setup.knows(account)) {
        return Err(("58601", "an account is wrong, or there are more than 10"));
    }
    let everybody = (body["isAtAll"] == true || text.contains("@all") || text.contains("@所有人"))
        .then(|| "all".to_owned());
    let shown = accounts.into_iter().filter(|account| text.contains(&format!("@{account}")));
    Ok(shown.chain(everybody).collect())
}
