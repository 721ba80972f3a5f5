//! How an incident ends: a solution, the customer's consent, an act of the duty manager with a reason, or the plan's
//! rule for an answer that never came ([`asking`](super::customer_question)). Nothing closes otherwise.

use chrono::{DateTime, TimeDelta, Utc};

use super::response::stop_watching_response;
use super::situation::{Changed, Situation, tell_staff};
use super::state::{IncidentState, Outcome};
use super::state::{OpenQuestion, Question, Solution};
use super::timeline::Fact;
use super::{Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;
use crate::domain::ledger::credit::OwedFor;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::plan::TranscriptTerms;

impl Incident {
    /// Offers a solution and asks the customer for consent. News and pages stop until the answer.
    pub fn solve(
        mut self,
        situation: &mut Situation<'_>,
        by: &Actor,
        solution: impl Into<Solution>,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let Solution { text: solution, resolution } = solution.into();
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        self.take_if_open(&mut decision, situation, by, &person);
        self.answer_by_words(&mut decision, situation, by);
        let closes_at =
            situation.entitlement.and_then(|terms| terms.consent_ends_at(situation.now));
        decision.record(by, Fact::Resolved { solution: solution.clone(), resolution, closes_at });
        self.state = IncidentState::Resolved { by: person, at: situation.now, solution };
        self.ending.question = closes_at
            .map(|closes_at| OpenQuestion::new(Question::Consent, situation.now, closes_at));
        self.ending.resolution = resolution;
        self.handoff = None;
        self.watch_question(&mut decision, situation);
        self.watch_shift(&mut decision, situation);
        self.stop_updates(&mut decision, situation.now);
        self.stop_paging(&mut decision, Some(by));
        self.rest_measures(&mut decision);
        self.tell_rooms(&mut decision, Priority::StatusUpdate, &Intent::ConsentAsked);
        Ok((self, decision))
    }

    /// The customer agrees that it is solved.
    pub fn confirm(mut self, situation: &Situation<'_>, by: &Actor) -> Result<Changed, Refused> {
        self.refuse_unless_resolved()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Confirmed);
        self.end(&mut decision, situation, by, Outcome::Agreed, String::new());
        Ok((self, decision))
    }

    /// The customer says it is not solved: back to whoever offered the solution.
    pub fn reject(
        mut self,
        situation: &Situation<'_>,
        by: &Actor,
        reason: String,
    ) -> Result<Changed, Refused> {
        let solver = self.refuse_unless_resolved()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Rejected { reason: reason.clone() });
        let owner = self.owner.clone().unwrap_or(solver);
        self.state = IncidentState::Acknowledged { by: owner.clone(), at: situation.now };
        self.owner = Some(owner.clone());
        self.forget_ending(&mut decision, situation);
        self.watch_shift(&mut decision, situation);
        self.start_updates(&mut decision, situation);
        let intent = Intent::Rejected { by: by.name().to_owned(), reason };
        decision.say(Recipient::Person(owner), Priority::Page, intent.clone());
        tell_staff(&mut decision, situation, Priority::Warning, &intent);
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        Ok((self, decision))
    }

    /// Opens a closed incident again: people are paged anew, and those told at once who
    /// were so at the opening. A response that was given stays given; one that never came is still owed.
    pub fn reopen(
        mut self,
        situation: &mut Situation<'_>,
        by: &Actor,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_to_be_reopened(situation)?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Reopened { reason: reason.clone() });
        self.count_escort(&mut decision, situation);
        self.state = IncidentState::Open;
        self.owner = None;
        self.forget_ending(&mut decision, situation);
        let intent = Intent::Reopened { by: by.name().to_owned(), reason };
        tell_staff(&mut decision, situation, Priority::Warning, &intent);
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        self.tell_at_once(&mut decision, situation);
        self.watch_response(&mut decision, situation);
        self.start_updates(&mut decision, situation);
        self.start_paging(&mut decision, situation);
        self.begin_measures_anew(&mut decision, situation);
        Ok((self, decision))
    }

    /// The duty manager closes it, with a reason.
    pub fn close_as(
        mut self,
        situation: &Situation<'_>,
        by: &Actor,
        outcome: Outcome,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        self.end(&mut decision, situation, by, outcome, reason);
        Ok((self, decision))
    }

    pub(super) fn end(
        &mut self,
        decision: &mut Decision,
        situation: &Situation<'_>,
        by: &Actor,
        outcome: Outcome,
        reason: String,
    ) {
        decision.record(by, Fact::Closed { outcome, reason });
        self.state = IncidentState::Closed { outcome, by: by.clone(), at: situation.now };
        self.handoff = None;
        self.ending.question = None;
        self.ending.kept_until =
            situation.entitlement.and_then(|terms| terms.kept_until(situation.now));
        self.ending.transcript_until = Some(situation.now + transcript_kept_for(situation));
        self.watch_question(decision, situation);
        self.watch_shift(decision, situation);
        self.feedback.invite(outcome, situation.now);
        self.stop_updates(decision, situation.now);
        if self.response.given.is_none() {
            self.propose_credit(decision, situation, OwedFor::Response);
        }
        stop_watching_response(decision);
        self.end_escalation(decision, situation, by);
        self.stop_paging(decision, Some(by));
        self.end_measures(decision);
        self.tell_rooms(decision, Priority::StatusUpdate, &Intent::Closed);
        tell_staff(decision, situation, Priority::Low, &Intent::Closed);
        self.give_express_back_after(decision, by, outcome);
    }

    /// Until when it is itself opened again; none while it is not closed, and where there is no end to that.
    pub fn reopen_until(&self, terms: Option<&Entitlement>) -> Option<DateTime<Utc>> {
        match &self.state {
            IncidentState::Closed { at, .. } => terms?.reopen_until(*at),
            IncidentState::Open
            | IncidentState::Acknowledged { .. }
            | IncidentState::Resolved { .. } => None,
        }
    }

    fn refuse_to_be_reopened(&self, situation: &Situation<'_>) -> Result<(), Refused> {
        if !self.state.is_closed() {
            return Err(Refused::NotClosed);
        }
        let until =
            self.reopen_until(situation.entitlement).filter(|until| *until <= situation.now);
        until.map_or(Ok(()), |until| Err(Refused::TooLateToReopen { until }))
    }

    /// Work begins again: nothing of the end that was near holds any longer.
    fn forget_ending(&mut self, decision: &mut Decision, situation: &Situation<'_>) {
        (self.ending.question, self.ending.resolution) = (None, None);
        (self.ending.kept_until, self.ending.transcript_until) = (None, None);
        self.watch_question(decision, situation);
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

/// How long the transcript is kept after the closing: by the plan in force, outside every contract by the house rule.
fn transcript_kept_for(situation: &Situation<'_>) -> TimeDelta {
    let terms = situation.entitlement.map(|terms| &terms.plan.behaviour.transcript);
    terms.map_or_else(|| TranscriptTerms::default().kept_for(), TranscriptTerms::kept_for)
}
