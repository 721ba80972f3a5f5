//! The states of an incident. What is only true in a state lives in that state.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::timeline::Actor;
use crate::ids::PersonId;

/// The state of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum IncidentState {
    /// Nobody has acknowledged it. People are paged.
    Open,
    /// A person acknowledged it.
    Acknowledged { by: PersonId, at: DateTime<Utc> },
    /// A solution is offered and the customer's consent is awaited.
    Resolved { by: PersonId, at: DateTime<Utc>, solution: String },
    /// Nothing more will happen, unless it is reopened.
    Closed { outcome: Outcome, by: Actor, at: DateTime<Utc> },
}

impl IncidentState {
    /// One word for the database, metrics and filters.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged { .. } => "acknowledged",
            Self::Resolved { .. } => "resolved",
            Self::Closed { .. } => "closed",
        }
    }

    /// Whether somebody works on it or is being paged for it, so that updates are due.
    pub fn is_being_worked_on(&self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged { .. })
    }

    /// Whether anything is still promised to the customer.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed { .. })
    }
}

/// Why an incident is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The customer agreed that it is solved.
    Agreed,
    /// The customer did not answer an offered solution (`DaoCloud`, "事件关闭").
    Transferred,
    /// The customer did not give what was needed, or withdrew (`DaoCloud`, "事件关闭").
    Cancelled,
    /// The matter continues as a change request (`DaoCloud`, "事件关闭").
    ChangeRequest,
    Duplicate,
    OutOfScope,
}

impl Outcome {
    /// Every outcome, in the order in which help lists them.
    pub const ALL: [Self; 6] = [
        Self::Agreed,
        Self::Transferred,
        Self::Cancelled,
        Self::ChangeRequest,
        Self::Duplicate,
        Self::OutOfScope,
    ];

    /// The word people type.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Transferred => "transferred",
            Self::Cancelled => "cancelled",
            Self::ChangeRequest => "change-request",
            Self::Duplicate => "duplicate",
            Self::OutOfScope => "out-of-scope",
        }
    }
}
