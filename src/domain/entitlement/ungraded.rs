//! What a customer may expect while nobody has said how bad it is.

use chrono::{DateTime, Utc};

use super::Entitlement;
use crate::domain::directory::Escort;
use crate::domain::sla::{NoClock, ResponsePromise};

impl Entitlement {
    /// The clock that runs until somebody grades: the one of the least urgent severity that has
    /// one. It counts from the opening, as that of the severity will.
    pub fn promise_while_ungraded(
        &self,
        opened_at: DateTime<Utc>,
        escorts: &[Escort],
    ) -> ResponsePromise {
        let promises = self.ordinary_promises(opened_at, escorts);
        promises
            .into_iter()
            .rev()
            .find(has_due)
            .unwrap_or(ResponsePromise::NoClock { why: NoClock::SeverityMissing })
    }

    /// The clock at whose pace people are called until somebody grades: it may be the worst.
    pub fn most_urgent_promise(
        &self,
        opened_at: DateTime<Utc>,
        escorts: &[Escort],
    ) -> Option<ResponsePromise> {
        self.ordinary_promises(opened_at, escorts).into_iter().find(has_due)
    }

    /// When the hours open in which an ungraded report is worked on; none while they are.
    pub fn next_opening_while_ungraded(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let coverage = match self.promise_while_ungraded(now, &[]) {
            ResponsePromise::Due { coverage, .. } => coverage,
            ResponsePromise::NoClock { .. } => self.plan.channel(&self.channel)?.coverage.clone(),
        };
        let opening = self.calendars.get(&coverage)?.next_opening(now)?;
        (opening > now).then_some(opening)
    }

    /// The promises for the severities offered here, the most urgent first, without those that
    /// cost an express ticket.
    fn ordinary_promises(&self, from: DateTime<Utc>, escorts: &[Escort]) -> Vec<ResponsePromise> {
        let ordinary = self.ordinary_severities().into_iter();
        ordinary.map(|level| self.response_promise(&level.id, from, escorts)).collect()
    }
}

fn has_due(promise: &ResponsePromise) -> bool {
    promise.due_at().is_some()
}
