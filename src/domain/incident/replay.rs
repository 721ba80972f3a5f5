//! Every clock of an incident, rebuilt from its timeline (`promises`, 5).
//!
//! The timeline and the entitlement are all it reads. Whatever an act does to a clock must
//! therefore follow from the facts it recorded; the property test beside this file finds the act
//! that forgets one.

use chrono::{DateTime, Utc};

use super::severity::Counted;
use super::timeline::{Fact, TimelineEntry};
use super::{
    Escalation, Handoff, Incident, IncidentState, LastUpdate, OpenQuestion, Question, Response,
    ResponsePromise, SpecialHandling, Updates,
};
use crate::domain::actor::Actor;
use crate::domain::directory::Escort;
use crate::domain::entitlement::Entitlement;
use crate::domain::ledger::credit::{Credit, CreditState, OwedFor};
use crate::domain::sla::Reclassification;
use crate::ids::{PersonId, SeverityId};

mod escorts;
mod special_handling;

/// The state of an incident and what is promised, without the texts and the paging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clocks {
    /// The opening, or the last reopening.
    pub response_counts_from: DateTime<Utc>,
    pub severity: Option<SeverityId>,
    /// 1 is the most urgent. Always 0 outside every contract, where no plan ranks anything.
    pub rank: u8,
    pub state: IncidentState,
    pub owner: Option<PersonId>,
    pub handoff: Option<Handoff>,
    pub response: Response,
    pub updates: Updates,
    pub silenced_until: Option<DateTime<Utc>>,
    pub escalation: Option<Escalation>,
    pub credits: Vec<Credit>,
    /// What the customer was asked, and until when an answer is waited for.
    pub question: Option<OpenQuestion>,
    pub special_handling: SpecialHandling,
    pub escorts: Vec<Escort>,
}

impl Clocks {
    /// The clocks as the incident holds them.
    pub fn of(incident: &Incident, entitlement: Option<&Entitlement>) -> Self {
        Self {
            response_counts_from: incident.response_counts_from(),
            severity: incident.severity.clone(),
            rank: entitlement.map_or(0, |_| incident.rank),
            state: incident.state.clone(),
            owner: incident.owner.clone(),
            handoff: incident.handoff.clone(),
            response: incident.response.clone(),
            updates: incident.updates.clone(),
            silenced_until: incident.silenced_until,
            escalation: incident.escalation.clone(),
            credits: incident.credits.clone(),
            question: incident.ending.question.clone(),
            special_handling: incident.special_handling.clone().without_codes(),
            escorts: incident.escorts.clone(),
        }
    }

    /// Whether the incident holds the clocks that follow from its timeline. Entries that were
    /// written after the incident was read are left out.
    pub fn agree(
        incident: &Incident,
        timeline: &[TimelineEntry],
        entitlement: Option<&Entitlement>,
    ) -> bool {
        let known = timeline.partition_point(|entry| entry.seq <= incident.last_seq);
        let rebuilt = Self::rebuilt(timeline.get(..known).unwrap_or_default(), entitlement);
        rebuilt == Some(Self::of(incident, entitlement))
    }

    /// The clocks as they follow from the timeline, in the order of its numbers. None when it does
    /// not begin with the opening.
    pub fn rebuilt(timeline: &[TimelineEntry], entitlement: Option<&Entitlement>) -> Option<Self> {
        let (first, rest) = timeline.split_first()?;
        let Fact::Opened { severity, asked_at, .. } = &first.fact else { return None };
        let mut clocks = Self::at_opening(
            severity.clone(),
            asked_at.unwrap_or(first.at),
            Self::escorts_of_opening(rest),
            entitlement,
        );
        for entry in rest {
            clocks.follow(entry, entitlement);
        }
        Some(clocks)
    }

    fn at_opening(
        severity: Option<SeverityId>,
        opened_at: DateTime<Utc>,
        escorts: Vec<Escort>,
        entitlement: Option<&Entitlement>,
    ) -> Self {
        let promise =
            ResponsePromise::at_opening(entitlement, severity.as_ref(), opened_at, &escorts);
        let lowest = entitlement.map_or(0, Entitlement::lowest_rank);
        let mut clocks = Self {
            response_counts_from: opened_at,
            rank: rank_of(severity.as_ref(), entitlement).unwrap_or(lowest),
            severity,
            state: IncidentState::Open,
            owner: None,
            handoff: None,
            response: Response { promise, given: None, missed: None },
            updates: Updates::default(),
            silenced_until: None,
            escalation: None,
            credits: Vec::new(),
            question: None,
            special_handling: SpecialHandling::default(),
            escorts,
        };
        clocks.begin_updates(entitlement, opened_at);
        clocks.await_access(entitlement, opened_at);
        clocks
    }

