//! Group commit: jobs that wait at the same moment share one transaction and one fsync.
//!
//! A task drains the queue, runs everything that waits in one transaction, and answers only after
//! the commit. While the disk syncs, the next batch gathers by itself, so there is no timer and no
//! added delay when idle. When a batch fails, its jobs run one by one, so that a bad one cannot
//! take its neighbours along.
//!
//! What people wait for goes first. The claims and records of a long outbox are let in a few rows
//! at a time, so that a flood of messages on their way out does not hold up the next command.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio_util::task::TaskTracker;

use super::backend::Backend;
use super::commit::Outcome;
use super::error::StoreError;
use super::job::{Job, Output, Written};
use super::listener::{Committed, Listeners};
use super::write_log::WriteLog;

/// The most jobs that share a transaction. More would make the first of them wait for the last.
const BATCH: usize = 256;
/// How many jobs may wait before callers are held back.
const QUEUE: usize = 4096;
/// After how many rows of claims and records the next batch begins.
const LATER_ROWS: usize = 64;
/// How often a job that only stood in another transaction's way is run.
const ATTEMPTS: usize = 3;

#[derive(Debug)]
struct Queued {
    job: Job,
    done: oneshot::Sender<Result<Output, StoreError>>,
}

/// The way into the writer's queues.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    first: mpsc::Sender<Queued>,
    later: mpsc::Sender<Queued>,
}

/// What waits to be written.
struct Queues {
    first: mpsc::Receiver<Queued>,
    later: mpsc::Receiver<Queued>,
}

impl Writer {
    /// Starts the writer on `tasks`; it ends when the last `Writer` is gone.
    pub(crate) fn start(
        backend: &Arc<Backend>,
        listeners: &Arc<Listeners>,
        log: &Arc<WriteLog>,
        tasks: &TaskTracker,
    ) -> Self {
        let (first, jobs) = mpsc::channel(QUEUE);
        let (later, later_jobs) = mpsc::channel(QUEUE);
        let queues = Queues { first: jobs, later: later_jobs };
        let ends = Ends { listeners: Arc::clone(listeners), log: Arc::clone(log) };
        tasks.spawn(write_until_closed(Arc::clone(backend), ends, queues));
        Self { first, later }
    }

    /// Whether anybody still takes jobs.
    pub(crate) fn is_running(&self) -> bool {
        !self.first.is_closed()
    }

