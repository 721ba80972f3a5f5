//! Access to the customer's system: asked for at the opening, granted or refused by the customer,
//! and what follows from a refusal (`DaoCloud`, "事件管理").

use chrono::{DateTime, Utc};

use super::act_context::{ActContext, Changed, tell_staff, warn_staff_and_manager};
use super::severity::Grade;
use super::special_handling::{HandlingFact, HandlingRefused, record};
use super::timeline::Fact;
use super::{Access, Incident, Refused, SpecialHandling};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;
use crate::domain::notice::{HandlingNotice, Intent, Priority, Recipient};
use crate::domain::timer::TimerKind;
use crate::ids::SeverityId;

impl SpecialHandling {
    pub(super) fn answer_access(
        &mut self,
        granted: bool,
        by: &Actor,
        words: &str,
        at: DateTime<Utc>,
    ) {
        self.access_due = None;
        let lowered_from = self.access.take().and_then(|before| before.lowered_from);
        self.access =
            Some(Access { granted, by: by.clone(), at, words: words.to_owned(), lowered_from });
    }

    /// Waits for an answer about access where the severity does not stand without, from an instant
    /// on. What is waited for already keeps its instant.
    pub(super) fn await_access(
        &mut self,
        terms: Option<&Entitlement>,
        severity: Option<&SeverityId>,
        from: DateTime<Utc>,
    ) {
        let due = terms.zip(severity).and_then(|(terms, at)| terms.access_answer_due(at, from));
        let due = due.filter(|_| self.access.is_none());
        self.access_due = due.map(|due| self.access_due.map_or(due, |before| before.min(due)));
    }

    pub(super) fn lose_severity(&mut self, from: &SeverityId) {
        if let Some(access) = &mut self.access {
            access.lowered_from = Some(from.clone());
        }
    }

    fn refusal(&self) -> Option<&Access> {
        self.access.as_ref().filter(|access| !access.granted)
    }
}

impl Incident {
    /// The customer grants or refuses access, or somebody of the support side records what the
    /// customer said. A refusal is told to the duty manager with what the plan provides for;
    /// nothing is lowered by itself.
    pub fn answer_access(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        granted: bool,
        words: String,
    ) -> Result<Changed, Refused> {
        self.refuse_if_closed()?;
        if !self.needs_access(context.entitlement) && self.special_handling.access.is_none() {
            return Err(HandlingRefused::AccessNotNeeded.into());
        }
        if by.is_support() && words.trim().is_empty() {
            return Err(HandlingRefused::EvidenceMissing.into());
        }
        let mut decision = Decision::default();
        self.special_handling.answer_access(granted, by, &words, context.now);
        self.watch_access(&mut decision);
        let by_customer = Self::speaks_for_customer(by);
        record(
            &mut decision,
            by,
            HandlingFact::AccessAnswered { granted, by_customer, words: words.clone() },
        );
        let answered =
            HandlingNotice::AccessAnswered { by: by.clone(), granted, words: words.clone() };
        self.tell_rooms(&mut decision, Priority::Reply, &Intent::SpecialHandling(answered.clone()));
        match self.falls_to(context.entitlement).filter(|_| !granted) {
            Some(to) => propose_downgrade(&mut decision, context, (to, by.clone(), words)),
            None => {
                self.tell_of_answer(&mut decision, context, by, Intent::SpecialHandling(answered));
            }
        }
        Ok((self, decision))
    }

    /// Waits for the customer's answer about access from an instant on, where one is needed.
    pub(super) fn await_access(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        from: DateTime<Utc>,
    ) {
        let severity = self.severity.as_ref();
        self.special_handling.await_access(context.entitlement, severity, from);
        self.watch_access(decision);
    }

    /// Sets the timer for the customer's silence about access, or clears it.
    pub(super) fn watch_access(&self, decision: &mut Decision) {
        decision.set_or_clear(TimerKind::AccessAnswer, self.special_handling.access_due);
    }

