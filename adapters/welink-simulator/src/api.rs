//! Access tokens and cards.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use serde_json::{Value, json};
use simulator::call_fault;

use crate::state::{Delivery, Inner, Route, Verdict};
use crate::{Shared, with_fault};
use chat_welink::card::{LONGEST_CONTENT, LONGEST_OWNER, LONGEST_TITLE};

const TOKEN_LIFE: TimeDelta = TimeDelta::hours(2);

/// An invention: the page says only "too many".
const TRIES_BEFORE_LOCK: usize = 5;

pub(crate) async fn tickets(State(inner): State<Shared>, body: Bytes) -> Response {
    let verdict = ticket(&inner, &body);
    if verdict.1["code"] != "0" {
        inner.state().tally.refuse(format!("ticket: {}", verdict.1["code"]));
    }
    call_fault::respond(verdict)
}

fn ticket(inner: &Inner, body: &[u8]) -> Verdict {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let given = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
    let (id, secret) = (given("client_id"), given("client_secret"));
    let mut state = inner.state();
    state.token_fetches += 1;
    if state.wrong_tries >= TRIES_BEFORE_LOCK {
        return coded("41403", "locked after too many failures");
    }
    if id.is_empty() || secret.is_empty() {
        return coded(if id.is_empty() { "41579" } else { "41580" }, "empty");
    }
    if state.app_refused || id != inner.setup.client_id || secret != inner.setup.client_secret {
        state.wrong_tries += 1;
        return coded("10007", "wrong id or secret");
    }
    state.wrong_tries = 0;
    let token = format!("fake-access-token-{}", state.next_number());
    state.tokens.insert(token.clone(), inner.now() + TOKEN_LIFE);
    (
        200,
        json!({"code": "0", "message": "ok", "access_token": token, "expires_in": TOKEN_LIFE.num_seconds()}),
    )
}

pub(crate) async fn card(State(inner): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    with_fault(&inner, |inner| {
        let verdict = deliver(inner, &headers, &body);
        if verdict.1["code"] != "0" {
            inner.state().tally.refuse(format!("card: {}", verdict.1));
        }
        verdict
    })
    .await
}

fn deliver(inner: &Inner, headers: &HeaderMap, body: &[u8]) -> Verdict {
    let now = inner.now();
    let token = headers
        .get("x-wlk-authorization")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if inner.state().tokens.get(token).is_none_or(|ends| now >= *ends) {
        return (401, json!({"code": "401", "message": "the token is not good"}));
    }
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    if let Some(wrong) = wrong_field(&body) {
        return coded("58601", wrong);
    }
    let people = body["toUserList"].as_array().cloned().unwrap_or_default();
    let (known, unknown): (Vec<_>, Vec<_>) = people
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .partition(|account| inner.setup.knows(account));
    let word = |field: &str| body[field].as_str().map(str::to_owned);
    for account in known {
        inner.state().deliver(Delivery {
            route: Route::Person(account),
            title: word("msgTitle"),
            text: word("msgContent").unwrap_or_default(),
            called: Vec::new(),
            opens: word("urlPath"),
            received_at: now,
        });
    }
    (200, json!({"code": "0", "message": "ok", "failedUserId": unknown}))
}

fn wrong_field(body: &Value) -> Option<&'static str> {
    let fits = |field: &str, most: usize| {
        body[field].as_str().is_some_and(|text| (1..=most).contains(&text.len()))
    };
    let people = body["toUserList"].as_array().map_or(0, Vec::len);
    if body["msgRange"] != "0" || !(1..=1000).contains(&people) {
        return Some("to whom?");
    }
    if !fits("msgOwner", LONGEST_OWNER)
        || !fits("msgTitle", LONGEST_TITLE)
        || !fits("msgContent", LONGEST_CONTENT)
    {
        return Some("owner, title or content is missing or too long");
    }
    let opens_nothing = body.get("urlType").is_some() && body.get("urlPath").is_none();
    opens_nothing.then_some("urlPath is missing")
}

fn coded(code: &str, message: &str) -> Verdict {
    (200, json!({"code": code, "message": message}))
}
