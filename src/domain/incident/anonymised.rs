//! What is left of an incident when the plan's retention is over: numbers, instants, severity and
//! outcome, and no text or name of a person (`DaoCloud`, "事件关闭": shown for two years).
//!
//! A fact that is not listed here leaves only its instant, so that a new kind of fact cannot keep
//! words by being forgotten.

use chrono::{DateTime, Utc};

use super::timeline::{Fact, TimelineEntry};
use super::{
    Ending, HandlingFact, Incident, IncidentState, Paging, RequiredInfo, ResponseGiven,
    SpecialHandling,
};
use crate::domain::actor::Actor;
use crate::domain::directory::{Escort, Side};
use crate::ids::PersonId;

impl Incident {
    /// Whether its texts may be removed at an instant.
    pub fn is_due_for_reduction(&self, now: DateTime<Utc>) -> bool {
        self.state.is_closed() && self.ending.kept_until.is_some_and(|until| until <= now)
    }

    /// The figures of a closed incident.
    #[must_use]
    pub fn anonymised(mut self) -> Self {
        self.title = String::new();
        self.reporter = self.reporter.nameless();
        if let IncidentState::Closed { by, .. } = &mut self.state {
            *by = by.nameless();
        }
        (self.owner, self.handoff, self.mirrors) = (None, None, Vec::new());
        self.subscribers = Vec::new();
        if let Some(given) = &mut self.response.given {
            given.by = nobody();
        }
        if let Some(escalation) = &mut self.escalation {
            escalation.owner = None;
            escalation.reason = String::new();
            escalation.answered =
                escalation.answered.take().map(|given| ResponseGiven { by: nobody(), ..given });
        }
        self.paging = Paging::default();
        (self.updates.last, self.updates.bridge) = (None, None);
        self.special_handling = SpecialHandling::default();
        (self.required_info, self.duplicates.looks_like) = (RequiredInfo::default(), None);
        for rating in &mut self.feedback.ratings {
            (rating.by, rating.words) = (rating.by.nameless(), String::new());
        }
        for escort in &mut self.escorts {
            escort.name = String::new();
        }
        let Ending { resolution, continues, transcript_until, .. } = self.ending;
        let figures = Ending { resolution, continues, transcript_until, ..Ending::default() };
        self.ending = Ending { is_anonymised: true, ..figures };
        self
    }
}

impl Actor {
    /// The side that acted, without the person.
    fn nameless(&self) -> Self {
        let side = match self {
            Self::Person { side, .. } => *side,
            Self::Guest { .. } => Side::Customer,
            Self::Bot => return Self::Bot,
        };
        Self::Person { id: nobody(), name: String::new(), side }
    }
}

impl TimelineEntry {
    /// The figures of an entry.
    #[must_use]
    pub fn anonymised(self) -> Self {
        Self { actor: self.actor.nameless(), fact: self.fact.anonymised(), ..self }
    }
}

