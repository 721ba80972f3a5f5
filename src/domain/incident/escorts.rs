//! The escorts that count for an incident: those on whose days it was opened, reopened or made more
//! urgent.
//!
//! Each is a fact of the timeline and stays with the incident. So what was promised is rebuilt from
//! the timeline, and a change of the directory file neither takes an escort away from an incident
//! nor gives it one. Deliberately, an incident that is waiting when an escort begins is not counted
//! anew at midnight: no act asks for it.

use super::Incident;
use super::act_context::ActContext;
use super::timeline::Fact;
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;

impl Incident {
    /// Whether today belongs to an escort that counts for it.
    pub(super) fn is_escorted(&self, context: &ActContext<'_>) -> bool {
        context
            .entitlement
            .is_some_and(|terms| terms.escort_among(&self.escorts, context.now).is_some())
    }

    /// Lets the escort of today count from now on, where one is booked and none counts already.
    pub(super) fn count_escort(&mut self, decision: &mut Decision, context: &ActContext<'_>) {
        let booked = context.entitlement.and_then(|terms| terms.escort_booked_at(context.now));
        if let Some(escort) = booked.filter(|_| !self.is_escorted(context)) {
            self.escorts.push(escort.clone());
            decision.record(&Actor::Bot, Fact::EscortCounts { escort: escort.clone() });
        }
    }

    /// Records the escort under which it was opened. The replay knows it by its place, right behind
    /// the opening.
    pub(super) fn record_escort_of_opening(&self, decision: &mut Decision) {
        for escort in &self.escorts {
            decision.record(&Actor::Bot, Fact::EscortCounts { escort: escort.clone() });
        }
    }
}
