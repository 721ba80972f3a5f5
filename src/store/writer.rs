//! Group commit: transactions that wait at the same moment share one fsync.
//!
//! A task drains the queue, runs everything that waits in one transaction, and answers only after the commit.
//! While the disk syncs, the next batch gathers by itself, so there is no timer and no added delay when idle.
//! When a batch fails, its jobs are run one by one, so that a bad one cannot take its neighbours along.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio_util::task::TaskTracker;

use super::backend::Backend;
use super::commit::{Outcome, Prepared};
use super::error::StoreError;
use super::outbox::{ClaimRequest, ClaimedRow, OutboxRow, SendRecord};
use super::transcript::TranscriptRow;

/// The most jobs that share a transaction. More would make the first of them wait for the last.
const BATCH: usize = 256;
/// How many jobs may wait before callers are held back.
const QUEUE: usize = 4096;
/// How often a job that only stood in another transaction's way is run.
const ATTEMPTS: usize = 3;
/// Writers on PostgreSQL; SQLite has one by nature.
const POSTGRES_WRITERS: usize = 4;

/// Something to write.
#[derive(Debug)]
pub(crate) enum Job {
    Commit(Box<Prepared>),
    Claim(ClaimRequest),
    /// How attempts ended, and the words of those that were sent.
    Record(Vec<SendRecord>, Vec<TranscriptRow>),
    Queue(Vec<OutboxRow>),
    TakeLease {
        name: String,
        holder: String,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    ReleaseLease {
        name: String,
        holder: String,
    },
    Forget {
        before: DateTime<Utc>,
    },
    Transcribe(Vec<TranscriptRow>),
    ForgetTranscripts {
        now: DateTime<Utc>,
        limit: i64,
    },
}

impl Job {
    pub(crate) fn as_commit(&mut self) -> Option<&mut Prepared> {
        match self {
            Self::Commit(prepared) => Some(prepared),
            _ => None,
        }
    }
}

/// What a job gave.
#[derive(Debug)]
pub(crate) enum Answer {
    Done,
    Outcome(Outcome),
    Claimed(Vec<ClaimedRow>),
    Fence(Option<i64>),
    Forgotten(usize),
}

struct Queued {
    job: Job,
    answer: oneshot::Sender<Result<Answer, StoreError>>,
}

/// The way into the writers' queue.
#[derive(Debug, Clone)]
pub(crate) struct Committer {
    queue: mpsc::Sender<Queued>,
}

impl std::fmt::Debug for Queued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.job.fmt(f)
    }
}

impl Committer {
    /// Starts the writers on `tasks`; they end when the last `Committer` is gone.
    pub(crate) fn start(backend: &Arc<Backend>, tasks: &TaskTracker) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        let writers = if backend.is_postgres() { POSTGRES_WRITERS } else { 1 };
        for _ in 0..writers {
            tasks.spawn(write_until_closed(Arc::clone(backend), Arc::clone(&jobs)));
        }
        Self { queue }
    }

    /// Queues a job and waits until it is durable.
    pub(crate) async fn run(&self, job: Job) -> Result<Answer, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.queue.send(Queued { job, answer }).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues a job and waits for nothing. What it comes to is in the log alone.
    pub(crate) async fn leave(&self, job: Job) -> Result<(), StoreError> {
        let (answer, _) = oneshot::channel();
        self.queue.send(Queued { job, answer }).await.map_err(|_| StoreError::Closed)
    }
}

async fn write_until_closed(backend: Arc<Backend>, jobs: Arc<Mutex<mpsc::Receiver<Queued>>>) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let count = jobs.lock().await.recv_many(&mut batch, BATCH).await;
        if count == 0 {
            return;
        }
        write(&backend, std::mem::take(&mut batch)).await;
    }
}

async fn write(backend: &Backend, mut batch: Vec<Queued>) {
    let mut jobs: Vec<&mut Job> = batch.iter_mut().map(|queued| &mut queued.job).collect();
    match backend.run(&mut jobs).await {
        Ok(answers) => {
            for (queued, answer) in batch.into_iter().zip(answers) {
                let _ = queued.answer.send(Ok(answer));
            }
        }
        Err(error) if batch.len() == 1 && !is_worth_repeating(&error) => {
            answer_error(batch.pop(), error);
        }
        Err(error) => {
            tracing::warn!(%error, jobs = batch.len(), "a transaction failed; its jobs run again one by one");
            write_one_by_one(backend, batch).await;
        }
    }
}

async fn write_one_by_one(backend: &Backend, batch: Vec<Queued>) {
    for mut queued in batch {
        match run_patiently(backend, &mut queued.job).await {
            Ok(mut answers) => {
                let _ = queued.answer.send(answers.pop().ok_or(StoreError::Closed));
            }
            Err(error) => answer_error(Some(queued), error),
        }
    }
}

/// Runs one job, again when another transaction was in its way.
async fn run_patiently(backend: &Backend, job: &mut Job) -> sqlx::Result<Vec<Answer>> {
    for _ in 1..ATTEMPTS {
        match backend.run(&mut [&mut *job]).await {
            Err(error) if is_worth_repeating(&error) => {}
            settled => return settled,
        }
    }
    backend.run(&mut [job]).await
}

/// PostgreSQL ends one of two transactions that wait for each other (`40P01`) or cannot be put in an order
/// (`40001`); nothing is wrong with the one that had to give way.
fn is_worth_repeating(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("40P01" | "40001"))
}

fn answer_error(queued: Option<Queued>, error: sqlx::Error) {
    tracing::error!(%error, "a transaction failed");
    if let Some(queued) = queued {
        let _ = queued.answer.send(Err(error.into()));
    }
}
