//! SQL. The only room that knows it.
//!
//! One act is one row, and few others beside it. One body of statements serves SQLite and
//! PostgreSQL (see `sqlite`, `postgres`, `schema`). Everything that writes goes through `writer`,
//! where transactions that wait at the same moment share one fsync; nothing returns before it is
//! durable. Incidents that this process touched recently are kept in `cache`; what was committed is
//! told to a [`Listener`]. Questions about a customer's incidents always name the room they are
//! asked from. Instants come as arguments; the store has no clock.

mod act_origin;
mod applied_files;
mod audit;
mod backend;
mod bulk;
mod cache;
mod chain;
mod checkpoint;
mod commit;
mod destinations;
mod directory_history;
mod engine;
mod error;
mod express;
mod fence;
mod held_reports;
mod incidents;
mod job;
mod keys;
mod ledger;
mod ledgers;
mod listener;
mod operations;
mod outbox;
mod partitions;
mod postgres;
mod prepared;
mod probe;
mod probe_row;
mod process_row;
mod processes;
mod reconciliation;
mod reconciliation_row;
mod record;
mod row_ids;
mod rows;
mod schema;
mod silence;
mod snapshot;
#[expect(clippy::duplicate_mod, reason = "one body of statements for two engines is the point")]
mod sqlite;
mod transcript;
mod write_log;
mod writer;

pub use act_origin::{ActOrigin, Via};
pub use applied_files::{Application, AppliedFile, AppliedFiles};
pub use audit::{Audit, AuditedAct, Fault, Finding, Head, Place};
pub use commit::{
    AnonymisedAct, Commit, DirectoryChange, Event, ExpressLine, HeldReport, IncidentChange,
    OpenedReports, Outcome, PageCode, PendingConfirmation, RecordedAct, RecordedReply,
    SecondIncident,
};
pub use error::StoreError;
pub use fence::{CLOCKS_DIFFER_BY, Division, Fence, Holding, InstanceRow, PARTITIONS, Partition};
pub use listener::{Committed, Listener};
pub use operations::{Deed, Operation, PastOperation};
pub use outbox::{
    About, ClaimRequest, ClaimedMessage, DeadLetter, NewMessage, RecentlySent, SendRecord,
    SendResult, SentBefore, WaitingMessage,
};
pub use process_row::RunningProcess;
pub use reconciliation::Reconciliation;
pub use write_log::{Streak, Writes};

use std::sync::atomic::AtomicI64;
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use crate::domain::directory::{Destination, Directory};
use backend::{Backend, Existing, reading};
use cache::Cache;
use destinations::Destinations;
use job::{Job, Output};
use keys::Keys;
use listener::Listeners;
use prepared::Prepared;
use row_ids::RowIds;
use write_log::WriteLog;
use writer::Writer;

pub mod backup;
pub mod directory;
#[doc(hidden)]
pub mod statements;

/// How often a destination is numbered again when another process took the number.
const TRIES: usize = 3;

/// The database, its writer, and what is kept in memory of it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    backend: Arc<Backend>,
    writer: Writer,
    listeners: Arc<Listeners>,
    directory: Arc<ArcSwap<Directory>>,
    keys: Arc<Keys>,
    write_log: Arc<WriteLog>,
    /// When the database was last restored, in milliseconds; 0 where it never was.
    restored_at: Arc<AtomicI64>,
    /// One probe at a time.
    probe_turn: Arc<Semaphore>,
}

impl Store {
    /// Opens the database behind a URL (`sqlite:PATH` or `postgres://…`), brings its schema up to
    /// date, loads the directory and starts the writer on `tasks`.
    ///
    /// # Errors
    /// The file of a `SQLite` database, or host and name of a `PostgreSQL` one, and why it cannot
    /// be opened; never the password.
    pub async fn open(url: &str, tasks: &TaskTracker) -> Result<Self, StoreError> {
        let opened = Self::start(url, Existing::OrNew, tasks).await;
        opened.map_err(|error| error.on_opening(url))
    }

