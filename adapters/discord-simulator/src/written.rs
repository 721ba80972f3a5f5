//! Checks a message as Discord does, field by field.

use std::collections::HashSet;

use serde_json::Value;

use crate::refusal::{Refused, field};

/// What a message says, once it was found to be in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Written {
    pub(crate) content: String,
    pub(crate) components: Value,
    pub(crate) mentioned: Vec<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) is_ephemeral: bool,
    /// It names nobody whom it may notify, so it notifies everybody it names.
    pub(crate) lacks_allowed_mentions: bool,
}

const EPHEMERAL: u64 = 1 << 6;

pub(crate) fn read(body: &Value) -> Result<Written, Refused> {
    let content = body["content"].as_str().unwrap_or_default();
    if content.chars().count() > 2000 {
        return Err(field("content", "Must be 2000 or fewer in length."));
    }
    let components = body.get("components").cloned().unwrap_or_else(|| Value::Array(Vec::new()));
    check_components(&components)?;
    let has_embeds = body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty());
    let has_components = components.as_array().is_some_and(|rows| !rows.is_empty());
    if content.trim().is_empty() && !has_embeds && !has_components {
        return Err(Refused::Code(400, 50_006, "Cannot send an empty message"));
    }
    check_allowed(&body["allowed_mentions"])?;
    Ok(Written {
        mentioned: mentioned(content, &body["allowed_mentions"]),
        lacks_allowed_mentions: !body["allowed_mentions"].is_object(),
        is_ephemeral: body["flags"].as_u64().unwrap_or_default() & EPHEMERAL != 0,
        nonce: nonce(body)?,
        content: content.to_owned(),
        components,
    })
}

fn nonce(body: &Value) -> Result<Option<String>, Refused> {
    let nonce = match &body["nonce"] {
        Value::Null => return Ok(None),
        Value::String(nonce) => nonce.clone(),
        Value::Number(nonce) => nonce.to_string(),
        _ => return Err(field("nonce", "Must be a string or a number.")),
    };
    if nonce.chars().count() > 25 {
        return Err(field("nonce", "Must be 25 or fewer in length."));
    }
    Ok((body["enforce_nonce"] == Value::Bool(true)).then_some(nonce))
}

fn check_allowed(allowed: &Value) -> Result<(), Refused> {
    for kind in ["users", "roles"] {
        let listed = allowed[kind].as_array().map_or(0, Vec::len);
        let is_parsed = parses(allowed, kind);
        if listed > 100 {
            return Err(field(
                format!("allowed_mentions.{kind}"),
                "Must be 100 or fewer in length.",
            ));
        }
        if listed > 0 && is_parsed {
            return Err(field("allowed_mentions", "parse and list are mutually exclusive"));
        }
    }
    Ok(())
}

fn parses(allowed: &Value, kind: &str) -> bool {
    !allowed.is_object()
        || allowed["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|known| known == kind))
}

/// Whom the message notifies: those it names and may notify.
fn mentioned(content: &str, allowed: &Value) -> Vec<String> {
    let is_listed = |account: &str| {
        allowed["users"].as_array().is_some_and(|users| users.iter().any(|user| user == account))
    };
    let mut found = Vec::new();
    for piece in content.split("<@").skip(1) {
        let Some((account, _)) = piece.split_once('>') else { continue };
        let account = account.trim_start_matches('!');
        let is_account = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
        let is_notified = is_account && (is_listed(account) || parses(allowed, "users"));
        if is_notified && !found.iter().any(|known| known == account) {
            found.push(account.to_owned());
        }
    }
    let names_all = content.contains("@everyone") || content.contains("@here");
    if names_all && parses(allowed, "everyone") {
        found.push("everyone".into());
    }
    found
}

fn check_components(components: &Value) -> Result<(), Refused> {
    let rows = components.as_array().ok_or_else(|| field("components", "Must be a list."))?;
    if rows.len() > 5 {
        return Err(field("components", "Must be 5 or fewer in length."));
    }
    let mut ids = HashSet::new();
    for row in rows {
        let buttons = row["components"].as_array().filter(|_| row["type"] == 1);
        let buttons = buttons.ok_or_else(|| field("components.type", "Must be an action row."))?;
        if !(1..=5).contains(&buttons.len()) {
            return Err(field("components.components", "Must be between 1 and 5 in length."));
        }
        for button in buttons {
            check_button(button, &mut ids)?;
        }
    }
    Ok(())
}

fn check_button<'b>(button: &'b Value, ids: &mut HashSet<&'b str>) -> Result<(), Refused> {
    let path = |field: &str| format!("components.components.{field}");
    let text = |field: &str| button[field].as_str().unwrap_or_default();
    if button["type"] != 2 {
        return Err(field(path("type"), "Only buttons are known here."));
    }
    if text("label").is_empty() || text("label").chars().count() > 80 {
        return Err(field(path("label"), "Must be between 1 and 80 in length."));
    }
    match button["style"].as_u64() {
        Some(1..=4) => {
            let id = text("custom_id");
            if !(1..=100).contains(&id.chars().count()) || button.get("url").is_some() {
                return Err(field(path("custom_id"), "Must be between 1 and 100 in length."));
            }
            if !ids.insert(id) {
                return Err(field(path("custom_id"), "Component custom id cannot be duplicated"));
            }
            Ok(())
        }
        Some(5) if (1..=512).contains(&text("url").len()) && button.get("custom_id").is_none() => {
            Ok(())
        }
        _ => Err(field(path("style"), "Must be one of (1, 2, 3, 4, 5).")),
    }
}
