//! Changing how bad it is, under the clock rule (`sla-semantics`, rule 7).

use chrono::{DateTime, Utc};

use super::situation::{Changed, Situation, tell_staff};
use super::timeline::{Actor, Fact};
use super::{Incident, Refused, Response, ResponsePromise};
use crate::domain::customer::Entitlement;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Lane};
use crate::ids::SeverityId;

impl Incident {
    /// Changes the severity. Before the first response the due instant follows rule 7; after it the clock is
    /// settled. A higher rank pages and tells as if the incident had been opened with it.
    pub fn change_severity(
        mut self,
        situation: &mut Situation<'_>,
        by: &Actor,
        to: SeverityId,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        if self.severity.as_ref() == Some(&to) {
            return Err(Refused::SameSeverity);
        }
        let mut decision = Decision::default();
        let from = self.severity.replace(to.clone());
        let is_first = from.is_none();
        let change = RankChange { from: self.rank, to: self.rank_of(&to, situation), is_first };
        self.rank = change.to;
        if let Some(terms) = situation.entitlement {
            self.response.follow_severity(terms, change, &to, self.opened_at, situation.now);
        }
        decision
            .record(by, Fact::SeverityChanged { from: from.clone(), to: to.clone(), reason: reason.clone() });
        let intent = Intent::SeverityChanged { from, to, by: by.name().to_owned(), reason };
        tell_staff(&mut decision, situation, Lane::Warning, &intent);
        self.tell_rooms(&mut decision, Lane::Echo, &intent);
        self.follow_new_rank(&mut decision, situation, change);
        Ok((self, decision))
    }

    /// The rank of a severity on this channel; the present one where the plan has no word for it.
    fn rank_of(&self, severity: &SeverityId, situation: &Situation<'_>) -> u8 {
        situation.entitlement.and_then(|terms| terms.rank(severity)).unwrap_or(self.rank)
    }

    fn follow_new_rank(
        &mut self,
        decision: &mut Decision,
        situation: &mut Situation<'_>,
        change: RankChange,
    ) {
        self.watch_response(decision, situation);
        if change.from == change.to {
            return;
        }
        self.updates_follow_rank(decision, situation, change.is_raise());
        if change.is_raise() {
            self.tell_at_once(decision, situation);
            self.lift_silence(decision, situation);
            self.hasten_paging(decision, situation);
        }
    }
}

/// The rank before and after a change of severity.
#[derive(Debug, Clone, Copy)]
pub(super) struct RankChange {
    pub(super) from: u8,
    pub(super) to: u8,
    /// Nobody had said before how bad it is.
    pub(super) is_first: bool,
}

impl RankChange {
    pub(super) fn is_raise(self) -> bool {
        self.to < self.from
    }
}

impl Response {
    /// The promise after a change of severity (rule 7). Once an answer was given, or between severities of
    /// one rank, nothing changes. To a more urgent one, as a first grading is: the earlier of the old due and the new
    /// target counted from the change, so a severity without a clock does not take the old promise away. To a less urgent
    /// one: the new target counted from the opening.
    pub(super) fn follow_severity(
        &mut self,
        terms: &Entitlement,
        change: RankChange,
        to: &SeverityId,
        opened_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) {
        if self.given.is_some() || (change.from == change.to && !change.is_first) {
            return;
        }
        let is_more_urgent = change.is_raise() || change.is_first;
        let counted_from = if is_more_urgent { now } else { opened_at };
        let new = terms.response_promise(to, counted_from);
        if !(is_more_urgent && comes_no_later(&self.promise, &new)) {
            self.promise = new;
        }
    }
}

fn comes_no_later(old: &ResponsePromise, new: &ResponsePromise) -> bool {
    match (old, new) {
        (ResponsePromise::Due { at: old, .. }, ResponsePromise::Due { at: new, .. }) => old <= new,
        (ResponsePromise::Due { .. }, ResponsePromise::NoClock { .. }) => true,
        (ResponsePromise::NoClock { .. }, _) => false,
    }
}
