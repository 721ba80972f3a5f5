//! The old interface: custom robots and sessions. Every answer is HTTP 200 with an errcode.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use chat::signature::{hmac_sha256_base64, instant_from_millis, is_fresh};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::setup::SetupRobot;
use crate::state::{Delivery, Inner, Route, Verdict};
use crate::{Shared, with_fault};
use chat_dingtalk::protocol::LONGEST_ROBOT_MESSAGE;
use chat_dingtalk::settings::WIDEST_WINDOW;

type Parameters = Query<HashMap<String, String>>;

pub(crate) async fn robot_send(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, by_robot(inner, &query, &headers, &body))).await
}

pub(crate) async fn send_by_session(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, by_session(inner, &query, &headers, &body))).await
}

/// The errcode of a robot that says too much.
const TOO_FAST: i64 = 130_101;

type Refused = (i64, &'static str);

fn verdict(inner: &Inner, outcome: Result<(), Refused>) -> Verdict {
    if let Err((errcode, errmsg)) = outcome {
        let tally = &mut inner.state().tally;
        if errcode == TOO_FAST {
            tally.refuse_over_limit();
        } else {
            tally.refuse(format!("{errcode} {errmsg}"));
        }
    }
    let (errcode, errmsg) = outcome.err().unwrap_or((0, "ok"));
    (200, json!({"errcode": errcode, "errmsg": errmsg}))
}

fn by_robot(
    inner: &Inner,
    query: &HashMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refused> {
    let now = inner.now();
    let token = query.get("access_token").map_or("", String::as_str);
    let robot = inner.setup.robots.iter().find(|robot| robot.access_token == token);
    let robot = robot.ok_or((300_005, "token is not exist"))?;
    check_sign(robot, query, now)?;
    let route = Route::Robot(robot.access_token.clone());
    let delivery = read(headers, body, route, robot.conversation.clone(), now)?;
    let text_and_title =
        format!("{}{}", delivery.text, delivery.title.as_deref().unwrap_or_default());
    if robot.keyword.as_ref().is_some_and(|keyword| !text_and_title.contains(keyword)) {
        return Err((310_000, "keywords not in content"));
    }
    let mut state = inner.state();
    state.pass(token, now).map_err(|_| (TOO_FAST, "send too fast, exceed 20 times per minute"))?;
    state.deliver(delivery);
    Ok(())
}

fn by_session(
    inner: &Inner,
    query: &HashMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refused> {
    let now = inner.now();
    let session = query.get("session").map_or("", String::as_str);
    let mut state = inner.state();
    let open = state.sessions.get(session).filter(|session| now < session.expires_at);
    let open = open.ok_or((300_001, "session is not exist"))?;
    let room = open.person.as_ref().unwrap_or(&open.conversation).clone();
    let delivery = read(headers, body, Route::Session(open.conversation.clone()), room, now)?;
    state.deliver(delivery);
    Ok(())
}

fn check_sign(
    robot: &SetupRobot,
    query: &HashMap<String, String>,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    let Some(secret) = &robot.secret else { return Ok(()) };
    let stamp = query.get("timestamp").map_or("", String::as_str);
    let signed_at = instant_from_millis(stamp).ok_or((310_000, "invalid timestamp"))?;
    if !is_fresh(signed_at, now, WIDEST_WINDOW) {
        return Err((310_000, "invalid timestamp"));
    }
    let expected =
        hmac_sha256_base64(secret.as_bytes(), &[stamp.as_bytes(), b"\n", secret.as_bytes()]);
    if query.get("sign") == Some(&expected) { Ok(()) } else { Err((310_000, "sign not match")) }
}

fn read(
    headers: &HeaderMap,
    body: &[u8],
    route: Route,
    room: String,
    now: DateTime<Utc>,
) -> Result<Delivery, Refused> {
    let content_type =
        headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/json") {
        return Err((43_004, "invalid http header content-type"));
    }
    if body.len() > LONGEST_ROBOT_MESSAGE {
        return Err((460_101, "message too long, exceed 20000 bytes"));
    }
    let body: Value = serde_json::from_slice(body).map_err(|_| (40_035, "invalid json"))?;
    let (text, title) = words(&body)?;
    let at = body["at"]["atUserIds"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(Delivery {
        id: String::new(),
        room,
        buttons: Vec::new(),
        edits: 0,
        route,
        text,
        title,
        at: at.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        at_all: body["at"]["isAtAll"].as_bool().unwrap_or_default(),
        received_at: now,
    })
}

fn words(body: &Value) -> Result<(String, Option<String>), Refused> {
    let field =
        |kind: &str, field: &str| body[kind][field].as_str().filter(|text| !text.is_empty());
    let missing = (40_035, "missing parameter");
    match body["msgtype"].as_str() {
        Some("text") => Ok((field("text", "content").ok_or(missing)?.to_owned(), None)),
        Some("markdown") => {
            let title = field("markdown", "title").ok_or(missing)?;
            Ok((field("markdown", "text").ok_or(missing)?.to_owned(), Some(title.to_owned())))
        }
        Some(_) => Err((400_105, "unsupported msgtype")),
        None => Err(missing),
    }
}
