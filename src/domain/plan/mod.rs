//! A vendor's published promises, as data: tiers, severities, channels, targets and behaviour.
//!
//! A [`Plan`] is made from a file by [`plan_file`](crate::plan_file), which refuses what does not
//! hold together; so everything here may rely on it: every coverage, tier, severity and channel
//! that is named exists, and every cell of tier × channel × severity has a [`Promise`]. Plans are
//! data. No rule in the program names a vendor.
//!
//! Every figure carries its [`Provenance`]: the document and section it was read from, or why it
//! was assumed.

mod behaviour;
mod closing;
mod escort;
mod express;
mod promise;
mod provenance;
mod regions;
mod required_info;
mod retention;
mod right;
mod severity;
mod special_handling;
mod support;
mod terms;
mod tier;

pub use behaviour::{
    Behaviour, Credits, EscalationTerms, NewsByMail, OutsideCoverage, Paging, Role, UpdateCadence,
    WarningShares,
};
pub use closing::{ClosingTerms, InformationWindow, WithoutAnswer};
pub use escort::EscortTerms;
pub use express::ExpressTerms;
pub use promise::{Amount, Every, Promise, Target, Unit};
pub use provenance::{Assumption, Document, Provenance};
pub use regions::{Region, Regions};
pub use required_info::RequiredInfoItem;
pub use retention::TranscriptTerms;
pub use right::{Right, RightsOfPeople};
pub use severity::Severity;
pub use special_handling::{
    AccessRule, Lowering, OnsiteTarget, OnsiteTerms, Reach, RegradingRule, Relief,
    SpecialHandlingTerms, WarRoomRule,
};
pub use support::SupportFacts;
pub use terms::{Cell, Channel, Note, Plan, PlanCoverage, PlanVersion};
pub use tier::{ChatPlatforms, Contact, ContactPurpose, Price, TamTerms, TierTerms};