    #[expect(clippy::too_many_lines, reason = "one exhaustive table of facts")]
    fn follow(&mut self, entry: &TimelineEntry, entitlement: Option<&Entitlement>) {
        let at = entry.at;
        match &entry.fact {
            Fact::Acknowledged { by } => self.take(by, at),
            Fact::Responded { by } => _ = self.response.settle(by, at),
            Fact::Assigned { to } => (self.owner, self.handoff) = (Some(to.clone()), None),
            Fact::HandoffOffered { to, summary } => self.offer(&entry.actor, to, summary, at),
            Fact::HandoffAccepted { .. } => self.accept(&entry.actor, at),
            Fact::Updated { .. }
            | Fact::HoldingUpdate { .. }
            | Fact::CadenceAgreed { .. }
            | Fact::CadenceProposed { .. }
            | Fact::CadenceDeclined
            | Fact::BridgeSet { .. } => {
                self.follow_update(entry);
            }
            Fact::SeverityChanged { to, .. } => self.follow_severity(to, entitlement, at),
            Fact::DueSettled { owed_for, .. } => self.settle_due(*owed_for, entitlement),
            Fact::ResponseMissed { due_at } => self.response.missed = Some(*due_at),
            Fact::Silenced { until, .. } => self.silence(*until),
            Fact::SilenceEnded => self.silenced_until = None,
            Fact::Escalated { .. }
            | Fact::EscalationTaken { .. }
            | Fact::EscalationAnswered { .. }
            | Fact::EscalationMissed { .. } => self.follow_escalation(entry, entitlement),
            Fact::CreditProposed { .. }
            | Fact::CreditApproved { .. }
            | Fact::CreditRefused { .. }
            | Fact::CreditReversed { .. } => self.follow_credit(&entry.fact),
            Fact::InformationAsked { .. }
            | Fact::AnswerReminded { .. }
            | Fact::LeftUnanswered
            | Fact::Resumed => {
                self.follow_question(entry, entitlement);
            }
            Fact::Resolved { .. }
            | Fact::Rejected { .. }
            | Fact::Reopened { .. }
            | Fact::Closed { .. } => {
                self.follow_ending(entry, entitlement);
            }
            Fact::SpecialHandling(taken) => self.follow_special_handling(taken, entry, entitlement),
            Fact::EscortCounts { escort } => self.follow_escort(escort),
            // Comments, pages and warnings move no clock; the closing has a fact of its own beside
            // the consent.
            Fact::Opened { .. }
            | Fact::PagingPlanned { .. }
            | Fact::PagingRests { .. }
            | Fact::Paged { .. }
            | Fact::CallAnswered
            | Fact::PassedOn
            | Fact::Told { .. }
            | Fact::StepFoundNobody { .. }
            | Fact::Noted { .. }
            | Fact::Said { .. }
            | Fact::EscalationPaged { .. }
            | Fact::EscalationWarned { .. }
            | Fact::ResponseWarned { .. }
            | Fact::Mirrored { .. }
            | Fact::MirrorEnded { .. }
            | Fact::EndWished { .. }
            | Fact::Confirmed
            | Fact::Subscribed { .. }
            | Fact::Unsubscribed { .. }
            | Fact::HandoverAsked { .. }
            | Fact::HandoverMissed { .. }
            | Fact::Continues { .. }
            | Fact::Anonymised
            | Fact::ExpressSpent { .. }
            | Fact::ExpressGivenBack { .. }
            | Fact::RequiredInfoAsked { .. }
            | Fact::RequiredInfoGiven { .. }
            | Fact::RequiredInfoSkipped { .. }
            | Fact::DuplicateOf { .. }
            | Fact::HasDuplicate { .. }
            | Fact::Rated { .. } => {}
        }
    }

