//! A write for the sake of writing: it finds out that nothing can be saved before somebody loses an
//! act by it, and that it can be saved again though nobody writes.

use std::sync::Arc;

use super::job::Job;
use super::probe_row::Probe;
use super::write_log::Writes;
use super::{Store, StoreError};

/// As much as an act writes at most, in bytes. A full disk that has room for less is full.
const FILLING: usize = 32 * 1024;

impl Store {
    /// How the transactions of this process ended.
    pub fn writes(&self) -> Writes {
        self.write_log.read()
    }

    /// Whether there is a writer at all. Without one nothing can be saved until the process starts
    /// again.
    pub fn has_writer(&self) -> bool {
        self.writer.is_running()
    }

    /// Writes as much as an act does, and removes it again, behind everything that already waits
    /// and behind an earlier probe: one that nobody waits for any more still goes on.
    pub async fn probe_writing(&self) -> Result<(), StoreError> {
        let turn = Arc::clone(&self.probe_turn).acquire_owned().await;
        let turn = turn.map_err(|_| StoreError::Closed)?;
        let process = self.keys.process;
        let probe = Probe::new(process, "x".repeat(FILLING), turn);
        self.writer.run(Job::Probe(probe)).await?;
        // In a transaction of its own: the place of a row that is removed in the same one would
        // never be taken.
        self.writer.run(Job::EndProbe { process }).await.map(drop)
    }
}
