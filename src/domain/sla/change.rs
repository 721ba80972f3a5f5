//! What a change of severity does to the due instant (`sla-semantics`, rule 7).

/// A change of severity. Ranks are those of the channel, 1 the most urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reclassification {
    /// The rank before.
    pub from: u8,
    /// The rank after.
    pub to: u8,
    /// Nobody had said before how bad it is.
    pub is_first: bool,
}

/// From when the target of the new severity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recount {
    /// The promise stays as it is.
    No,
    /// From the opening, wherever that puts the due instant.
    FromOpening,
    /// From the change; an old promise that is due no later stays. So a severity without a clock of
    /// its own does not take the old promise away.
    FromChangeIfEarlier,
}

impl Reclassification {
    /// Whether it became more urgent.
    pub fn is_raise(self) -> bool {
        self.to < self.from
    }

    /// Once an answer was given the clock is settled, and between severities of one rank nothing
    /// changes. A more urgent severity counts from the change; a less urgent one and a first grading
    /// count from the opening.
    pub fn recount(self, is_answered: bool) -> Recount {
        if is_answered || (self.from == self.to && !self.is_first) {
            return Recount::No;
        }
        if self.is_raise() && !self.is_first {
            Recount::FromChangeIfEarlier
        } else {
            Recount::FromOpening
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::{DateTime, Utc, Weekday};

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

    #[test]
    fn a_change_counts_from_where_rule_seven_says() {
        for (from, to, is_first, is_answered, expected) in [
            (3, 1, false, false, Recount::FromChangeIfEarlier),
            (1, 3, false, false, Recount::FromOpening),
            (2, 2, false, false, Recount::No),
            (5, 5, true, false, Recount::FromOpening),
            (5, 1, true, false, Recount::FromOpening),
            (3, 1, false, true, Recount::No),
            (1, 3, false, true, Recount::No),
            (5, 1, true, true, Recount::No),
        ] {
            let change = Reclassification { from, to, is_first };
            assert_eq!(
                change.recount(is_answered),
                expected,
                "{change:?}, answered: {is_answered}"
            );
        }
    }
}
