//! The required information of the plan: asked for one item at a time while everything else
//! continues.
//!
//! Nothing here moves a clock, delays a page or repeats a question: each item is asked for once at
//! the most, and the next one when the one before is answered or skipped. Only the customer's
//! words, or an explicit `intake`, fill an item; what the staff say to the customer never
//! does.

use super::act_context::{ActContext, Changed, tell_staff};
use super::comments::Utterance;
use super::timeline::Fact;
use super::{Incident, Refused, RequiredInfo};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::plan::RequiredInfoItem;
use crate::ids::RequiredInfoItemId;

/// Words as they were read against the names of the items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The items that were named, with what was said of each.
    pub named: Vec<(RequiredInfoItemId, String)>,
    /// The text beside the items.
    pub rest: Option<String>,
    /// Whether words that name no item answer the question that waits.
    pub answers: bool,
}

impl RequiredInfo {
    /// Takes over what a fact says about it.
    pub fn follow(&mut self, fact: &Fact) {
        match fact {
            Fact::RequiredInfoAsked { item } => self.asked.push(item.clone()),
            Fact::RequiredInfoGiven { item, text } => self.settle(item, Some(text.clone())),
            Fact::RequiredInfoSkipped { item } => self.settle(item, None),
            _ => {}
        }
    }

    fn next_of<'p>(
        &self,
        mut wanted: impl Iterator<Item = &'p RequiredInfoItem>,
    ) -> Option<&'p RequiredInfoItem> {
        wanted.find(|item| !self.asked.contains(&item.id) && !self.is_settled(&item.id))
    }
}

impl Incident {
    /// Words of the customer, or of somebody who fills an item in for them. Without an item they
    /// are words like any other; with items, each is kept as what it is, told to everybody who
    /// follows, and the next is asked for.
    pub fn tell(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        words: Utterance,
        reading: Reading,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let named = self.items_in(&words, &reading);
        if named.is_empty() {
            return self.say(context, by, words);
        }
        // Words that are the answer as a whole have nothing beside it.
        let rest = reading.rest.filter(|_| !reading.named.is_empty());
        let mut decision = Decision::default();
        let items = named.iter().map(|(item, _)| item.clone()).collect();
        self.note_region_said(&mut decision, context, by, &named);
        for (item, text) in named {
            self.note_required_info(&mut decision, by, Fact::RequiredInfoGiven { item, text });
        }
        if let Some(text) = &rest {
            decision.record(by, Fact::Said { text: text.clone() });
        }
        let asks = self.ask_next(&mut decision, context);
        let name = by.name().to_owned();
        let intent = Intent::RequiredInfoTaken { by: name, items, rest, from: words.from, asks };
        self.pass_on_required_info(&mut decision, context, &intent);
        self.note_customer_response(&mut decision, context, by);
        Ok((self, decision))
    }

    /// The customer has no answer to the question that waits. Whoever names the item means that one
    /// and no other: what they read may be an older question.
    pub fn skip_item(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        meant: Option<&RequiredInfoItemId>,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let pending = self.required_info.pending().cloned();
        if let Some(item) = meant.filter(|meant| pending.as_ref() != Some(*meant)) {
            return Err(Refused::AskedBefore { item: item.clone() });
        }
        let item = pending.ok_or(Refused::NothingAsked)?;
        let mut decision = Decision::default();
        self.note_required_info(
            &mut decision,
            by,
            Fact::RequiredInfoSkipped { item: item.clone() },
        );
        let asks = self.ask_next(&mut decision, context);
        let intent = Intent::RequiredInfoSkipped { by: by.name().to_owned(), item, asks };
        self.tell_rooms(&mut decision, Priority::Low, &intent);
        Ok((self, decision))
    }

    /// What the opening itself carried.
    pub(super) fn begin_required_info(
        &mut self,
        decision: &mut Decision,
        carried: Vec<(RequiredInfoItemId, String)>,
    ) {
        let reporter = self.reporter.clone();
        for (item, text) in carried {
            self.note_required_info(decision, &reporter, Fact::RequiredInfoGiven { item, text });
        }
    }

    /// What the level needs and nobody has said is asked for, unless a question waits already. In a
    /// message of its own, behind everything urgent: on the poorest platform a receipt has no room
    /// for it.
    pub(super) fn ask_what_is_missing(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
    ) {
        if let Some(item) = self.ask_next(decision, context) {
            self.tell_customer(decision, Priority::Low, &Intent::RequiredInfoAsked { item });
        }
    }

    /// The next item that the level needs, noted as asked. None while a question waits, while the
    /// level is not known, and once a solution is offered.
    fn ask_next(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
    ) -> Option<RequiredInfoItemId> {
        if self.required_info.pending().is_some() || !self.state.is_being_worked_on() {
            return None;
        }
        let plan = &context.entitlement?.plan;
        let item =
            self.required_info.next_of(plan.required_info_for(self.severity.as_ref()?))?.id.clone();
        self.note_required_info(
            decision,
            &Actor::Bot,
            Fact::RequiredInfoAsked { item: item.clone() },
        );
        Some(item)
    }

    /// The items that the words mention: those they name, else the one that was asked for.
    fn items_in(&self, words: &Utterance, reading: &Reading) -> Vec<(RequiredInfoItemId, String)> {
        if !reading.named.is_empty() {
            return reading.named.clone();
        }
        // What a person asked for comes first.
        let is_free = self.state.is_being_worked_on() && !self.ending.asked_by_hand;
        let may_answer = reading.answers && is_free;
        let pending = self.required_info.pending().filter(|_| may_answer);
        pending.map(|item| (item.clone(), words.text.clone())).into_iter().collect()
    }

    fn note_required_info(&mut self, decision: &mut Decision, by: &Actor, fact: Fact) {
        self.required_info.follow(&fact);
        match fact {
            // The customer reads the question itself; in their timeline it would only be in the
            // way.
            Fact::RequiredInfoAsked { .. } => decision.record_inside(by, fact),
            _ => decision.record(by, fact),
        }
    }

    fn pass_on_required_info(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        intent: &Intent,
    ) {
        if let Some(owner) = &self.owner {
            decision.say(Recipient::Person(owner.clone()), Priority::Low, intent.clone());
        }
        self.tell_rooms(decision, Priority::Low, intent);
        tell_staff(decision, context, Priority::Low, intent);
    }
}

#[cfg(test)]
mod tests;
