//! The customer's call for management attention, as a value: since when, what is promised, whether
//! it was answered.
//!
//! The acts on an incident and the rebuilding of its clocks from the timeline go through the same
//! few methods.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ResponseGiven;
use crate::domain::entitlement::Entitlement;
use crate::domain::sla::{NoClock, ResponsePromise};
use crate::ids::PersonId;

/// An escalation by the customer. A new one can begin once this one is answered; asking again
/// before that is the same escalation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// When it was asked for first.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub asked_at: DateTime<Utc>,
    /// How often it was asked for before an answer came.
    pub times: u32,
    pub urgent: bool,
    /// The customer's words, as they were given last.
    pub reason: String,
    /// Within which time the management answers (`ZITADEL`, "升级").
    pub promise: ResponsePromise,
    /// When and by whom of the management it was answered.
    pub answered: Option<ResponseGiven>,
    /// The due instant whose miss has been told, so that it is told once.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub missed: Option<DateTime<Utc>>,
    /// Who has taken it over.
    pub owner: Option<PersonId>,
    /// When the incident was closed before an answer came. Nothing is owed after that.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub ended_at: Option<DateTime<Utc>>,
}

impl Escalation {
    /// What asking makes of the escalation there was before. Asking again never restarts the clock:
    /// of the old and the new due instant the earlier one counts, and the new one counts only where
    /// it has become urgent.
    pub(in super::super) fn asked(
        before: Option<Self>,
        terms: Option<&Entitlement>,
        (urgent, reason): (bool, &str),
        now: DateTime<Utc>,
    ) -> Self {
        let mut escalation = match before.filter(Self::is_pending) {
            None => Self::begun(terms, urgent, now),
            Some(before) if urgent && !before.urgent => {
                before.hastened(&Self::begun(terms, urgent, now))
            }
            Some(before) => Self { times: before.times + 1, ..before },
        };
        if !reason.is_empty() {
            reason.clone_into(&mut escalation.reason);
        }
        escalation
    }

    fn begun(terms: Option<&Entitlement>, urgent: bool, now: DateTime<Utc>) -> Self {
        let out_of_contract = ResponsePromise::NoClock { why: NoClock::OutOfContract };
        Self {
            asked_at: now,
            times: 1,
            urgent,
            reason: String::new(),
            promise: terms.map_or(out_of_contract, |terms| terms.escalation_promise(urgent, now)),
            answered: None,
            missed: None,
            owner: None,
            ended_at: None,
        }
    }

    fn hastened(self, fresh: &Self) -> Self {
        let keeps = self.promise.comes_no_later_than(&fresh.promise);
        let promise = if keeps { self.promise } else { fresh.promise.clone() };
        Self { times: self.times + 1, urgent: true, promise, ..self }
    }

    /// Whether an answer is owed.
    pub fn is_pending(&self) -> bool {
        self.answered.is_none() && self.ended_at.is_none()
    }

    /// The instant before which the answer must come or had to come; none where no time is
    /// promised.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        self.promise.due_at()
    }

    /// The due instant of the response, while nobody has responded.
    pub fn pending_due(&self) -> Option<DateTime<Utc>> {
        self.due_at().filter(|_| self.is_pending())
    }

    /// Takes an answer, unless there was one before or none is owed any more.
    pub(in super::super) fn settle(&mut self, by: &PersonId, at: DateTime<Utc>) {
        if self.is_pending() {
            self.answered = Some(ResponseGiven { at, by: by.clone() });
        }
    }

    /// The incident is closed: what was not answered will not be.
    pub(in super::super) fn end(&mut self, at: DateTime<Utc>) {
        if self.is_pending() {
            self.ended_at = Some(at);
        }
    }
}
