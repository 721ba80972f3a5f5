//! What was found.

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Grade {
    Fault,
    Warning,
    Ok,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    pub(super) grade: Grade,
    /// What was looked at: `database`, `platform wecom`, `rotation primary`.
    pub(super) subject: String,
    /// What is the matter, and what to do about it.
    pub(super) what: String,
}

impl Finding {
    pub(super) fn ok(subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self { grade: Grade::Ok, subject: subject.into(), what: what.into() }
    }

    pub(super) fn warning(subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self { grade: Grade::Warning, subject: subject.into(), what: what.into() }
    }

    pub(super) fn fault(subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self { grade: Grade::Fault, subject: subject.into(), what: what.into() }
    }
}
