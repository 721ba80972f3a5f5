//! One line for each act.

use std::io::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use crate::domain::incident::{Actor, TimelineEntry};
use crate::store::{AppliedFiles, AuditedAct, Deed, Fault, Finding, PastOperation, Place};

/// What somebody did to an incident. The text has no words that people wrote; the JSON has all.
pub(super) fn act(act: &AuditedAct, is_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    if is_json {
        let line = json!({
            "at": in_json(act.at),
            "incident": act.incident.0,
            "seq": act.seq,
            "origin": act.origin,
            "entries": act.entries,
        });
        return Ok(writeln!(out, "{line}")?);
    }
    let origin = act.origin.as_ref().map(|origin| {
        let via: &str = origin.via.into();
        format!("  ({via}, {}, account {})", origin.room, origin.account)
    });
    let (number, seq) = (act.incident, act.seq);
    let (by, did) = (actor(&act.entries), did(&act.entries));
    let origin = origin.unwrap_or_default();
    Ok(writeln!(out, "{}  {number} act {seq}  {by}: {did}{origin}", in_text(act.at))?)
}

/// Files that were applied to the directory.
pub(super) fn applied(
    applied: &AppliedFiles,
    is_json: bool,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let AppliedFiles { version, at, what } = applied;
    if is_json {
        let line = json!({ "at": in_json(*at), "directory": version, "applied": what });
        return Ok(writeln!(out, "{line}")?);
    }
    let files: Vec<&str> = what.files.iter().map(|file| file.path.as_str()).collect();
    let (by, files) = (&what.by, files.join(", "));
    Ok(writeln!(out, "{}  directory version {version}  {by}: applied {files}", in_text(*at))?)
}

/// What an operator did to the whole database.
pub(super) fn operation(
    done: &PastOperation,
    is_json: bool,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let PastOperation { number, at, operation } = done;
    if is_json {
        let line = json!({ "at": in_json(*at), "operation": number, "done": operation });
        return Ok(writeln!(out, "{line}")?);
    }
    let did = match &operation.what {
        Deed::BackedUp => "made this backup".to_owned(),
        Deed::Restored { taken_at } => {
            format!("restored the database from a backup of {}", in_text(*taken_at))
        }
        Deed::Reconciled { pages } => format!("told everybody of the restore, {pages} pages again"),
    };
    Ok(writeln!(out, "{}  operation {number}  {}: {did}", in_text(*at), operation.by)?)
}

/// `INC-5: act 3 was changed`.
pub(super) fn finding(finding: &Finding, out: &mut dyn Write) -> std::io::Result<()> {
    let (place, act) = match finding.place {
        Place::Incident(number) => (number.to_string(), "act"),
        Place::DirectoryHistory => ("directory history".to_owned(), "version"),
        Place::Operations => ("operations".to_owned(), "operation"),
    };
    let what = match finding.fault {
        Fault::Changed { at } => format!("{act} {at} was changed, or the one before it removed"),
        Fault::Removed { from, to } if from == to => format!("entry {from} was removed"),
        Fault::Removed { from, to } => format!("entries {from} to {to} were removed"),
        Fault::Added { at } => format!("{act} {at} was added"),
        Fault::TextsRemoved { at } => {
            format!("the texts of {act} {at} were removed before their time")
        }
        Fault::FiguresChanged => "what is left of its anonymised acts was changed".to_owned(),
        Fault::StateChanged => "its state was changed".to_owned(),
        Fault::IncidentRemoved => "the incident was removed".to_owned(),
        Fault::IncidentAdded => "the incident was added; its number was never given".to_owned(),
        Fault::Rewritten { at } => {
            format!("{act} {at} is not the one it was when the heads were kept")
        }
        Fault::Length { told, found } => {
            format!("{found} rows are there, and {told} were written")
        }
    };
    writeln!(out, "{place}: {what}")
}

fn in_text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn in_json(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Whoever acted: of an act by a person and what the bot does because of it, the person.
fn actor(entries: &[TimelineEntry]) -> String {
    let mut actors = entries.iter().map(|entry| &entry.actor);
    match actors.find(|actor| **actor != Actor::Bot) {
        Some(Actor::Person { id, name, .. }) if !name.is_empty() => format!("{name} [{id}]"),
        Some(Actor::Person { .. }) => "(anonymised)".to_owned(),
        Some(Actor::Guest { account, name }) => format!("{name} [guest {account}]"),
        Some(Actor::Bot) | None => "the bot".to_owned(),
    }
}

fn did(entries: &[TimelineEntry]) -> String {
    let word = |entry: &TimelineEntry| {
        let word: &'static str = (&entry.fact).into();
        word.replace('_', " ")
    };
    entries.iter().map(word).collect::<Vec<_>>().join(", ")
}
