//! Met or late, and by how much (`sla-semantics`, rules 5 and 9).

use chrono::{DateTime, Utc};

use crate::domain::calendar::CoverageCalendar;

/// How a response compares with its due instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// True when it came before the due instant. At the due instant it is late: the sources say
    /// "less than".
    pub met: bool,
    /// Coverage time past due in whole seconds.
    pub overrun_seconds: i64,
}

/// Judges a response. Credits are [`Credits::days_owed`](crate::domain::plan::Credits::days_owed)
/// of the overrun.
pub fn judge(
    calendar: &CoverageCalendar,
    due_at: DateTime<Utc>,
    responded_at: DateTime<Utc>,
) -> Verdict {
    Verdict { met: responded_at < due_at, overrun_seconds: calendar.elapsed(due_at, responded_at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::{Credits, Provenance};
    use crate::domain::sla::change::tests::{office, utc};

    #[test]
    fn a_response_at_the_due_instant_is_late_by_nothing() {
        let due = utc("2026-03-02T12:00:00Z");
        for (responded, met, overrun_seconds) in [
            ("2026-03-02T11:59:59Z", true, 0),
            ("2026-03-02T12:00:00Z", false, 0),
            ("2026-03-02T12:00:01Z", false, 1),
            ("2026-03-03T08:00:00Z", false, 6 * 3600),
        ] {
            assert_eq!(
                judge(&office(), due, utc(responded)),
                Verdict { met, overrun_seconds },
                "{responded}"
            );
        }
    }

    #[test]
    fn credits_are_whole_periods_of_overrun() {
        let credits = Credits {
            per_seconds_over: 900,
            extends_term_days: 1,
            provenance: Provenance::default(),
        };
        for (overrun, days) in [(-5, 0), (0, 0), (899, 0), (900, 1), (4601, 5), (122_400, 136)] {
            assert_eq!(credits.days_owed(overrun), days, "{overrun}");
        }
    }
}