    /// Queues a job and waits until it is durable.
    pub(crate) async fn run(&self, job: Job) -> Result<Output, StoreError> {
        let (done, told) = oneshot::channel();
        self.put(Queued { job, done }).await?;
        told.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues a job and waits for nothing. How it ended is in the log alone.
    pub(crate) async fn leave(&self, job: Job) -> Result<(), StoreError> {
        let (done, _) = oneshot::channel();
        self.put(Queued { job, done }).await
    }

    async fn put(&self, queued: Queued) -> Result<(), StoreError> {
        let queue = match queued.job.rows_that_may_wait() {
            Some(_) => &self.later,
            None => &self.first,
        };
        queue.send(queued).await.map_err(|_| StoreError::Closed)
    }
}

/// Who is told how transactions end.
struct Ends {
    listeners: Arc<Listeners>,
    log: Arc<WriteLog>,
}

async fn write_until_closed(backend: Arc<Backend>, ends: Ends, mut queues: Queues) {
    loop {
        let batch = queues.next_batch().await;
        if batch.is_empty() {
            return;
        }
        write(&backend, &ends, batch).await;
    }
}

impl Queues {
    /// What waits now, or the next that comes; nothing when both queues are closed and empty.
    async fn next_batch(&mut self) -> Vec<Queued> {
        let mut batch = Vec::with_capacity(BATCH);
        tokio::select! {
            biased;
            Some(queued) = self.first.recv() => batch.push(queued),
            Some(queued) = self.later.recv() => batch.push(queued),
            else => return batch,
        }
        // Whoever is ready to write gets into this batch instead of waiting for it.
        tokio::task::yield_now().await;
        while batch.len() < BATCH
            && let Ok(queued) = self.first.try_recv()
        {
            batch.push(queued);
        }
        let mut rows: usize =
            batch.iter().filter_map(|queued| queued.job.rows_that_may_wait()).sum();
        while rows < LATER_ROWS
            && let Ok(queued) = self.later.try_recv()
        {
            rows += queued.job.rows_that_may_wait().unwrap_or_default();
            batch.push(queued);
        }
        batch
    }
}

async fn write(backend: &Backend, ends: &Ends, mut batch: Vec<Queued>) {
    let mut jobs: Vec<&mut Job> = batch.iter_mut().map(|queued| &mut queued.job).collect();
    match backend.run(&mut jobs).await {
        Ok(outputs) => {
            ends.log.saved(batch.iter().filter_map(|queued| queued.job.work()));
            for (queued, output) in batch.into_iter().zip(outputs) {
                let output = tell(&ends.listeners, queued.job, output);
                let _ = queued.done.send(Ok(output));
            }
        }
        Err(error) if batch.len() == 1 && !is_worth_repeating(&error) => {
            ends.fail(batch.pop(), error);
        }
        Err(error) => {
            tracing::warn!(%error, jobs = batch.len(), "a transaction failed; its jobs run again one by one");
            write_one_by_one(backend, ends, batch).await;
        }
    }
}

async fn write_one_by_one(backend: &Backend, ends: &Ends, batch: Vec<Queued>) {
    for mut queued in batch {
        match run_patiently(backend, &mut queued.job).await {
            Ok(mut outputs) => {
                ends.log.saved(queued.job.work().into_iter());
                let output = outputs.pop().ok_or(StoreError::Closed);
                let output = output.map(|output| tell(&ends.listeners, queued.job, output));
                let _ = queued.done.send(output);
            }
            Err(error) => ends.fail(Some(queued), error),
        }
    }
}

/// Runs one job, again when another transaction was in its way.
async fn run_patiently(backend: &Backend, job: &mut Job) -> sqlx::Result<Vec<Output>> {
    for _ in 1..ATTEMPTS {
        match backend.run(&mut [&mut *job]).await {
            Err(error) if is_worth_repeating(&error) => {}
            settled => return settled,
        }
    }
    backend.run(&mut [job]).await
}

/// Tells the rest of the program what a job left for it, now that it is durable.
fn tell(listeners: &Listeners, job: Job, output: Output) -> Output {
    match (job, output) {
        (Job::Commit(prepared), Output::Written(Written::Done)) => {
            let (outcome, committed) = prepared.committed();
            listeners.tell(committed);
            Output::Outcome(outcome)
        }
        (Job::Commit(prepared), Output::Written(Written::Refused(outcome))) => {
            if outcome == Outcome::Conflict {
                let numbers = prepared.incidents().map(|changed| changed.incident.number);
                numbers.for_each(|number| listeners.cache.forget(number));
            }
            Output::Outcome(outcome)
        }
        (Job::Queue(rows), output) => {
            let waiting = rows.iter().map(|row| row.waiting(None)).collect();
            listeners.tell(Committed { waiting, incidents: Vec::new() });
            output
        }
        (Job::Record(records), Output::Recorded(were_ours)) => {
            let ours = records.into_iter().zip(&were_ours).filter(|(_, was_ours)| **was_ours);
            let instead = ours.flat_map(|(record, _)| record.instead);
            let waiting = instead.map(|row| row.waiting(None)).collect();
            listeners.tell(Committed { waiting, incidents: Vec::new() });
            Output::Recorded(were_ours)
        }
        (_, output) => output,
    }
}

/// PostgreSQL ends one of two transactions that wait for each other (`40P01`) or cannot be put in
/// an order (`40001`); nothing is wrong with the one that had to give way.
fn is_worth_repeating(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("40P01" | "40001"))
}

impl Ends {
    fn fail(&self, queued: Option<Queued>, error: sqlx::Error) {
        tracing::error!(%error, "a transaction failed");
        if let Some(queued) = queued {
            self.log.failed(queued.job.work(), &error);
            let _ = queued.done.send(Err(error.into()));
        }
    }
}
