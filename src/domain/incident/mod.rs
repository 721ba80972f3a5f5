//! An incident: one problem that a customer reported and that the vendor works on.

mod access;
mod act_context;
mod anonymised;
mod cadence;
mod cadence_agreement;
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
mod newer_pages;
mod onsite;
mod opening;
mod ownership;
mod paging;
mod paging_by_hand;
mod provisional;
mod rating;
mod refused;
mod regions;
mod regrading;
mod replay;
mod required_info;
mod response;
mod severity;
mod shift_end;
mod silence;
mod special_handling;
mod state;
mod subscribers;
mod timeline;
mod timers;
mod title_similarity;
mod updates;
mod withdrawal;

pub use crate::domain::actor::Actor;
pub use crate::domain::sla::{NoClock, ResponsePromise};
pub use act_context::{ActContext, Changed};
pub use card_state::CardState;
pub use comments::Utterance;
pub use opening::{Opening, Report};
pub use refused::Refused;
pub use replay::Clocks;
pub use required_info::Reading;
pub use special_handling::{HandlingFact, HandlingRefused};
pub use state::{
    Access, ActHash, CallByHand, Continued, ContractRef, Duplicates, Ending, Escalation,
    EscalationPages, Expert, Experts, Feedback, GivenBack, GivenItem, Handoff, Incident,
    IncidentState, LastUpdate, Mirror, OpenPage, OpenQuestion, OriginalIncident, OtherLevel,
    OutOfContractReason, Outcome, OwnersShift, Paging, ProposedCadence, Question, Rating,
    RequiredInfo, Resolution, Response, ResponseGiven, Ruling, SimilarIncident, Solution,
    SpecialHandling, SpentExpress, Updates, Visit,
};
pub use timeline::{Fact, TimelineEntry, Visibility};
pub use title_similarity::{OpenTitle, most_similar};

#[cfg(test)]
mod tests;
