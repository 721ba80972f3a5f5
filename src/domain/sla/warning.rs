//! When to warn that a response time runs out.

use chrono::{DateTime, Utc};

use super::clock::ResponseClock;
use crate::domain::plan::WarningShares;

/// An instant at which people are warned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WarningPoint {
    /// The share of the target used up by then, in percent of coverage time.
    pub percent: u8,
    /// The instant.
    pub at: DateTime<Utc>,
}

/// The warnings of a target, ascending. They lie in coverage time like the target itself, so 50 %
/// of two business days is the end of the first one.
pub fn warning_points(
    clock: &ResponseClock,
    shares: &WarningShares,
    opened: DateTime<Utc>,
) -> Vec<WarningPoint> {
    let point = |percent: &u8| {
        let used = clock.target_seconds * i64::from(*percent) / 100;
        WarningPoint { percent: *percent, at: clock.calendar.due_at(opened, used).at }
    };
    shares.for_target(clock.target_seconds).iter().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sla::change::tests::{always, office, utc};

    fn instants(clock: &ResponseClock, opened: &str) -> Vec<(u8, String)> {
        let points = warning_points(clock, &WarningShares::default(), utc(opened));
        points
            .into_iter()
            .map(|point| (point.percent, point.at.format("%d %H:%M:%S").to_string()))
            .collect()
    }

    fn told(points: &[(u8, &str)]) -> Vec<(u8, String)> {
        points.iter().map(|(percent, at)| (*percent, (*at).to_owned())).collect()
    }

    #[test]
    fn a_ten_minute_target_warns_after_four_seven_and_nine_minutes() {
        let clock = ResponseClock { calendar: always(), target_seconds: 600 };
        let expected = told(&[(40, "02 10:04:00"), (70, "02 10:07:00"), (90, "02 10:09:00")]);
        assert_eq!(instants(&clock, "2026-03-02T10:00:00Z"), expected);
    }

    #[test]
    fn a_longer_target_warns_at_half_four_fifths_and_the_end_of_coverage_time() {
        let clock = ResponseClock { calendar: office(), target_seconds: 2 * 9 * 3600 };
        let expected = told(&[(50, "02 18:00:00"), (80, "03 14:24:00"), (100, "03 18:00:00")]);
        assert_eq!(instants(&clock, "2026-03-02T08:00:00Z"), expected);
    }
}
