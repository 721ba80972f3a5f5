//! What a change of severity does to the due instant (`sla-semantics`, rule 7).

use chrono::{DateTime, Utc};

use super::clock::{ResponseClock, earlier};
use crate::domain::calendar::Due;

/// A change of severity while nobody has responded. Ranks are those of the channel, 1 the most urgent.
#[derive(Debug, Clone, Copy)]
pub struct Reclassification {
    /// When the incident was opened.
    pub opened_at: DateTime<Utc>,
    /// When the severity changed.
    pub changed_at: DateTime<Utc>,
    /// The rank before.
    pub old_rank: u8,
    /// The rank after.
    pub new_rank: u8,
    /// When a response was due before; `None` when the old promise was no clock.
    pub old_due: Option<Due>,
    /// When the first response came. From then on the clock is settled.
    pub responded_at: Option<DateTime<Utc>>,
}

/// The due instant after a change. `new` is the clock of the new severity, `None` when its promise is no
/// clock.
///
/// To a more urgent severity: the earlier of the old due and the new target counted from the change. To a
/// less urgent one: the new target counted from the opening. A change after the first response, or to an
/// equal rank, touches nothing.
pub fn due_after_change(change: &Reclassification, new: Option<&ResponseClock>) -> Option<Due> {
    let is_settled = change.responded_at.is_some_and(|responded| responded <= change.changed_at);
    if is_settled || change.new_rank == change.old_rank {
        return change.old_due;
    }
    if change.new_rank > change.old_rank {
        return new.map(|clock| clock.due(change.opened_at));
    }
    // A more urgent severity without a clock of its own does not take the old promise away.
    let from_change = new.map(|clock| clock.due(change.changed_at));
    match (change.old_due, from_change) {
        (Some(old), Some(new)) => Some(earlier(old, new)),
        (old, new) => old.or(new),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::domain::calendar::{
        Coverage, CoverageCalendar, CoverageHours, CoverageZone, DayWindow, WeeklyHours,
    };

    pub(in crate::domain::sla) fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    pub(in crate::domain::sla) fn always() -> CoverageCalendar {
        CoverageCalendar::compile(&Coverage::always(), chrono_tz::UTC, None)
    }

    /// Monday to Friday, 09:00 to 18:00 UTC.
    pub(in crate::domain::sla) fn office() -> CoverageCalendar {
        let window = DayWindow { from: 9 * 60, to: 18 * 60 };
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
        let hours = CoverageHours::Weekly(WeeklyHours::new(days.map(|day| (day, window))).unwrap());
        let rule = Coverage { hours, zone: CoverageZone::Customer, holidays: None };
        CoverageCalendar::compile(&rule, chrono_tz::UTC, None)
    }

    fn at(instant: &str) -> Due {
        Due { at: utc(instant), provisional: false }
    }

    fn change(old_rank: u8, new_rank: u8) -> Reclassification {
        Reclassification {
            opened_at: utc("2026-03-02T10:00:00Z"),
            changed_at: utc("2026-03-02T11:00:00Z"),
            old_rank,
            new_rank,
            old_due: Some(at("2026-03-02T12:00:00Z")),
            responded_at: None,
        }
    }

    fn within(minutes: i64) -> ResponseClock {
        ResponseClock { calendar: always(), target_seconds: minutes * 60 }
    }

    #[test]
    fn a_more_urgent_severity_counts_from_the_change() {
        assert_eq!(due_after_change(&change(3, 1), Some(&within(10))), Some(at("2026-03-02T11:10:00Z")));
    }

    #[test]
    fn a_more_urgent_severity_never_moves_the_due_instant_later() {
        assert_eq!(due_after_change(&change(3, 2), Some(&within(90))), Some(at("2026-03-02T12:00:00Z")));
    }

    #[test]
    fn a_less_urgent_severity_counts_from_the_opening() {
        assert_eq!(due_after_change(&change(1, 3), Some(&within(180))), Some(at("2026-03-02T13:00:00Z")));
    }

    #[test]
    fn a_change_after_the_first_response_touches_nothing() {
        let responded_at = Some(utc("2026-03-02T10:30:00Z"));
        let settled = Reclassification { responded_at, ..change(3, 1) };
        assert_eq!(due_after_change(&settled, Some(&within(10))), Some(at("2026-03-02T12:00:00Z")));
    }

    #[test]
    fn a_severity_without_a_clock_has_no_due_instant_when_less_urgent() {
        assert_eq!(due_after_change(&change(1, 5), None), None);
        let unclocked = Reclassification { old_due: None, ..change(5, 1) };
        assert_eq!(due_after_change(&unclocked, Some(&within(10))), Some(at("2026-03-02T11:10:00Z")));
    }
}
