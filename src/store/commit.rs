//! What one act writes, and how its commit ended.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::act_origin::ActOrigin;
use super::applied_files::AppliedFiles;
use super::fence::Fence;
use super::outbox::NewMessage;
use crate::domain::incident::{ActHash, Incident, TimelineEntry};
use crate::domain::ledger::credit::LedgerEntry;
use crate::domain::ledger::express::Movement;
use crate::domain::notice::Notice;
use crate::domain::transcript::TranscriptLine;
use crate::ids::{IncidentNumber, PersonId};

/// Everything that one act writes: all of it or nothing.
#[derive(Debug, Default)]
pub struct Commit {
    /// The version of the directory that the decision was made on. Another one refuses the commit.
    pub directory_version: Option<i64>,
    /// The right that the act needs, where nobody asked for it. Another term refuses the commit.
    pub fence: Option<Fence>,
    /// The inbound event that asked for it. A second copy of the event refuses the commit.
    pub event: Option<Event>,
    pub incident: IncidentChange,
    /// What is added to the timeline of that incident.
    pub entries: Vec<TimelineEntry>,
    /// From where it was asked for; none for what the bot does by itself.
    pub origin: Option<ActOrigin>,
    /// Who is paged for it, with which code.
    pub page_codes: Vec<PageCode>,
    pub outbox: Vec<NewMessage>,
    /// An act that now waits for a yes.
    pub new_confirmation: Option<PendingConfirmation>,
    /// The code of a confirmation that this act uses up.
    pub used_confirmation: Option<String>,
    /// A report that is kept until whoever typed it says yes.
    pub held_report: Option<HeldReport>,
    /// The kept reports that this act opens. Others than those it was decided on refuse the commit.
    pub opened_reports: Option<OpenedReports>,
    /// Documents of the directory to write.
    pub directory: Vec<DirectoryChange>,
    /// The files that those documents are from, where somebody applied some. Its version is the
    /// store's to give.
    pub applied: Option<AppliedFiles>,
    /// Lines for the transcripts of the incidents that were open where they were said.
    pub transcript: Vec<TranscriptLine>,
    /// Lines for the ledger of credits, about the incident that this changes.
    pub credits: Vec<LedgerEntry>,
    /// Acts of the timeline in the place of those with the same numbers. Only the anonymising of an
    /// incident has any; with them everything else is removed that spoke of it.
    pub anonymised: Vec<AnonymisedAct>,
    /// The page codes that go with the words of an anonymised incident.
    pub forgotten_codes: Vec<PageCode>,
    /// A line for the customer's account of express tickets.
    pub express: Option<ExpressLine>,
    /// The change of another incident that belongs to this one; both happen or neither.
    pub second: Option<SecondIncident>,
}

/// The entries of the timeline that one act recorded.
pub type RecordedAct = Vec<TimelineEntry>;

/// What is left of an act whose texts are removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnonymisedAct {
    pub entries: RecordedAct,
    /// The digest of the act as it was, which keeps the chain whole.
    pub digest: ActHash,
}

/// A page's code and whom it was sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCode {
    pub person: PersonId,
    pub code: String,
    pub at: DateTime<Utc>,
}

/// What an act does to the account of express tickets of the incident's customer.
#[derive(Debug, Clone)]
pub struct ExpressLine {
    pub movement: Movement,
    pub at: DateTime<Utc>,
    /// The number of the account's last line when it was decided; none where that is no matter.
    /// Another line written meanwhile is a conflict.
    pub after: Option<i64>,
}

/// What an act changes in an incident other than the one it is about.
#[derive(Debug)]
pub struct SecondIncident {
    /// The incident after the change, carrying the version it was loaded with.
    pub incident: Box<Incident>,
    pub entries: Vec<TimelineEntry>,
}

/// What happens to the incident's own row.
#[derive(Debug, Default)]
pub enum IncidentChange {
    /// Nothing. Entries and messages, if any, belong to no incident.
    #[default]
    None,
    /// A new incident. The store gives it its number.
    Insert(Box<Incident>),
    /// The incident after the change, carrying the version it was loaded with.
    Update(Box<Incident>),
}

/// An inbound event, and the reply that a second copy of it gets where the platform's own response
/// carries replies.
#[derive(Debug, Clone)]
pub struct Event {
    pub platform: String,
    pub event_id: String,
    pub at: DateTime<Utc>,
    /// The reply to record, which is about the incident of the commit.
    pub reply: Option<Notice>,
}

/// The reply that an event got before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedReply {
    /// What it is about.
    pub incident: Option<IncidentNumber>,
    pub notice: Notice,
}

/// An act that waits for a yes, bound to who asked and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingConfirmation {
    pub code: String,
    pub platform: String,
    pub account: String,
    pub room: String,
    /// The command to carry out, as it is typed.
    pub command: String,
    pub expires_at: DateTime<Utc>,
}

/// A report that waits for the yes of whoever typed it, bound to them and to the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldReport {
    pub platform: String,
    pub account: String,
    pub room: String,
    pub at: DateTime<Utc>,
    /// What to open, as JSON of the module that keeps it.
    pub body: String,
}

/// The oldest held reports of an account in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedReports {
    pub platform: String,
    pub account: String,
    pub room: String,
    /// The key of the last of them.
    pub through: i64,
    pub count: u64,
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
    /// Durable. The incident as it is now, where the commit touched one.
    Done { incident: Option<Arc<Incident>> },
    /// The event was handled before; this is the reply it got.
    Duplicate { reply: Option<Box<RecordedReply>> },
    /// Somebody else changed the incident first. Load it and decide again.
    Conflict,
    /// The code of a page stands for another open incident of the same person. Decide again, with
    /// other codes.
    CodeTaken,
    /// The directory has changed since the decision. Load it and decide again.
    DirectoryMoved,
    /// Another process holds the partition by now. There is nothing to do.
    Fenced,
    /// The confirmation or the kept reports were used up by somebody else. There is nothing to do.
    Stale,
}
