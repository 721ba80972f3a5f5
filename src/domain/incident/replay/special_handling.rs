//! What an incident keeps of special handling, as it follows from the timeline.

use chrono::{DateTime, Utc};

use super::super::timeline::TimelineEntry;
use super::super::{Experts, HandlingFact, Ruling};
use super::Clocks;
use crate::domain::entitlement::Entitlement;

impl Clocks {
    /// Follows one fact of the timeline.
    pub(super) fn follow_special_handling(
        &mut self,
        taken: &HandlingFact,
        entry: &TimelineEntry,
        terms: Option<&Entitlement>,
    ) {
        let (by, at, special_handling) = (&entry.actor, entry.at, &mut self.special_handling);
        match taken {
            HandlingFact::AccessAnswered { granted, words, .. } => {
                special_handling.answer_access(*granted, by, words, at);
            }
            HandlingFact::AccessUnanswered { .. } => special_handling.access_due = None,
            HandlingFact::LoweredWithoutAccess { from, .. } => special_handling.lose_severity(from),
            HandlingFact::Ruled { .. } => {
                special_handling.ruling = Some(Ruling { by: by.clone(), at });
            }
            HandlingFact::SentOut { person, expected_at } => {
                let offered = terms.zip(self.severity.as_ref());
                let offered = offered
                    .and_then(|(terms, severity)| Some((terms, terms.onsite_for(severity)?)));
                if let Some(offered) = offered {
                    special_handling.send_out(person, (at, *expected_at), offered);
                }
            }
            HandlingFact::RegionNamed { not_served } => {
                special_handling.region_not_served.clone_from(not_served);
            }
            HandlingFact::Arrived { .. } => special_handling.arrive(at),
            HandlingFact::ArrivalOverdue { .. } => special_handling.note_late(false),
            HandlingFact::ArrivalMissed { .. } => special_handling.note_late(true),
            HandlingFact::ExpertsCalled { people } => {
                special_handling.experts = Some(Experts::called(people, at));
            }
            HandlingFact::ExpertJoined { person } => special_handling.join(person, at),
            HandlingFact::ExpertsCalledAgain { call } => {
                if let Some(experts) = &mut special_handling.experts {
                    experts.call_again(*call, at);
                }
            }
            HandlingFact::LoweringProposed { .. } => {}
        }
    }

    pub(super) fn end_special_handling(&mut self) {
        self.special_handling.end();
    }

    pub(super) fn pause_special_handling(&mut self) {
        self.special_handling.rest();
    }

    pub(super) fn await_access(&mut self, terms: Option<&Entitlement>, from: DateTime<Utc>) {
        self.special_handling.await_access(terms, self.severity.as_ref(), from);
    }

    pub(super) fn restart_special_handling(
        &mut self,
        terms: Option<&Entitlement>,
        at: DateTime<Utc>,
    ) {
        self.special_handling.begin_anew();
        self.await_access(terms, at);
    }
}
