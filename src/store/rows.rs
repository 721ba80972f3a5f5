//! Rows as the tables hold them, and the way to and from the domain.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::chain::{self, Sealed};
use super::error::StoreError;
use crate::domain::incident::{ActHash, Actor, Fact, Incident, TimelineEntry, Visibility};
use crate::ids::IncidentNumber;

/// An instant as a column holds it: milliseconds since 1970.
pub(crate) fn millis(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_millis()
}

/// The instant behind a column. One that no calendar reaches is the last there is.
pub(crate) fn instant(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// In the column of the deadline where nothing is promised: after every instant, so that the board
/// needs no sorting.
const NO_DEADLINE: i64 = i64::MAX;

/// One row of `incidents` to be written.
#[derive(Debug)]
pub(crate) struct IncidentRow {
    pub(crate) version: i64,
    pub(crate) room: i64,
    pub(crate) is_closed: bool,
    pub(crate) deadline_at: i64,
    pub(crate) next_timer_at: Option<i64>,
    pub(crate) anonymise_at: Option<i64>,
    pub(crate) transcript_until: Option<i64>,
    pub(crate) continues: Option<i64>,
    /// See [`IncidentRow::seal`].
    pub(crate) chain: String,
    pub(crate) seal: String,
    pub(crate) body: String,
    body_digest: ActHash,
}

impl IncidentRow {
    pub(crate) fn encode(incident: &Incident, room: i64) -> Result<Self, StoreError> {
        let body = to_json("incidents", "body", incident)?;
        Ok(Self {
            version: incident.version,
            room,
            is_closed: incident.state.is_closed(),
            deadline_at: incident.deadline_at().map_or(NO_DEADLINE, millis),
            next_timer_at: incident.timers.next_at().map(millis),
            anonymise_at: incident.ending.kept_until.map(millis),
            transcript_until: incident.ending.transcript_until.map(millis),
            continues: incident.ending.continues.map(|number| number.0),
            chain: String::new(),
            seal: String::new(),
            body_digest: chain::body(&body),
            body,
        })
    }

    /// Takes in the number, which may be given only inside the transaction, and the hash of the
    /// last act.
    pub(crate) fn seal(&mut self, number: i64, last: ActHash) {
        let sealed = Sealed {
            number,
            version: self.version,
            is_closed: self.is_closed,
            deadline_at: self.deadline_at,
            next_timer_at: self.next_timer_at,
            anonymise_at: self.anonymise_at,
            chain: last,
            body: self.body_digest,
            place: (self.room, self.continues),
        };
        self.chain = last.to_string();
        self.seal = chain::seal(&sealed).to_string();
    }
}

/// One row of `incidents` as it is read.
#[derive(Debug, FromRow)]
pub(crate) struct StoredIncident {
    number: i64,
    version: i64,
    is_closed: bool,
    chain: String,
    body: String,
}

impl StoredIncident {
    pub(crate) fn decode(self) -> Result<Incident, StoreError> {
        let id = self.number.to_string();
        let mut incident: Incident = from_json("incidents", "body", &id, &self.body)?;
        incident.number = IncidentNumber(self.number);
        incident.version = self.version;
        incident.chain = hash_in("incidents", "chain", &id, &self.chain)?;
        if incident.state.is_closed() != self.is_closed {
            return Err(inconsistent("incidents", "is_closed", &id, "differs from the body"));
        }
        Ok(incident)
    }
}

/// One row of `acts` to be written.
#[derive(Debug)]
pub(crate) struct NewAct {
    pub(crate) row: ActRow,
    /// From where it was asked for, as JSON.
    pub(crate) origin: Option<String>,
    content: ActHash,
    /// See [`NewAct::chain`].
    pub(crate) hash: String,
}

impl NewAct {
    pub(crate) fn new(row: ActRow, origin: Option<String>) -> Self {
        let content = chain::content(&row.facts, origin.as_deref());
        Self { row, origin, content, hash: String::new() }
    }

    /// Chains it to the act before it, in an incident whose number is known by now; gives back its
    /// hash.
    pub(crate) fn chain(&mut self, incident: i64, before: ActHash) -> ActHash {
        let hash = chain::act(before, (incident, self.row.seq, self.row.at), self.content);
        self.hash = hash.to_string();
        hash
    }
}

/// One row of `acts`: the facts that one act recorded.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(crate) struct ActRow {
    /// The number of the first fact; the others follow it.
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) facts: String,
}

