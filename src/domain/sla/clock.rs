//! A target tied to the calendar it is counted in.

use crate::domain::calendar::{CoverageCalendar, Due};

/// A response time and the hours it is counted in, for one customer.
#[derive(Debug, Clone)]
pub struct ResponseClock {
    /// The coverage compiled for the customer's zone.
    pub calendar: CoverageCalendar,
    /// The response time in seconds of coverage time.
    pub target_seconds: i64,
}

/// Whether the due instant of an escort's target replaces the ordinary one (`sla-semantics`, rule
/// 8): it is earlier, or equal and certain where the other is not. Which target is longer is seen
/// from the instants, because the two may be counted in different hours.
pub fn escort_replaces(ordinary: Due, escort: Due) -> bool {
    (escort.at, escort.provisional) < (ordinary.at, ordinary.provisional)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::domain::sla::change::tests::{always, office, utc};

    impl ResponseClock {
        /// When a response is due that was asked for at `opened`.
        fn due(&self, opened: DateTime<Utc>) -> Due {
            self.calendar.due_at(opened, self.target_seconds)
        }
    }

    #[test]
    fn an_escort_replaces_a_target_that_is_due_later_and_no_other() {
        let ten_minutes = ResponseClock { calendar: always(), target_seconds: 600 };
        for (calendar, target_seconds, opened, replaces) in [
            (always(), 601, "2026-03-02T12:00:00Z", true),
            (always(), 600, "2026-03-02T12:00:00Z", false),
            (always(), 300, "2026-03-02T12:00:00Z", false),
            // The same length in office hours: equal while they are open, longer when they are not.
            (office(), 600, "2026-03-02T12:00:00Z", false),
            (office(), 600, "2026-03-02T20:00:00Z", true),
            (office(), 300, "2026-03-02T20:00:00Z", true),
        ] {
            let opened = utc(opened);
            let ordinary = ResponseClock { calendar, target_seconds };
            let told = escort_replaces(ordinary.due(opened), ten_minutes.due(opened));
            assert_eq!(told, replaces, "{target_seconds} s at {opened}");
        }
    }

    #[test]
    fn of_equal_instants_the_certain_one_counts() {
        let due = |provisional| Due { at: utc("2026-03-02T12:00:00Z"), provisional };
        assert!(escort_replaces(due(true), due(false)));
        assert!(!escort_replaces(due(false), due(true)));
    }
}
