//! What a notice is about, in the few kinds that people tell apart when one does not arrive.

use serde::{Deserialize, Serialize};

/// The kind of a message, for a warning that it was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "kebab-case")]
pub enum Subject {
    Page,
    Receipt,
    StatusUpdate,
    Question,
    Solution,
    Closing,
    Warning,
    Words,
    Credit,
    SpecialHandling,
    /// Who works on it, how severe it is, and other changes.
    Change,
    Answer,
}