    /// By the calendars as they are now: they were so when it was settled, or know more.
    fn settle_due(&mut self, owed_for: OwedFor, entitlement: Option<&Entitlement>) {
        let Some(terms) = entitlement else { return };
        match owed_for {
            OwedFor::Response => {
                let promise = &mut self.response.promise;
                let severity = self.severity.as_ref();
                if let Some(after) = terms.settled(promise, severity, &self.escorts) {
                    *promise = after;
                }
            }
            OwedFor::Escalation => {
                if let Some(asked) = &mut self.escalation
                    && let Some(after) = terms.settled(&asked.promise, None, &[])
                {
                    asked.promise = after;
                }
            }
        }
    }

    fn follow_update(&mut self, entry: &TimelineEntry) {
        let at = entry.at;
        match &entry.fact {
            Fact::Updated { text, .. } => self.fill_slot(&entry.actor, text, at),
            Fact::HoldingUpdate { slot, .. } => self.updates.hold(*slot, at),
            Fact::CadenceAgreed { every_seconds: Some(every), next_at } => {
                self.updates.agree_on_cadence(chrono::TimeDelta::seconds(*every), *next_at);
            }
            Fact::CadenceAgreed { every_seconds: None, next_at } => {
                self.updates.agree_on_next(*next_at);
            }
            Fact::CadenceProposed { proposed } => self.updates.proposed = Some(*proposed),
            Fact::CadenceDeclined => self.updates.proposed = None,
            Fact::BridgeSet { link } => self.updates.bridge.clone_from(link),
            _ => {}
        }
    }

    fn follow_question(&mut self, entry: &TimelineEntry, entitlement: Option<&Entitlement>) {
        let at = entry.at;
        match &entry.fact {
            Fact::InformationAsked { what, wanted_by, closes_at } => {
                let question = Question::Information { what: what.clone(), wanted_by: *wanted_by };
                self.ask(&question, *closes_at, at);
            }
            Fact::AnswerReminded { reminded, closes_at } => self.remind(*reminded, *closes_at),
            Fact::LeftUnanswered => {
                if let Some(question) = &mut self.question {
                    question.is_left_to_manager = true;
                }
            }
            Fact::Resumed => {
                self.question = None;
                self.begin_updates(entitlement, at);
            }
            _ => {}
        }
    }

    fn follow_ending(&mut self, entry: &TimelineEntry, entitlement: Option<&Entitlement>) {
        let at = entry.at;
        match &entry.fact {
            Fact::Resolved { solution, closes_at, .. } => {
                let Some(by) = entry.actor.person().cloned() else { return };
                self.end(IncidentState::Resolved { by, at, solution: solution.clone() });
                self.question =
                    closes_at.map(|closes_at| OpenQuestion::new(Question::Consent, at, closes_at));
                self.pause_special_handling();
            }
            Fact::Closed { outcome, .. } => {
                self.end(IncidentState::Closed { outcome: *outcome, by: entry.actor.clone(), at });
                if let Some(escalation) = &mut self.escalation {
                    escalation.end(at);
                }
                self.end_special_handling();
            }
            Fact::Reopened { .. } => {
                (self.state, self.owner, self.question) = (IncidentState::Open, None, None);
                self.response_counts_from = at;
                self.response =
                    Response::owed_from(at, entitlement, self.severity.as_ref(), &self.escorts);
                self.begin_updates(entitlement, at);
                self.restart_special_handling(entitlement, at);
            }
            _ => {
                self.question = None;
                self.owner = self.owner.take().or_else(|| self.solver());
                if let Some(by) = self.owner.clone() {
                    self.state = IncidentState::Acknowledged { by, at };
                }
                self.begin_updates(entitlement, at);
            }
        }
    }

    fn follow_escalation(&mut self, entry: &TimelineEntry, entitlement: Option<&Entitlement>) {
        let at = entry.at;
        if let Fact::Escalated { urgent, reason } = &entry.fact {
            let before = self.escalation.take();
            self.escalation = Some(Escalation::asked(before, entitlement, (*urgent, reason), at));
        }
        let Some(escalation) = &mut self.escalation else { return };
        match &entry.fact {
            Fact::EscalationTaken { by } => {
                escalation.owner = Some(by.clone());
                escalation.settle(by, at);
            }
            Fact::EscalationAnswered { by } => escalation.settle(by, at),
            Fact::EscalationMissed { due_at } => escalation.missed = Some(*due_at),
            _ => {}
        }
    }

