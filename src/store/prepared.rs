//! A commit with every value already in the form of its column, so that the one writer only binds.

use std::sync::Arc;

use super::chain;
use super::commit::{
    AnonymisedAct, Commit, DirectoryChange, Event, HeldReport, IncidentChange, OpenedReports,
    Outcome, PageCode, PendingConfirmation, RecordedReply, SecondIncident,
};
use super::error::StoreError;
use super::express::NewLine;
use super::fence::Fence;
use super::keys::Keys;
use super::ledger::CreditRow;
use super::listener::Committed;
use super::outbox::{MessageRow, WaitingMessage};
use super::rows::{ActRow, IncidentRow, NewAct, millis, to_json};
use super::transcript::TranscriptRow;
use crate::domain::directory::Destination;
use crate::domain::incident::{ActHash, Incident, TimelineEntry};
use crate::ids::IncidentNumber;

/// See the module.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) directory_version: Option<i64>,
    pub(crate) fence: Option<Fence>,
    pub(crate) event: Option<EventRow>,
    pub(crate) incident: Option<ChangedIncident>,
    pub(crate) page_codes: Vec<PageCode>,
    pub(crate) outbox: Vec<MessageRow>,
    pub(crate) new_confirmation: Option<PendingConfirmation>,
    pub(crate) used_confirmation: Option<String>,
    pub(crate) held_report: Option<HeldReportRow>,
    pub(crate) opened_reports: Option<OpenedReports>,
    pub(crate) directory: Vec<DirectoryChange>,
    /// When files were applied, and the row about them.
    pub(crate) applied: Option<(i64, String)>,
    pub(crate) transcript: Vec<TranscriptRow>,
    pub(crate) credits: Vec<CreditRow>,
    pub(crate) forgotten_codes: Vec<PageCode>,
    pub(crate) express: Option<NewLine>,
    pub(crate) second: Option<ChangedIncident>,
}

/// An incident that a commit writes.
#[derive(Debug)]
pub(crate) struct ChangedIncident {
    pub(crate) is_new: bool,
    pub(crate) incident: Box<Incident>,
    pub(crate) row: IncidentRow,
    pub(crate) acts: Vec<NewAct>,
    /// The hash of the act before these.
    before: ActHash,
    /// What is left of its acts, where their texts are removed.
    pub(crate) anonymised: Vec<AnonymisedRow>,
}

/// What is left of one row of `acts`.
#[derive(Debug)]
pub(crate) struct AnonymisedRow {
    pub(crate) row: ActRow,
    pub(crate) digest: String,
}

/// One row of `held_reports`.
#[derive(Debug)]
pub(crate) struct HeldReportRow {
    pub(crate) id: i64,
    pub(crate) report: HeldReport,
}

/// One row of `events`.
#[derive(Debug)]
pub(crate) struct EventRow {
    pub(crate) id: i64,
    pub(crate) platform: String,
    pub(crate) event: String,
    pub(crate) reply: Option<String>,
}

/// The incident and the reply of an event that was recorded before.
pub(crate) type RecordedRow = (Option<i64>, Option<String>);

/// The reply that a row of `events` holds. One that cannot be read is as good as none.
pub(crate) fn recorded_reply((incident, reply): RecordedRow) -> Option<RecordedReply> {
    let notice = serde_json::from_str(&reply?).ok()?;
    Some(RecordedReply { incident: incident.map(IncidentNumber), notice })
}

impl ChangedIncident {
    fn new(
        keys: &Keys,
        mut incident: Box<Incident>,
        is_new: bool,
        mut acts: Vec<NewAct>,
    ) -> Result<Self, StoreError> {
        incident.version += i64::from(!is_new);
        let row = IncidentRow::encode(&incident, keys.id_of(&incident.room)?)?;
        // As the chain is read.
        acts.sort_by_key(|act| act.row.seq);
        let (before, anonymised) = (incident.chain, Vec::new());
        let mut changed = Self { is_new, incident, row, acts, before, anonymised };
        if !is_new {
            changed.chain();
        }
        Ok(changed)
    }

    fn with_anonymised(mut self, acts: &[AnonymisedAct]) -> Result<Self, StoreError> {
        if acts.is_empty() {
            return Ok(self);
        }
        let left = acts.iter().map(|act| {
            let digest = act.digest.to_string();
            ActRow::encode(&act.entries).map(|row| AnonymisedRow { row, digest })
        });
        self.anonymised = left.collect::<Result<_, _>>()?;
        self.chain();
        Ok(self)
    }

    /// Chains its acts to those before, and seals the row.
    fn chain(&mut self) {
        let number = self.number();
        let acts = self.acts.iter_mut();
        let mut last = acts.fold(self.before, |before, act| act.chain(number, before));
        if !self.anonymised.is_empty() {
            let left = self.anonymised.iter().map(|act| (act.row.seq, act.row.facts.as_str()));
            last = chain::anonymised(last, left);
        }
        self.incident.chain = last;
        self.row.seal(number, last);
    }

    pub(crate) fn number(&self) -> i64 {
        self.incident.number.0
    }

    pub(crate) fn give_number(&mut self, number: i64) {
        self.incident.number = IncidentNumber(number);
        self.chain();
    }
}