/// Places for the facts of one incident among the keys of `acts`: a million.
const SEQ_BITS: u32 = 20;

/// The key of an act in `acts`.
pub(crate) fn act_id(incident: i64, seq: i64) -> i64 {
    incident << SEQ_BITS | seq
}

/// One fact in its row. Most facts of an act are by the same actor, who is written once.
#[derive(Debug, Serialize, Deserialize)]
struct StoredFact<'a> {
    /// None where it is the actor of the fact before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Cow<'a, Actor>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    inside: bool,
    fact: Cow<'a, Fact>,
}

impl ActRow {
    /// The rows of entries in the order of their numbers: one for all entries of one instant.
    pub(crate) fn encode_all(entries: &[TimelineEntry]) -> Result<Vec<Self>, StoreError> {
        let is_one_act = |a: &TimelineEntry, b: &TimelineEntry| a.at == b.at && a.seq + 1 == b.seq;
        entries.chunk_by(is_one_act).map(Self::encode).collect()
    }

    /// One row for these entries, which must be of one instant.
    pub(crate) fn encode<'e>(entries: &'e [TimelineEntry]) -> Result<Self, StoreError> {
        let mut last = None;
        let mut stored = |entry: &'e TimelineEntry| {
            let TimelineEntry { actor, visibility, fact, .. } = entry;
            let by = (last.replace(actor) != Some(actor)).then_some(Cow::Borrowed(actor));
            let inside = *visibility == Visibility::Internal;
            StoredFact { by, inside, fact: Cow::Borrowed(fact) }
        };
        let facts: Vec<StoredFact<'_>> = entries.iter().map(&mut stored).collect();
        Ok(Self {
            seq: entries.first().map_or(0, |entry| entry.seq),
            at: entries.first().map_or(0, |entry| millis(entry.at)),
            facts: to_json("acts", "facts", &facts)?,
        })
    }

    /// The entries of the timeline that this row holds.
    pub(crate) fn decode(&self, incident: i64) -> Result<Vec<TimelineEntry>, StoreError> {
        let id = format!("{incident}/{}", self.seq);
        let facts: Vec<StoredFact<'_>> = from_json("acts", "facts", &id, &self.facts)?;
        let mut last: Option<Actor> = None;
        let mut entries = Vec::with_capacity(facts.len());
        for (seq, stored) in (self.seq..).zip(facts) {
            let actor = stored.by.map(Cow::into_owned).or_else(|| last.take());
            let actor = actor.ok_or_else(|| inconsistent("acts", "facts", &id, "has no actor"))?;
            last = Some(actor.clone());
            entries.push(TimelineEntry {
                seq,
                at: instant(self.at),
                actor,
                visibility: if stored.inside { Visibility::Internal } else { Visibility::Customer },
                fact: stored.fact.into_owned(),
            });
        }
        Ok(entries)
    }
}

/// The word of a visibility in its column.
pub(crate) fn visibility_word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Customer => "customer",
        Visibility::Internal => "internal",
    }
}

/// The visibility behind a word of a row.
pub(crate) fn visibility_in(
    table: &'static str,
    id: &str,
    word: &str,
) -> Result<Visibility, StoreError> {
    match word {
        "customer" => Ok(Visibility::Customer),
        "internal" => Ok(Visibility::Internal),
        _ => Err(inconsistent(table, "visibility", id, "is no visibility")),
    }
}

pub(crate) fn to_json<T: Serialize>(
    table: &'static str,
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| inconsistent(table, column, "(new)", &e.to_string()))
}

pub(crate) fn from_json<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    id: &str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| inconsistent(table, column, id, &e.to_string()))
}

pub(crate) fn inconsistent(
    table: &'static str,
    column: &'static str,
    id: &str,
    why: &str,
) -> StoreError {
    StoreError::Inconsistent { table, column, id: id.to_owned(), why: why.to_owned() }
}

/// The hash in a column.
pub(crate) fn hash_in(
    table: &'static str,
    column: &'static str,
    id: &str,
    text: &str,
) -> Result<ActHash, StoreError> {
    text.parse().map_err(|_| inconsistent(table, column, id, "is no hash"))
}