    /// The same for a process that sends. On `SQLite` there may be one, so what another one claimed
    /// before it died is free at once.
    pub async fn open_to_serve(url: &str, tasks: &TaskTracker) -> Result<Self, StoreError> {
        let opened = Self::start(url, Existing::ToServe, tasks).await;
        let store = opened.map_err(|error| error.on_opening(url))?;
        store.backend.end_claims().await?;
        Ok(store)
    }

    /// The same for a database that has to be there, and whose schema is left as it is.
    pub async fn open_existing(url: &str, tasks: &TaskTracker) -> Result<Self, StoreError> {
        let opened = Self::start(url, Existing::Only, tasks).await;
        opened.map_err(|error| error.on_opening(url))
    }

    async fn start(url: &str, existing: Existing, tasks: &TaskTracker) -> Result<Self, StoreError> {
        let backend = Arc::new(Backend::open(url, existing, tasks).await?);
        let cache = Cache::new(backend.is_postgres());
        let listeners = Arc::new(Listeners { cache, engine: OnceLock::new() });
        let write_log = Arc::<WriteLog>::default();
        let writer = Writer::start(&backend, &listeners, &write_log, tasks);
        let process = backend.number_process().await?;
        let row_ids = RowIds::new(process);
        let keys = Arc::new(Keys { destinations: Destinations::default(), row_ids, process });
        let probe_turn = Arc::new(Semaphore::new(1));
        let (directory, restored_at) = (Arc::default(), Arc::default());
        let store = Self {
            backend,
            writer,
            listeners,
            directory,
            keys,
            write_log,
            restored_at,
            probe_turn,
        };
        store.reload_directory().await?;
        store.learn_restore().await?;
        store.learn_destinations().await?;
        Ok(store)
    }

    /// Names who is told of every commit from now on. Only the first one counts.
    pub fn listen(&self, listener: Arc<dyn Listener>) {
        let _ = self.listeners.engine.set(listener);
    }

    /// Makes one act durable, or says why it did not happen.
    pub async fn commit(&self, commit: Commit) -> Result<Outcome, StoreError> {
        self.number_destinations(prepared::destinations_of(&commit)).await?;
        let job = Job::Commit(Box::new(Prepared::new(&self.keys, commit)?));
        match self.writer.run(job).await? {
            Output::Outcome(outcome) => Ok(outcome),
            _ => Err(StoreError::Closed),
        }
    }

    /// Whether other processes may be writing to the same database.
    pub fn is_shared(&self) -> bool {
        self.backend.is_postgres()
    }

    /// Forbids the database of a test to grow, as a full disk does, or allows it again.
    #[cfg(test)]
    pub(crate) async fn forbid_growth(&self, is_forbidden: bool) {
        self.backend.forbid_growth(is_forbidden).await;
    }

    /// Closes the pools. A writer that still holds jobs finishes them first.
    pub async fn close(&self) {
        self.backend.close().await;
    }

    /// Sees to it that every destination has a number. Almost always all have one, and nothing is
    /// asked.
    async fn number_destinations(
        &self,
        destinations: impl Iterator<Item = &Destination> + Send,
    ) -> Result<(), StoreError> {
        let mut unknown = self.keys.destinations.unknown(destinations);
        for _ in 0..TRIES {
            if unknown.is_empty() {
                break;
            }
            if let Output::Destinations(rows) =
                self.writer.run(Job::Number(unknown.clone())).await?
            {
                self.keys.destinations.learn(rows);
            }
            unknown = self.keys.destinations.unknown(unknown.iter());
        }
        Ok(())
    }

    async fn learn_destinations(&self) -> Result<(), StoreError> {
        self.keys.destinations.learn(reading!(self.backend, destinations::all())?);
        Ok(())
    }

    /// The number of a destination that may have been numbered by another process; none where
    /// nothing was ever written about it.
    async fn find_destination(&self, destination: &Destination) -> Result<Option<i64>, StoreError> {
        if let Some(id) = self.keys.destinations.id(destination) {
            return Ok(Some(id));
        }
        if !self.is_shared() {
            return Ok(None);
        }
        let found = reading!(self.backend, destinations::find(destination))?;
        self.keys.destinations.learn(found.into_iter().collect());
        Ok(self.keys.destinations.id(destination))
    }
}
