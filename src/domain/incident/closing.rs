//! How an incident ends: a solution, the customer's consent, or an act of the duty manager with a reason.
//! Nothing closes otherwise.

use super::response::stop_watching_response;
use super::situation::{Changed, Situation, tell_staff};
use super::state::{IncidentState, Outcome};
use super::timeline::{Actor, Fact};
use super::{Incident, Refused};
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Lane, Recipient};

impl Incident {
    /// Offers a solution and asks the customer for consent. News and pages stop until the answer.
    pub fn solve(
        mut self,
        situation: &mut Situation<'_>,
        by: &Actor,
        solution: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        self.take_if_open(&mut decision, situation, by, &person);
        decision.record(by, Fact::Resolved { solution: solution.clone() });
        self.state = IncidentState::Resolved { by: person, at: situation.now, solution };
        self.handoff = None;
        self.stop_updates(&mut decision, situation.now);
        self.stop_paging(&mut decision, Some(by));
        self.tell_rooms(&mut decision, Lane::StatusUpdate, &Intent::ConsentAsked);
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
        self.start_updates(&mut decision, situation);
        let intent = Intent::Rejected { by: by.name().to_owned(), reason };
        decision.say(Recipient::Person(owner), Lane::Page, intent.clone());
        tell_staff(&mut decision, situation, Lane::Warning, &intent);
        self.tell_rooms(&mut decision, Lane::Echo, &intent);
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
        if !self.state.is_closed() {
            return Err(Refused::NotClosed);
        }
        let mut decision = Decision::default();
        decision.record(by, Fact::Reopened { reason: reason.clone() });
        self.state = IncidentState::Open;
        self.owner = None;
        let intent = Intent::Reopened { by: by.name().to_owned(), reason };
        tell_staff(&mut decision, situation, Lane::Warning, &intent);
        self.tell_rooms(&mut decision, Lane::Echo, &intent);
        self.tell_at_once(&mut decision, situation);
        self.watch_response(&mut decision, situation);
        self.start_updates(&mut decision, situation);
        self.start_paging(&mut decision, situation);
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
        self.feedback.invite(outcome, situation.now);
        self.stop_updates(decision, situation.now);
        stop_watching_response(decision);
        self.stop_paging(decision, Some(by));
        self.tell_rooms(decision, Lane::StatusUpdate, &Intent::Closed);
        tell_staff(decision, situation, Lane::Digest, &Intent::Closed);
    }

    fn refuse_unless_resolved(&self) -> Result<crate::ids::PersonId, Refused> {
        match &self.state {
            IncidentState::Resolved { by, .. } => Ok(by.clone()),
            IncidentState::Open | IncidentState::Acknowledged { .. } => Err(Refused::NoSolutionOffered),
            IncidentState::Closed { outcome, at, .. } => Err(Refused::Closed { outcome: *outcome, at: *at }),
        }
    }
}
