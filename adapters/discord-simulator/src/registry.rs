//! Registration of commands: the whole array replaces what stood there.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use crate::Shared;
use crate::refusal::{Refused, field};
use crate::rest::{json_of, limited};
use crate::setup::Setup;

pub(crate) async fn get_commands(State(inner): State<Shared>, headers: HeaderMap) -> Response {
    limited(&inner, &headers, "commands", |state| Ok((200, state.commands.clone())))
}

/// For one server where the path names it, otherwise for all.
pub(crate) async fn put_commands(
    State(inner): State<Shared>,
    Path(place): Path<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json_of(&body);
    limited(&inner, &headers, "commands", |state| {
        let mut commands = body?;
        let list = commands.as_array_mut().ok_or_else(|| field("commands", "Must be a list."))?;
        if list.len() > 100 {
            return Err(Refused::Code(
                400,
                30_032,
                "Maximum number of application commands reached (100)",
            ));
        }
        for command in list.iter_mut() {
            check(command, 0)?;
            let length = length_of(command);
            if length > 8000 {
                return Err(field("commands", "Command exceeds maximum size (8000)"));
            }
            add_own_fields(&inner.setup, command, &state.new_id(inner.now()), place.get("guild"));
        }
        state.commands = commands.clone();
        state.registrations += 1;
        Ok((200, commands))
    })
}

fn add_own_fields(setup: &Setup, command: &mut Value, id: &str, guild: Option<&String>) {
    command["id"] = json!(id);
    command["version"] = json!(id);
    command["application_id"] = json!(setup.application);
    if let Some(guild) = guild {
        command["guild_id"] = json!(guild);
    }
    if command.get("type").is_none() {
        command["type"] = json!(1);
    }
    if command.get("default_member_permissions").is_none() {
        command["default_member_permissions"] = Value::Null;
    }
}

fn check(object: &Value, depth: usize) -> Result<(), Refused> {
    if depth > 3 {
        return Err(field("options", "Too deep."));
    }
    for name in words(object, "name") {
        let length = name.chars().count();
        let fits = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || "-_'".contains(c);
        if !(1..=32).contains(&length) || !name.chars().all(fits) {
            return Err(field("name", "Command name is invalid"));
        }
    }
    for description in words(object, "description") {
        if !(1..=100).contains(&description.chars().count()) {
            return Err(field("description", "Must be between 1 and 100 in length."));
        }
    }
    let options = object["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let choices = object["choices"].as_array().map_or(0, Vec::len);
    if options.len() > 25 || choices > 25 {
        return Err(field("options", "Must be 25 or fewer in length."));
    }
    let mut is_optional = options.iter().map(|option| option["required"] != Value::Bool(true));
    let required_first =
        is_optional.clone().is_sorted() || is_optional.all(|is_optional| is_optional);
    if !required_first {
        return Err(field(
            "options",
            "Required options must be placed before non-required options",
        ));
    }
    options.iter().try_for_each(|option| check(option, depth + 1))
}

fn words<'v>(object: &'v Value, name: &str) -> Vec<&'v str> {
    let localized = object[format!("{name}_localizations").as_str()].as_object();
    let localized = localized.into_iter().flat_map(|words| words.values());
    std::iter::once(&object[name]).chain(localized).filter_map(Value::as_str).collect()
}

fn length_of(object: &Value) -> usize {
    let longest = |name| {
        words(object, name).iter().map(|word| word.chars().count()).max().unwrap_or_default()
    };
    let below =
        ["options", "choices"].into_iter().filter_map(|list| object[list].as_array()).flatten();
    longest("name")
        + longest("description")
        + object["value"].as_str().map_or(0, str::len)
        + below.map(length_of).sum::<usize>()
}
