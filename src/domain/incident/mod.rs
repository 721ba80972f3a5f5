//! One thing that is wrong and being worked on.

mod access;
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
mod measures;
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
mod response;
mod severity;
mod shift_end;
mod situation;
mod state;
mod subscribers;
mod timeline;
mod timers;
mod title_similarity;
mod updates;

pub use crate::domain::actor::Actor;
pub use crate::domain::sla::{NoClock, ResponsePromise};
pub use card_state::CardState;
pub use comments::Utterance;
pub use measures::{MeasureRefused, MeasureTaken};
pub use opening::{Opening, Report};
pub use refused::Refused;
pub use replay::Clocks;
pub use required_info::Reading;
pub use situation::{Changed, Situation};
pub use state::{
    Access, Continued, ContractRef, Duplicates, Ending, Escalation, EscalationPages, Expert,
    Experts, Feedback, GivenBack, GivenItem, Handoff, Incident, IncidentState, LastUpdate,
    Measures, Mirror, OpenPage, OpenQuestion, OriginalIncident, OutOfContractReason, Outcome,
    OwnersShift, Paging, Question, Rating, RequiredInfo, Resolution, Response, ResponseGiven,
    Ruling, SimilarIncident, Solution, SpentExpress, Updates, Visit,
};
pub use timeline::{Fact, TimelineEntry, Visibility};
pub use title_similarity::{OpenTitle, most_similar};

#[cfg(test)]
mod tests;
