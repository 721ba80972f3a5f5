//! How a vendor behaves while an incident is open: updates, pages, warnings, credits.
//!
//! What a plan leaves out is filled in with the default rules of the bot, and marked as assumed.

use chrono::TimeDelta;

use crate::ids::CoverageId;

use super::special_handling::SpecialHandlingTerms;
use super::{Amount, ClosingTerms, Provenance, TranscriptTerms};

/// The behaviour of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behaviour {
    /// How often the customer gets updates, by rank.
    pub updates: Vec<UpdateCadence>,
    /// Whom to page, and when.
    pub paging: Paging,
    /// When to warn that a target runs out.
    pub warnings: WarningShares,
    /// What is owed for a late response, where something is.
    pub credits: Option<Credits>,
    /// The answers promised to an escalation, where the document has them.
    pub escalation: Vec<EscalationTerms>,
    /// For which incidents a customer may have news sent by mail.
    pub mail: NewsByMail,
    /// How long what was said is kept.
    pub transcript: TranscriptTerms,
    /// How incidents end; without it none closes by itself.
    pub closing: Option<ClosingTerms>,
    /// Special handling, if the document promises any.
    pub special_handling: SpecialHandlingTerms,
}

/// Regular updates to the customer until an incident is resolved, around the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateCadence {
    pub rank: u8,
    /// Minutes between two updates, unless another interval is agreed with the customer.
    pub every_minutes: u32,
    pub provenance: Provenance,
}

/// Who is paged, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// What happens to rank 1 outside the coverage of its target.
    pub rank_one_outside_coverage: OutsideCoverage,
    /// What happens to the other ranks outside the coverage of their target.
    pub others_outside_coverage: OutsideCoverage,
    /// Who is told of a rank 1 incident at once, in addition to the engineer on call.
    pub told_at_once: Vec<Role>,
    pub provenance: Provenance,
}

/// When a page leaves that is due outside coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideCoverage {
    /// At once, around the clock.
    AtOnce,
    /// When the coverage opens next.
    NextOpening,
}

/// People of the vendor by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// The person in charge of the day.
    DutyManager,
    /// The customer's own contact at the vendor.
    AccountRepresentative,
}

impl Role {
    /// The word used in data: `duty_manager`, `account_representative`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// At which shares of a response target to warn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningShares {
    /// Percent of the target, ascending.
    pub percent: Vec<u8>,
    /// Targets up to this many seconds take the other list.
    pub short_up_to_seconds: i64,
    /// Percent of a short target, ascending.
    pub short_percent: Vec<u8>,
    pub provenance: Provenance,
}

/// What is owed after a late response: whole periods of overrun (`sla-semantics`, rule 9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credits {
    /// One period of coverage time past due, in seconds.
    pub per_seconds_over: i64,
    /// Days the term is longer for each.
    pub extends_term_days: i64,
    pub provenance: Provenance,
}

/// The response promised to an escalation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationTerms {
    /// An urgent escalation, or a regular one.
    pub urgent: bool,
    /// Within which time.
    pub within: Amount,
    /// The same in seconds of coverage time.
    pub seconds: i64,
    /// The coverage it is counted in.
    pub coverage: CoverageId,
    /// How long until the management is paged again while nobody responds.
    pub page_again: TimeDelta,
    pub provenance: Provenance,
}

/// For which incidents a customer may subscribe to updates by e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsByMail {
    /// The ranks; none for every rank.
    pub ranks: Option<Vec<u8>>,
    pub provenance: Provenance,
}

impl NewsByMail {
    /// Whether an incident of this rank may be followed by mail.
    pub fn is_offered_for(&self, rank: u8) -> bool {
        self.ranks.as_ref().is_none_or(|ranks| ranks.contains(&rank))
    }
}
impl EscalationTerms {
    /// The default rule on paging the management again, for what a plan leaves out and outside
    /// every contract.
    pub fn usually_paged_again(urgent: bool) -> TimeDelta {
        if urgent { TimeDelta::minutes(15) } else { TimeDelta::hours(1) }
    }
}

impl Behaviour {
    /// The cadence of a rank, if news is owed for it unasked.
    pub fn updates_for(&self, rank: u8) -> Option<&UpdateCadence> {
        self.updates.iter().find(|cadence| cadence.rank == rank)
    }
}

impl Paging {
    /// What to do with a page of this rank that falls outside the coverage of its target.
    pub fn outside_coverage(&self, rank: u8) -> OutsideCoverage {
        if rank == 1 { self.rank_one_outside_coverage } else { self.others_outside_coverage }
    }
}

impl WarningShares {
    /// The shares in percent at which a target of this length is warned about.
    pub fn for_target(&self, target_seconds: i64) -> &[u8] {
        if target_seconds <= self.short_up_to_seconds { &self.short_percent } else { &self.percent }
    }
}

impl Credits {
    /// Days owed for an overrun in seconds of coverage time.
    pub fn days_owed(&self, overrun_seconds: i64) -> i64 {
        overrun_seconds.max(0) / self.per_seconds_over * self.extends_term_days
    }
}

impl Default for UpdateCadence {
    fn default() -> Self {
        Self { rank: 1, every_minutes: 60, provenance: Provenance::house_rule() }
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            rank_one_outside_coverage: OutsideCoverage::AtOnce,
            others_outside_coverage: OutsideCoverage::NextOpening,
            told_at_once: vec![Role::DutyManager, Role::AccountRepresentative],
            provenance: Provenance::house_rule(),
        }
    }
}

impl Default for NewsByMail {
    fn default() -> Self {
        Self { ranks: None, provenance: Provenance::house_rule() }
    }
}

impl Default for WarningShares {
    fn default() -> Self {
        Self {
            percent: vec![50, 80, 100],
            short_up_to_seconds: 600,
            short_percent: vec![40, 70, 90],
            provenance: Provenance::house_rule(),
        }
    }
}