    fn follow_credit(&mut self, fact: &Fact) {
        let (number, state) = match fact {
            Fact::CreditProposed { number, claim } => {
                let state = CreditState::Proposed;
                return self.credits.push(Credit { number: *number, claim: claim.clone(), state });
            }
            Fact::CreditApproved { number, .. } => (number, CreditState::Approved),
            Fact::CreditRefused { number, .. } => (number, CreditState::Refused),
            Fact::CreditReversed { number, .. } => (number, CreditState::Reversed),
            _ => return,
        };
        for credit in self.credits.iter_mut().filter(|credit| credit.number == *number) {
            credit.state = state;
        }
    }

    fn silence(&mut self, until: DateTime<Utc>) {
        self.silenced_until = Some(until);
        self.pause_special_handling();
    }

    fn take(&mut self, by: &PersonId, at: DateTime<Utc>) {
        self.response.settle(by, at);
        self.own(by, at);
    }

    fn own(&mut self, by: &PersonId, at: DateTime<Utc>) {
        self.state = IncidentState::Acknowledged { by: by.clone(), at };
        self.owner = Some(by.clone());
        (self.handoff, self.silenced_until) = (None, None);
    }

    fn accept(&mut self, by: &Actor, at: DateTime<Utc>) {
        if let Some(person) = by.person() {
            self.own(person, at);
        }
    }

    fn offer(&mut self, by: &Actor, to: &PersonId, summary: &str, at: DateTime<Utc>) {
        let offer = |from: &PersonId| Handoff {
            from: from.clone(),
            to: to.clone(),
            summary: summary.to_owned(),
            at,
        };
        self.handoff = by.person().map(offer);
    }

    fn fill_slot(&mut self, by: &Actor, text: &str, at: DateTime<Utc>) {
        let last = |by: &PersonId| LastUpdate { at, by: by.clone(), text: text.to_owned() };
        self.updates.last = by.person().map(last);
        self.updates.fill(self.owes_news(), at);
    }

    fn owes_news(&self) -> bool {
        let is_parked = self.question.as_ref().is_some_and(OpenQuestion::parks);
        self.state.is_being_worked_on() && !is_parked
    }

    /// Without an end nothing is waited for: the question was asked, and work went on.
    fn ask(&mut self, question: &Question, closes_at: Option<DateTime<Utc>>, at: DateTime<Utc>) {
        let Some(closes_at) = closes_at else { return };
        self.question = Some(OpenQuestion::new(question.clone(), at, closes_at));
        self.updates.stop();
    }

    fn remind(&mut self, reminded: u32, closes_at: DateTime<Utc>) {
        if let Some(question) = &mut self.question {
            (question.reminded, question.closes_at) = (reminded, closes_at);
        }
    }

    fn follow_severity(
        &mut self,
        to: &SeverityId,
        entitlement: Option<&Entitlement>,
        at: DateTime<Utc>,
    ) {
        let is_first = self.severity.replace(to.clone()).is_none();
        self.await_access(entitlement, at);
        let Some(terms) = entitlement else { return };
        let change =
            Reclassification { from: self.rank, to: terms.rank(to).unwrap_or(self.rank), is_first };
        self.rank = change.to;
        let counted =
            Counted { opened_at: self.response_counts_from, now: at, escorts: &self.escorts };
        self.response.follow_severity(terms, change, to, counted);
        if let Some(question) = self.question.as_mut().filter(|question| question.parks()) {
            question.extend(terms.information_ends_at(self.rank, question.asked_at));
        }
        if change.from == change.to {
            return;
        }
        self.updates.follow_rank(terms.update_every(self.rank), change.is_raise(), at);
        if !self.owes_news() {
            self.updates.stop();
        }
    }

    fn begin_updates(&mut self, entitlement: Option<&Entitlement>, at: DateTime<Utc>) {
        self.updates.begin(entitlement.and_then(|terms| terms.update_every(self.rank)), at);
    }

    fn end(&mut self, state: IncidentState) {
        self.state = state;
        self.updates.stop();
        (self.handoff, self.silenced_until, self.question) = (None, None, None);
    }

    fn solver(&self) -> Option<PersonId> {
        match &self.state {
            IncidentState::Resolved { by, .. } => Some(by.clone()),
            IncidentState::Open
            | IncidentState::Acknowledged { .. }
            | IncidentState::Closed { .. } => None,
        }
    }
}

fn rank_of(severity: Option<&SeverityId>, entitlement: Option<&Entitlement>) -> Option<u8> {
    entitlement?.rank(severity?)
}

#[cfg(test)]
mod tests;
