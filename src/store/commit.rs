//! What one act changes, as data, so that many acts can share one transaction and one fsync.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::error::StoreError;
use super::express::NewLine;
use super::ledger::CreditRow;
use super::outbox::OutboxRow;
use super::rows::{IncidentRow, TimelineRow, TimerRow};
use super::transcript::{Places, TranscriptEnd, TranscriptEndRow, TranscriptRow};
use crate::domain::incident::{Incident, TimelineEntry};
use crate::domain::ledger::credit::LedgerEntry;
use crate::domain::ledger::express::Movement;
use crate::domain::timer::{TimerChange, TimerKind};
use crate::domain::transcript::TranscriptLine;
use crate::ids::{IncidentNumber, PersonId};

/// Everything that one inbound message or one fired timer changes.
///
/// It happens whole or not at all. The conditions it was decided under travel with it and are checked in the
/// same transaction: the directory's version, the incident's version, the timer that fires, the confirmation
/// that is used up.
#[derive(Debug, Default)]
pub struct Commit {
    /// The version of the directory the decision was made against.
    pub directory_version: Option<i64>,
    pub seen: Option<Seen>,
    pub incident: IncidentChange,
    pub entries: Vec<TimelineEntry>,
    pub timers: Vec<TimerChange>,
    pub pages: Vec<(PersonId, String, DateTime<Utc>)>,
    pub outbox: Vec<OutboxRow>,
    /// The timer whose firing this is.
    pub fired: Option<(TimerKind, DateTime<Utc>)>,
    /// An act that now waits for a yes.
    pub new_confirmation: Option<PendingConfirmation>,
    /// The code of a confirmation that this act uses up.
    pub used_confirmation: Option<String>,
    /// Documents of the directory to write.
    pub directory: Vec<DirectoryChange>,
    /// Words to keep with the incidents that were open where they were said.
    pub transcript: Vec<TranscriptLine>,
    /// What becomes of the incident's transcript.
    pub transcript_end: Option<TranscriptEnd>,
    /// Lines for the ledger of credits, about the incident that this changes.
    pub credits: Vec<LedgerEntry>,
    /// Entries of the timeline in the place of those with the same numbers. Only the reduction of an incident to
    /// its figures has any; with them everything else is let go that spoke of it.
    pub anonymised: Vec<TimelineEntry>,
    /// A line for the customer's account of express tickets.
    pub express: Option<ExpressLine>,
    /// The change of another incident that belongs to this one; both happen or neither.
    pub paired: Option<PairedChange>,
}

/// What an act does to the account of express tickets of the incident's customer.
#[derive(Debug, Clone)]
pub struct ExpressLine {
    pub movement: Movement,
    pub at: DateTime<Utc>,
    /// The number of the account's last line when it was decided; none where that is no matter. Another line
    /// written meanwhile is a conflict.
    pub after: Option<i64>,
}

/// What an act changes in an incident besides the one it is about.
#[derive(Debug)]
pub struct PairedChange {
    /// The incident after the change, carrying the version it was loaded with.
    pub incident: Box<Incident>,
    pub entries: Vec<TimelineEntry>,
    pub timers: Vec<TimerChange>,
}

/// What happens to the incident's own row.
#[derive(Debug, Default)]
pub enum IncidentChange {
    /// Nothing. Entries, timers and outbox rows, if any, belong to no incident.
    #[default]
    None,
    /// A new incident. The store gives it its number.
    Insert(Box<Incident>),
    /// The incident after the change, carrying the version it was loaded with.
    Update(Box<Incident>),
}

/// An inbound event, and the answer that a second copy of it shall get.
#[derive(Debug, Clone)]
pub struct Seen {
    pub platform: String,
    pub event_id: String,
    pub at: DateTime<Utc>,
    pub answer: Option<String>,
}

/// An act that waits for a yes, bound to who asked and where.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PendingConfirmation {
    pub code: String,
    pub platform: String,
    pub account: String,
    pub room: String,
    /// The words to carry out.
    pub command: String,
    pub expires_at: DateTime<Utc>,
}

/// A document of the directory to write or remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DirectoryChange {
    Put { kind: &'static str, id: String, body: String },
    Remove { kind: &'static str, id: String },
}

/// How a commit ended. Anything but `Done` changed nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Durable. The number is the incident's, where the commit touched one.
    Done { number: Option<IncidentNumber> },
    /// The event was handled before; this is the answer it got.
    Duplicate { answer: Option<String> },
    /// Somebody else changed the incident first. Load it and decide again.
    Conflict,
    /// The directory has changed since the decision. Load it and decide again.
    DirectoryMoved,
    /// The timer or the confirmation was used up by somebody else. There is nothing to do.
    Stale,
}

/// One row of `pages`.
#[derive(Debug, Clone)]
pub(crate) struct PageRow {
    pub(crate) code: String,
    pub(crate) person: String,
    pub(crate) incident: String,
    pub(crate) at: DateTime<Utc>,
}

