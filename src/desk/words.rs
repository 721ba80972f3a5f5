//! Everything the desk can answer in words without an act.

use std::sync::Arc;

use chat::Message;
use chrono::{DateTime, TimeDelta, Utc};

use super::asking::Question;
use super::caller::Hearing;
use super::looks::RotationNow;
use super::memory::Lately;
use crate::commands::command::{Language, ListScope};
use crate::commands::error::ParseError;
use crate::commands::moment::WallTime;
use crate::commands::verb::Verb;
use crate::domain::customer::Entitlement;
use crate::domain::incident::{Incident, Refused, TimelineEntry};
use crate::ids::{IncidentNumber, PersonId, RotationId};

/// An answer, before it is put into sentences.
#[derive(Debug, Clone)]
pub enum Words {
    Show {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        entitlement: Option<Arc<Entitlement>>,
    },
    Why {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        entitlement: Option<Arc<Entitlement>>,
    },
    List {
        incidents: Vec<Incident>,
        scope: ListScope,
    },
    Board {
        incidents: Vec<Incident>,
    },
    Plan,
    Help {
        topic: Option<Verb>,
    },
    OnCall {
        at: DateTime<Utc>,
        rotations: Vec<RotationNow>,
    },
    Covered {
        rotation: RotationId,
        who: PersonId,
        instead_of: Option<PersonId>,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    LanguageSet {
        language: Language,
    },
    ConfirmationAsked {
        question: Question,
        code: String,
        incident: Box<Incident>,
        entitlement: Option<Arc<Entitlement>>,
    },
    AlreadyDone {
        ago: TimeDelta,
        answer: Lately,
    },
    NotUnderstood {
        error: ParseError,
    },
    Refused {
        refused: Refused,
        incident: Box<Incident>,
        entitlement: Option<Arc<Entitlement>>,
    },
    NotFound {
        number: IncidentNumber,
    },
    PageNotFound {
        code: String,
    },
    Ambiguous {
        incidents: Vec<Incident>,
    },
    NothingOpen,
    NumberMissing {
        verb: Verb,
    },
    ReasonMissing {
        verb: Verb,
    },
    NoRight {
        verb: Verb,
    },
    MayNotLower {
        incident: IncidentNumber,
    },
    WrongPlace {
        verb: Verb,
    },
    NoGroupHere,
    ConfirmationUnknown,
    UnknownPerson {
        name: String,
    },
    UnknownTeam {
        team: String,
    },
    NobodyOnCall {
        team: String,
    },
    NoSuchTime {
        time: WallTime,
    },
    NoSuchEnd,
    Contended,
}

impl Words {
    /// The sentences for the caller.
    pub(super) fn message(&self, hearing: &Hearing<'_>) -> Message {
        let _ = hearing;
        Message::new(chat::MessageKind::Reply, format!("{self:?}"))
    }
}
