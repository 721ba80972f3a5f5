//! What a customer may expect during an escort.

use chrono::{DateTime, Utc};

use super::Entitlement;
use crate::domain::calendar::{CoverageCalendar, Due};
use crate::domain::directory::Escort;
use crate::domain::incident::ResponsePromise;
use crate::domain::plan::EscortTerms;
use crate::domain::sla::escort_replaces;
use crate::ids::SeverityId;

impl Entitlement {
    /// What the plan promises during an escort as the first response; none where it promises no
    /// time.
    pub fn escort_terms(&self) -> Option<&EscortTerms> {
        self.tier_terms()?.during_escort.as_ref()
    }

    /// The escort that is booked for the day of an instant; none where the plan promises nothing
    /// during one.
    pub fn escort_booked_at(&self, at: DateTime<Utc>) -> Option<&Escort> {
        self.escort_among(&self.escorts, at).filter(|_| self.plan.has_escorts_for(&self.tier))
    }

    /// The first of these to which the day of an instant belongs, in the customer's zone.
    pub fn escort_among<'e>(&self, escorts: &'e [Escort], at: DateTime<Utc>) -> Option<&'e Escort> {
        let day = at.with_timezone(&self.zone).date_naive();
        escorts.iter().find(|escort| escort.covers(day))
    }

    /// The booked escorts that are not over, in the order of their days; none where the plan
    /// promises nothing.
    pub fn escorts_ahead(&self, now: DateTime<Utc>) -> Vec<&Escort> {
        let today = now.with_timezone(&self.zone).date_naive();
        let is_ahead =
            |escort: &&Escort| escort.until >= today && self.plan.has_escorts_for(&self.tier);
        let mut ahead: Vec<&Escort> = self.escorts.iter().filter(is_ahead).collect();
        ahead.sort_by_key(|escort| escort.from);
        ahead
    }

    /// What is promised as the first response to a severity, counted from an instant, where these
    /// escorts count for the incident: on a day of one the escort's target replaces a longer one
    /// (`sla-semantics`, rule 8). Where the plan has words instead of a clock there is no target to
    /// replace, and the words stay.
    pub fn response_promise(
        &self,
        severity: &SeverityId,
        from: DateTime<Utc>,
        counting: &[Escort],
    ) -> ResponsePromise {
        let ordinary = self.ordinary_promise(severity, from);
        let escorted = self.escort_for(Some(severity), counting, from);
        match (due_of(&ordinary), escorted) {
            (Some(due), Some((escort_due, promise))) if escort_replaces(due, escort_due) => promise,
            _ => ordinary,
        }
    }

    /// What an escort of that day promises for a severity; while there is none, for any.
    pub(super) fn escort_for(
        &self,
        severity: Option<&SeverityId>,
        counting: &[Escort],
        from: DateTime<Utc>,
    ) -> Option<(Due, ResponsePromise)> {
        let terms = self.escort_terms()?;
        let is_for_it = severity.is_none_or(|severity| terms.is_for(severity));
        self.escort_among(counting, from).filter(|_| is_for_it)?;
        self.escort_promise(from)
    }

    fn escort_promise(&self, from: DateTime<Utc>) -> Option<(Due, ResponsePromise)> {
        let target = &self.escort_terms()?.target;
        let due = self.escort_calendar()?.due_at(from, target.seconds);
        let promise = ResponsePromise::Due {
            at: due.at,
            provisional: due.provisional,
            target_seconds: target.seconds,
            coverage: target.coverage.clone(),
            counted_from: from,
            by_escort: true,
        };
        Some((due, promise))
    }

    /// The hours in which the escort's target is counted.
    pub(super) fn escort_calendar(&self) -> Option<&CoverageCalendar> {
        self.calendars.get(&self.escort_terms()?.target.coverage)
    }
}

pub(super) fn due_of(promise: &ResponsePromise) -> Option<Due> {
    match promise {
        ResponsePromise::Due { at, provisional, .. } => {
            Some(Due { at: *at, provisional: *provisional })
        }
        ResponsePromise::NoClock { .. } => None,
    }
}
