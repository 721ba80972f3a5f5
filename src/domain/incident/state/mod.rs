//! What an incident is: the values that the store keeps. They know nothing of the acts, which
//! change them.

mod act_hash;
mod contract_ref;
mod duplicates;
mod ending;
mod escalation;
mod experts;
mod express;
mod feedback;
mod handoff;
mod incident;
mod lifecycle;
mod mirror;
mod other_level;
mod paging;
mod required_info;
mod response;
mod special_handling;
mod updates;
mod visit;

pub use act_hash::ActHash;
pub use contract_ref::{ContractRef, OutOfContractReason};
pub use duplicates::{Duplicates, OriginalIncident, SimilarIncident};
pub(super) use ending::Due;
pub use ending::{Continued, Ending, OpenQuestion, OwnersShift, Question, Resolution, Solution};
pub use escalation::Escalation;
pub use experts::{Expert, Experts};
pub use express::{GivenBack, SpentExpress};
pub use feedback::{Feedback, Rating};
pub use handoff::Handoff;
pub use incident::Incident;
pub use lifecycle::{IncidentState, Outcome};
pub use mirror::Mirror;
pub use other_level::OtherLevel;
pub use paging::{CallByHand, EscalationPages, OpenPage, Paging};
pub use required_info::{GivenItem, RequiredInfo};
pub use response::{Response, ResponseGiven};
pub use special_handling::{Access, Ruling, SpecialHandling};
pub use updates::{LastUpdate, ProposedCadence, Updates};
pub use visit::Visit;
