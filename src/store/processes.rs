//! The processes that serve: each says which version of the directory it works with, so that an
//! operator who changes it can wait for all of them.

use chrono::{DateTime, TimeDelta, Utc};

use super::backend::reading;
use super::job::Job;
use super::process_row::{ProcessRow, RunningProcess};
use super::rows::millis;
use super::{Store, StoreError};

/// A process that was not seen for so long no longer runs. It reports three times as often.
const GONE_AFTER: TimeDelta = TimeDelta::seconds(30);
/// Rows of processes that ended without saying so are removed after this.
const KEPT: TimeDelta = TimeDelta::hours(1);

impl Store {
    /// Tells every other process that this one serves, and with which directory.
    pub async fn report_process(&self, name: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = ProcessRow {
            id: self.keys.process,
            name: name.to_owned(),
            directory: self.directory().version,
            seen_at: millis(now),
        };
        let job = Job::ReportProcess { row, forget_before: now - KEPT };
        self.writer.run(job).await.map(drop)
    }

    /// This process serves no longer.
    pub async fn end_process(&self) -> Result<(), StoreError> {
        self.writer.run(Job::EndProcess { id: self.keys.process }).await.map(drop)
    }

    /// The processes that serve at `now`.
    pub async fn running_processes(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<RunningProcess>, StoreError> {
        let since = millis(now - GONE_AFTER);
        let rows = reading!(self.backend, processes::seen_since(since))?;
        let running = |row: ProcessRow| RunningProcess { name: row.name, directory: row.directory };
        Ok(rows.into_iter().map(running).collect())
    }
}
