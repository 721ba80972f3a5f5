//! Questions to the customer: asked with a date, reminded of in working hours, and closed by the
//! plan's rule when no answer comes. Any message of the customer ends the wait.
//!
//! Waiting for information is no state of its own: the incident stays acknowledged, with an
//! [`OpenQuestion`] beside it. A rank 1 incident is asked about like any other and is never parked.

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed, warn_staff_and_manager};
use super::state::{Due, OpenQuestion, Question};
use super::timeline::Fact;
use super::{Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;

/// A reminder that comes this much after its time is late: the customer gets the time it was to
/// leave them.
const LATE: TimeDelta = TimeDelta::hours(1);

impl Incident {
    /// Asks the customer for something. That is a first response. Where the plan has a window for
    /// this rank, whoever asks owns the incident, updates pause, and without an answer it is closed
    /// when the window ends; `wanted_by` may give more time than the plan, never less.
    pub fn ask_customer(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
        what: String,
        wanted_by: Option<DateTime<Utc>>,
    ) -> Result<Changed, Refused> {
        self.refuse_unless_worked_on()?;
        let now = context.now;
        if wanted_by.is_some_and(|wanted_by| wanted_by <= now) {
            return Err(Refused::NotInTheFuture);
        }
        let mut decision = Decision::default();
        let Some(person) = by.support_person().cloned() else { return Ok((self, decision)) };
        let window =
            context.entitlement.and_then(|terms| terms.information_ends_at(self.rank, now));
        let closes_at =
            window.map(|ends_at| wanted_by.map_or(ends_at, |wanted_by| ends_at.max(wanted_by)));
        match closes_at {
            Some(_) => self.take_if_open(&mut decision, context, by, &person),
            None => self.respond(&mut decision, context, by, &person),
        }
        self.answer_by_words(&mut decision, context, by);
        self.ending.asked_by_hand = true;
        decision.record(by, Fact::InformationAsked { what: what.clone(), wanted_by, closes_at });
        if let Some(closes_at) = closes_at {
            let question = Question::Information { what: what.clone(), wanted_by };
            self.ending.question = Some(OpenQuestion::new(question, now, closes_at));
            self.stop_updates(&mut decision, now);
        }
        self.watch_question(&mut decision, context);
        let intent = Intent::InformationAsked { what, wanted_by, by: by.name().to_owned() };
        self.tell_rooms(&mut decision, Priority::StatusUpdate, &intent);
        Ok((self, decision))
    }

    /// Ends the wait; work continues.
    pub fn resume(mut self, context: &ActContext<'_>, by: &Actor) -> Result<Changed, Refused> {
        self.refuse_unless_worked_on()?;
        if !self.is_parked() {
            return Err(Refused::NotWaiting);
        }
        let mut decision = Decision::default();
        self.end_waiting(&mut decision, context, by);
        Ok((self, decision))
    }

    /// Whether work is paused until the customer gives what was asked for.
    pub fn is_parked(&self) -> bool {
        self.ending.question.as_ref().is_some_and(OpenQuestion::parks)
    }

    /// While work is paused, no update can be promised.
    pub(super) fn refuse_while_parked(&self) -> Result<(), Refused> {
        let question = self.ending.question.as_ref().filter(|question| question.parks());
        question.map_or(Ok(()), |question| Err(Refused::Waiting { closes_at: question.closes_at }))
    }

    /// The customer answered: what was waited for has come, as far as a program can tell.
    pub(super) fn note_customer_response(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
    ) {
        if !Self::speaks_for_customer(by) {
            return;
        }
        self.ending.asked_by_hand = false;
        if self.is_parked() {
            self.end_waiting(decision, context, by);
        }
    }

    fn end_waiting(&mut self, decision: &mut Decision, context: &ActContext<'_>, by: &Actor) {
        self.ending.question = None;
        self.ending.asked_by_hand = false;
        decision.record(by, Fact::Resumed);
        self.watch_question(decision, context);
        self.start_updates(decision, context);
        let intent = Intent::Resumed { by: by.name().to_owned() };
        self.tell_rooms(decision, Priority::Reply, &intent);
        if let Some(owner) = self.owner.clone().filter(|owner| by.person() != Some(owner)) {
            decision.say(Recipient::Person(owner), Priority::Warning, intent);
        }
    }

    /// Follows a change of rank: rank 1 is never parked, and another rank may give more time.
    pub(super) fn question_follows_rank(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
    ) {
        let rank = self.rank;
        let Some(question) = self.ending.question.as_mut().filter(|question| question.parks())
        else {
            return;
        };
        question.extend(
            context
                .entitlement
                .and_then(|terms| terms.information_ends_at(rank, question.asked_at)),
        );
        if rank == 1 || Self::speaks_for_customer(by) {
            return self.end_waiting(decision, context, by);
        }
        self.watch_question(decision, context);
    }

    /// Sets the timers of the question as it is now, or clears them where none is open. A reminder
    /// that is late waits for the working hours, and the end of the window waits for the reminder.
    pub(super) fn watch_question(&self, decision: &mut Decision, context: &ActContext<'_>) {
        let question = self.ending.question.as_ref().filter(|open| !open.is_left_to_manager);
        let next = question.and_then(|question| {
            let given = usize::try_from(question.reminded).unwrap_or(usize::MAX);
            reminders(context, question).get(given).copied()
        });
        let next = next.map(|at| if at < context.now { at_work(context) } else { at });
        decision.set_or_clear(TimerKind::QuestionReminder, next);
        let ends_at = question.map(|question| match next {
            Some(next) if question.reminded == 0 => question.closes_at.max(next),
            _ => question.closes_at,
        });
        decision.set_or_clear(TimerKind::QuestionEnds, ends_at);
    }

    /// A reminder or the end of the window is due. No incident closes before the customer was
    /// reminded, once and in working hours: if the bot was down at that time, it reminds as soon as
    /// somebody is at work, and the time after the last reminder is granted once more.
    pub(super) fn follow_question(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let now = context.now;
        if let Some(question) = self.ending.question.clone() {
            let reminders = reminders(context, &question);
            match question.due(&reminders, now) {
                Due::Nothing => {}
                Due::Reminder { .. } | Due::LateReminder { .. } if at_work(context) > now => {}
                Due::Reminder { reminded } if is_on_time(&reminders, reminded, now) => {
                    self.remind(&mut decision, reminded, question.closes_at);
                }
                Due::Reminder { reminded } | Due::LateReminder { reminded } => {
                    let more = context.entitlement.and_then(|terms| terms.last_notice_ends_at(now));
                    let closes_at = more.unwrap_or(now).max(question.closes_at);
                    self.remind(&mut decision, reminded, closes_at);
                }
                Due::End => self.end_unanswered(&mut decision, context, &question),
            }
        }
        self.watch_question(&mut decision, context);
        (self, decision)
    }

    /// The window is over. Where the plan's document has the rule the incident closes; otherwise
    /// the duty manager is asked to decide, and it stays as it is.
    fn end_unanswered(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        question: &OpenQuestion,
    ) {
        let terms = context.entitlement;
        if terms.is_some_and(|terms| terms.closes_unanswered(question.parks(), self.rank)) {
            let outcome = question.question.outcome_without_answer();
            return self.end(decision, context, &Actor::Bot, outcome, String::new());
        }
        if let Some(question) = &mut self.ending.question {
            question.is_left_to_manager = true;
        }
        decision.record_inside(&Actor::Bot, Fact::LeftUnanswered);
        warn_staff_and_manager(decision, context, Intent::LeftUnanswered);
    }

    fn remind(&mut self, decision: &mut Decision, reminded: u32, closes_at: DateTime<Utc>) {
        let Some(question) = &mut self.ending.question else { return };
        (question.reminded, question.closes_at) = (reminded, closes_at);
        decision.record(&Actor::Bot, Fact::AnswerReminded { reminded, closes_at });
        self.tell_rooms(decision, Priority::StatusUpdate, &Intent::QuestionReminder);
    }
}

fn reminders(context: &ActContext<'_>, question: &OpenQuestion) -> Vec<DateTime<Utc>> {
    let terms = context.entitlement;
    terms.map(|terms| terms.reminders_at(question.asked_at, question.closes_at)).unwrap_or_default()
}

/// The first instant from now on at which somebody is at work.
fn at_work(context: &ActContext<'_>) -> DateTime<Utc> {
    context.entitlement.map_or(context.now, |terms| terms.at_work_from(context.now))
}

/// Whether the last reminder that is due was due just now.
fn is_on_time(reminders: &[DateTime<Utc>], reminded: u32, now: DateTime<Utc>) -> bool {
    let last = usize::try_from(reminded).ok().and_then(|count| count.checked_sub(1));
    let due_at = last.and_then(|last| reminders.get(last));
    due_at.is_some_and(|due_at| now - *due_at < LATE)
}