    /// Silence counts, too: nobody answered about access, and the duty manager is asked to regrade.
    pub(super) fn note_silence_about_access(mut self, context: &ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let due_at = self.special_handling.access_due;
        if due_at.is_some_and(|due_at| due_at > context.now) {
            self.watch_access(&mut decision);
            return (self, decision);
        }
        let to = self.falls_to(context.entitlement).filter(|_| self.state.is_being_worked_on());
        let Some(to) = to.filter(|_| due_at.is_some()) else { return (self, decision) };
        self.special_handling.access_due = None;
        let silent = HandlingFact::AccessUnanswered { to: to.clone() };
        decision.record_inside(&Actor::Bot, Fact::SpecialHandling(silent));
        let intent = Intent::SpecialHandling(HandlingNotice::AccessUnanswered { to });
        warn_staff_and_manager(&mut decision, context, intent);
        (self, decision)
    }

    /// Whether the plan wants access for the present severity.
    pub fn needs_access(&self, terms: Option<&Entitlement>) -> bool {
        terms
            .zip(self.severity.as_ref())
            .is_some_and(|(terms, at)| terms.access_needed_for(at).is_some())
    }

    /// What the present severity becomes without access.
    fn falls_to(&self, terms: Option<&Entitlement>) -> Option<SeverityId> {
        terms?.severity_without_access(self.severity.as_ref()?).cloned()
    }

    fn tell_of_answer(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        by: &Actor,
        intent: Intent,
    ) {
        tell_staff(decision, context, Priority::Reply, &intent);
        if let Some(owner) = self.owner.clone().filter(|owner| by.person() != Some(owner)) {
            decision.say(Recipient::Person(owner), Priority::Reply, intent);
        }
    }

    /// What it would become without access, or why it cannot, so that no confirmation is asked for
    /// in vain.
    pub fn severity_without_access(
        &self,
        terms: Option<&Entitlement>,
    ) -> Result<SeverityId, Refused> {
        self.refuse_if_closed()?;
        let to = self.falls_to(terms).ok_or(HandlingRefused::AccessNotNeeded)?;
        self.special_handling.refusal().ok_or(HandlingRefused::AccessNotRefused)?;
        Ok(to)
    }

    /// The duty manager lowers the severity because access was refused. The clock follows rule 7 as
    /// with any change; who refused, when and in which words stays in the timeline, and the
    /// customer is told all of it.
    pub fn lower_without_access(
        mut self,
        context: &mut ActContext<'_>,
        by: &Actor,
    ) -> Result<Changed, Refused> {
        let to = self.severity_without_access(context.entitlement)?;
        let (Some(from), Some(refusal)) =
            (self.severity.clone(), self.special_handling.refusal().cloned())
        else {
            return Err(HandlingRefused::AccessNotRefused.into());
        };
        let mut decision = Decision::default();
        let (refused_by, words) = (refusal.by, refusal.words);
        let evidence = HandlingFact::LoweredWithoutAccess {
            from: from.clone(),
            refused_by: refused_by.clone(),
            refused_at: refusal.at,
            words: words.clone(),
        };
        record(&mut decision, by, evidence);
        self.special_handling.lose_severity(&from);
        self.answer_by_words(&mut decision, context, by);
        let intent = Intent::SpecialHandling(HandlingNotice::LoweredWithoutAccess {
            from,
            to: to.clone(),
            by: by.name().to_owned(),
            refused_by,
            refused_at: refusal.at,
            words: words.clone(),
        });
        Ok(self.graded(decision, context, by, Grade { to, reason: words, intent }))
    }
}

fn propose_downgrade(
    decision: &mut Decision,
    context: &ActContext<'_>,
    (to, by, words): (SeverityId, Actor, String),
) {
    let intent = Intent::SpecialHandling(HandlingNotice::DowngradeProposed { to, by, words });
    tell_staff(decision, context, Priority::Warning, &intent);
    if let Some(manager) = context.roster.duty_manager(context.now) {
        decision.say(Recipient::Person(manager), Priority::Warning, intent);
    }
}
