//! SQL. The only room that knows it.
//!
//! One body of statements serves SQLite and PostgreSQL (see `sqlite`, `postgres`). Everything that writes goes
//! through `writer`, where transactions that wait at the same moment share one fsync; nothing returns
//! before it is durable. Questions about a customer's incidents always name the room they are asked from.
//! Instants come as arguments; the store has no clock.

mod backend;
mod bulk;
mod checkpoint;
mod commit;
mod engine;
mod error;
mod express;
mod ledger;
mod outbox;
mod postgres;
mod rows;
#[expect(clippy::duplicate_mod, reason = "one body of statements for two engines is the point")]
mod sqlite;
mod transcript;
mod writer;

pub use commit::{
    Commit, DirectoryChange, ExpressLine, IncidentChange, Outcome, PairedChange,
    PendingConfirmation, Seen,
};
pub use error::StoreError;
pub use outbox::{
    ClaimRequest, ClaimedRow, DeadRow, OutboxRow, SendRecord, SendResult, SentBefore,
    WaitingPriority,
};
pub use rows::DueTimer;
pub use transcript::TranscriptEnd;

use std::sync::Arc;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use tokio_util::task::TaskTracker;

use crate::domain::directory::{Destination, Directory};
use crate::domain::incident::{Incident, TimelineEntry};
use crate::domain::transcript::TranscriptLine;
use crate::ids::{IncidentId, IncidentNumber, PersonId};
use backend::{Backend, reading};
use commit::Prepared;
use rows::{IncidentRow, TimelineRow};
use transcript::{Places, TranscriptRow};
use writer::{Answer, Committer, Job};

pub mod directory;

/// The database, its writers, and the directory snapshot that decisions are made against.
#[derive(Debug, Clone)]
pub struct Store {
    backend: Arc<Backend>,
    committer: Committer,
    directory: Arc<ArcSwap<Directory>>,
    /// The order of what is said, as far as this process hears it.
    places: Arc<Places>,
}

impl Store {
    /// Opens the database behind a URL (`sqlite:PATH` or `postgres://…`), brings its schema up to date,
    /// loads the directory and starts the writers on `tasks`.
    pub async fn open(url: &str, tasks: &TaskTracker) -> Result<Self, StoreError> {
        let backend = Arc::new(Backend::open(url, tasks).await?);
        let committer = Committer::start(&backend, tasks);
        let store = Self { backend, committer, directory: Arc::default(), places: Arc::default() };
        store.reload_directory().await?;
        Ok(store)
    }

    /// Makes one act durable, or says why it did not happen.
    pub async fn commit(&self, commit: Commit) -> Result<Outcome, StoreError> {
        let job = Job::Commit(Box::new(Prepared::new(commit, &self.places)?));
        match self.committer.run(job).await? {
            Answer::Outcome(outcome) => Ok(outcome),
            _ => Err(StoreError::Closed),
        }
    }

    /// Whether other processes may be writing to the same database.
    pub fn is_shared(&self) -> bool {
        self.backend.is_postgres()
    }

    /// Closes the pools. Writers that still hold jobs finish them first.
    pub async fn close(&self) {
        self.backend.close().await;
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), StoreError> {
        reading!(self.backend, directory::version()).map(drop).map_err(StoreError::from)
    }
}

/// Questions about incidents.
impl Store {
    /// The incident behind a key. For the engine; people ask by number and room.
    pub async fn incident(&self, id: IncidentId) -> Result<Option<Incident>, StoreError> {
        Ok(self.incidents(&[id]).await?.pop())
    }

    /// The incidents behind keys, in no order; a key that is nobody's is passed over. For the engine.
    pub async fn incidents(&self, ids: &[IncidentId]) -> Result<Vec<Incident>, StoreError> {
        let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        decode_all(reading!(self.backend, incidents::by_ids(&ids))?)
    }

    /// The incident of this number, if it belongs to this room.
    pub async fn incident_in(
        &self,
        room: &Destination,
        number: IncidentNumber,
    ) -> Result<Option<Incident>, StoreError> {
        let row =
            reading!(self.backend, incidents::by_number_in_room(number.0, &room.to_string()))?;
        row.map(IncidentRow::decode).transpose()
    }

    /// The incident of this number, whichever customer's it is. For the staff in their own rooms.
    pub async fn incident_of_any_customer(
        &self,
        number: IncidentNumber,
    ) -> Result<Option<Incident>, StoreError> {
        let row = reading!(self.backend, incidents::by_number(number.0))?;
        row.map(IncidentRow::decode).transpose()
    }

