//! How an incident ends: a solution, the customer's consent, an act of the duty manager with a
//! reason, or the plan's rule for an answer that never came ([`asking`](super::customer_question)).
//! Nothing closes otherwise.

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::response::stop_watching_response;
use super::state::{IncidentState, Outcome};
use super::state::{OpenQuestion, Question, Solution};
use super::timeline::Fact;
use super::{Incident, Refused, Response};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;
use crate::domain::ledger::credit::OwedFor;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::plan::TranscriptTerms;
use crate::domain::timer::TimerKind;

impl Incident {
    /// Offers a solution and asks the customer for consent. Updates and pages stop until the
    /// customer answers.
    pub fn solve(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        solution: impl Into<Solution>,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let Solution { text: solution, resolution } = solution.into();
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        self.take_if_open(&mut decision, context, by, &person);
        self.answer_by_words(&mut decision, context, by);
        let closes_at = context.entitlement.and_then(|terms| terms.consent_ends_at(context.now));
        decision.record(by, Fact::Resolved { solution: solution.clone(), resolution, closes_at });
        self.state = IncidentState::Resolved { by: person, at: context.now, solution };
        self.ending.question =
            closes_at.map(|closes_at| OpenQuestion::new(Question::Consent, context.now, closes_at));
        self.ending.resolution = resolution;
        self.handoff = None;
        self.watch_question(&mut decision, context);
        self.watch_shift(&mut decision, context);
        self.stop_updates(&mut decision, context.now);
        self.stop_paging(&mut decision, Some(by));
        self.pause_special_handling(&mut decision);
        decision.clear(TimerKind::AccessAnswer);
        self.tell_rooms(&mut decision, Priority::StatusUpdate, &Intent::ConsentAsked);
        Ok((self, decision))
    }

    /// The customer agrees: that it is solved, or to the rarer updates that were suggested.
    pub fn confirm(mut self, context: &ActContext<'_>, by: &Actor) -> Result<Changed, Refused> {
        if let Some(proposed) = self.updates.proposal_at(context.now) {
            return Ok(self.accept_cadence(context, by, proposed));
        }
        self.refuse_unless_resolved()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Confirmed);
        self.end(&mut decision, context, by, Outcome::Agreed, String::new());
        Ok((self, decision))
    }

    /// The customer says it is not solved: back to whoever offered the solution. Or they want no
    /// rarer updates.
    pub fn reject(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        reason: String,
    ) -> Result<Changed, Refused> {
        if self.updates.proposal_at(context.now).is_some() {
            return Ok(self.decline_cadence(by));
        }
        let solver = self.refuse_unless_resolved()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Rejected { reason: reason.clone() });
        let owner = self.owner.clone().unwrap_or(solver);
        self.state = IncidentState::Acknowledged { by: owner.clone(), at: context.now };
        self.owner = Some(owner.clone());
        self.forget_ending(&mut decision, context);
        self.watch_shift(&mut decision, context);
        self.watch_access(&mut decision);
        self.start_updates(&mut decision, context);
        let intent = Intent::Rejected { by: by.name().to_owned(), reason };
        decision.say(Recipient::Person(owner), Priority::Page, intent.clone());
        tell_staff(&mut decision, context, Priority::Warning, &intent);
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        Ok((self, decision))
    }

    /// Opens a closed incident again: people are paged anew, and those told at once who were so at
    /// the opening. Closed time is not response time: the response is owed anew, counted from now.
    pub fn reopen(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_to_be_reopened(context)?;
        let mut decision = Decision::default();
        self.count_escort(&mut decision, context);
        decision.record(by, Fact::Reopened { reason: reason.clone() });
        self.ending.reopened_at = Some(context.now);
        self.response = Response::owed_from(
            context.now,
            context.entitlement,
            self.severity.as_ref(),
            &self.escorts,
        );
        self.state = IncidentState::Open;
        self.owner = None;
        self.forget_ending(&mut decision, context);
        let intent = Intent::Reopened { by: by.name().to_owned(), reason };
        tell_staff(&mut decision, context, Priority::Warning, &intent);
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        self.tell_at_once(&mut decision, context);
        self.watch_response(&mut decision, context);
        self.start_updates(&mut decision, context);
        self.start_paging(&mut decision, context);
        self.restart_special_handling(&mut decision, context);
        Ok((self, decision))
    }

    /// The duty manager closes it, with a reason.
    pub fn close_as(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        outcome: Outcome,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        self.end(&mut decision, context, by, outcome, reason);
        Ok((self, decision))
    }

    pub(super) fn end(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        outcome: Outcome,
        reason: String,
    ) {
        decision.record(by, Fact::Closed { outcome, reason });
        self.state = IncidentState::Closed { outcome, by: by.clone(), at: context.now };
        self.handoff = None;
        self.ending.question = None;
        self.ending.kept_until =
            context.entitlement.and_then(|terms| terms.kept_until(context.now));
        self.ending.transcript_until = Some(context.now + transcript_kept_for(context));
        self.watch_question(decision, context);
        self.watch_shift(decision, context);
        self.feedback.invite(outcome, context.now);
        self.stop_updates(decision, context.now);
        if self.response.given.is_none() {
            self.own_up_to_lateness(decision, context, OwedFor::Response);
        }
        stop_watching_response(decision);
        self.end_escalation(decision, context, by);
        self.stop_paging(decision, Some(by));
        self.end_special_handling(decision);
        self.tell_rooms(decision, Priority::StatusUpdate, &Intent::Closed);
        tell_staff(decision, context, Priority::Low, &Intent::Closed);
        self.give_express_back_after(decision, by, outcome);
    }

    /// Until when it is itself opened again; none while it is not closed, and if there is no end to
    /// that.
    pub fn reopen_until(&self, terms: Option<&Entitlement>) -> Option<DateTime<Utc>> {
        match &self.state {
            IncidentState::Closed { at, .. } => terms?.reopen_until(*at),
            IncidentState::Open
            | IncidentState::Acknowledged { .. }
            | IncidentState::Resolved { .. } => None,
        }
    }

    fn refuse_to_be_reopened(&self, context: &ActContext<'_>) -> Result<(), Refused> {
        if !self.state.is_closed() {
            return Err(Refused::NotClosed);
        }
        let until = self.reopen_until(context.entitlement).filter(|until| *until <= context.now);
        until.map_or(Ok(()), |until| Err(Refused::TooLateToReopen { until }))
    }

    /// Work begins again, so everything about the closing is cleared.
    fn forget_ending(&mut self, decision: &mut Decision, context: &ActContext<'_>) {
        (self.ending.question, self.ending.resolution) = (None, None);
        self.ending.withdrawal_wished = false;
        (self.ending.kept_until, self.ending.transcript_until) = (None, None);
        self.watch_question(decision, context);
    }

    fn refuse_unless_resolved(&self) -> Result<crate::ids::PersonId, Refused> {
        match &self.state {
            IncidentState::Resolved { by, .. } => Ok(by.clone()),
            IncidentState::Open | IncidentState::Acknowledged { .. } => {
                Err(Refused::NoSolutionOffered)
            }
            IncidentState::Closed { outcome, at, .. } => {
                Err(Refused::Closed { outcome: *outcome, at: *at })
            }
        }
    }
}

/// How long the transcript is kept after the closing: by the plan in force, outside every contract
/// by the default rule.
fn transcript_kept_for(context: &ActContext<'_>) -> TimeDelta {
    let terms = context.entitlement.map(|terms| &terms.plan.behaviour.transcript);
    terms.map_or_else(|| TranscriptTerms::default().kept_for(), TranscriptTerms::kept_for)
}
