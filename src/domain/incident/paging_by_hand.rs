//! Calls by hand: somebody is wanted beside the policy, answers, or does not.
//!
//! Such a call is one colleague's wish, not a promise of the plan. It is repeated more and more
//! slowly below rank 1 and ends after some calls; whoever called learns of the answer, or that none
//! came.

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::paging::PageFor;
use super::timeline::Fact;
use super::{CallByHand, Incident, IncidentState, OpenPage, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

/// Between the first call and the second. House rule: no document of a vendor says it.
const CALLED_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(5);
/// Pauses do not grow beyond this.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(60);
/// After so many calls whoever called is told that nobody answers.
const CALLS_UNTIL_TOLD: u32 = 3;
/// Below rank 1 there are no more calls than these.
const MOST_CALLS: u32 = 6;

impl Incident {
    /// Pages somebody by hand, beside the policy.
    pub fn page_by_hand(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        self.page(&mut decision, context, PageFor::by_hand(by, person.clone()));
        let again_at = self.called_again_at(1, context.now);
        self.keep_call(person, &CallByHand { by: by.clone(), calls: 1, again_at });
        self.watch_calls_by_hand(&mut decision);
        Ok((self, decision))
    }

    /// Notes on the page of somebody who calls them.
    fn keep_call(&mut self, person: &PersonId, call: &CallByHand) {
        for page in self.paging.open.iter_mut().filter(|page| page.person == *person) {
            page.by_hand = Some(call.clone());
        }
    }

    /// When somebody who does not answer is called again, after so many calls.
    fn called_again_at(&self, calls: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.rank <= 1 {
            return Some(now + CALLED_AGAIN_AFTER);
        }
        let grown = CALLED_AGAIN_AFTER * (1 << calls.saturating_sub(1).min(MOST_CALLS));
        (calls < MOST_CALLS).then(|| now + grown.min(LONGEST_PAUSE))
    }

    /// Takes the answer of somebody who was called by hand while another has it. Tells whether it
    /// was one.
    pub(super) fn answer_call_by_hand(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) -> bool {
        let intent = Intent::CallAnswered { by: person.clone() };
        self.end_call(decision, context, by, person, (Fact::CallAnswered, Priority::Reply, intent))
    }

    /// Ends the call of somebody who cannot help; whoever called learns it. Tells whether there was
    /// one.
    pub(super) fn decline_call_by_hand(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
    ) -> bool {
        let Some(person) = by.support_person() else { return false };
        let intent = Intent::CallDeclined { by: person.clone() };
        self.end_call(decision, context, by, person, (Fact::PassedOn, Priority::Warning, intent))
    }

    /// Ends a call as `ended` says: what is recorded, and how urgently whoever called reads of it.
    /// Tells whether there was one.
    fn end_call(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
        ended: (Fact, Priority, Intent),
    ) -> bool {
        let Some(call) = self.take_call_by_hand(person) else { return false };
        let (fact, priority, intent) = ended;
        decision.record_inside(by, fact);
        if let Some(caller) = call.by.person().filter(|caller| *caller != person) {
            decision.say(Recipient::Person(caller.clone()), priority, intent.clone());
        }
        tell_staff(decision, context, Priority::Reply, &intent);
        self.watch_calls_by_hand(decision);
        true
    }

    /// Ends the call of somebody while another has the incident.
    fn take_call_by_hand(&mut self, person: &PersonId) -> Option<CallByHand> {
        if !self.is_in_somebodys_hands() {
            return None;
        }
        let is_theirs = |page: &OpenPage| page.person == *person && page.by_hand.is_some();
        let index = self.paging.open.iter().position(is_theirs)?;
        self.paging.open.remove(index).by_hand
    }

    /// Until somebody has it, an answer is an acknowledgement.
    fn is_in_somebodys_hands(&self) -> bool {
        match &self.state {
            IncidentState::Acknowledged { .. } | IncidentState::Resolved { .. } => true,
            IncidentState::Open | IncidentState::Closed { .. } => false,
        }
    }

    /// Those who were called by hand and have not answered are called again; whoever called is told
    /// that no answer comes.
    pub(super) fn call_by_hand_again(mut self, context: &mut ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let due = self.calls_due(context.now);
        let silenced = self.silenced_until.filter(|until| *until > context.now);
        if let Some(until) = silenced.filter(|_| !due.is_empty()) {
            decision.set(TimerKind::CallByHand, until);
            return (self, decision);
        }
        for (person, call) in due {
            let calls = call.calls.saturating_add(1);
            self.page(&mut decision, context, PageFor::by_hand(&Actor::Bot, person.clone()));
            let again_at = self.called_again_at(calls, context.now);
            let call = CallByHand { calls, again_at, ..call };
            self.keep_call(&person, &call);
            let is_news = calls == CALLS_UNTIL_TOLD || again_at.is_none();
            if let Some(caller) = call.by.person().filter(|_| is_news) {
                let (calls, goes_on) = (i64::from(calls), again_at.is_some());
                let intent = Intent::CallUnanswered { person, calls, goes_on };
                decision.say(Recipient::Person(caller.clone()), Priority::Warning, intent);
            }
        }
        self.watch_calls_by_hand(&mut decision);
        (self, decision)
    }

    fn calls_due(&self, now: DateTime<Utc>) -> Vec<(PersonId, CallByHand)> {
        let calls = self.paging.open.iter().filter_map(|page| {
            let call = page.by_hand.as_ref()?;
            let is_due = call.again_at.is_some_and(|again_at| again_at <= now);
            is_due.then(|| (page.person.clone(), call.clone()))
        });
        calls.collect()
    }

    fn watch_calls_by_hand(&self, decision: &mut Decision) {
        let calls = self.paging.open.iter().filter_map(|page| page.by_hand.as_ref());
        decision.set_or_clear(TimerKind::CallByHand, calls.filter_map(|call| call.again_at).min());
    }
}
