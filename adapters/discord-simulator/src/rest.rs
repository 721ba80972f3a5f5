//! The calls a bot makes with its token: channels, messages, threads, direct channels, commands,
//! itself.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use crate::Shared;
use crate::refusal::{
    Refused, UNAUTHORIZED, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, Verdict, field, respond,
};
use crate::show;
use crate::state::{Channel, Inner, Posted, State as Remembered};
use crate::written::{self, Written};

/// How long the same nonce gives the same message back: "a few minutes".
const NONCE_MINUTES: i64 = 5;

/// What is behind "Bot " is the token; everything else is refused.
pub(crate) fn authorized(inner: &Inner, headers: &HeaderMap) -> Result<(), Refused> {
    let given = headers.get("authorization").and_then(|value| value.to_str().ok());
    let is_right =
        given.and_then(|given| given.strip_prefix("Bot ")) == Some(inner.setup.token.as_str());
    if is_right {
        return Ok(());
    }
    inner.state().tally.refuse("401: not the bot's token");
    Err(UNAUTHORIZED)
}

/// Runs one call of a bucket: the token, the limits, then the call itself.
pub(crate) fn limited(
    inner: &Inner,
    headers: &HeaderMap,
    bucket: &str,
    call: impl FnOnce(&mut Remembered) -> Verdict,
) -> Response {
    let passed = authorized(inner, headers).and_then(|()| pass(inner, bucket));
    let (verdict, left) = match passed {
        Ok(left) => (call(&mut inner.state()), Some(left)),
        Err(refused) => (Err(refused), None),
    };
    if let Err(refused @ (Refused::Code(..) | Refused::Field(..))) = &verdict {
        inner.state().tally.refuse(refused.words());
    }
    inner.changed();
    respond(&verdict, left)
}

fn pass(inner: &Inner, bucket: &str) -> Result<u32, Refused> {
    let mut state = inner.state();
    let now = inner.now();
    let refuse = |state: &mut Remembered, wait, global| {
        state.tally.refuse_over_limit();
        Refused::TooMuch { wait, global }
    };
    if let Err(wait) = state.pass("global", now) {
        return Err(refuse(&mut state, wait, true));
    }
    match state.pass(bucket, now) {
        Ok(left) => Ok(left),
        Err(wait) => Err(refuse(&mut state, wait, false)),
    }
}

pub(crate) async fn post_message(
    State(inner): State<Shared>,
    Path(channel): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json_of(&body);
    let bucket = format!("POST {channel}");
    limited(&inner, &headers, &bucket, |state| {
        let now = inner.now();
        known(&inner, state, &channel)?;
        let written = read(state, &body?)?;
        let before = written.nonce.as_ref().and_then(|nonce| {
            let is_same = |message: &&Posted| {
                message.channel == channel
                    && message.nonce.as_ref() == Some(nonce)
                    && now - message.at < chrono::TimeDelta::minutes(NONCE_MINUTES)
            };
            state.messages.iter().find(is_same).cloned()
        });
        if let Some(before) = before {
            return Ok((200, show::message(&inner.setup, &before)));
        }
        let id = state.new_id(now);
        let posted = posted(id, channel.clone(), written, now);
        state.tally.count(&posted.channel, posted.at);
        let shown = show::message(&inner.setup, &posted);
        state.messages.push(posted);
        Ok((200, shown))
    })
}

