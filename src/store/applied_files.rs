//! Which files were applied to the directory, by whom and when.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Files that were applied together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFiles {
    /// The version of the directory afterwards; 0 before the commit.
    pub version: i64,
    pub at: DateTime<Utc>,
    pub what: Application,
}

/// Who applied what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// A person of the operator's side, as they called themselves or as their system calls them.
    pub by: String,
    pub files: Vec<AppliedFile>,
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
    /// Each change as it was shown.
    pub changes: Vec<String>,
}

/// A file as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedFile {
    pub path: String,
    /// The first digits of the SHA-256 of its text.
    pub digest: String,
}
