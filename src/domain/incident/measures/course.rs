//! How measures are recorded, and what closing and reopening make of them.

use super::super::Incident;
use super::super::situation::Situation;
use super::super::timeline::Fact;
use super::MeasureTaken;
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;

/// Records a measure that both sides may read.
pub(in super::super) fn record(decision: &mut Decision, by: &Actor, measure: MeasureTaken) {
    decision.record(by, Fact::Measure(measure));
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
        situation: &mut Situation<'_>,
    ) {
        self.measures.begin_anew();
        self.watch_experts(decision);
        self.call_experts_of_plan(decision, situation);
    }
}
