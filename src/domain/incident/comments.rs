//! Notes and comments, which change no state.

use super::act_context::{ActContext, Changed, tell_staff};
use super::timeline::Fact;
use super::{Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::Side;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::ids::GroupId;

impl Incident {
    /// A note for the support side alone; it goes to the staff rooms that mirror the incident, and
    /// to no others. Allowed after closing, for the review.
    pub fn note(self, by: &Actor, words: impl Into<Utterance>) -> Changed {
        let mut decision = Decision::default();
        let Utterance { text, from } = words.into();
        decision.record_inside(by, Fact::Noted { text: text.clone() });
        let intent = Intent::Noted { by: by.name().to_owned(), text, from };
        self.tell_mirrors(&mut decision, Side::Support, Priority::Low, &intent);
        (self, decision)
    }

    /// A comment; every room that mirrors the incident reads it. A customer's comment also goes to
    /// the owner and the staff rooms; a support person's counts as a first response, but
    /// acknowledges nothing.
    pub fn say(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        words: impl Into<Utterance>,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let Utterance { text, from } = words.into();
        decision.record(by, Fact::Said { text: text.clone() });
        let name = by.name().to_owned();
        if Self::speaks_for_customer(by) {
            self.pass_on_customers_words(
                &mut decision,
                context,
                &Intent::Said { by: name, text, from },
            );
            self.note_customer_response(&mut decision, context, by);
            return Ok((self, decision));
        }
        if let Some(person) = by.person() {
            self.respond(&mut decision, context, by, person);
        }
        self.answer_by_words(&mut decision, context, by);
        self.tell_rooms(&mut decision, Priority::Reply, &Intent::Replied { by: name, text, from });
        Ok((self, decision))
    }

    fn pass_on_customers_words(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        words: &Intent,
    ) {
        if let Some(owner) = &self.owner {
            decision.say(Recipient::Person(owner.clone()), Priority::Low, words.clone());
        }
        self.tell_rooms(decision, Priority::Low, words);
        tell_staff(decision, context, Priority::Low, words);
    }
}

/// What somebody said, and in which group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    pub text: String,
    /// None for a direct chat and for a room that is no group of the directory.
    pub from: Option<GroupId>,
}

impl From<String> for Utterance {
    /// Words said to the bot alone.
    fn from(text: String) -> Self {
        Self { text, from: None }
    }
}
