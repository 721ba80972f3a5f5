//! The app's own calls: tokens that end, messages to people, cards in a new form, groups.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use serde_json::{Value, json};
use simulator::call_fault;

use crate::content::{self, Content};
use crate::robot::{json_body, verdict};
use crate::state::{CONVERSATION_LIMIT, Inner, Refused, Route};
use crate::{Shared, with_fault};
use chat_wecom::protocol::RESPONSE_CODE_LIFE;

type Parameters = Query<HashMap<String, String>>;

/// The vendor's usual life of a token.
const TOKEN_LIFE: TimeDelta = TimeDelta::hours(2);

/// The longest time for which copies are dropped, and the usual one, in seconds.
const LONGEST_CHECK: i64 = 4 * 3600;
const USUAL_CHECK: i64 = 1800;

pub(crate) async fn get_token(State(inner): State<Shared>, Query(query): Parameters) -> Response {
    call_fault::respond(verdict(&inner, give_token(&inner, &query)))
}

pub(crate) async fn message_send(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    call(&inner, &query, &headers, &body, to_people).await
}

pub(crate) async fn update_card(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    call(&inner, &query, &headers, &body, new_form).await
}

pub(crate) async fn chat_create(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    call(&inner, &query, &headers, &body, make_group).await
}

pub(crate) async fn chat_send(
    State(inner): State<Shared>,
    Query(query): Parameters,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    call(&inner, &query, &headers, &body, to_group).await
}

async fn call(
    inner: &Inner,
    query: &HashMap<String, String>,
    headers: &HeaderMap,
    body: &[u8],
    act: fn(&Inner, &Value) -> Result<Value, Refused>,
) -> Response {
    let checked = |inner: &Inner| {
        check_token(inner, query)?;
        act(inner, &json_body(headers, body)?)
    };
    with_fault(inner, |inner| verdict(inner, checked(inner))).await
}

fn give_token(inner: &Inner, query: &HashMap<String, String>) -> Result<Value, Refused> {
    let now = inner.now();
    let mut state = inner.state();
    state.token_fetches += 1;
    if query.get("corpid") != Some(&inner.setup.corp_id) {
        return Err((40_013, "invalid corpid"));
    }
    if state.app_refused || query.get("corpsecret") != Some(&inner.setup.app_secret) {
        return Err((40_001, "invalid credential"));
    }
    let token = format!("fake-access-token-{}", state.next_number());
    state.tokens.insert(token.clone(), now + TOKEN_LIFE);
    Ok(json!({"access_token": token, "expires_in": TOKEN_LIFE.num_seconds()}))
}

fn check_token(inner: &Inner, query: &HashMap<String, String>) -> Result<(), Refused> {
    let token = query.get("access_token").ok_or((41_001, "access_token missing"))?;
    match inner.state().tokens.get(token) {
        None => Err((40_014, "invalid access_token")),
        Some(ends) if inner.now() >= *ends => Err((42_001, "access_token expired")),
        Some(_) => Ok(()),
    }
}

/// People who cannot be reached are named in an answer that is otherwise a success.
fn to_people(inner: &Inner, body: &Value) -> Result<Value, Refused> {
    if body["agentid"] != inner.setup.agent_id {
        return Err((40_056, "invalid agentid"));
    }
    let content = content::read(body, content::APP)?;
    let people: Vec<&str> = body["touser"].as_str().unwrap_or_default().split('|').collect();
    let mut state = inner.state();
    let (gone, here): (Vec<&str>, Vec<&str>) =
        people.iter().partition(|one| one.is_empty() || state.left.contains(**one));
    if here.is_empty() {
        return Err((81_013, "user & party & tag all invalid"));
    }
    let number = state.next_number();
    let answer = json!({"invaliduser": gone.join("|"), "invalidparty": "", "invalidtag": "",
                        "msgid": format!("fake-msg-{number}")});
    drop(state);
    if is_copy(inner, body) {
        return Ok(answer);
    }
    inner.state().take_task_id(&content)?;
    for person in here {
        deliver_to(inner, person, &content);
    }
    Ok(answer)
}

/// Above the limit per person the platform says "ok" and drops the message.
fn deliver_to(inner: &Inner, person: &str, content: &Content) {
    let now = inner.now();
    let mut state = inner.state();
    if state.pass(&format!("app:{person}"), CONVERSATION_LIMIT, now).is_ok() {
        state.deliver(Route::App, person, content.clone(), now);
    }
}

/// Whether the same message went to the same people within the interval, where the sender asks for
/// that check.
fn is_copy(inner: &Inner, body: &Value) -> bool {
    if body["enable_duplicate_check"] != 1 {
        return false;
    }
    let seconds =
        body["duplicate_check_interval"].as_i64().unwrap_or(USUAL_CHECK).clamp(0, LONGEST_CHECK);
    let now = inner.now();
    let mut state = inner.state();
    state.copies.retain(|_, until| now < *until);
    state.copies.insert(body.to_string(), now + TimeDelta::seconds(seconds)).is_some()
}

fn new_form(inner: &Inner, body: &Value) -> Result<Value, Refused> {
    if body["agentid"] != inner.setup.agent_id {
        return Err((40_056, "invalid agentid"));
    }
    let code = body["response_code"].as_str().unwrap_or_default();
    let content = content::card(&body["template_card"], &["button_interaction", "text_notice"])?;
    let now = inner.now();
    let mut state = inner.state();
    let ticket = state.tickets.remove(code).ok_or((40_058, "response_code used or unknown"))?;
    let is_open = now.signed_duration_since(ticket.at) < RESPONSE_CODE_LIFE;
    let task_id = ticket.task_id.filter(|_| is_open).ok_or((40_058, "response_code expired"))?;
    state.update_card(&task_id, content, Some(ticket.account))?;
    Ok(json!({"invaliduser": ""}))
}

fn make_group(inner: &Inner, body: &Value) -> Result<Value, Refused> {
    let members = body["userlist"].as_array().map(Vec::as_slice).unwrap_or_default();
    let members: Vec<String> =
        members.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if !(2..=2000).contains(&members.len()) {
        return Err((86_006, "2 to 2000 members"));
    }
    if body["name"].as_str().is_some_and(|name| name.chars().count() > 50) {
        return Err((40_058, "name too long"));
    }
    let mut state = inner.state();
    let number = state.next_number();
    let chat = body["chatid"].as_str().map_or_else(|| format!("fakechat{number}"), str::to_owned);
    if chat.len() > 32 || !chat.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err((86_001, "invalid chatid"));
    }
    if state.groups.insert(chat.clone(), members).is_some() {
        return Err((86_215, "chatid exists"));
    }
    Ok(json!({"chatid": chat}))
}

fn to_group(inner: &Inner, body: &Value) -> Result<Value, Refused> {
    let chat = body["chatid"].as_str().unwrap_or_default();
    let content = content::read(body, content::APP_CHAT)?;
    let now = inner.now();
    let mut state = inner.state();
    if !state.groups.contains_key(chat) {
        return Err((86_001, "invalid chatid"));
    }
    state.deliver(Route::AppChat, chat, content, now);
    Ok(json!({}))
}