pub(crate) async fn edit_message(
    State(inner): State<Shared>,
    Path((channel, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json_of(&body);
    let bucket = format!("PATCH {channel}");
    limited(&inner, &headers, &bucket, |state| {
        known(&inner, state, &channel)?;
        let written = read(state, &body?)?;
        let is_there =
            |message: &&mut Posted| message.channel == channel && message.only_for.is_none();
        let message = state.message(&id).filter(is_there).ok_or(UNKNOWN_MESSAGE)?;
        message.content = written.content;
        message.components = written.components;
        message.edits += 1;
        Ok((200, show::message(&inner.setup, message)))
    })
}

pub(crate) async fn start_thread(
    State(inner): State<Shared>,
    Path((channel, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json_of(&body);
    limited(&inner, &headers, &format!("thread {channel}"), |state| {
        known(&inner, state, &channel)?;
        let body = body?;
        let name = body["name"].as_str().unwrap_or_default();
        if !(1..=100).contains(&name.chars().count()) {
            return Err(field("name", "Must be between 1 and 100 in length."));
        }
        if state.channels.get(&channel).is_some_and(|channel| *channel != Channel::Text) {
            return Err(Refused::Code(400, 50_024, "Cannot execute action on this channel type"));
        }
        if state.message(&id).is_none() {
            return Err(UNKNOWN_MESSAGE);
        }
        if state.channels.contains_key(&id) {
            return Err(Refused::Code(
                400,
                160_004,
                "A thread has already been created for this message",
            ));
        }
        state.channels.insert(id.clone(), Channel::Thread(channel.clone()));
        Ok((201, show::channel(&inner.setup, state, &id)))
    })
}

pub(crate) async fn open_direct(
    State(inner): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json_of(&body);
    limited(&inner, &headers, "direct", |state| {
        let body = body?;
        let person =
            body["recipient_id"].as_str().ok_or_else(|| field("recipient_id", "Required."))?;
        let id = state.direct_channel(person, inner.now());
        Ok((200, show::channel(&inner.setup, state, &id)))
    })
}

pub(crate) async fn get_channel(
    State(inner): State<Shared>,
    Path(channel): Path<String>,
    headers: HeaderMap,
) -> Response {
    limited(&inner, &headers, &format!("GET {channel}"), |state| {
        known(&inner, state, &channel)?;
        Ok((200, show::channel(&inner.setup, state, &channel)))
    })
}

pub(crate) async fn me(State(inner): State<Shared>, headers: HeaderMap) -> Response {
    limited(&inner, &headers, "me", |_| Ok((200, show::bot(&inner.setup))))
}

pub(crate) async fn application(State(inner): State<Shared>, headers: HeaderMap) -> Response {
    limited(&inner, &headers, "application", |_| Ok((200, show::application(&inner.setup))))
}

pub(crate) fn json_of(body: &[u8]) -> Result<Value, Refused> {
    serde_json::from_slice(body)
        .map_err(|_| Refused::Code(400, 50_109, "The request body contains invalid JSON."))
}

/// Reads a message; one without `allowed_mentions` is taken, as by the real one, and noted.
pub(crate) fn read(state: &mut Remembered, body: &Value) -> Result<Written, Refused> {
    let written = written::read(body)?;
    if written.lacks_allowed_mentions {
        state.tally.refuse("a message without allowed_mentions notifies everybody it names");
    }
    Ok(written)
}

pub(crate) fn posted(
    id: String,
    channel: String,
    written: Written,
    at: chrono::DateTime<chrono::Utc>,
) -> Posted {
    Posted {
        id,
        channel,
        content: written.content,
        components: written.components,
        mentioned: written.mentioned,
        only_for: None,
        is_loading: false,
        through_token: false,
        edits: 0,
        at,
        nonce: written.nonce,
    }
}

pub(crate) fn known(inner: &Inner, state: &mut Remembered, channel: &str) -> Result<(), Refused> {
    if state.channels.contains_key(channel) {
        return Ok(());
    }
    let is_id = chat_discord::Snowflake::parse(channel).is_some();
    if !(inner.setup.any_channel && is_id) {
        return Err(UNKNOWN_CHANNEL);
    }
    state.channels.insert(channel.to_owned(), Channel::Text);
    Ok(())
}

pub(crate) async fn gateway(headers: HeaderMap) -> Response {
    let host = headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    respond(&Ok((200, json!({"url": format!("ws://{host}/gw")}))), None)
}

pub(crate) async fn gateway_bot(State(inner): State<Shared>, headers: HeaderMap) -> Response {
    let host =
        headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    let limit = json!({"total": 1000, "remaining": inner.setup.sessions_left, "reset_after": 0, "max_concurrency": 1});
    limited(&inner, &headers, "gateway", |_| {
        Ok((
            200,
            json!({"url": format!("ws://{host}/gw"), "shards": inner.setup.shards, "session_start_limit": limit}),
        ))
    })
}
