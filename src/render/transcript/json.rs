//! The document as JSON, for other programs. Its shape is described in `docs/transcript.md`; a
//! change that a reader could stumble over gets another [`FORMAT`].

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::inert;
use super::record::{Piece, Record};
use crate::domain::directory::Side;
use crate::domain::incident::{IncidentState, Visibility};

/// Names the shape.
const FORMAT: &str = "watchbell-transcript/1";

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    audience: &'static str,
    incident: About<'a>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct About<'a> {
    number: i64,
    title: String,
    severity: Option<&'a str>,
    rank: u8,
    customer: Option<&'a str>,
    state: &'static str,
    outcome: Option<&'static str>,
    opened_at: String,
    closed_at: Option<String>,
    zone: &'static str,
}

#[derive(Serialize)]
struct Entry {
    at: String,
    kind: &'static str,
    by: String,
    side: &'static str,
    room: Option<String>,
    visibility: &'static str,
    attribution: Option<&'static str>,
    text: String,
}

/// The whole of it as JSON, with a newline at its end.
pub fn json(record: &Record<'_>) -> serde_json::Result<String> {
    let document = Document {
        format: FORMAT,
        audience: match record.audience {
            Side::Customer => "customer",
            Side::Support => "staff",
        },
        incident: about(record),
        entries: record.pieces().into_iter().map(entry).collect(),
    };
    let text = serde_json::to_string_pretty(&document)?;
    Ok(inert::escaped_in_json(&text) + "\n")
}

fn about<'a>(record: &Record<'a>) -> About<'a> {
    let incident = record.incident;
    let closed = match &incident.state {
        IncidentState::Closed { outcome, at, .. } => Some((outcome.word(), instant(*at))),
        IncidentState::Open
        | IncidentState::Acknowledged { .. }
        | IncidentState::Resolved { .. } => None,
    };
    let (outcome, closed_at) = closed.unzip();
    About {
        number: incident.number.0,
        title: record.shown(&incident.title),
        severity: incident.severity.as_ref().map(crate::ids::SeverityId::as_str),
        rank: incident.rank,
        customer: incident.contract_ref.customer().map(crate::ids::CustomerId::as_str),
        state: incident.state.word(),
        outcome,
        opened_at: instant(incident.opened_at),
        closed_at,
        zone: incident.zone.name(),
    }
}

fn entry(piece: Piece) -> Entry {
    Entry {
        at: instant(piece.at),
        kind: piece.kind.word(),
        by: piece.by,
        side: piece.side,
        room: piece.room,
        visibility: match piece.visibility {
            Visibility::Customer => "customer",
            Visibility::Internal => "internal",
        },
        attribution: piece.attribution.map(crate::domain::transcript::Attribution::word),
        text: piece.text,
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