/// A commit with every value already in the form of its column, so that the one writer only binds.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) directory_version: Option<i64>,
    pub(crate) seen: Option<Seen>,
    pub(crate) inserts: Option<IncidentRow>,
    pub(crate) updates: Option<IncidentRow>,
    pub(crate) timeline: Vec<TimelineRow>,
    pub(crate) set_timers: Vec<TimerRow>,
    pub(crate) clear_timers: Vec<(String, &'static str)>,
    pub(crate) pages: Vec<PageRow>,
    pub(crate) outbox: Vec<OutboxRow>,
    pub(crate) fired: Option<TimerRow>,
    pub(crate) new_confirmation: Option<PendingConfirmation>,
    pub(crate) used_confirmation: Option<String>,
    pub(crate) directory: Vec<DirectoryChange>,
    pub(crate) transcript: Vec<TranscriptRow>,
    pub(crate) transcript_end: Option<TranscriptEndRow>,
    pub(crate) credits: Vec<CreditRow>,
    pub(crate) anonymised: Vec<TimelineRow>,
    pub(crate) express: Option<NewLine>,
    pub(crate) paired: Option<Box<Self>>,
}

impl Prepared {
    pub(crate) fn new(mut commit: Commit, places: &Places) -> Result<Self, StoreError> {
        let paired =
            commit.paired.take().map(|paired| Self::new(paired.into(), places).map(Box::new));
        let paired = paired.transpose()?;
        let (incident, inserting) = match commit.incident {
            IncidentChange::None => (None, false),
            IncidentChange::Insert(incident) => (Some(incident), true),
            IncidentChange::Update(mut incident) => {
                incident.version += 1;
                (Some(incident), false)
            }
        };
        let id = incident.as_ref().map(|i| i.id.0.to_string()).unwrap_or_default();
        let row = incident.as_deref().map(IncidentRow::encode).transpose()?;
        let (inserts, updates) = if inserting { (row, None) } else { (None, row) };
        let express = incident.as_deref().zip(commit.express);
        let express = express.and_then(|(incident, line)| NewLine::of(incident, line));
        let credits = commit.credits.iter().map(|entry| CreditRow::encode(&id, entry));
        let credits = credits.collect::<Result<_, _>>()?;
        let timeline = timeline_rows(incident.as_deref(), &commit.entries)?;
        let anonymised = timeline_rows(incident.as_deref(), &commit.anonymised)?;
        let (set_timers, clear_timers) = split_timers(&id, &commit.timers, inserting);
        let pages = commit.pages.into_iter().map(|(person, code, at)| PageRow {
            code,
            person: person.to_string(),
            incident: id.clone(),
            at,
        });
        Ok(Self {
            directory_version: commit.directory_version,
            seen: commit.seen,
            inserts,
            updates,
            timeline,
            set_timers,
            clear_timers,
            pages: pages.collect(),
            outbox: commit.outbox,
            fired: commit.fired.map(|(kind, due_at)| TimerRow {
                incident_id: id.clone(),
                kind: kind.word().to_owned(),
                due_at,
            }),
            new_confirmation: commit.new_confirmation,
            used_confirmation: commit.used_confirmation,
            directory: commit.directory,
            transcript: places.rows(&commit.transcript)?,
            transcript_end: commit.transcript_end.map(|end| end_row(id, end)),
            credits,
            anonymised,
            express,
            paired,
        })
    }

    /// Whether anything but a second copy of the event can refuse this commit. Those that cannot be refused
    /// are written together.
    pub(crate) fn is_unconditional(&self) -> bool {
        let is_free =
            self.updates.is_none() && self.fired.is_none() && self.used_confirmation.is_none();
        is_free && self.directory.is_empty() && self.express.is_none()
    }
}

fn end_row(incident_id: String, end: TranscriptEnd) -> TranscriptEndRow {
    let forget_at = match end {
        TranscriptEnd::At(forget_at) => Some(forget_at),
        TranscriptEnd::Open => None,
    };
    TranscriptEndRow { incident_id, forget_at }
}

fn timeline_rows(
    incident: Option<&Incident>,
    entries: &[TimelineEntry],
) -> Result<Vec<TimelineRow>, StoreError> {
    let Some(incident) = incident else { return Ok(Vec::new()) };
    entries.iter().map(|entry| TimelineRow::encode(incident.id, entry)).collect()
}

impl From<PairedChange> for Commit {
    fn from(paired: PairedChange) -> Self {
        Self {
            incident: IncidentChange::Update(paired.incident),
            entries: paired.entries,
            timers: paired.timers,
            ..Self::default()
        }
    }
}

fn split_timers(
    id: &str,
    changes: &[TimerChange],
    inserting: bool,
) -> (Vec<TimerRow>, Vec<(String, &'static str)>) {
    let mut set = Vec::new();
    let mut clear = Vec::new();
    for change in changes {
        match change {
            TimerChange::Set { kind, due_at } => set.push(TimerRow {
                incident_id: id.to_owned(),
                kind: kind.word().to_owned(),
                due_at: *due_at,
            }),
            // A new incident has no timers to clear.
            TimerChange::Clear(_) if inserting => {}
            TimerChange::Clear(kind) => clear.push((id.to_owned(), kind.word())),
        }
    }
    (set, clear)
}
