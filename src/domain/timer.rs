//! Timers: what should happen to an incident at an instant.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a timer is for. An incident has at most one timer of each kind, so setting one replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerKind {
    /// The next step of the escalation policy leaves.
    Escalation,
    /// The next share of the response target is reached.
    ResponseWarning,
    /// The response is due.
    ResponseDue,
    /// The owner is asked for a text for the coming slot.
    AskForUpdate,
    /// The promised status update is due.
    StatusUpdate,
    /// A silence ends.
    SilenceEnds,
    /// Somebody was expected at the customer's site, or promised there.
    Arrival,
    /// Experts who have not answered are called again.
    ExpertsCall,
}

impl TimerKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Escalation,
        Self::ResponseWarning,
        Self::ResponseDue,
        Self::AskForUpdate,
        Self::StatusUpdate,
        Self::SilenceEnds,
        Self::Arrival,
        Self::ExpertsCall,
    ];

    /// The word the store keeps.
    pub fn word(self) -> &'static str {
        match self {
            Self::Escalation => "escalation",
            Self::ResponseWarning => "response_warning",
            Self::ResponseDue => "response_due",
            Self::AskForUpdate => "ask_for_update",
            Self::StatusUpdate => "status_update",
            Self::SilenceEnds => "silence_ends",
            Self::Arrival => "arrival",
            Self::ExpertsCall => "experts_call",
        }
    }

    /// The kind behind a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A change to the timers of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerChange {
    Set { kind: TimerKind, due_at: DateTime<Utc> },
    Clear(TimerKind),
}
