//! A target tied to the calendar it is counted in.

use chrono::{DateTime, Utc};

use crate::domain::calendar::{CoverageCalendar, Due};

/// A response time and the hours it is counted in, for one customer.
#[derive(Debug, Clone)]
pub struct ResponseClock {
    /// The coverage compiled for the customer's zone.
    pub calendar: CoverageCalendar,
    /// The response time in seconds of coverage time.
    pub target_seconds: i64,
}

impl ResponseClock {
    /// When a response is due that was asked for at `opened`.
    pub fn due(&self, opened: DateTime<Utc>) -> Due {
        self.calendar.due_at(opened, self.target_seconds)
    }
}

/// The due instant during an escort: the escort target replaces a longer one (`sla-semantics`, rule 8).
/// Which is longer is seen from the instants, because the two may be counted in different hours.
pub fn due_during_escort(ordinary: &ResponseClock, escort: &ResponseClock, opened: DateTime<Utc>) -> Due {
    earlier(ordinary.due(opened), escort.due(opened))
}

/// The earlier of two due instants; of equal ones the one that is certain.
pub(super) fn earlier(one: Due, other: Due) -> Due {
    if (other.at, other.provisional) < (one.at, one.provisional) { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sla::change::tests::{always, office, utc};

    #[test]
    fn an_escort_replaces_a_target_that_would_wait_for_the_morning() {
        let ordinary = ResponseClock { calendar: office(), target_seconds: 600 };
        let escort = ResponseClock { calendar: always(), target_seconds: 600 };
        let evening = utc("2026-03-02T20:00:00Z");
        assert_eq!(due_during_escort(&ordinary, &escort, evening).at, utc("2026-03-02T20:10:00Z"));
    }

    #[test]
    fn an_escort_never_makes_a_shorter_target_longer() {
        let ordinary = ResponseClock { calendar: always(), target_seconds: 300 };
        let escort = ResponseClock { calendar: always(), target_seconds: 600 };
        let noon = utc("2026-03-02T12:00:00Z");
        assert_eq!(due_during_escort(&ordinary, &escort, noon).at, utc("2026-03-02T12:05:00Z"));
    }
}
