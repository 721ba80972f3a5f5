//! One incident, whole.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    ActHash, ContractRef, Duplicates, Ending, Escalation, Feedback, Handoff, IncidentState, Mirror,
    OtherLevel, Paging, RequiredInfo, Response, SpecialHandling, SpentExpress, Updates,
};
use crate::domain::actor::Actor;
use crate::domain::directory::{Destination, Escort, Languages};
use crate::domain::ledger::credit::Credit;
use crate::domain::timer::Timers;
use crate::ids::{GroupId, IncidentNumber, PersonId, SeverityId};

/// An incident as the store keeps it. The methods that change it consume it and give back the new
/// one with the [`Decision`](crate::domain::decision::Decision) to commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    #[serde(skip, default = "unset_number")]
    pub number: IncidentNumber,
    /// Grows with every committed change; a change made against an old version is refused.
    #[serde(skip)]
    pub version: i64,
    /// The hash of its last act, as it is stored.
    #[serde(skip)]
    pub chain: ActHash,
    pub contract_ref: ContractRef,
    pub room: Destination,
    /// The group of the directory, where the room is one.
    pub group: Option<GroupId>,
    /// The other rooms in which it is followed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mirrors: Vec<Mirror>,
    pub language: Languages,
    /// The customer's zone; every instant is told in it.
    pub zone: Tz,
    /// None while nobody has said how bad it is.
    pub severity: Option<SeverityId>,
    /// What was typed as the level at the opening, where that is none that is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_level: Option<OtherLevel>,
    /// 1 is the most urgent on this channel.
    pub rank: u8,
    pub title: String,
    pub reporter: Actor,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub opened_at: DateTime<Utc>,
    pub state: IncidentState,
    pub owner: Option<PersonId>,
    pub response: Response,
    pub paging: Paging,
    pub updates: Updates,
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub silenced_until: Option<DateTime<Utc>>,
    pub handoff: Option<Handoff>,
    /// Mailboxes of the customer that get updates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subscribers: Vec<Destination>,
    #[serde(default)]
    pub ending: Ending,
    /// What is to happen at an instant. Changed by [`Incident::apply`] alone.
    #[serde(default)]
    pub timers: Timers,
    /// The number of the last timeline entry.
    pub last_seq: i64,
    /// The customer's last escalation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<Escalation>,
    /// What was proposed for late answers, in the order of the numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// What it was paid with, where it was opened as an express ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub express: Option<SpentExpress>,
    /// Special handling besides the response.
    #[serde(default, skip_serializing_if = "SpecialHandling::is_empty")]
    pub special_handling: SpecialHandling,
    /// What the plan asks a request to carry, and what is known of it.
    #[serde(default, skip_serializing_if = "RequiredInfo::is_empty")]
    pub required_info: RequiredInfo,
    /// What it has to do with other incidents.
    #[serde(default, skip_serializing_if = "Duplicates::is_empty")]
    pub duplicates: Duplicates,
    /// The customer's words on the service.
    #[serde(default, skip_serializing_if = "Feedback::is_empty")]
    pub feedback: Feedback,
    /// The escorts that count for it, in the order in which they came to count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escorts: Vec<Escort>,
}

impl Incident {
    /// The nearest instant at which something is promised to the customer.
    pub fn deadline_at(&self) -> Option<DateTime<Utc>> {
        if self.state.is_closed() {
            return None;
        }
        let answer = self.escalation.as_ref().and_then(Escalation::pending_due);
        self.response.pending_due().into_iter().chain(answer).chain(self.updates.next_at).min()
    }
}

fn unset_number() -> IncidentNumber {
    IncidentNumber(0)
}
