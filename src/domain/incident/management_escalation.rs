//! An escalation by the customer: its clock, the pages to the management until somebody answers,
//! and the answer.
//!
//! It is a promise of its own, beside the first response: one act may keep both, and neither
//! replaces the other.

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed, tell_staff, warn_staff_and_manager};
use super::timeline::Fact;
use super::{Escalation, Incident, OpenPage, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::directory::Role;
use crate::domain::ledger::credit::OwedFor;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::PersonId;

impl Incident {
    /// The customer asks for management attention. The duty manager is paged with a code until
    /// somebody of the management answers; the TAM and the staff rooms are told at once.
    pub fn escalate(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        urgent: bool,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        decision.record(by, Fact::Escalated { urgent, reason: reason.clone() });
        let before = self.escalation.take();
        let was_urgent =
            before.as_ref().filter(|before| before.is_pending()).map(|before| before.urgent);
        let asked = (urgent, reason.as_str());
        self.escalation = Some(Escalation::asked(before, context.entitlement, asked, context.now));
        if was_urgent.is_none_or(|was_urgent| urgent && !was_urgent) {
            self.paging.for_escalation.next_at =
                Some(context.pages_management_from(urgent, context.now));
        }
        let is_paged_now =
            self.paging.for_escalation.next_at.is_some_and(|next| next <= context.now);
        let intent = Intent::Escalated { by: by.name().to_owned(), urgent, reason };
        self.tell_of_escalation(&mut decision, context, &intent, is_paged_now);
        self.watch_answer(&mut decision, context);
        self.page_management(&mut decision, context);
        self.note_customer_response(&mut decision, context, by);
        Ok((self, decision))
    }

    /// Whoever is paged at once learns everything by the page; the others are told.
    fn tell_of_escalation(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        intent: &Intent,
        is_paged_now: bool,
    ) {
        tell_staff(decision, context, Priority::Warning, intent);
        let manager = context.manager();
        let tam = context.roster.tam(context.now).filter(|tam| Some(tam) != manager.as_ref());
        for person in manager.filter(|_| !is_paged_now).into_iter().chain(tam) {
            decision.say(Recipient::Person(person), Priority::Warning, intent.clone());
        }
        self.tell_rooms(decision, Priority::Reply, intent);
    }

    /// Somebody of the management becomes the owner of the escalation and answers it by that. The
    /// customer is told, so it is a first response too where none was given. Paging for the
    /// incident continues: nobody has taken that.
    pub fn take_over(mut self, context: &ActContext<'_>, by: &Actor) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        let mut decision = Decision::default();
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        self.refuse_to_be_taken_over(&person)?;
        self.own_escalation(&mut decision, context, by, &person);
        if self.response.given.is_none() {
            decision.record(by, Fact::Responded { by: person.clone() });
        }
        self.settle_response(&mut decision, context, &person);
        Ok((self, decision))
    }

    fn refuse_to_be_taken_over(&self, person: &PersonId) -> Result<(), Refused> {
        let escalation =
            self.escalation.as_ref().filter(|escalation| escalation.ended_at.is_none());
        let Some(escalation) = escalation else { return Err(Refused::NotEscalated) };
        match &escalation.answered {
            Some(given) if escalation.owner.as_ref() == Some(person) => {
                Err(Refused::EscalationTaken { at: given.at })
            }
            _ => Ok(()),
        }
    }

    /// An acknowledgement by somebody of the management takes the escalation over as well.
    pub(super) fn take_over_if_owed(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        if self.awaits_answer_of(context, person) {
            self.own_escalation(decision, context, by, person);
        }
    }

    fn own_escalation(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        decision.record(by, Fact::EscalationTaken { by: person.clone() });
        if let Some(escalation) = &mut self.escalation {
            escalation.owner = Some(person.clone());
        }
        self.settle_escalation(decision, context, by, person);
        let intent = Intent::EscalationTaken { by: by.name().to_owned() };
        self.tell_rooms(decision, Priority::Reply, &intent);
        tell_staff(decision, context, Priority::Low, &intent);
    }

    /// A text of the management that the customer reads is a response, too.
    pub(super) fn answer_by_words(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
    ) {
        let Some(person) = by.support_person() else { return };
        if !self.awaits_answer_of(context, person) {
            return;
        }
        decision.record(by, Fact::EscalationAnswered { by: person.clone() });
        self.settle_escalation(decision, context, by, person);
        let intent = Intent::EscalationAnswered { by: by.name().to_owned() };
        tell_staff(decision, context, Priority::Low, &intent);
    }

    /// Whether an answer is owed and this person may give it: the management, by role or as duty
    /// manager of the hour.
    pub(super) fn awaits_answer_of(&self, context: &ActContext<'_>, person: &PersonId) -> bool {
        let role = context.roster.directory.people.get(person).map(|person| person.role);
        let is_management = matches!(role, Some(Role::DutyManager | Role::Admin))
            || context.manager().as_ref() == Some(person);
        is_management && self.escalation.as_ref().is_some_and(Escalation::is_pending)
    }

    fn settle_escalation(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        person: &PersonId,
    ) {
        if !self.escalation.as_ref().is_some_and(Escalation::is_pending) {
            return;
        }
        self.own_up_to_lateness(decision, context, OwedFor::Escalation);
        if let Some(escalation) = &mut self.escalation {
            escalation.settle(person, context.now);
        }
        self.stop_watching_answer(decision, by);
    }

    /// The incident is closed: an escalation without an answer ends with it, and what is owed for
    /// it is proposed.
    pub(super) fn end_escalation(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
    ) {
        if self.escalation.as_ref().is_some_and(Escalation::is_pending) {
            self.own_up_to_lateness(decision, context, OwedFor::Escalation);
        }
        if let Some(escalation) = &mut self.escalation {
            escalation.end(context.now);
        }
        self.stop_watching_answer(decision, by);
    }

    fn stop_watching_answer(&mut self, decision: &mut Decision, by: &Actor) {
        let pages = std::mem::take(&mut self.paging.for_escalation);
        for page in pages.open.into_iter().filter(|page| by.person() != Some(&page.person)) {
            let intent = Intent::PageTaken { code: page.code, by: by.name().to_owned() };
            decision.say(Recipient::Person(page.person), Priority::Reply, intent);
        }
        for kind in [TimerKind::AnswerWarning, TimerKind::AnswerDue, TimerKind::AnswerPage] {
            decision.clear(kind);
        }
    }

    /// The due instant of the answer that is still ahead, or whose miss has not been told.
    pub(super) fn watched_answer_due(&self) -> Option<DateTime<Utc>> {
        let escalation = self.escalation.as_ref()?;
        escalation.pending_due().filter(|due_at| escalation.missed != Some(*due_at))
    }

    pub(super) fn watch_answer(&self, decision: &mut Decision, context: &ActContext<'_>) {
        let due_at = self.watched_answer_due();
        decision.set_or_clear(TimerKind::AnswerDue, due_at);
        let warning = due_at.and_then(|_| self.next_answer_warning(context));
        decision.set_or_clear(TimerKind::AnswerWarning, warning);
    }

    fn next_answer_warning(&self, context: &ActContext<'_>) -> Option<DateTime<Utc>> {
        let escalation = self.escalation.as_ref()?;
        let points = context.entitlement?.warning_points(&escalation.promise);
        points.into_iter().find(|point| point.at > context.now).map(|point| point.at)
    }

    /// A share of the time for the answer has passed.
    pub(super) fn warn_of_answer(self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let due_at = self.watched_answer_due().filter(|due_at| *due_at > context.now);
        let promise = self.escalation.as_ref().filter(|_| due_at.is_some()).map(|it| &it.promise);
        let points =
            context.entitlement.zip(promise).map(|(terms, promise)| terms.warning_points(promise));
        let passed = points.unwrap_or_default().into_iter().rfind(|point| point.at <= context.now);
        if let Some(point) = passed {
            let share_percent = point.percent;
            decision.record_inside(&Actor::Bot, Fact::EscalationWarned { share_percent });
            let intent = Intent::EscalationWarning { share_percent };
            warn_staff_and_manager(&mut decision, context, intent);
        }
        let next = due_at.and_then(|_| self.next_answer_warning(context));
        decision.set_or_clear(TimerKind::AnswerWarning, next);
        (self, decision)
    }

    /// The time is used up without an answer: it is late from now on, and both sides are told so.
    pub(super) fn miss_answer(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(due_at) = self.watched_answer_due().filter(|due_at| *due_at <= context.now) else {
            self.watch_answer(&mut decision, context);
            return (self, decision);
        };
        if let Some(escalation) = &mut self.escalation {
            escalation.missed = Some(due_at);
        }
        self.watch_answer(&mut decision, context);
        let missed = Fact::EscalationMissed { due_at };
        tell_staff(&mut decision, context, Priority::Warning, &Intent::EscalationMissed);
        if self.escalation_is_promised(context) {
            decision.record(&Actor::Bot, missed);
            self.tell_customer(&mut decision, Priority::Warning, &Intent::EscalationMissed);
        } else {
            decision.record_inside(&Actor::Bot, missed);
        }
        for person in context.manager().into_iter().chain(context.roster.tam(context.now)) {
            decision.say(Recipient::Person(person), Priority::Warning, Intent::EscalationMissed);
        }
        (self, decision)
    }

    /// Whether the time for the answer is a promise to the customer and not only our own rule.
    pub(super) fn escalation_is_promised(&self, context: &ActContext<'_>) -> bool {
        let escalation = context.entitlement.zip(self.escalation.as_ref());
        escalation.is_some_and(|(terms, asked)| terms.promises_escalation_answer(asked.urgent))
    }

    /// The next page to the management is due.
    pub(super) fn page_again(mut self, context: &mut ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        self.page_management(&mut decision, context);
        (self, decision)
    }

    /// Pages whoever is in charge, if that is due, and sets the timer of the next page.
    fn page_management(&mut self, decision: &mut Decision, context: &mut ActContext<'_>) {
        let Some(due_at) = self.paging.for_escalation.next_at else {
            return decision.clear(TimerKind::AnswerPage);
        };
        if due_at > context.now {
            return decision.set(TimerKind::AnswerPage, due_at);
        }
        if let Some(manager) = context.manager() {
            self.page_manager(decision, context, manager);
        }
        let urgent = self.escalation.as_ref().is_some_and(|escalation| escalation.urgent);
        let next_at = context.next_page_to_management(urgent);
        self.paging.for_escalation.next_at = Some(next_at);
        decision.set(TimerKind::AnswerPage, next_at);
    }

    fn page_manager(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
        person: PersonId,
    ) {
        let open = &mut self.paging.for_escalation.open;
        let earlier =
            open.iter().position(|page| page.person == person).map(|place| open.remove(place));
        let attempt = earlier.as_ref().map_or(1, |page| page.attempt + 1);
        let code = earlier.map_or_else(|| (context.page_code)(), |page| page.code);
        let page = OpenPage {
            person: person.clone(),
            code: code.clone(),
            at: context.now,
            attempt,
            by_hand: None,
        };
        open.push(page);
        let fact = Fact::EscalationPaged { person: person.clone(), code: code.clone() };
        decision.record_inside(&Actor::Bot, fact);
        decision.say(
            Recipient::Person(person),
            Priority::Page,
            Intent::EscalationPage { code, attempt },
        );
    }
}
