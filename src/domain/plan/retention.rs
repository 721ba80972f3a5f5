//! How long what was said about an incident is kept.

use chrono::TimeDelta;

use super::Provenance;

/// The transcript of an incident, from its closing on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranscriptTerms {
    /// Days after the closing, of 24 hours each.
    pub keep_days: u32,
    pub provenance: Provenance,
}

impl TranscriptTerms {
    /// The time from the closing until it is forgotten.
    pub fn kept_for(&self) -> TimeDelta {
        TimeDelta::days(self.keep_days.into())
    }
}

impl Default for TranscriptTerms {
    fn default() -> Self {
        Self { keep_days: 180, provenance: Provenance::house_rule() }
    }
}
