//! Rebuilds the special handling of an incident from its timeline, and applies closing and
//! reopening to it.

use super::super::act_context::ActContext;
use super::super::timeline::TimelineEntry;
use super::super::{Clocks, Incident};
use super::super::{Experts, Ruling};
use super::HandlingFact;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;

impl Clocks {
    /// Follows one fact of the timeline.
    pub(in super::super) fn follow_special_handling(
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

    pub(in super::super) fn end_special_handling(&mut self) {
        self.special_handling.end();
    }

    pub(in super::super) fn pause_special_handling(&mut self) {
        self.special_handling.stop_repeats();
    }

    pub(in super::super) fn restart_special_handling(&mut self) {
        self.special_handling.begin_anew();
    }
}

impl Incident {
    /// It is closed: nobody is awaited or called any more.
    pub(in super::super) fn end_special_handling(&mut self, decision: &mut Decision) {
        self.special_handling.end();
        self.watch_arrival(decision);
        self.watch_experts(decision);
    }

    /// Nobody is called again by itself: a solution is offered, or paging is silenced.
    pub(in super::super) fn pause_special_handling(&mut self, decision: &mut Decision) {
        self.special_handling.stop_repeats();
        self.watch_experts(decision);
    }

    /// It is open again.
    pub(in super::super) fn restart_special_handling(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
    ) {
        self.special_handling.begin_anew();
        self.watch_experts(decision);
        self.call_experts_of_plan(decision, context);
    }
}
