//! Due times that were counted before the public holidays of their year were known. Once they are,
//! the due time is counted again; where it moves, both sides are told, once.

use super::act_context::{ActContext, Changed, tell_staff};
use super::timeline::Fact;
use super::{Incident, ResponsePromise};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::ledger::credit::OwedFor;
use crate::domain::notice::{Intent, Priority};

impl Incident {
    /// Counts the due times again by the calendars as they are now. None where nothing is final
    /// that was not before.
    pub fn settle_due_times(mut self, context: &ActContext<'_>) -> Option<Changed> {
        let mut decision = Decision::default();
        let mut is_settled = false;
        if let Some(final_promise) = self.final_response(context) {
            let before = std::mem::replace(&mut self.response.promise, final_promise.clone());
            let is_owed = self.response.given.is_none();
            self.watch_response(&mut decision, context);
            self.tell_settled(
                &mut decision,
                context,
                (OwedFor::Response, is_owed),
                (&before, &final_promise),
            );
            is_settled = true;
        }
        if let Some(final_promise) = self.final_answer(context) {
            let before = self
                .escalation
                .as_mut()
                .map(|asked| std::mem::replace(&mut asked.promise, final_promise.clone()));
            self.watch_answer(&mut decision, context);
            if let Some(before) = before {
                let owed = (OwedFor::Escalation, true);
                self.tell_settled(&mut decision, context, owed, (&before, &final_promise));
            }
            is_settled = true;
        }
        is_settled.then_some((self, decision))
    }

    /// A miss that was told stays as it was told.
    fn final_response(&self, context: &ActContext<'_>) -> Option<ResponsePromise> {
        let is_open = !self.state.is_closed() && !self.response.is_known_as_missed();
        let terms = context.entitlement.filter(|_| is_open)?;
        terms.settled(&self.response.promise, self.severity.as_ref(), &self.escorts)
    }

    fn final_answer(&self, context: &ActContext<'_>) -> Option<ResponsePromise> {
        let asked = self.escalation.as_ref().filter(|asked| asked.is_pending())?;
        let is_open = !self.state.is_closed() && asked.missed != asked.promise.due_at();
        context.entitlement.filter(|_| is_open)?.settled(&asked.promise, None, &[])
    }

    fn tell_settled(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        (owed_for, is_owed): (OwedFor, bool),
        (before, after): (&ResponsePromise, &ResponsePromise),
    ) {
        let (Some(was), Some(at)) = (before.due_at(), after.due_at()) else { return };
        let fact = Fact::DueSettled { owed_for, was, at };
        let is_for_customer = owed_for == OwedFor::Response || self.escalation_is_promised(context);
        if is_for_customer {
            decision.record(&Actor::Bot, fact);
        } else {
            decision.record_inside(&Actor::Bot, fact);
        }
        if was == at || !is_owed {
            return;
        }
        let intent = Intent::DueSettled { owed_for, was, at };
        tell_staff(decision, context, Priority::StatusUpdate, &intent);
        if is_for_customer {
            self.tell_customer(decision, Priority::StatusUpdate, &intent);
        }
    }
}
