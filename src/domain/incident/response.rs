//! The promise of a first response: warnings on the way, the miss, and the first human answer.

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::timeline::Fact;
use super::{Incident, NoClock, Response, ResponseGiven, ResponsePromise};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::Escort;
use crate::domain::entitlement::Entitlement;
use crate::domain::ledger::credit::OwedFor;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::{PersonId, SeverityId};

impl Incident {
    /// Sets the timers of the promise as it is now, or clears them when an answer was given.
    pub(super) fn watch_response(&self, decision: &mut Decision, context: &ActContext<'_>) {
        let Some(due_at) = self.watched_due() else {
            return stop_watching_response(decision);
        };
        decision.set(TimerKind::ResponseDue, due_at);
        self.set_next_warning(decision, context);
    }

    /// The due instant that is still ahead, or whose miss has not been told. Nothing is owed once
    /// closed.
    pub(super) fn watched_due(&self) -> Option<DateTime<Utc>> {
        let due_at = self.response.pending_due().filter(|_| !self.state.is_closed());
        due_at.filter(|due_at| self.response.missed != Some(*due_at))
    }

    fn set_next_warning(&self, decision: &mut Decision, context: &ActContext<'_>) {
        let points = context.entitlement.map(|terms| terms.warning_points(&self.response.promise));
        let next = points.unwrap_or_default().into_iter().find(|point| point.at > context.now);
        decision.set_or_clear(TimerKind::ResponseWarning, next.map(|point| point.at));
    }

    /// A response of the support side that acknowledges nothing.
    pub(super) fn respond(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        if self.response.given.is_none() {
            decision.record(by, Fact::Responded { by: person.clone() });
        }
        self.settle_response(decision, context, person);
    }

    /// The first human act of the support side settles the clock; later ones change nothing.
    pub(super) fn settle_response(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &PersonId,
    ) {
        if self.response.given.is_some() {
            return;
        }
        self.own_up_to_lateness(decision, context, OwedFor::Response);
        self.response.settle(by, context.now);
        stop_watching_response(decision);
    }

    /// A share of the target has passed without an answer.
    pub(super) fn warn_of_response(self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        // Once it is too late, the miss is reported, and a warning would only say less.
        if self.watched_due().is_none_or(|due_at| due_at <= context.now) {
            decision.clear(TimerKind::ResponseWarning);
            return (self, decision);
        }
        let points = context.entitlement.map(|terms| terms.warning_points(&self.response.promise));
        let passed = points.unwrap_or_default().into_iter().rfind(|point| point.at <= context.now);
        if let Some(point) = passed {
            let share_percent = point.percent;
            decision.record_inside(&Actor::Bot, Fact::ResponseWarned { share_percent });
            tell_staff(
                &mut decision,
                context,
                Priority::Warning,
                &Intent::ResponseWarning { share_percent },
            );
        }
        self.set_next_warning(&mut decision, context);
        (self, decision)
    }

    /// The target is used up without an answer: the response is late from now on (rule 5).
    pub(super) fn miss_response(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(due_at) = self.watched_due().filter(|due_at| *due_at <= context.now) else {
            self.watch_response(&mut decision, context);
            return (self, decision);
        };
        self.response.missed = Some(due_at);
        self.watch_response(&mut decision, context);
        decision.record_inside(&Actor::Bot, Fact::ResponseMissed { due_at });
        tell_staff(&mut decision, context, Priority::Warning, &Intent::ResponseMissed);
        if let Some(person) = context.roster.duty_manager(context.now) {
            decision.say(Recipient::Person(person), Priority::Warning, Intent::ResponseMissed);
        }
        (self, decision)
    }
}

/// Clears the timers of the promise.
pub(super) fn stop_watching_response(decision: &mut Decision) {
    decision.clear(TimerKind::ResponseDue);
    decision.clear(TimerKind::ResponseWarning);
}

impl Incident {
    /// From when the response counts that is or was owed last: the opening or the last reopening.
    pub(super) fn response_counts_from(&self) -> DateTime<Utc> {
        self.ending.reopened_at.unwrap_or(self.opened_at)
    }
}

impl Response {
    /// A response that is owed from an instant on, and has not come.
    pub(super) fn owed_from(
        from: DateTime<Utc>,
        entitlement: Option<&Entitlement>,
        severity: Option<&SeverityId>,
        escorts: &[Escort],
    ) -> Self {
        let promise = ResponsePromise::at_opening(entitlement, severity, from, escorts);
        Self { promise, given: None, missed: None }
    }

    /// Whether the present promise was broken and that has been told.
    pub(super) fn is_known_as_missed(&self) -> bool {
        self.missed.is_some() && self.missed == self.promise.due_at()
    }

    /// Takes an answer as the first, unless there was one before. Tells whether it was the first.
    pub(super) fn settle(&mut self, by: &PersonId, at: DateTime<Utc>) -> bool {
        let is_first = self.given.is_none();
        if is_first {
            self.given = Some(ResponseGiven { at, by: by.clone() });
        }
        is_first
    }
}

impl ResponsePromise {
    /// What is promised when an incident is opened.
    pub(super) fn at_opening(
        entitlement: Option<&Entitlement>,
        severity: Option<&SeverityId>,
        opened_at: DateTime<Utc>,
        escorts: &[Escort],
    ) -> Self {
        match (entitlement, severity) {
            (Some(terms), Some(severity)) => terms.response_promise(severity, opened_at, escorts),
            (Some(terms), None) => terms.promise_while_ungraded(opened_at, escorts),
            (None, _) => Self::NoClock { why: NoClock::OutOfContract },
        }
    }
}