impl Fact {
    #[expect(clippy::too_many_lines, reason = "one row for each fact")]
    fn anonymised(self) -> Self {
        let nothing = String::new;
        match self {
            Self::Opened { severity, asked_at, .. } => {
                Self::Opened { severity, title: nothing(), asked_at }
            }
            Self::Acknowledged { .. } => Self::Acknowledged { by: nobody() },
            Self::Responded { .. } => Self::Responded { by: nobody() },
            Self::Updated { sequence, next_at, .. } => {
                Self::Updated { sequence, text: nothing(), next_at }
            }
            Self::SeverityChanged { from, to, .. } => {
                Self::SeverityChanged { from, to, reason: nothing() }
            }
            Self::Escalated { urgent, .. } => Self::Escalated { urgent, reason: nothing() },
            Self::InformationAsked { wanted_by, closes_at, .. } => {
                Self::InformationAsked { what: nothing(), wanted_by, closes_at }
            }
            Self::Continues { number, .. } => Self::Continues { number, reason: nothing() },
            Self::EscalationTaken { .. } => Self::EscalationTaken { by: nobody() },
            Self::EscalationAnswered { .. } => Self::EscalationAnswered { by: nobody() },
            Self::CreditRefused { number, .. } => Self::CreditRefused { number, reason: nothing() },
            Self::CreditReversed { number, days, .. } => {
                Self::CreditReversed { number, days, reason: nothing() }
            }
            Self::Resolved { resolution, closes_at, .. } => {
                Self::Resolved { solution: nothing(), resolution, closes_at }
            }
            Self::EndWished { withdraws, .. } => Self::EndWished { withdraws, text: nothing() },
            Self::Rejected { .. } => Self::Rejected { reason: nothing() },
            Self::Reopened { .. } => Self::Reopened { reason: nothing() },
            Self::Closed { outcome, .. } => Self::Closed { outcome, reason: nothing() },
            Self::SpecialHandling(taken) => {
                taken.anonymised().map_or(Self::Anonymised, Self::SpecialHandling)
            }
            Self::Rated { score, .. } => Self::Rated { score, words: nothing() },
            Self::EscortCounts { escort } => {
                Self::EscortCounts { escort: Escort { name: nothing(), ..escort } }
            }
            // Figures and instants alone.
            wordless @ (Self::DueSettled { .. }
            | Self::PagingPlanned { .. }
            | Self::PagingRests { .. }
            | Self::CallAnswered
            | Self::PassedOn
            | Self::StepFoundNobody { .. }
            | Self::HoldingUpdate { .. }
            | Self::CadenceAgreed { .. }
            | Self::CadenceProposed { .. }
            | Self::CadenceDeclined
            | Self::ResponseWarned { .. }
            | Self::ResponseMissed { .. }
            | Self::SilenceEnded
            | Self::Confirmed
            | Self::Resumed
            | Self::AnswerReminded { .. }
            | Self::LeftUnanswered
            | Self::HandoverAsked { .. }
            | Self::HandoverMissed { .. }
            | Self::EscalationWarned { .. }
            | Self::EscalationMissed { .. }
            | Self::CreditProposed { .. }
            | Self::CreditApproved { .. }
            | Self::ExpressSpent { .. }
            | Self::ExpressGivenBack { .. }
            | Self::RequiredInfoAsked { .. }
            | Self::RequiredInfoSkipped { .. }
            | Self::DuplicateOf { .. }
            | Self::HasDuplicate { .. }) => wordless,
            // Nothing is left but that something happened, and when.
            Self::Paged { .. }
            | Self::Told { .. }
            | Self::Assigned { .. }
            | Self::HandoffOffered { .. }
            | Self::HandoffAccepted { .. }
            | Self::Noted { .. }
            | Self::Said { .. }
            | Self::Silenced { .. }
            | Self::Mirrored { .. }
            | Self::MirrorEnded { .. }
            | Self::Subscribed { .. }
            | Self::Unsubscribed { .. }
            | Self::EscalationPaged { .. }
            | Self::RequiredInfoGiven { .. }
            | Self::BridgeSet { .. }
            | Self::Anonymised => Self::Anonymised,
        }
    }
}

impl HandlingFact {
    /// The figures of the fact, without texts and names; none if nothing is left of it.
    fn anonymised(self) -> Option<Self> {
        match self {
            Self::SentOut { expected_at, .. } => {
                Some(Self::SentOut { person: nobody(), expected_at })
            }
            Self::Arrived { .. } => Some(Self::Arrived { person: nobody() }),
            Self::ArrivalOverdue { .. }
            | Self::ArrivalMissed { .. }
            | Self::RegionNamed { .. }
            | Self::ExpertsCalledAgain { .. } => Some(self),
            Self::AccessAnswered { .. }
            | Self::AccessUnanswered { .. }
            | Self::LoweredWithoutAccess { .. }
            | Self::Ruled { .. }
            | Self::LoweringProposed { .. }
            | Self::ExpertsCalled { .. }
            | Self::ExpertJoined { .. } => None,
        }
    }
}

fn nobody() -> PersonId {
    PersonId::new("")
}
