//! How long the bot waits for the customer, and what follows from the end of an incident.

use chrono::{DateTime, Months, TimeDelta, Utc};

use super::Entitlement;
use crate::domain::calendar::CoverageCalendar;
use crate::domain::plan::ClosingTerms;

impl Entitlement {
    /// How incidents end under this plan; none where nothing closes by itself.
    pub fn closing(&self) -> Option<&ClosingTerms> {
        self.plan.behaviour.closing.as_ref()
    }

    /// The hours in which the customer is reminded and the window for consent is counted.
    pub fn working_hours(&self) -> Option<&CoverageCalendar> {
        self.calendars.get(&self.closing()?.coverage)
    }

    /// When the window for consent ends that was asked for at an instant.
    pub fn consent_ends_at(&self, asked_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let terms = self.closing()?;
        Some(self.working_hours()?.due_at(asked_at, terms.consent_seconds).at)
    }

    /// When the window for information ends: the days of the plan, and then not before somebody is
    /// at work. It holds at least as much working time as the last reminder needs, so that it never
    /// falls into a holiday as a whole. None where an incident of this rank is never parked.
    pub fn information_ends_at(&self, rank: u8, asked_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let window = self.closing()?.information_for(rank)?;
        let ends_at =
            self.working_hours()?.next_opening(asked_at + TimeDelta::days(window.days))?;
        Some(self.last_notice_ends_at(asked_at).map_or(ends_at, |least| least.max(ends_at)))
    }

    /// Whether an incident of this rank is closed when the customer never consents, or never gives
    /// the information that was asked for.
    pub fn closes_unanswered(&self, wants_information: bool, rank: u8) -> bool {
        let Some(terms) = self.closing() else { return false };
        let window = match terms.information_for(rank).filter(|_| wants_information) {
            Some(window) => &window.provenance,
            None => &terms.provenance,
        };
        terms.closes_unanswered(window)
    }

    /// The first instant of the working hours from an instant on: the instant itself while they are
    /// open.
    pub fn at_work_from(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        self.working_hours().and_then(|hours| hours.next_opening(from)).unwrap_or(from)
    }

    /// When to remind of a window, in order, always inside working hours and before its end. A
    /// window too short for the reminders of the plan has one at its half, so that none ends
    /// without.
    pub fn reminders_at(
        &self,
        asked_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> Vec<DateTime<Utc>> {
        let (Some(terms), Some(hours)) = (self.closing(), self.working_hours()) else {
            return Vec::new();
        };
        let whole = hours.elapsed(asked_at, ends_at);
        let at_work = |seconds: i64| hours.next_opening(hours.due_at(asked_at, seconds).at);
        let is_within = |at: &DateTime<Utc>| asked_at < *at && *at < ends_at;
        let befores = terms.remind_before_seconds.iter().filter(|before| **before < whole);
        let mut reminders: Vec<_> =
            befores.filter_map(|before| at_work(whole - before)).filter(is_within).collect();
        if reminders.is_empty() {
            reminders.extend(at_work(whole / 2).filter(is_within));
        }
        reminders.dedup();
        reminders
    }

    /// When a window ends at the earliest of which the customer is told now.
    pub fn last_notice_ends_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let shortest = self.closing()?.remind_before_seconds.last()?;
        Some(self.working_hours()?.due_at(now, *shortest).at)
    }

    /// Until when an incident that was closed at an instant is itself opened again.
    pub fn reopen_until(&self, closed_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        Some(closed_at + TimeDelta::days(self.closing()?.reopen_days))
    }

    /// Until when the words of an incident that was closed at an instant are kept; none for ever.
    pub fn kept_until(&self, closed_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        closed_at.checked_add_months(Months::new(12 * self.closing()?.years_kept))
    }
}
