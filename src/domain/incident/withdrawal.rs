//! The customer wants it to end: their report was a mistake, or they say in their own words that it
//! is solved before anybody offered a solution.

use super::act_context::{ActContext, Changed, tell_staff};
use super::state::{IncidentState, Outcome};
use super::timeline::Fact;
use super::{Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};

impl Incident {
    /// Takes a report back. Nobody has begun: it is closed. Somebody works on it: the owner is
    /// asked, and says yes with the same command. `may_speak_for_reporter` is set for
    /// administrators of the customer.
    pub fn withdraw(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        may_speak_for_reporter: bool,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let is_owner =
            by.support_person().is_some_and(|person| self.owner.as_ref() == Some(person));
        let is_agreed = is_owner && self.ending.withdrawal_wished;
        let is_theirs = may_speak_for_reporter || by.is_same_as(&self.reporter);
        if !is_agreed && !is_theirs {
            return Err(Refused::NotTheirReport);
        }
        let mut decision = Decision::default();
        if is_agreed || self.state == IncidentState::Open {
            self.end(&mut decision, context, by, Outcome::Withdrawn, String::new());
            return Ok((self, decision));
        }
        self.ending.withdrawal_wished = true;
        self.wish_an_end(&mut decision, context, by, true, String::new());
        Ok((self, decision))
    }

    /// The customer says that it is solved, and no solution was offered: the owner is told.
    pub fn wish_to_close(
        self,
        context: &ActContext<'_>,
        by: &Actor,
        words: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        self.wish_an_end(&mut decision, context, by, false, words);
        Ok((self, decision))
    }

    fn wish_an_end(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        withdraws: bool,
        text: String,
    ) {
        decision.record(by, Fact::EndWished { withdraws, text: text.clone() });
        let intent = Intent::EndWished { by: by.name().to_owned(), withdraws, text };
        if let Some(owner) = &self.owner {
            decision.say(Recipient::Person(owner.clone()), Priority::Warning, intent.clone());
        }
        tell_staff(decision, context, Priority::Warning, &intent);
        self.tell_rooms(decision, Priority::Reply, &intent);
    }
}
