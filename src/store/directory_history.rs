//! The questions about the files that were applied to the directory.

use super::applied_files::AppliedFiles;
use super::backend::reading;
use super::rows::{from_json, instant};
use super::{Store, StoreError};

impl Store {
    /// What was applied, the newest first, at most `limit`.
    pub async fn directory_history(&self, limit: i64) -> Result<Vec<AppliedFiles>, StoreError> {
        let rows = reading!(self.backend, directory_history::last(limit))?;
        let decoded = |(version, at, body): (i64, i64, String)| {
            let what = from_json("directory_history", "body", &version.to_string(), &body)?;
            Ok(AppliedFiles { version, at: instant(at), what })
        };
        rows.into_iter().map(decoded).collect()
    }
}
