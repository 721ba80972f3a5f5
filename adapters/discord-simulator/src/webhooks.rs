//! The calls a bot makes with an interaction's token: the first answer, the original, follow-ups.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::Shared;
use crate::refusal::{
    Refused, TOKEN_OVER, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, Verdict, field,
    respond,
};
use crate::rest::{json_of, posted, read};
use crate::show;
use crate::state::{Inner, State as Remembered};
use crate::written::Written;

/// How long an interaction waits for its first answer.
pub(crate) const FIRST_ANSWER_TIME: TimeDelta = TimeDelta::seconds(3);
/// How long its token lives after that.
const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

const EPHEMERAL: u64 = 1 << 6;

#[derive(serde::Deserialize)]
pub(crate) struct CallbackQuery {
    #[serde(default)]
    with_response: Option<String>,
}

pub(crate) async fn callback(
    State(inner): State<Shared>,
    Path((id, token)): Path<(String, String)>,
    Query(query): Query<CallbackQuery>,
    body: Bytes,
) -> Response {
    let verdict = json_of(&body).and_then(|body| first_answer(&inner, &id, &token, &body));
    let wants_body = query.with_response.is_some_and(|wish| wish == "true" || wish == "1");
    finish(
        &inner,
        &verdict.map(|answer| if wants_body { (200, answer) } else { (204, Value::Null) }),
    )
}

/// Takes the first answer to an interaction, whichever way it came.
pub(crate) fn first_answer(
    inner: &Inner,
    id: &str,
    token: &str,
    body: &Value,
) -> Result<Value, Refused> {
    let mut state = inner.state();
    let now = inner.now();
    let found = state.interactions.get(token).filter(|known| known.id == id).cloned();
    let interaction = found.ok_or(UNKNOWN_INTERACTION)?;
    if interaction.answer.is_some() {
        return Err(Refused::Code(400, 40_060, "Interaction has already been acknowledged."));
    }
    if now - interaction.made_at > FIRST_ANSWER_TIME {
        return Err(UNKNOWN_INTERACTION);
    }
    let kind = body["type"].as_u64().unwrap_or_default();
    if !fits(kind, interaction.kind) {
        return Err(field("type", "This kind of answer does not fit the interaction."));
    }
    let original =
        place(inner, &mut state, kind, &interaction.channel, &interaction.account, &body["data"])?;
    let shown =
        original.as_ref().and_then(|id| state.message(id).map(|m| show::message(&inner.setup, m)));
    if let Some(known) = state.interactions.get_mut(token) {
        known.answer = Some(body.clone());
        known.original = original;
    }
    Ok(
        json!({"interaction": {"id": id, "type": interaction.kind}, "resource": {"type": kind, "message": shown}}),
    )
}

fn fits(answer: u64, interaction: u64) -> bool {
    match answer {
        4 | 5 => matches!(interaction, 2 | 3 | 5),
        6 | 7 => matches!(interaction, 3 | 5),
        8 => interaction == 4,
        9 => matches!(interaction, 2 | 3),
        _ => false,
    }
}

/// What a first answer puts into the channel.
fn place(
    inner: &Inner,
    state: &mut Remembered,
    kind: u64,
    channel: &str,
    account: &str,
    data: &Value,
) -> Result<Option<String>, Refused> {
    let is_ephemeral = data["flags"].as_u64().unwrap_or_default() & EPHEMERAL != 0;
    let written = match kind {
        4 => read(state, data)?,
        5 => Written {
            content: String::new(),
            components: json!([]),
            mentioned: Vec::new(),
            nonce: None,
            is_ephemeral,
            lacks_allowed_mentions: false,
        },
        8 => return check_choices(data).map(|()| None),
        9 => return check_form(data).map(|()| None),
        _ => return Ok(None),
    };
    Ok(Some(put(inner, state, channel, account, written, kind == 5)))
}

fn put(
    inner: &Inner,
    state: &mut Remembered,
    channel: &str,
    account: &str,
    written: Written,
    is_loading: bool,
) -> String {
    let id = state.new_id(inner.now());
    let only_for = written.is_ephemeral.then(|| account.to_owned());
    let mut posted = posted(id.clone(), channel.to_owned(), written, inner.now());
    (posted.only_for, posted.is_loading, posted.through_token) = (only_for, is_loading, true);
    state.tally.count(&posted.channel, posted.at);
    state.messages.push(posted);
    id
}

