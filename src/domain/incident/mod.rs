//! An incident: one problem that a customer reported and that the vendor works on.

mod access;
mod act_context;
mod anonymised;
mod cadence;
mod card_state;
mod closing;
mod comments;
mod credits;
mod customer_question;
mod duplicates;
mod escorts;
mod experts;
mod express;
#[cfg(test)]
mod kit;
mod management_escalation;
mod mirrors;
mod onsite;
mod opening;
mod ownership;
mod paging;
mod rating;
mod refused;
mod regrading;
mod replay;
mod required_info;
mod resolution;
mod response;
mod severity;
mod shift_end;
mod special_handling;
mod state;
mod subscribers;
mod timeline;
mod timers;
mod title_similarity;
mod updates;

pub use access::Access;
pub use act_context::{ActContext, Changed};
pub use card_state::CardState;
pub use comments::Utterance;
pub use duplicates::{Duplicates, OriginalIncident, SimilarIncident};
pub use experts::{Expert, Experts};
pub use express::{GivenBack, SpentExpress};
pub use management_escalation::{Escalation, EscalationPages};
pub use mirrors::Mirror;
pub use onsite::Visit;
pub use opening::{Opening, Report};
pub use rating::{Feedback, Rating};
pub use refused::Refused;
pub use regrading::Ruling;
pub use replay::Clocks;
pub use required_info::{GivenItem, Reading, RequiredInfo};
pub use resolution::{
    Continued, Ending, OpenQuestion, OwnersShift, Question, Resolution, Solution,
};
pub use special_handling::{HandlingFact, HandlingRefused, SpecialHandling};
pub use state::{IncidentState, Outcome};
pub use timeline::{Actor, Fact, TimelineEntry, Visibility};
pub use title_similarity::{OpenTitle, most_similar};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::directory::{Destination, Escort, Languages};
use crate::domain::escalation::step_due::PendingStep;
use crate::domain::ledger::credit::Credit;
use crate::domain::notice::OutOfContractReason;
use crate::domain::timer::Timers;
use crate::ids::{
    ChannelId, CoverageId, CustomerId, GroupId, IncidentNumber, PersonId, PlanId, SeverityId,
    TierId,
};

/// An incident as the store keeps it. The methods that change it consume it and give back the new
/// one with the [`Decision`](crate::domain::decision::Decision) to commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    #[serde(skip, default = "unset_number")]
    pub number: IncidentNumber,
    /// Grows with every committed change; a change made against an old version is refused.
    #[serde(skip)]
    pub version: i64,
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
    /// Access, the decision on the severity, the on-site visit and the experts.
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

/// The contract under which an incident runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum ContractRef {
    Contract {
        customer: CustomerId,
        plan: PlanId,
        plan_version: String,
        tier: TierId,
        channel: ChannelId,
    },
    /// Outside every contract: recorded anyway, and the duty manager decides.
    OutOfContract { why: OutOfContractReason, customer: Option<CustomerId> },
}

impl ContractRef {
    /// The customer, where one is known.
    pub fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Contract { customer, .. } => Some(customer),
            Self::OutOfContract { customer, .. } => customer.as_ref(),
        }
    }
}

/// The promise of a first response, and whether it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    pub promise: ResponsePromise,
    /// When and by whom the first human answer of the support side was given.
    pub given: Option<ResponseGiven>,
    /// The due instant whose miss has been told, so that it is told once.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub missed: Option<DateTime<Utc>>,
}

impl Response {
    /// The instant before which an answer must come or had to come; none where no clock was
    /// promised.
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        match &self.promise {
            ResponsePromise::Due { at, .. } => Some(*at),
            ResponsePromise::NoClock { .. } => None,
        }
    }

    /// The instant before which an answer must come, while none has come.
    pub fn pending_due(&self) -> Option<DateTime<Utc>> {
        match (&self.given, &self.promise) {
            (None, ResponsePromise::Due { at, .. }) => Some(*at),
            _ => None,
        }
    }
}

/// The first response of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseGiven {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub by: PersonId,
}

/// What is promised as the time to the first response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ResponsePromise {
    Due {
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
        /// The due instant lies in a year whose holidays are not published (`sla-semantics`, rule
        /// 11).
        provisional: bool,
        target_seconds: i64,
        coverage: CoverageId,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        counted_from: DateTime<Utc>,
        /// An escort's target replaced a longer one (rule 8).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_escort: bool,
    },
    /// The plan gives words instead of a clock (rule 10).
    NoClock { why: NoClock },
}

/// Why there is no due instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NoClock {
    None,
    BestEffort,
    Periodic {
        every: String,
    },
    /// The contract should name a figure and does not.
    Contract,
    NotOffered,
    OutOfContract,
    /// Nobody has said how bad it is yet.
    SeverityMissing,
}

/// The progress of paging.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// The instant from which the delays of the policy count; none when paging is over.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub running_since: Option<DateTime<Utc>>,
    /// The step that is due next; none when paging is over.
    pub pending: Option<PendingStep>,
    /// Unacknowledged pages, one for each person.
    pub open: Vec<OpenPage>,
    /// Pages of the management for an escalation by the customer.
    #[serde(default)]
    pub for_escalation: EscalationPages,
}

/// A page that waits for an acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPage {
    pub person: PersonId,
    pub code: String,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// How often this person has been paged for this incident.
    pub attempt: u32,
}

/// How often the customer gets updates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updates {
    /// Seconds between updates; none when the plan sets no cadence and none was agreed.
    pub every_seconds: Option<i64>,
    /// Whether the customer agreed to that period; the plan's own otherwise.
    #[serde(default)]
    pub cadence_is_agreed: bool,
    /// When the next update is promised.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub next_at: Option<DateTime<Utc>>,
    /// Whether the customer agreed to that very instant.
    #[serde(default)]
    pub slot_is_agreed: bool,
    /// How many updates the customer has had.
    pub sequence: u32,
    /// The last update of a person, and when.
    pub last: Option<LastUpdate>,
    /// Slots for which nobody wrote an update.
    pub missed: u32,
}

/// The last customer-visible update of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUpdate {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    pub by: PersonId,
    pub text: String,
}

/// A hand-over that waits for acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handoff {
    pub from: PersonId,
    pub to: PersonId,
    pub summary: String,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
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

#[cfg(test)]
mod tests;
