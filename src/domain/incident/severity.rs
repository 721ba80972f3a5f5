//! Changes the severity, under the clock rule (`sla-semantics`, rule 7).

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::timeline::Fact;
use super::{GivenBack, Incident, Refused, Response};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::Escort;
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::{Intent, Priority};
use crate::domain::sla::{Reclassification, Recount};
use crate::ids::SeverityId;

/// A severity to give, why, and how it is told.
pub(super) struct Grade {
    pub(super) to: SeverityId,
    pub(super) reason: String,
    pub(super) intent: Intent,
}

/// From when a target counts anew, and which escorts count for the incident by then.
pub(super) struct Counted<'e> {
    pub(super) opened_at: DateTime<Utc>,
    pub(super) now: DateTime<Utc>,
    pub(super) escorts: &'e [Escort],
}

impl Incident {
    /// Changes the severity. Before the first response the due instant follows rule 7; after it the
    /// clock is settled. A higher rank pages and tells as if the incident had been opened with it.
    pub fn change_severity(
        self,
        context: &mut ActContext<'_>,
        by: &Actor,
        to: SeverityId,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        self.refuse_if_ruled()?;
        if self.severity.as_ref() == Some(&to) {
            return Err(Refused::SameSeverity);
        }
        let intent = self.told_of_change(context, by, &to, &reason);
        Ok(self.graded(Decision::default(), context, by, Grade { to, reason, intent }))
    }

    /// A less urgent severity set by the support side is told as such: the customer may object.
    fn told_of_change(
        &self,
        context: &ActContext<'_>,
        by: &Actor,
        to: &SeverityId,
        reason: &str,
    ) -> Intent {
        if by.is_support() && self.severity.is_some() && self.rank_of(to, context) > self.rank {
            return self.regraded(by, to, reason, false);
        }
        let (from, by) = (self.severity.clone(), by.name().to_owned());
        Intent::SeverityChanged { from, to: to.clone(), by, reason: reason.to_owned() }
    }

    /// Gives it another severity, whoever decided that and however it is told.
    pub(super) fn graded(
        mut self,
        mut decision: Decision,
        context: &mut ActContext<'_>,
        by: &Actor,
        Grade { to, reason, intent }: Grade,
    ) -> Changed {
        let is_resorted = by.is_support() && self.is_express();
        let from = self.severity.replace(to.clone());
        let is_first = from.is_none();
        let change = Reclassification { from: self.rank, to: self.rank_of(&to, context), is_first };
        self.rank = change.to;
        if change.is_raise() || is_first {
            self.count_escort(&mut decision, context);
        }
        if let Some(terms) = context.entitlement {
            let counted = Counted {
                opened_at: self.response_counts_from(),
                now: context.now,
                escorts: &self.escorts,
            };
            self.response.follow_severity(terms, change, &to, counted);
        }
        decision.record(by, Fact::SeverityChanged { from, to, reason });
        tell_staff(&mut decision, context, Priority::Warning, &intent);
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        self.follow_new_rank(&mut decision, context, change);
        self.question_follows_rank(&mut decision, context, by);
        self.watch_shift(&mut decision, context);
        if is_resorted {
            self.give_express_back(&mut decision, by, GivenBack::Resorted);
        }
        self.call_experts_of_plan(&mut decision, context);
        self.await_access(&mut decision, context, context.now);
        self.ask_what_is_missing(&mut decision, context);
        (self, decision)
    }

    /// The rank of a severity on this channel; the present one where the plan has no word for it.
    fn rank_of(&self, severity: &SeverityId, context: &ActContext<'_>) -> u8 {
        context.entitlement.and_then(|terms| terms.rank(severity)).unwrap_or(self.rank)
    }

    fn follow_new_rank(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        change: Reclassification,
    ) {
        self.watch_response(decision, context);
        if change.from == change.to {
            return;
        }
        self.updates_follow_rank(decision, context, change.is_raise());
        if change.is_raise() {
            self.tell_at_once(decision, context);
            self.lift_silence(decision, context);
            self.hasten_paging(decision, context);
        } else {
            self.rest_if_closed(decision, context);
        }
    }
}

impl Response {
    /// The promise after a change of severity, as rule 7 has it. A promise that was broken before the
    /// change stays broken: a later due instant does not take the miss back.
    pub(super) fn follow_severity(
        &mut self,
        terms: &Entitlement,
        change: Reclassification,
        to: &SeverityId,
        Counted { opened_at, now, escorts }: Counted<'_>,
    ) {
        match change.recount(self.given.is_some()) {
            Recount::No => {}
            Recount::FromOpening => {
                let new = terms.response_promise(to, opened_at, escorts);
                if !self.is_known_as_missed() || new.comes_no_later_than(&self.promise) {
                    self.promise = new;
                }
            }
            Recount::FromChangeIfEarlier => {
                let new = terms.response_promise(to, now, escorts);
                if !self.promise.comes_no_later_than(&new) {
                    self.promise = new;
                }
            }
        }
    }
}