fn check_choices(data: &Value) -> Result<(), Refused> {
    let choices = data["choices"].as_array().ok_or_else(|| field("data.choices", "Required."))?;
    let fits = |choice: &Value| {
        let length = |field: &str| choice[field].as_str().map_or(0, |words| words.chars().count());
        (1..=100).contains(&length("name")) && length("value") <= 100
    };
    let is_in_order = choices.len() <= 25 && choices.iter().all(fits);
    if is_in_order {
        Ok(())
    } else {
        Err(field("data.choices", "At most 25, each of 1 to 100 characters."))
    }
}

fn check_form(data: &Value) -> Result<(), Refused> {
    let rows = data["components"].as_array().map_or(0, Vec::len);
    let title = data["title"].as_str().map_or(0, |title| title.chars().count());
    let is_in_order =
        (1..=5).contains(&rows) && (1..=45).contains(&title) && data["custom_id"].is_string();
    if is_in_order {
        Ok(())
    } else {
        Err(field("data", "A form has a title, an id and 1 to 5 rows."))
    }
}

pub(crate) async fn get_original(
    State(inner): State<Shared>,
    Path((application, token)): Path<(String, String)>,
) -> Response {
    let verdict = original(&inner, &application, &token).and_then(|id| {
        let mut state = inner.state();
        state
            .message(&id)
            .map(|message| (200, show::message(&inner.setup, message)))
            .ok_or(UNKNOWN_MESSAGE)
    });
    finish(&inner, &verdict)
}

pub(crate) async fn edit_original(
    State(inner): State<Shared>,
    Path((application, token)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let verdict = original(&inner, &application, &token).and_then(|id| {
        let body = json_of(&body)?;
        let mut state = inner.state();
        let written = read(&mut state, &body)?;
        let message = state.message(&id).ok_or(UNKNOWN_MESSAGE)?;
        if message.is_loading {
            message.mentioned = written.mentioned;
        } else {
            message.edits += 1;
        }
        (message.content, message.components) = (written.content, written.components);
        message.is_loading = false;
        Ok((200, show::message(&inner.setup, message)))
    });
    finish(&inner, &verdict)
}

pub(crate) async fn delete_original(
    State(inner): State<Shared>,
    Path((application, token)): Path<(String, String)>,
) -> Response {
    let verdict = original(&inner, &application, &token).map(|id| {
        inner.state().messages.retain(|message| message.id != id);
        (204, Value::Null)
    });
    finish(&inner, &verdict)
}

/// A follow-up takes the place of "thinking…", where that still stands.
pub(crate) async fn follow_up(
    State(inner): State<Shared>,
    Path((application, token)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let verdict = open(&inner, &application, &token).and_then(|()| {
        let body = json_of(&body)?;
        let mut state = inner.state();
        let written = read(&mut state, &body)?;
        let interaction = state.interactions.get(&token).cloned().ok_or(UNKNOWN_WEBHOOK)?;
        let waiting =
            interaction.original.filter(|id| state.message(id).is_some_and(|m| m.is_loading));
        let id = match waiting {
            Some(id) => {
                if let Some(message) = state.message(&id) {
                    (message.content, message.components) = (written.content, written.components);
                    (message.mentioned, message.is_loading) = (written.mentioned, false);
                }
                id
            }
            None => {
                put(&inner, &mut state, &interaction.channel, &interaction.account, written, false)
            }
        };
        let message = state.message(&id).ok_or(UNKNOWN_MESSAGE)?;
        Ok((200, show::message(&inner.setup, message)))
    });
    finish(&inner, &verdict)
}

/// Whether the token takes words: the first answer was given, and not too long ago.
fn open(inner: &Inner, application: &str, token: &str) -> Result<(), Refused> {
    let state = inner.state();
    let known = state.interactions.get(token).filter(|_| application == inner.setup.application);
    let interaction = known.ok_or(UNKNOWN_WEBHOOK)?;
    if inner.now() - interaction.made_at > TOKEN_LIFE {
        return Err(TOKEN_OVER);
    }
    interaction.answer.as_ref().map(drop).ok_or(UNKNOWN_WEBHOOK)
}

fn original(inner: &Inner, application: &str, token: &str) -> Result<String, Refused> {
    open(inner, application, token)?;
    let state = inner.state();
    state.interactions.get(token).and_then(|known| known.original.clone()).ok_or(UNKNOWN_MESSAGE)
}

fn finish(inner: &Inner, verdict: &Verdict) -> Response {
    if let Err(refused) = verdict {
        inner.state().tally.refuse(refused.words());
    }
    inner.changed();
    respond(verdict, None)
}
