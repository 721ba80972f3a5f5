//! How special handling is recorded, and what closing and reopening make of it.

use super::super::Incident;
use super::super::act_context::ActContext;
use super::super::timeline::Fact;
use super::HandlingFact;
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;

/// Records a fact that both sides may read.
pub(in super::super) fn record(decision: &mut Decision, by: &Actor, measure: HandlingFact) {
    decision.record(by, Fact::SpecialHandling(measure));
}

impl Incident {
    /// It is closed: nobody is awaited or called any more.
    pub(in super::super) fn end_special_handling(&mut self, decision: &mut Decision) {
        self.special_handling.end();
        self.watch_arrival(decision);
        self.watch_experts(decision);
        self.watch_access(decision);
    }

    /// Nobody is called again by itself: a solution is offered, or paging is silenced.
    pub(in super::super) fn pause_special_handling(&mut self, decision: &mut Decision) {
        self.special_handling.rest();
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
        self.await_access(decision, context, context.now);
    }
}
