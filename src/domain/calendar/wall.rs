//! Wall time to instants, with the gaps and folds of daylight saving decided here, once.
//!
//! `sla-semantics`, rule 2: an edge that a change skips moves to the first instant after the gap;
//! an edge that occurs twice takes the earlier instant when it opens and the later one when it
//! closes.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The instant at which something that opens at this wall time opens.
pub fn opening_at(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
        LocalResult::None => first_instant_after_gap(zone, wall),
    }
}

/// The instant at which something that closes at this wall time closes.
pub fn closing_at(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) | LocalResult::Ambiguous(_, at) => at.to_utc(),
        LocalResult::None => first_instant_after_gap(zone, wall),
    }
}

/// Zones move their clocks at whole minutes at the finest, and no gap is longer than the day that
/// Apia skipped in 2011, so walking forward by quarters of an hour and back by minutes finds the
/// edge.
fn first_instant_after_gap(zone: Tz, skipped: NaiveDateTime) -> DateTime<Utc> {
    let exists = |wall: NaiveDateTime| zone.from_local_datetime(&wall).earliest();
    let quarter = TimeDelta::minutes(15);
    let landed =
        (1..=100).find_map(|n| exists(skipped + quarter * n).map(|at| (skipped + quarter * n, at)));
    let Some((mut wall, mut at)) = landed else {
        return skipped.and_utc();
    };
    while let Some(earlier) = exists(wall - TimeDelta::minutes(1)) {
        wall -= TimeDelta::minutes(1);
        at = earlier;
    }
    at.to_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn wall(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(h, min, 0).unwrap()
    }

    #[test]
    fn a_skipped_edge_moves_to_the_first_instant_after_the_gap() {
        for (zone, skipped, expected) in [
            (chrono_tz::Europe::Zurich, wall(2026, 3, 29, 2, 30), "2026-03-29T01:00:00+00:00"),
            (chrono_tz::America::New_York, wall(2026, 3, 8, 2, 0), "2026-03-08T07:00:00+00:00"),
            (
                chrono_tz::Australia::Lord_Howe,
                wall(2026, 10, 4, 2, 10),
                "2026-10-03T15:30:00+00:00",
            ),
            (chrono_tz::Pacific::Apia, wall(2011, 12, 30, 9, 0), "2011-12-30T10:00:00+00:00"),
        ] {
            assert_eq!(opening_at(zone, skipped).to_rfc3339(), expected, "{zone}");
            assert_eq!(closing_at(zone, skipped).to_rfc3339(), expected, "{zone}");
        }
    }

    #[test]
    fn a_repeated_edge_opens_early_and_closes_late() {
        let repeated = wall(2026, 10, 25, 2, 30);
        let zurich = chrono_tz::Europe::Zurich;
        assert_eq!(opening_at(zurich, repeated).to_rfc3339(), "2026-10-25T00:30:00+00:00");
        assert_eq!(closing_at(zurich, repeated).to_rfc3339(), "2026-10-25T01:30:00+00:00");
    }
}
