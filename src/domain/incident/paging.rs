//! Paging: people are paged step by step, again and again, until somebody acknowledges.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed};
use super::state::IncidentState;
use super::timeline::Fact;
use super::{ContractRef, Incident, OpenPage, OutOfContractReason, Refused, ResponsePromise};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::Roster;
use crate::domain::entitlement::Entitlement;
use crate::domain::escalation::paging_hours::PagingHours;
use crate::domain::escalation::policy::EscalationPolicy;
use crate::domain::escalation::step::Why;
use crate::domain::escalation::step_due::{DueSteps, PendingStep};
use crate::domain::escalation::target::Target;
use crate::domain::escalation::timing::{EscalationPlan, Position, ResponseWindow};
use crate::domain::notice::{Intent, PageReason, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

/// How soon to look again when the directory names nobody who could be paged.
const NOBODY_YET: TimeDelta = TimeDelta::minutes(1);

/// Whom to page, and why.
pub(super) struct PageFor {
    /// Who had them paged; the bot, where a step of the policy or another act did.
    by: Actor,
    person: PersonId,
    target: String,
    step: u32,
    steps: u32,
    cycle: u32,
}

impl PageFor {
    /// A page that no step of the policy asked for.
    pub(super) fn outside_policy(person: PersonId, why: &str) -> Self {
        Self { by: Actor::Bot, person, target: why.to_owned(), step: 0, steps: 0, cycle: 0 }
    }

    /// A page that somebody asked for.
    pub(super) fn by_hand(by: &Actor, person: PersonId) -> Self {
        Self { by: by.clone(), ..Self::outside_policy(person, "by_hand") }
    }

    fn from_policy(person: PersonId, why: &Why) -> Self {
        Self {
            by: Actor::Bot,
            person,
            target: why.target.as_ref().map_or_else(|| "fallback".to_owned(), ToString::to_string),
            step: u32::try_from(why.step).unwrap_or(u32::MAX),
            steps: u32::try_from(why.of).unwrap_or(u32::MAX),
            cycle: why.attempt,
        }
    }
}

impl Incident {
    /// Starts paging: now, or when the coverage of a lower rank opens. What is due at once is paged
    /// at once, in the same transaction as the cause.
    pub(super) fn start_paging(&mut self, decision: &mut Decision, context: &mut ActContext<'_>) {
        self.start_paging_from(None, decision, context);
    }

    /// The same, but nobody is paged before `earliest`.
    pub(super) fn start_paging_from(
        &mut self,
        earliest: Option<DateTime<Utc>>,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
    ) {
        let starts_at = self.paging_starts_at(context);
        let starts_at = earliest.map_or(starts_at, |earliest| earliest.max(starts_at));
        self.paging.running_since = Some(starts_at);
        self.paging.pending = Some(PendingStep { position: Position::FIRST, due_at: starts_at });
        decision.record_inside(&Actor::Bot, Fact::PagingPlanned { starts_at });
        self.let_steps_leave(decision, context);
    }

    fn paging_starts_at(&self, context: &ActContext<'_>) -> DateTime<Utc> {
        self.paging_hours(context).next_opening(context.now)
    }

    /// The hours in which people are paged for it by the policy.
    fn paging_hours(&self, context: &ActContext<'_>) -> PagingHours {
        context.entitlement.map_or_else(PagingHours::always, |terms| {
            terms.paging_hours(self.severity.as_ref(), self.rank, self.is_escorted(context))
        })
    }

    /// After a fall in severity, people rest at night where the plan says so.
    pub(super) fn rest_if_closed(&mut self, decision: &mut Decision, context: &mut ActContext<'_>) {
        if self.state == IncidentState::Open {
            self.let_steps_leave(decision, context);
        }
    }

    /// After a rise in severity, people are paged as if it had been opened with it: the policy
    /// starts again at once, because its steps were timed for a longer target. Only if the new rank
    /// waits for its coverage to open and paging runs already does paging continue unchanged.
    pub(super) fn hasten_paging(&mut self, decision: &mut Decision, context: &mut ActContext<'_>) {
        if self.state != IncidentState::Open {
            return;
        }
        let starts_at = self.paging_starts_at(context);
        let is_sooner = self.paging.running_since.is_none_or(|since| starts_at < since);
        if starts_at <= context.now || is_sooner {
            self.start_paging(decision, context);
        } else {
            self.let_steps_leave(decision, context);
        }
    }

    /// Carries out every step that is due, and sets the timer of the next.
    pub(super) fn let_steps_leave(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
    ) {
        let Some(pending) = self.paging.pending else {
            return decision.clear(TimerKind::Escalation);
        };
        // The end of the silence looks again.
        if self.silenced_until.is_some_and(|until| until > context.now) {
            return decision.clear(TimerKind::Escalation);
        }
        let hours = self.paging_hours(context);
        if let Some(rests_until) = rests_until(pending, &hours, context.now) {
            self.paging.pending = Some(PendingStep { due_at: rests_until, ..pending });
            return self.watch_pending(decision, context, &hours);
        }
        match self.due_steps(pending, hours.clone(), context) {
            Some(due_steps) => {
                self.follow(decision, context, due_steps);
                self.watch_pending(decision, context, &hours);
            }
            // The directory names nobody at all; the auditor tells the operator.
            None => decision.set(TimerKind::Escalation, context.now + NOBODY_YET),
        }
    }

    /// Waits for the pending step; or for the closing of the hours before it, at which the duty
    /// manager learns, once, that nobody is called until they open.
    fn watch_pending(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        hours: &PagingHours,
    ) {
        let Some(pending) = self.paging.pending else { return };
        let now = context.now;
        let is_under_way = self.paging.running_since.is_some_and(|since| since <= now);
        if is_under_way && !hours.is_open(now) {
            self.tell_of_rest(decision, context, pending.due_at);
        }
        let closes_at = hours.next_closing(now).filter(|_| is_under_way && hours.is_open(now));
        let watched = closes_at.map_or(pending.due_at, |closes_at| closes_at.min(pending.due_at));
        decision.set(TimerKind::Escalation, watched);
    }

    fn tell_of_rest(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        until: DateTime<Utc>,
    ) {
        if self.paging.rest_told_until.is_some_and(|told| told >= until) {
            return;
        }
        self.paging.rest_told_until = Some(until);
        decision.record_inside(&Actor::Bot, Fact::PagingRests { until });
        if let Some(person) = context.roster.duty_manager(context.now) {
            let intent = Intent::PagingRests { until };
            decision.say(Recipient::Person(person), Priority::Warning, intent);
        }
    }

    fn due_steps(
        &self,
        pending: PendingStep,
        hours: PagingHours,
        context: &ActContext<'_>,
    ) -> Option<DueSteps> {
        let policy = self.policy(&context.roster, context.now)?;
        let starts_at = self.paging.running_since.unwrap_or(context.now);
        let window = self.response_window(context.entitlement);
        let plan =
            EscalationPlan::new(&policy, starts_at, window, hours).slowing_down(self.slows_down());
        Some(plan.fire_due_steps(pending, &context.roster.context(), context.now))
    }

    /// Whom to page: by the customer's policy under a contract; outside every contract the duty
    /// manager decides, so nobody else is paged. None when the directory names nobody at all.
    pub fn policy<'a>(
        &self,
        roster: &Roster<'a>,
        now: DateTime<Utc>,
    ) -> Option<Cow<'a, EscalationPolicy>> {
        match &self.contract_ref {
            ContractRef::Contract { .. } => roster.policy(now),
            ContractRef::OutOfContract { why: OutOfContractReason::UnknownPerson, .. } => {
                roster.unknown_peoples_policy(now).map(Cow::Owned)
            }
            ContractRef::OutOfContract { .. } => roster.duty_manager_policy(now).map(Cow::Owned),
        }
    }

    /// Whether calls that nobody answers become rarer: below the most urgent level. What nobody has
    /// graded is called for as if it were most urgent, and so is a cry from outside every contract.
    fn slows_down(&self) -> bool {
        match &self.contract_ref {
            ContractRef::Contract { .. } => self.severity.is_some() && self.rank > 1,
            ContractRef::OutOfContract { .. } => false,
        }
    }

    /// What the shares of the policy are taken of. While nobody has graded it, people are called as
    /// for the most urgent severity.
    fn response_window(&self, terms: Option<&Entitlement>) -> Option<ResponseWindow> {
        let terms = terms.filter(|_| self.severity.is_none());
        let most_urgent =
            terms.and_then(|terms| terms.most_urgent_promise(self.opened_at, &self.escorts));
        match most_urgent.as_ref().unwrap_or(&self.response.promise) {
            ResponsePromise::Due { at, counted_from, .. } => {
                Some(ResponseWindow { starts_at: *counted_from, due_at: *at })
            }
            ResponsePromise::NoClock { .. } => None,
        }
    }

    fn follow(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        due_steps: DueSteps,
    ) {
        for (person, why) in &due_steps.pages {
            self.page(decision, context, PageFor::from_policy(person.clone(), why));
        }
        for position in steps_of(&due_steps.unfilled) {
            let step = u32::try_from(position.step + 1).unwrap_or(u32::MAX);
            let cycle = position.cycle.saturating_add(1);
            decision.record_inside(&Actor::Bot, Fact::StepFoundNobody { cycle, step });
        }
        if let Some(person) = due_steps.tell {
            let targets = due_steps.unfilled.iter().map(|(_, target)| target.to_string()).collect();
            decision.say(
                Recipient::Person(person),
                Priority::Warning,
                Intent::StepFoundNobody { targets },
            );
        }
        let next = match self.resumes_at(context) {
            // One call, and then the whole policy when the hours open.
            Some(opens_at) => {
                self.paging.running_since = Some(opens_at);
                PendingStep { position: Position::FIRST, due_at: opens_at }
            }
            None => due_steps.next,
        };
        self.paging.pending = Some(next);
    }

    /// When calls go on for a report that nobody has graded, outside the hours in which it is
    /// worked on.
    fn resumes_at(&self, context: &ActContext<'_>) -> Option<DateTime<Utc>> {
        let terms = context.entitlement.filter(|_| self.severity.is_none())?;
        terms.next_opening_while_ungraded(context.now)
    }

    /// Whom the policy pages next and when, if nobody acts: empty steps are passed over, the
    /// fallback is named where no step finds anybody, and a silence is waited for. `roster_at`
    /// gives the people as they are at that instant.
    pub fn next_pages<'a>(
        &self,
        roster_at: impl Fn(DateTime<Utc>) -> Roster<'a>,
    ) -> Option<(DateTime<Utc>, Vec<PersonId>)> {
        let pending = self.paging.pending?;
        let at = self.silenced_until.map_or(pending.due_at, |until| until.max(pending.due_at));
        let roster = roster_at(at);
        let policy = self.policy(&roster, at)?;
        let starts_at = self.paging.running_since.unwrap_or(at);
        let window = self.response_window(None);
        let plan = EscalationPlan::new(&policy, starts_at, window, PagingHours::always())
            .slowing_down(self.slows_down());
        let due = plan.fire_due_steps(pending, &roster.context(), at);
        Some((at, due.pages.into_iter().map(|(person, _)| person).collect()))
    }

    /// Pages one person, under a new short code that stands for all their earlier pages too.
    pub(super) fn page(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        page: PageFor,
    ) {
        let earlier = self.paging.open.iter().find(|open| open.person == page.person);
        let attempt = earlier.map_or(1, |open| open.attempt + 1);
        let code = earlier.map_or_else(|| (context.page_code)(), |open| open.code.clone());
        let by_hand = earlier.and_then(|open| open.by_hand.clone());
        self.paging.open.retain(|open| open.person != page.person);
        let person = page.person;
        self.paging.open.push(OpenPage {
            person: person.clone(),
            code: code.clone(),
            at: context.now,
            attempt,
            by_hand,
        });
        let fact = Fact::Paged {
            person: person.clone(),
            code: code.clone(),
            cycle: page.cycle,
            step: page.step,
        };
        decision.record_inside(&page.by, fact);
        let reason =
            PageReason { target: page.target, step: page.step, steps: page.steps, attempt };
        decision.say(Recipient::Person(person), Priority::Page, Intent::Page { code, reason });
    }

    /// Whether a page still waits for an acknowledgement; one that does not must page nobody.
    pub fn awaits_answer_to(&self, code: &str) -> bool {
        self.paging.open.iter().any(|page| page.code == code)
            || self.special_handling.awaits_answer_to(code)
    }

    /// Whether a page to this person waits for their answer, whatever they were paged for.
    pub fn awaits_answer_from(&self, person: &PersonId) -> bool {
        let pages = self.paging.open.iter().chain(&self.paging.for_escalation.open);
        pages.into_iter().any(|page| page.person == *person)
            || !self.state.is_closed() && self.special_handling.awaits(person)
    }

    /// Somebody who was paged cannot take it: the next step leaves at once. Whoever was called by
    /// hand declines the call.
    pub fn pass_on(mut self, context: &mut ActContext<'_>, by: &Actor) -> Result<Changed, Refused> {
        let mut declined = Decision::default();
        if self.decline_call_by_hand(&mut declined, context, by) {
            return Ok((self, declined));
        }
        let was_paged = self.state == IncidentState::Open && !self.paging.open.is_empty();
        let pending = self.paging.pending.filter(|_| was_paged);
        let Some(pending) = pending else { return Err(Refused::NobodyIsPaged) };
        let mut decision = Decision::default();
        decision.record_inside(by, Fact::PassedOn);
        self.paging.pending =
            Some(PendingStep { due_at: pending.due_at.min(context.now), ..pending });
        self.let_steps_leave(&mut decision, context);
        Ok((self, decision))
    }

    /// Stops paging, and a silence with it. The other paged people are told who acknowledged.
    pub(super) fn stop_paging(&mut self, decision: &mut Decision, by: Option<&Actor>) {
        let taker = by.and_then(Actor::person);
        for page in std::mem::take(&mut self.paging.open) {
            if Some(&page.person) != taker {
                let by = by.map(|actor| actor.name().to_owned()).unwrap_or_default();
                let intent = Intent::PageTaken { code: page.code, by };
                decision.say(Recipient::Person(page.person), Priority::Reply, intent);
            }
        }
        self.paging.pending = None;
        self.paging.running_since = None;
        self.silenced_until = None;
        decision.clear(TimerKind::Escalation);
        decision.clear(TimerKind::SilenceEnds);
        decision.clear(TimerKind::CallByHand);
    }
}

/// The steps with a target that named nobody, each once.
fn steps_of(unfilled: &[(Position, Target)]) -> Vec<Position> {
    let mut steps: Vec<Position> = unfilled.iter().map(|(position, _)| *position).collect();
    steps.dedup();
    steps
}

/// When the step leaves that is not to leave now: its own instant, or the next opening.
fn rests_until(
    pending: PendingStep,
    hours: &PagingHours,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let at = hours.next_opening(pending.due_at.max(now));
    (at > now).then_some(at)
}
