//! A due time in a year whose public holidays were not known becomes final once they are.

use super::Entitlement;
use super::escorts::due_of;
use crate::domain::directory::Escort;
use crate::domain::sla::{ResponsePromise, escort_replaces};
use crate::ids::SeverityId;

impl Entitlement {
    /// A provisional promise, counted again by the calendars as they are now; none where it is
    /// final already, or still cannot be. `escorts` are those that count for the incident: a due
    /// time that moves behind the one of an escort gives way to it.
    pub fn settled(
        &self,
        promise: &ResponsePromise,
        severity: Option<&SeverityId>,
        escorts: &[Escort],
    ) -> Option<ResponsePromise> {
        let ResponsePromise::Due {
            provisional: true,
            target_seconds,
            coverage,
            counted_from,
            by_escort,
            ..
        } = promise
        else {
            return None;
        };
        let from = *counted_from;
        let mut again = self.due(*target_seconds, coverage, from);
        if let ResponsePromise::Due { by_escort: is_by_escort, .. } = &mut again {
            *is_by_escort = *by_escort;
        }
        let due = due_of(&again).filter(|due| !due.provisional)?;
        let escorted = self.escort_for(severity, escorts, from);
        match escorted {
            Some((escort_due, promise)) if escort_replaces(due, escort_due) => Some(promise),
            _ => Some(again),
        }
    }
}
