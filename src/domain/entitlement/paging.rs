//! The hours in which people are paged.

use super::Entitlement;
use crate::domain::calendar::CoverageCalendar;
use crate::domain::escalation::paging_hours::PagingHours;
use crate::domain::plan::{OutsideCoverage, Promise};
use crate::ids::SeverityId;

impl Entitlement {
    /// The hours in which people are paged for a severity of this rank: around the clock, or the
    /// coverage of its target; during an escort those of the escort too, or its target would run
    /// out before anybody is paged.
    pub fn paging_hours(
        &self,
        severity: Option<&SeverityId>,
        rank: u8,
        is_escorted: bool,
    ) -> PagingHours {
        let calendar = severity.and_then(|severity| self.paging_calendar(severity));
        let escort_terms = self.escort_terms();
        let is_for_it =
            severity.zip(escort_terms).is_none_or(|(severity, terms)| terms.is_for(severity));
        match (self.plan.behaviour.paging.outside_coverage(rank), calendar) {
            (OutsideCoverage::NextOpening, Some(calendar)) => {
                let escort = self.escort_calendar().filter(|_| is_escorted && is_for_it);
                PagingHours::within([calendar].into_iter().chain(escort).cloned())
            }
            (OutsideCoverage::AtOnce | OutsideCoverage::NextOpening, _) => PagingHours::always(),
        }
    }

    /// The coverage of the target. A severity without one, such as a suggestion, is worked on in
    /// office hours, though the channel is staffed around the clock.
    fn paging_calendar(&self, severity: &SeverityId) -> Option<&CoverageCalendar> {
        let own = self.calendar_of(severity);
        if self.has_target(severity) || own.is_some_and(|own| !own.is_always_open()) {
            return own;
        }
        self.office_hours().or(own)
    }

    fn has_target(&self, severity: &SeverityId) -> bool {
        self.agreed.iter().any(|agreed| agreed.severity == *severity)
            || self.express_as(severity).is_some()
            || matches!(self.plan.promise(&self.tier, &self.channel, severity), Promise::Target(_))
    }

    /// The hours of the least urgent severity that is not answered around the clock, else any such
    /// hours of the plan.
    fn office_hours(&self) -> Option<&CoverageCalendar> {
        let offered = self.plan.severities_on(&self.tier, &self.channel);
        let of_targets = offered.iter().rev().filter_map(|severity| self.calendar_of(&severity.id));
        let of_plan = self.plan.coverages.iter().filter_map(|it| self.calendars.get(&it.id));
        of_targets.chain(of_plan).find(|calendar| !calendar.is_always_open())
    }
}
