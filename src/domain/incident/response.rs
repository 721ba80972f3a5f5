//! The promise of a first response: warnings on the way, the miss, and the first human answer.

use super::situation::{Changed, Situation, tell_staff};
use super::timeline::{Actor, Fact};
use super::{Incident, ResponseGiven};
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Lane, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

impl Incident {
    /// Sets the timers of the promise as it now stands, or clears them when an answer was given.
    pub(super) fn watch_response(&self, decision: &mut Decision, situation: &Situation<'_>) {
        let Some(due_at) = self.response.pending_due() else {
            return self.stop_watching_response(decision);
        };
        decision.set(TimerKind::ResponseDue, due_at);
        self.set_next_warning(decision, situation);
    }

    pub(super) fn stop_watching_response(&self, decision: &mut Decision) {
        decision.clear(TimerKind::ResponseDue);
        decision.clear(TimerKind::ResponseWarning);
    }

    fn set_next_warning(&self, decision: &mut Decision, situation: &Situation<'_>) {
        let points = situation.entitlement.map(|terms| terms.warning_points(&self.response.promise));
        let next = points.unwrap_or_default().into_iter().find(|point| point.at > situation.now);
        decision.set_or_clear(TimerKind::ResponseWarning, next.map(|point| point.at));
    }

    /// The first human act of the support side settles the clock; later ones change nothing.
    pub(super) fn settle_response(
        &mut self,
        decision: &mut Decision,
        situation: &Situation<'_>,
        by: &PersonId,
    ) {
        if self.response.given.is_none() {
            self.response.given = Some(ResponseGiven { at: situation.now, by: by.clone() });
            self.stop_watching_response(decision);
        }
    }

    /// A share of the target has passed without an answer.
    pub(super) fn warn_of_response(self, situation: &Situation<'_>) -> Changed {
        let mut decision = Decision::default();
        if self.response.pending_due().is_none() {
            return (self, decision);
        }
        let points = situation.entitlement.map(|terms| terms.warning_points(&self.response.promise));
        let passed = points.unwrap_or_default().into_iter().rfind(|point| point.at <= situation.now);
        if let Some(point) = passed {
            let share_percent = point.share_percent;
            decision.record_inside(&Actor::Bot, Fact::ResponseWarned { share_percent });
            tell_staff(&mut decision, situation, Lane::Warning, &Intent::ResponseWarning { share_percent });
        }
        self.set_next_warning(&mut decision, situation);
        (self, decision)
    }

    /// The target is used up without an answer: the response is late from now on (rule 5).
    pub(super) fn miss_response(self, situation: &Situation<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(due_at) = self.response.pending_due().filter(|due_at| *due_at <= situation.now) else {
            return (self, decision);
        };
        decision.record_inside(&Actor::Bot, Fact::ResponseMissed { due_at });
        tell_staff(&mut decision, situation, Lane::Warning, &Intent::ResponseMissed);
        if let Some(person) = situation.roster.duty_manager(situation.now) {
            decision.say(Recipient::Person(person), Lane::Warning, Intent::ResponseMissed);
        }
        (self, decision)
    }
}
