//! What belongs to the end of an incident: the answer that is waited for, how it was solved, what
//! it continues.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::ids::{IncidentNumber, PersonId};

/// What belongs to the end of an incident, as far as it has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ending {
    /// What the customer was asked and has not answered, where something follows if they never do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<OpenQuestion>,
    /// Whether a person has asked the customer for something and they have said nothing since.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub asked_by_hand: bool,
    /// Whether whoever reported it wants to take it back, and the owner has not said yes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withdrawal_wished: bool,
    /// How the solution solves it, where whoever offered it said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// The shift of the owner of a rank 1 incident, which must not end without a hand-over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<OwnersShift>,
    /// When it was last opened again; its response counts from then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub reopened_at: Option<DateTime<Utc>>,
    /// The incident that this one continues, because it was too late to reopen that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continues: Option<IncidentNumber>,
    /// Until when the words are kept, once it is closed; none before, and where the plan keeps them
    /// for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub kept_until: Option<DateTime<Utc>>,
    /// Until when the transcript is kept, once it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub transcript_until: Option<DateTime<Utc>>,
    /// Whether nothing but figures is left of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_anonymised: bool,
}

/// A question to the customer with a window for the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    pub question: Question,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub asked_at: DateTime<Utc>,
    /// When it is closed without an answer. Never earlier than the customer was told.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub closes_at: DateTime<Utc>,
    pub reminded: u32,
    /// Whether that instant came without an answer, and the duty manager decides what follows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_left_to_manager: bool,
}

/// What the customer was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Question {
    /// Whether the solution solves it.
    Consent,
    /// For something that the work cannot continue without; it is parked until then.
    Information {
        what: String,
        /// When whoever asked would like to have it.
        #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
        wanted_by: Option<DateTime<Utc>>,
    },
}

impl Question {
    /// What it is closed as when the customer never answers (`DaoCloud`, "事件关闭").
    pub fn outcome_without_answer(&self) -> Outcome {
        match self {
            Self::Consent => Outcome::Transferred,
            Self::Information { .. } => Outcome::Cancelled,
        }
    }
}

impl OpenQuestion {
    pub(in super::super) fn new(
        question: Question,
        asked_at: DateTime<Utc>,
        closes_at: DateTime<Utc>,
    ) -> Self {
        Self { question, asked_at, closes_at, reminded: 0, is_left_to_manager: false }
    }

    /// Whether work rests until the answer.
    pub fn parks(&self) -> bool {
        matches!(self.question, Question::Information { .. })
    }

    /// What is due at an instant, given when to remind.
    pub(in super::super) fn due(&self, reminders: &[DateTime<Utc>], now: DateTime<Utc>) -> Due {
        let passed = reminders.iter().filter(|at| **at <= now).count();
        let reminded = u32::try_from(passed).unwrap_or(u32::MAX);
        if self.is_left_to_manager {
            return Due::Nothing;
        }
        match (now < self.closes_at, reminded > self.reminded) {
            (true, true) => Due::Reminder { reminded },
            (true, false) => Due::Nothing,
            (false, _) if self.reminded == 0 && !reminders.is_empty() => {
                Due::LateReminder { reminded }
            }
            (false, _) => Due::End,
        }
    }

    /// Gives more time where the new end is later; what the customer was told is never taken back.
    pub(in super::super) fn extend(&mut self, closes_at: Option<DateTime<Utc>>) {
        if let Some(later) = closes_at.filter(|later| *later > self.closes_at) {
            (self.closes_at, self.is_left_to_manager) = (later, false);
        }
    }
}

/// What is due about an open question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Due {
    Nothing,
    /// The customer is reminded, and has been so many times then.
    Reminder {
        reminded: u32,
    },
    /// The window is over and the customer was never reminded of it.
    LateReminder {
        reminded: u32,
    },
    End,
}

/// How a solution solves an incident (`DaoCloud`, "事件关闭": 事件解决的定义).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Resolution {
    /// Advice was given, and it solved or answered the question.
    Answered,
    /// There is a workaround that is taken for a permanent solution.
    PermanentWorkaround,
    /// A change request is needed.
    ChangeRequest,
}

impl Resolution {
    /// The word people type.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A solution in words, and how it solves the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    pub text: String,
    pub resolution: Option<Resolution>,
}

impl From<String> for Solution {
    fn from(text: String) -> Self {
        Self { text, resolution: None }
    }
}

/// The shift of the owner, as it was known last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersShift {
    pub owner: PersonId,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub ends_at: DateTime<Utc>,
    /// Whether the owner was asked for a hand-over.
    pub asked: bool,
}

/// The closed incident that a new one continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continued {
    pub number: IncidentNumber,
    /// Why it was to be opened again, in the words of whoever wanted it.
    pub reason: String,
}
