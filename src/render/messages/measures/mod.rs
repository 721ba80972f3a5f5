//! Words about measures beside the response: access, levels that support sets, people on site, the emergency group.

use chat::Message;

use crate::domain::notice::Measure;
use crate::render::context::IncidentContext;

mod access;
mod experts;
mod onsite;
mod refused;
mod regrading;

pub(super) use refused::refused;

/// What is said when a measure was taken.
pub(super) fn said(measure: &Measure, case: &IncidentContext<'_>) -> Message {
    match measure {
        Measure::AccessAnswered { by, granted, words } => {
            access::answered(case, by, *granted, words)
        }
        Measure::DowngradeProposed { to, by, words } => {
            access::downgrade_proposed(case, to, by, words)
        }
        Measure::LoweredWithoutAccess { from, to, by, refused_by, refused_at, words } => {
            access::lowered(case, (from, to, by), (refused_by, *refused_at, words))
        }
        Measure::Regraded { from, to, by, reason, is_final } => {
            regrading::regraded(case, (from.as_ref(), to), (by, reason), *is_final)
        }
        Measure::LoweringProposed { to } => regrading::lowering_proposed(case, to),
        Measure::SentOut { person, expected_at, by } => {
            onsite::sent_out(case, person, *expected_at, by)
        }
        Measure::Arrived { person } => onsite::arrived(case, person),
        Measure::ArrivalLate { person, at, is_promised } => {
            onsite::late(case, person, *at, *is_promised)
        }
        Measure::ExpertsCalled { by } => experts::called(case, by),
        Measure::ExpertJoined { person } => experts::joined(case, person),
        Measure::ExpertsMissing => experts::missing(case),
    }
}
