//! What an incident keeps of its measures, as it follows from the timeline; and what closing and reopening make of it.

use super::super::act_context::ActContext;
use super::super::timeline::TimelineEntry;
use super::super::{Clocks, Incident};
use super::super::{Experts, Ruling};
use super::MeasureTaken;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;

impl Clocks {
    /// Follows one fact of the timeline.
    pub(in super::super) fn follow_measure(
        &mut self,
        taken: &MeasureTaken,
        entry: &TimelineEntry,
        terms: Option<&Entitlement>,
    ) {
        let (by, at, measures) = (&entry.actor, entry.at, &mut self.measures);
        match taken {
            MeasureTaken::AccessAnswered { granted, words, .. } => {
                measures.answer_access(*granted, by, words, at);
            }
            MeasureTaken::LoweredWithoutAccess { from, .. } => measures.lose_severity(from),
            MeasureTaken::Ruled { .. } => measures.ruling = Some(Ruling { by: by.clone(), at }),
            MeasureTaken::SentOut { person, expected_at } => {
                let offered = terms.zip(self.severity.as_ref());
                let offered = offered
                    .and_then(|(terms, severity)| Some((terms, terms.onsite_for(severity)?)));
                if let Some(offered) = offered {
                    measures.send_out(person, (at, *expected_at), offered);
                }
            }
            MeasureTaken::Arrived { .. } => measures.arrive(at),
            MeasureTaken::ArrivalOverdue { .. } => measures.note_late(false),
            MeasureTaken::ArrivalMissed { .. } => measures.note_late(true),
            MeasureTaken::ExpertsCalled { people } => {
                measures.experts = Some(Experts::called(people, at));
            }
            MeasureTaken::ExpertJoined { person } => measures.join(person, at),
            MeasureTaken::ExpertsCalledAgain { call } => {
                if let Some(experts) = &mut measures.experts {
                    experts.call_again(*call, at);
                }
            }
            MeasureTaken::LoweringProposed { .. } => {}
        }
    }

    pub(in super::super) fn end_measures(&mut self) {
        self.measures.end();
    }

    pub(in super::super) fn rest_measures(&mut self) {
        self.measures.rest();
    }

    pub(in super::super) fn begin_measures_anew(&mut self) {
        self.measures.begin_anew();
    }
}

impl Incident {
    /// It is closed: nobody is awaited or called any more.
    pub(in super::super) fn end_measures(&mut self, decision: &mut Decision) {
        self.measures.end();
        self.watch_arrival(decision);
        self.watch_experts(decision);
    }

    /// Nobody is called again by itself: a solution is offered, or paging is silenced.
    pub(in super::super) fn rest_measures(&mut self, decision: &mut Decision) {
        self.measures.rest();
        self.watch_experts(decision);
    }

    /// It is open again.
    pub(in super::super) fn begin_measures_anew(
        &mut self,
        decision: &mut Decision,
        context: &mut ActContext<'_>,
    ) {
        self.measures.begin_anew();
        self.watch_experts(decision);
        self.call_experts_of_plan(decision, context);
    }
}
