//! What the customer says of the service when an incident is over.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Outcome;
use crate::domain::actor::Actor;

/// The customer's words on the service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// When the closing was that invited them. A later closing does not ask again.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub invited_at: Option<DateTime<Utc>>,
    /// One for each person, in the order in which they were given.
    pub ratings: Vec<Rating>,
}

/// One person's rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    pub by: Actor,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// 1 to 5, 5 being the best.
    pub score: u8,
    /// What they say as well; empty where nothing.
    pub words: String,
}

impl Feedback {
    /// Whether nobody was invited and nothing was said.
    pub fn is_empty(&self) -> bool {
        self.invited_at.is_none() && self.ratings.is_empty()
    }

    /// Invites a rating at a closing, unless an earlier one did. Nobody is asked to rate a report
    /// that continues under another number, or that was a mistake.
    pub(in super::super) fn invite(&mut self, outcome: Outcome, now: DateTime<Utc>) {
        if !matches!(outcome, Outcome::Duplicate | Outcome::Withdrawn) {
            self.invited_at.get_or_insert(now);
        }
    }
}