    /// Open incidents of a room, the newest first, at most `limit`.
    pub async fn open_incidents_in(
        &self,
        room: &Destination,
        limit: i64,
    ) -> Result<Vec<Incident>, StoreError> {
        decode_all(reading!(self.backend, incidents::open_in_room(&room.to_string(), limit))?)
    }

    /// Incidents of a room, open or closed, the newest first, at most `limit`.
    pub async fn incidents_in(
        &self,
        room: &Destination,
        limit: i64,
    ) -> Result<Vec<Incident>, StoreError> {
        decode_all(reading!(self.backend, incidents::all_in_room(&room.to_string(), limit))?)
    }

    /// Open incidents of all customers, the nearest deadline first, at most `limit`. For the staff.
    pub async fn open_by_deadline(&self, limit: i64) -> Result<Vec<Incident>, StoreError> {
        decode_all(reading!(self.backend, incidents::open_by_deadline(limit))?)
    }

    /// The timeline of an incident, in order.
    pub async fn timeline_of(&self, id: IncidentId) -> Result<Vec<TimelineEntry>, StoreError> {
        let rows = reading!(self.backend, incidents::timeline_of(&id.0.to_string()))?;
        rows.into_iter().map(TimelineRow::decode).collect()
    }

    /// The incident that the page with this code to this person spoke of; the latest, if a code came twice.
    pub async fn paged(
        &self,
        person: &PersonId,
        code: &str,
    ) -> Result<Option<Incident>, StoreError> {
        let id = reading!(self.backend, incidents::paged_by_code(code, person.as_str()))?;
        let Some(id) = id else { return Ok(None) };
        self.incident(rows::incident_id("pages", &id)?).await
    }

    /// The incidents a person was paged for since an instant, the latest page first.
    pub async fn paged_since(
        &self,
        person: &PersonId,
        since: DateTime<Utc>,
    ) -> Result<Vec<Incident>, StoreError> {
        let ids = reading!(self.backend, incidents::paged_since(person.as_str(), since))?;
        let mut incidents = Vec::with_capacity(ids.len());
        for id in ids {
            incidents.extend(self.incident(rows::incident_id("pages", &id)?).await?);
        }
        Ok(incidents)
    }

    /// An act that waits for a yes under this code.
    pub async fn confirmation(
        &self,
        code: &str,
    ) -> Result<Option<PendingConfirmation>, StoreError> {
        Ok(reading!(self.backend, events::asked(code))?)
    }

    /// The answer an inbound event got; none when it is new.
    pub async fn answer_to(
        &self,
        platform: &str,
        event_id: &str,
    ) -> Result<Option<Option<String>>, StoreError> {
        Ok(reading!(self.backend, events::answer_to(platform, event_id))?)
    }
}

/// The end of incidents.
impl Store {
    /// Incidents whose words are due to be let go, those due first, at most `limit`.
    pub async fn due_for_reduction(
        &self,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<IncidentId>, StoreError> {
        let ids = reading!(self.backend, anonymise::due(now, limit))?;
        ids.iter().map(|id| rows::incident_id("incidents", id)).collect()
    }

    /// The number of the incident that goes on with this one; the latest, if there are several.
    pub async fn continuation_of(
        &self,
        number: IncidentNumber,
    ) -> Result<Option<IncidentNumber>, StoreError> {
        Ok(reading!(self.backend, anonymise::continuation_of(number.0))?.map(IncidentNumber))
    }
}

/// Transcripts.
impl Store {
    /// The last lines kept with an incident, the oldest of them first, at most `limit`.
    pub async fn last_lines(
        &self,
        id: IncidentId,
        limit: i64,
    ) -> Result<Vec<TranscriptLine>, StoreError> {
        let rows = reading!(self.backend, transcript::last_lines(&id.0.to_string(), limit))?;
        rows.into_iter().rev().map(TranscriptRow::decode).collect()
    }

    /// Keeps words without waiting until they are durable: nothing that was promised depends on them.
    pub async fn keep_soon(&self, lines: &[TranscriptLine]) -> Result<(), StoreError> {
        self.committer.leave(Job::Transcribe(self.places.rows(lines)?)).await
    }

    /// Forgets the transcripts whose time is over at `now`, at most `limit`; gives back how many.
    pub async fn forget_transcripts(
        &self,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<usize, StoreError> {
        match self.committer.run(Job::ForgetTranscripts { now, limit }).await? {
            Answer::Forgotten(count) => Ok(count),
            _ => Err(StoreError::Closed),
        }
    }
}

fn decode_all(rows: Vec<IncidentRow>) -> Result<Vec<Incident>, StoreError> {
    rows.into_iter().map(IncidentRow::decode).collect()
}
