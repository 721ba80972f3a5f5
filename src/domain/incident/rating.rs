//! What the customer says about the service when an incident is over.
//!
//! The closing invites it once. One word for each person; as long as the incident can be reopened
//! it may be changed, and the last one counts.

use super::act_context::{ActContext, Changed, tell_staff};
use super::state::IncidentState;
use super::timeline::Fact;
use super::{Incident, Rating, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};

impl Incident {
    /// A customer rates the service from 1 to 5. The owner and the TAM are told.
    pub fn rate(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        score: u8,
        words: String,
    ) -> Result<Changed, Refused> {
        let IncidentState::Closed { at: closed_at, .. } = self.state else {
            return Err(Refused::NotOverYet);
        };
        let has_rated = self.feedback.ratings.iter().any(|rating| rating.by.is_same_as(by));
        let reopen_until = context.entitlement.and_then(|terms| terms.reopen_until(closed_at));
        if let Some(until) = reopen_until.filter(|until| has_rated && *until <= context.now) {
            return Err(Refused::RatingSettled { until });
        }
        let mut decision = Decision::default();
        decision.record(by, Fact::Rated { score, words: words.clone() });
        let intent = Intent::Rated { by: by.name().to_owned(), score, words: words.clone() };
        let rating = Rating { by: by.clone(), at: context.now, score, words };
        self.feedback.ratings.retain(|rating| !rating.by.is_same_as(by));
        self.feedback.ratings.push(rating);
        self.tell_of_rating(&mut decision, context, &intent);
        Ok((self, decision))
    }

    /// Where nobody owns it and nobody cares for the customer, the staff rooms are told instead.
    fn tell_of_rating(&self, decision: &mut Decision, context: &ActContext<'_>, intent: &Intent) {
        let tam = context.roster.tam(context.now);
        let people: Vec<_> = self.owner.iter().cloned().chain(tam).collect();
        if people.is_empty() {
            tell_staff(decision, context, Priority::Low, intent);
        }
        for person in people {
            decision.say(Recipient::Person(person), Priority::Low, intent.clone());
        }
    }
}

#[cfg(test)]
mod tests;