impl Prepared {
    pub(crate) fn new(keys: &Keys, commit: Commit) -> Result<Self, StoreError> {
        let incident = match commit.incident {
            IncidentChange::None => None,
            IncidentChange::Insert(incident) => Some((incident, true)),
            IncidentChange::Update(incident) => Some((incident, false)),
        };
        let express = incident.as_ref().zip(commit.express);
        let express = express.and_then(|((incident, _), line)| NewLine::of(incident, line));
        let origin = commit.origin.map(|origin| to_json("acts", "origin", &origin)).transpose()?;
        let acts = |entries: &[TimelineEntry]| {
            let rows = ActRow::encode_all(entries)?.into_iter();
            Ok::<_, StoreError>(rows.map(|row| NewAct::new(row, origin.clone())).collect())
        };
        let incident = incident.map(|(incident, is_new)| {
            ChangedIncident::new(keys, incident, is_new, acts(&commit.entries)?)?
                .with_anonymised(&commit.anonymised)
        });
        let second = commit.second.map(|SecondIncident { incident, entries }| {
            ChangedIncident::new(keys, incident, false, acts(&entries)?)
        });
        let credits = commit.credits.iter().map(CreditRow::encode);
        let applied = commit.applied.map(|applied| {
            let body = to_json("directory_history", "body", &applied.what)?;
            Ok::<_, StoreError>((millis(applied.at), body))
        });
        Ok(Self {
            directory_version: commit.directory_version,
            fence: commit.fence,
            event: commit.event.map(|event| EventRow::new(keys, event)).transpose()?,
            incident: incident.transpose()?,
            page_codes: commit.page_codes,
            outbox: keys.message_rows(commit.outbox)?,
            new_confirmation: commit.new_confirmation,
            used_confirmation: commit.used_confirmation,
            held_report: commit
                .held_report
                .map(|report| HeldReportRow { id: keys.row_ids.next(millis(report.at)), report }),
            opened_reports: commit.opened_reports,
            directory: commit.directory,
            applied: applied.transpose()?,
            transcript: TranscriptRow::encode_all(&commit.transcript, &keys.row_ids)?,
            credits: credits.collect::<Result<_, _>>()?,
            forgotten_codes: commit.forgotten_codes,
            express,
            second: second.transpose()?,
        })
    }

    /// The number of the incident that the commit is about.
    pub(crate) fn number(&self) -> Option<i64> {
        self.incident.as_ref().map(ChangedIncident::number)
    }

    /// Its event, with the number of its incident where that is known.
    pub(crate) fn event(&self) -> Option<(Option<i64>, &EventRow)> {
        let number = self.number().filter(|number| *number > 0);
        self.event.as_ref().map(|event| (number, event))
    }

    /// The incidents it writes.
    pub(crate) fn incidents(&self) -> impl Iterator<Item = &ChangedIncident> {
        self.incident.iter().chain(&self.second)
    }

    /// Whether nothing can refuse this commit but a second copy of its event or another version of
    /// its incident. Such commits are written together; the others each by itself.
    pub(crate) fn is_simple(&self) -> bool {
        let has_conditions = self.used_confirmation.is_some()
            || self.opened_reports.is_some()
            || self.express.is_some()
            || self.second.is_some();
        let is_anonymised = self.incidents().any(|changed| !changed.anonymised.is_empty());
        !has_conditions && !is_anonymised && self.directory.is_empty()
    }

    /// What a commit that is durable tells the rest of the program.
    pub(crate) fn committed(self) -> (Outcome, Committed) {
        let own = self.number();
        let rooms: Vec<(i64, i64)> =
            self.incidents().map(|changed| (changed.number(), changed.row.room)).collect();
        let room_of =
            |number: i64| rooms.iter().find(|(known, _)| *known == number).map(|(_, room)| *room);
        let waiting = |row: &MessageRow| {
            let message = row.waiting(own);
            WaitingMessage { room: message.incident.and_then(room_of), ..message }
        };
        let waiting = self.outbox.iter().map(waiting).collect();
        let incident = self.incident.map(|changed| Arc::from(changed.incident));
        let second = self.second.map(|changed| Arc::from(changed.incident));
        let outcome = Outcome::Done { incident: incident.clone() };
        (outcome, Committed { waiting, incidents: incident.into_iter().chain(second).collect() })
    }
}

impl EventRow {
    fn new(keys: &Keys, event: Event) -> Result<Self, StoreError> {
        let reply = event.reply.map(|notice| to_json("events", "reply", &notice));
        Ok(Self {
            id: keys.row_ids.next(millis(event.at)),
            platform: event.platform,
            event: event.event_id,
            reply: reply.transpose()?,
        })
    }
}

/// Every destination that a commit names.
pub(crate) fn destinations_of(commit: &Commit) -> impl Iterator<Item = &Destination> {
    let own = match &commit.incident {
        IncidentChange::None => None,
        IncidentChange::Insert(incident) | IncidentChange::Update(incident) => Some(&incident.room),
    };
    let second = commit.second.iter().map(|second| &second.incident.room);
    commit.outbox.iter().map(|message| &message.destination).chain(own).chain(second)
}
