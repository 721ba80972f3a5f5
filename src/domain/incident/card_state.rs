//! What the card of an incident shows, so that the bot knows when a card is outdated.

use chrono::{DateTime, Utc};

use super::{
    Escalation, Incident, IncidentState, OpenQuestion, RequiredInfo, Response, SpecialHandling,
};
use crate::ids::{PersonId, SeverityId};

/// What a card shows of an incident. Between two that are equal no card has to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardState {
    state: IncidentState,
    owner: Option<PersonId>,
    severity: Option<SeverityId>,
    rank: u8,
    response: Response,
    next_update_at: Option<DateTime<Utc>>,
    paged: Vec<PersonId>,
    paging_since: Option<DateTime<Utc>>,
    escalation: Option<Escalation>,
    question: Option<OpenQuestion>,
    special_handling: SpecialHandling,
    required_info: RequiredInfo,
}

impl Incident {
    /// What its card shows now.
    pub fn card_state(&self) -> CardState {
        CardState {
            state: self.state.clone(),
            owner: self.owner.clone(),
            severity: self.severity.clone(),
            rank: self.rank,
            response: self.response.clone(),
            next_update_at: self.updates.next_at,
            paged: self.paging.open.iter().map(|page| page.person.clone()).collect(),
            paging_since: self.paging.running_since,
            escalation: self.escalation.clone(),
            question: self.ending.question.clone(),
            special_handling: self.special_handling.clone(),
            required_info: self.required_info.clone(),
        }
    }
}
