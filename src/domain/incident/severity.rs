//! Changing how bad it is, under the clock rule (`sla-semantics`, rule 7).

use super::situation::{Changed, Situation, tell_staff};
use super::timeline::{Actor, Fact};
use super::{Incident, Refused, ResponsePromise};
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
        let old_rank = self.rank;
        if let Some(terms) = situation.entitlement {
            self.rank = terms.rank(&to).unwrap_or(self.rank);
            self.recount_response(terms, situation, old_rank, &to);
        }
        decision
            .record(by, Fact::SeverityChanged { from: from.clone(), to: to.clone(), reason: reason.clone() });
        let intent = Intent::SeverityChanged { from, to, by: by.name().to_owned(), reason };
        tell_staff(&mut decision, situation, Lane::Warning, &intent);
        self.tell_room(&mut decision, Lane::Echo, intent);
        self.follow_new_rank(&mut decision, situation, old_rank);
        Ok((self, decision))
    }

    fn recount_response(
        &mut self,
        terms: &Entitlement,
        situation: &Situation<'_>,
        old_rank: u8,
        to: &SeverityId,
    ) {
        if self.response.given.is_some() {
            return;
        }
        let more_urgent = self.rank < old_rank;
        let counted_from = if more_urgent { situation.now } else { self.opened_at };
        let new = terms.response_promise(to, counted_from);
        self.response.promise = match (&self.response.promise, &new) {
            (ResponsePromise::Due { at: old, .. }, ResponsePromise::Due { at: fresh, .. })
                if more_urgent && old <= fresh =>
            {
                self.response.promise.clone()
            }
            _ => new,
        };
    }

    fn follow_new_rank(&mut self, decision: &mut Decision, situation: &mut Situation<'_>, old_rank: u8) {
        self.watch_response(decision, situation);
        if self.rank == old_rank {
            return;
        }
        self.updates_follow_rank(decision, situation, self.rank < old_rank);
        if self.rank < old_rank {
            self.tell_at_once(decision, situation);
            self.lift_silence(decision, situation);
            self.hasten_paging(decision, situation);
        }
    }
}
