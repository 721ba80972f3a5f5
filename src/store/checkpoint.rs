//! Carries the log of SQLite over into the database, beside the writer, so that no commit waits for
//! it.
//!
//! The writer would do it by itself when the log has grown (`LOG_LIMIT`), between two commits,
//! while everybody waits for the disk. Here another connection does it long before, and only after
//! there was something to write.

use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::SqlitePool;
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

/// Pages of the log at which the writer no longer waits for the other connection: 64 MB.
pub(super) const LOG_LIMIT: &str = "16000";
/// After how many jobs it is worth it: some ten megabytes of log. Hot pages are in it many times
/// and are carried over once.
const AFTER: usize = 1024;

/// Counts what was written and asks for the log to be carried over.
#[derive(Debug)]
pub(super) struct Checkpoints {
    written: AtomicUsize,
    ask: mpsc::Sender<()>,
}

impl Checkpoints {
    /// Starts the task; it ends when this is dropped. `writer` is the connection that writes.
    pub(super) fn start(connection: SqlitePool, writer: SqlitePool, tasks: &TaskTracker) -> Self {
        let (ask, asked) = mpsc::channel(1);
        tasks.spawn(carry_over_when(asked, connection, writer));
        Self { written: AtomicUsize::new(0), ask }
    }

    /// So many jobs were written.
    pub(super) fn note(&self, jobs: usize) {
        if self.written.fetch_add(jobs, Ordering::Relaxed) + jobs >= AFTER {
            self.written.store(0, Ordering::Relaxed);
            // When it is full, one is under way and another will follow.
            let _ = self.ask.try_send(());
        }
    }
}

async fn carry_over_when(
    mut asked: mpsc::Receiver<()>,
    connection: SqlitePool,
    writer: SqlitePool,
) {
    while asked.recv().await.is_some() {
        // Passive: it takes what it can without making the writer or a reader wait. What was
        // written meanwhile is then carried over by the writer's own connection, between two
        // batches: it is little, and only a log that is carried over to its end begins anew instead
        // of growing.
        for pool in [&connection, &writer] {
            if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(pool).await {
                tracing::warn!(%error, "the log was not carried over; the writer will do it");
            }
        }
    }
    connection.close().await;
}
