//! One level of a plan: what it has in addition to its targets.

use crate::domain::names::Names;
use crate::ids::{ChannelId, CoverageId, TierId};

use super::{EscortTerms, Provenance};

/// The terms of a level that are not response targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierTerms {
    /// Such as `vip`.
    pub id: TierId,
    pub names: Names,
    /// On which chat platforms the vendor opens a group.
    pub platforms: ChatPlatforms,
    /// Where to turn when the chat is not covered.
    pub contacts: Vec<Contact>,
    /// The technical account manager, where the level has one.
    pub tam: Option<TamTerms>,
    /// What the level costs by the document.
    pub price: Option<Price>,
    /// What the document says the level does not have.
    pub not_offered: Vec<Names>,
    /// What is promised during a booked escort, where that is a time.
    pub during_escort: Option<EscortTerms>,
    /// Where the level is described.
    pub provenance: Provenance,
}

/// The chat platforms of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChatPlatforms {
    /// The document names none.
    Any,
    /// These; an empty list is a level without chat.
    Only(Vec<String>),
}

/// What a level costs by the document, as people read it. What a customer pays stands in their
/// contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    pub text: Names,
    pub provenance: Provenance,
}

/// An address to turn to in addition to the chat, such as a hotline number or a ticket page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The channel it belongs to.
    pub channel: ChannelId,
    pub purpose: ContactPurpose,
    pub names: Names,
    /// Number or address, as people type it.
    pub address: String,
    /// When somebody is there.
    pub coverage: CoverageId,
    pub provenance: Provenance,
}

/// What a contact is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactPurpose {
    /// Every request.
    Requests,
    /// An escalation to the vendor's management.
    Escalation,
    /// One subject beside the others, such as security; a title that holds one of these words is
    /// about it.
    Subject(Vec<String>),
}

/// A technical account manager's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TamTerms {
    pub coverage: CoverageId,
    pub provenance: Provenance,
}
