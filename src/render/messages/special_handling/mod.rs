//! Words about special handling: access, levels that support sets, people on site, the emergency
//! group.

use chat::Message;

use crate::domain::notice::HandlingNotice;
use crate::render::context::IncidentView;

mod access;
mod experts;
mod onsite;
mod refused;
mod regions;
mod regrading;

pub(super) use refused::refused;

/// What is told about special handling.
pub(super) fn said(notice: &HandlingNotice, view: &IncidentView<'_>) -> Message {
    match notice {
        HandlingNotice::AccessAnswered { by, granted, words } => {
            access::answered(view, by, *granted, words)
        }
        HandlingNotice::DowngradeProposed { to, by, words } => {
            access::downgrade_proposed(view, to, by, words)
        }
        HandlingNotice::AccessUnanswered { to } => access::unanswered(view, to),
        HandlingNotice::LoweredWithoutAccess { from, to, by, refused_by, refused_at, words } => {
            access::lowered(view, (from, to, by), (refused_by, *refused_at, words))
        }
        HandlingNotice::Regraded { from, to, by, reason, is_final } => {
            regrading::regraded(view, (from.as_ref(), to), (by, reason), *is_final)
        }
        HandlingNotice::LoweringProposed { to } => regrading::lowering_proposed(view, to),
        HandlingNotice::RegionNamed { not_served } => regions::named(view, not_served.as_ref()),
        HandlingNotice::SentOut { person, expected_at, by } => {
            onsite::sent_out(view, person, *expected_at, by)
        }
        HandlingNotice::Arrived { person } => onsite::arrived(view, person),
        HandlingNotice::ArrivalLate { person, at, is_promised } => {
            onsite::late(view, person, *at, *is_promised)
        }
        HandlingNotice::ExpertsCalled { by } => experts::called(view, by),
        HandlingNotice::ExpertJoined { person } => experts::joined(view, person),
        HandlingNotice::ExpertsMissing => experts::missing(view),
    }
}
