//! The states of an incident. What is only true in a state lives in that state.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::actor::Actor;
use crate::ids::PersonId;

/// The state of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "is", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum IncidentState {
    /// Nobody has acknowledged it. People are paged.
    Open,
    /// A person acknowledged it.
    Acknowledged {
        by: PersonId,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// A solution is offered and the customer's consent is awaited.
    Resolved {
        by: PersonId,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        solution: String,
    },
    /// Nothing more will happen, unless it is reopened.
    Closed {
        outcome: Outcome,
        by: Actor,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
}

impl IncidentState {
    /// One word for the database, metrics and filters.
    pub fn word(&self) -> &'static str {
        self.into()
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
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
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
    /// It was reported by mistake, says whoever reported it.
    Withdrawn,
}

impl Outcome {
    /// Every outcome, in the order in which help lists them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word people type.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
