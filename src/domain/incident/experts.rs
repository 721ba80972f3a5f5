//! The emergency group: all experts of a customer are called at once, in addition to the ordinary
//! policy, and again until they answer (Alibaba Cloud, "专项应急小组会诊").
//!
//! One person's answer does not release the others: whoever takes the incident ends the policy, and
//! the group continues gathering.

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::special_handling::{HandlingFact, HandlingRefused, record};
use super::timeline::Fact;
use super::{Experts, Incident, Refused, SpecialHandling};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{HandlingNotice, Intent, PageReason, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

impl SpecialHandling {
    /// The same without the codes of pages, which no clock depends on.
    #[must_use]
    pub(super) fn without_codes(mut self) -> Self {
        for expert in self.experts.iter_mut().flat_map(|experts| &mut experts.people) {
            expert.code = None;
        }
        self
    }

    /// Whether an expert who was paged under this code has not answered.
    pub(super) fn awaits_answer_to(&self, code: &str) -> bool {
        let people = self.experts.iter().flat_map(|experts| &experts.people);
        people
            .filter(|expert| expert.answered_at.is_none())
            .any(|expert| expert.code.as_deref() == Some(code))
    }

    /// Whether the group was called again after the call with this count.
    pub(super) fn has_newer_call(&self, code: &str, calls: u32) -> bool {
        let is_theirs = |experts: &&Experts| {
            experts.people.iter().any(|expert| expert.code.as_deref() == Some(code))
        };
        self.experts.as_ref().filter(is_theirs).is_some_and(|experts| experts.calls > calls)
    }

    /// Whether this person was called and has not answered.
    pub(super) fn awaits(&self, person: &PersonId) -> bool {
        self.experts
            .as_ref()
            .is_some_and(|experts| experts.missing().any(|missing| missing == person))
    }

    pub(super) fn join(&mut self, person: &PersonId, at: DateTime<Utc>) {
        if let Some(experts) = &mut self.experts {
            experts.join(person, at);
        }
    }
}

impl Incident {
    /// Calls the group where the plan promises it for the present severity and day, once.
    pub(super) fn call_experts_of_plan(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
    ) {
        let is_escorted = self.is_escorted(context);
        let is_promised = context
            .entitlement
            .zip(self.severity.as_ref())
            .is_some_and(|(terms, severity)| terms.calls_experts_for(severity, is_escorted));
        if is_promised && self.special_handling.experts.is_none() {
            let people = experts_or_manager(context);
            self.call_experts(decision, context, &Actor::Bot, &people);
        }
    }

    /// Calls the group by hand; once it was called, those who have not answered.
    pub fn call_experts_by_hand(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
    ) -> Result<Changed, Refused> {
        self.refuse_unless_worked_on()?;
        let mut decision = Decision::default();
        match self
            .special_handling
            .experts
            .as_ref()
            .map(|experts| experts.missing().next().is_some())
        {
            Some(true) => self.call_missing(&mut decision, context, by),
            Some(false) => return Err(HandlingRefused::AllExpertsAnswered.into()),
            None => {
                let people = context.roster.experts(context.now);
                if people.is_empty() {
                    return Err(HandlingRefused::NoExperts.into());
                }
                self.call_experts(&mut decision, context, by, &people);
            }
        }
        let intent =
            Intent::SpecialHandling(HandlingNotice::ExpertsCalled { by: by.name().to_owned() });
        self.tell_rooms(&mut decision, Priority::Reply, &intent);
        tell_staff(&mut decision, context, Priority::Reply, &intent);
        Ok((self, decision))
    }

    fn call_experts(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        by: &Actor,
        people: &[PersonId],
    ) {
        if people.is_empty() {
            return;
        }
        record(decision, by, HandlingFact::ExpertsCalled { people: people.to_vec() });
        self.special_handling.experts = Some(Experts::called(people, context.now));
        for person in people {
            self.page_expert(decision, context, by, person);
        }
        self.watch_experts(decision);
    }

    /// Pages one of them under a code of its own. Whoever was paged by the policy at this very
    /// instant is not woken twice: the answer to that page counts.
    fn page_expert(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        if self.paging.open.iter().any(|page| page.person == *person && page.at == context.now) {
            return;
        }
        let Some(experts) = &mut self.special_handling.experts else { return };
        let (code, attempt) = (experts.code_of(person, context.page_code), experts.calls);
        decision.record_inside(
            by,
            Fact::Paged { person: person.clone(), code: code.clone(), cycle: 0, step: 0 },
        );
        let reason = PageReason { target: "expert".to_owned(), step: 0, steps: 0, attempt };
        decision.say(
            Recipient::Person(person.clone()),
            Priority::Page,
            Intent::Page { code, reason },
        );
    }

    /// Takes the answer of an expert who was called. Tells whether it was one.
    pub(super) fn join_if_called(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) -> bool {
        if !self.state.is_being_worked_on() || !self.special_handling.awaits(person) {
            return false;
        }
        self.special_handling.join(person, context.now);
        record(decision, by, HandlingFact::ExpertJoined { person: person.clone() });
        self.watch_experts(decision);
        let intent =
            Intent::SpecialHandling(HandlingNotice::ExpertJoined { person: person.clone() });
        self.tell_rooms(decision, Priority::Reply, &intent);
        tell_staff(decision, context, Priority::Reply, &intent);
        true
    }

    /// Those who have not answered are called again, and the duty manager is told who is missing.
    pub(super) fn call_experts_again(mut self, context: &mut ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let due_at =
            self.special_handling.experts.as_ref().and_then(|experts| experts.calls_again_at);
        if due_at.is_none_or(|due_at| due_at > context.now) {
            self.watch_experts(&mut decision);
            return (self, decision);
        }
        self.call_missing(&mut decision, context, &Actor::Bot);
        let intent = Intent::SpecialHandling(HandlingNotice::ExpertsMissing);
        tell_staff(&mut decision, context, Priority::Warning, &intent);
        if let Some(manager) = context.roster.duty_manager(context.now) {
            decision.say(Recipient::Person(manager), Priority::Warning, intent);
        }
        (self, decision)
    }

    fn call_missing(&mut self, decision: &mut Decision, context: &mut ActContext<'_>, by: &Actor) {
        let Some(experts) = &mut self.special_handling.experts else { return };
        let call = experts.calls.saturating_add(1);
        experts.call_again(call, context.now);
        let missing: Vec<PersonId> = experts.missing().cloned().collect();
        decision
            .record_inside(by, Fact::SpecialHandling(HandlingFact::ExpertsCalledAgain { call }));
        for person in &missing {
            self.page_expert(decision, context, by, person);
        }
        self.watch_experts(decision);
    }

    pub(super) fn watch_experts(&self, decision: &mut Decision) {
        let again_at =
            self.special_handling.experts.as_ref().and_then(|experts| experts.calls_again_at);
        decision.set_or_clear(TimerKind::ExpertsCall, again_at);
    }
}

/// Without a declared group the duty manager is called, who can gather one.
fn experts_or_manager(context: &ActContext<'_>) -> Vec<PersonId> {
    let declared = context.roster.experts(context.now);
    if declared.is_empty() {
        return context.roster.duty_manager(context.now).into_iter().collect();
    }
    declared
}
