//! Words that change no state: notes, additions, escalations by the customer.

use super::situation::{Changed, Situation, tell_staff};
use super::timeline::{Actor, Fact};
use super::{Incident, Refused};
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Lane, Recipient};

impl Incident {
    /// Words for the support side alone. Allowed after closing, for the review.
    pub fn note(self, by: &Actor, text: String) -> Changed {
        let mut decision = Decision::default();
        decision.record_inside(by, Fact::Noted { text });
        (self, decision)
    }

    /// Words added to the incident. A customer's go to the owner and the staff rooms; a support person's go
    /// to the customer's room and are a first response, though nobody has taken the incident by them.
    pub fn say(mut self, situation: &Situation<'_>, by: &Actor, text: String) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Said { text: text.clone() });
        let name = by.name().to_owned();
        if Self::speaks_for_customer(by) {
            self.pass_on_customers_words(&mut decision, situation, &Intent::Said { by: name, text });
            return Ok((self, decision));
        }
        if let Some(person) = by.person() {
            if self.response.given.is_none() {
                decision.record(by, Fact::Responded { by: person.clone() });
            }
            self.settle_response(&mut decision, situation, person);
        }
        self.tell_room(&mut decision, Lane::Echo, Intent::Replied { by: name, text });
        Ok((self, decision))
    }

    /// The customer asks for management attention. The duty manager and the TAM are told at once; how long
    /// the answer may take is the plan's own clock.
    pub fn escalate(
        self,
        situation: &Situation<'_>,
        by: &Actor,
        urgent: bool,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Escalated { urgent, reason: reason.clone() });
        let intent = Intent::Escalated { by: by.name().to_owned(), urgent, reason };
        tell_staff(&mut decision, situation, Lane::Warning, &intent);
        let lane = if urgent { Lane::Page } else { Lane::Warning };
        let manager = situation.roster.duty_manager(situation.now);
        let tam = situation.roster.tam(situation.now).filter(|tam| Some(tam) != manager.as_ref());
        for person in manager.into_iter().chain(tam) {
            decision.say(Recipient::Person(person), lane, intent.clone());
        }
        self.tell_room(&mut decision, Lane::Echo, intent);
        Ok((self, decision))
    }

    fn pass_on_customers_words(&self, decision: &mut Decision, situation: &Situation<'_>, words: &Intent) {
        if let Some(owner) = &self.owner {
            decision.say(Recipient::Person(owner.clone()), Lane::Digest, words.clone());
        }
        tell_staff(decision, situation, Lane::Digest, words);
    }
}
