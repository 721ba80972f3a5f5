//! The special handling one customer may expect on one channel.

use chrono::{DateTime, TimeDelta, Utc};

use super::Entitlement;
use crate::domain::plan::{AccessRule, OnsiteTerms, Relief, SpecialHandlingTerms};
use crate::ids::{CoverageId, SeverityId};

impl Entitlement {
    fn special_handling(&self) -> &SpecialHandlingTerms {
        &self.plan.behaviour.special_handling
    }

    /// The rule of access, where the plan has one and it mentions the severity.
    pub fn access_needed_for(&self, severity: &SeverityId) -> Option<&AccessRule> {
        self.special_handling().access.as_ref().filter(|rule| rule.severities.contains(severity))
    }

    /// What a severity becomes without access, where it does not stand without.
    pub fn severity_without_access(&self, severity: &SeverityId) -> Option<&SeverityId> {
        let rule = self.special_handling().access.as_ref().filter(|rule| rule.from == *severity)?;
        Some(&rule.to)
    }

    /// Until when an answer about access is waited for that is asked for at an instant; none where
    /// the severity stands without access.
    pub fn access_answer_due(
        &self,
        severity: &SeverityId,
        asked_at: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let rule = self.access_needed_for(severity).filter(|rule| rule.from == *severity)?;
        Some(asked_at + rule.answer_within)
    }

    /// Whether the customer may escalate against a severity that support set, and is told so.
    pub fn may_escalate_against_regrading(&self) -> bool {
        self.special_handling().regrading.as_ref().is_some_and(|rule| rule.escalate_against)
    }

    /// The right severity after a relief, where the plan names one.
    pub fn severity_after(&self, relief: Relief, severity: &SeverityId) -> Option<&SeverityId> {
        let lowerings = self.special_handling().lowerings.iter();
        let mut fitting = lowerings
            .filter(|lowering| lowering.from == *severity && lowering.when.contains(&relief));
        fitting.next().map(|lowering| &lowering.to)
    }

    /// The terms under which somebody comes to the site for a severity; none where nobody does.
    pub fn onsite_for(&self, severity: &SeverityId) -> Option<&OnsiteTerms> {
        let mut terms = self.special_handling().onsite.iter();
        terms.find(|terms| terms.reach.covers(&self.tier, &self.channel, severity))
    }

    /// The severities for which somebody comes to the site, the most urgent first.
    pub fn onsite_severities(&self) -> Vec<&SeverityId> {
        self.offered(|severity| self.onsite_for(severity).is_some())
    }

    /// The severities that need access, the most urgent first.
    pub fn access_severities(&self) -> Vec<&SeverityId> {
        self.offered(|severity| self.access_needed_for(severity).is_some())
    }

    /// The severities for which the emergency group is called, the most urgent first.
    pub fn expert_severities(&self) -> Vec<&SeverityId> {
        self.offered(|severity| self.calls_experts_for(severity, false))
    }

    /// Those for which it is called during an escort alone, the most urgent first.
    pub fn escort_expert_severities(&self) -> Vec<&SeverityId> {
        self.offered(|severity| {
            self.calls_experts_for(severity, true) && !self.calls_experts_for(severity, false)
        })
    }

    fn offered(&self, is_meant: impl Fn(&SeverityId) -> bool) -> Vec<&SeverityId> {
        let offered = self.plan.severities_on(&self.tier, &self.channel).into_iter();
        offered.map(|severity| &severity.id).filter(|id| is_meant(id)).collect()
    }

    /// When somebody who was sent out at an instant has to be there, where a time is promised.
    pub fn onsite_due(&self, terms: &OnsiteTerms, sent_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let target = terms.target.as_ref()?;
        Some(self.calendars.get(&terms.coverage)?.due_at(sent_at, target.seconds).at)
    }

    /// The time between two instants that lies in a coverage; all of it where the coverage is
    /// unknown.
    pub fn time_covered(
        &self,
        coverage: &CoverageId,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> TimeDelta {
        let calendar = self.calendars.get(coverage);
        calendar.map_or(to - from, |calendar| TimeDelta::seconds(calendar.elapsed(from, to)))
    }

    /// Whether the emergency group is called at once for a severity, during an escort or outside.
    pub fn calls_experts_for(&self, severity: &SeverityId, is_escorted: bool) -> bool {
        let mut rules = self
            .special_handling()
            .war_rooms
            .iter()
            .filter(|rule| is_escorted || !rule.during_escort);
        rules.any(|rule| rule.reach.covers(&self.tier, &self.channel, severity))
    }
}
