use std::time::Duration;

use proptest::prelude::*;

use super::*;

fn dingtalk() -> Limits {
    Limits::below(RateLimit {
        count: 20,
        per: Duration::from_mins(1),
        mute: Duration::from_mins(10),
    })
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn window(sent: &[(i64, Lane)]) -> Window {
    let mut window = Window::default();
    for (second, lane) in sent {
        window.note(at(*second), *lane);
    }
    window
}

#[test]
fn twenty_a_minute_become_eighteen_with_a_third_kept_for_pages() {
    let limits = dingtalk();
    let shares =
        (limits.per_window, limits.others, limits.digests, limits.at_once, limits.in_storm);
    assert_eq!(shares, (18, 12, 8, 3, 3));
    assert_eq!(limits.window, TimeDelta::seconds(60));
    assert_eq!(limits.spacing(), TimeDelta::milliseconds(7500));
}

#[test]
fn other_lanes_get_three_at_once_then_one_each_seven_and_a_half_seconds() {
    let limits = dingtalk();
    let mut seen = window(&[]);
    assert_eq!(seen.allows(&limits, Lane::Echo, at(0)), Allowance::Now(3));
    let mut seen = window(&[(0, Lane::Echo); 3]);
    let opens = at(0) + TimeDelta::milliseconds(7500);
    assert_eq!(seen.allows(&limits, Lane::Warning, at(1)), Allowance::From(opens));
    assert_eq!(seen.allows(&limits, Lane::Warning, opens), Allowance::Now(1));
}

#[test]
fn digests_stop_before_updates_and_updates_before_pages() {
    let limits = dingtalk();
    let mut seen = window(&[(0, Lane::Echo); 8]);
    assert_eq!(seen.allows(&limits, Lane::Digest, at(30)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Lane::StatusUpdate, at(30)), Allowance::Now(1));
    let mut seen = window(&[(0, Lane::Echo); 12]);
    assert_eq!(seen.allows(&limits, Lane::StatusUpdate, at(30)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Lane::Page, at(30)), Allowance::Now(2));
}

#[test]
fn in_a_storm_of_pages_the_other_lanes_make_room() {
    let limits = dingtalk();
    let mut seen = window(&[(0, Lane::Echo), (0, Lane::Echo), (1, Lane::Page), (2, Lane::Page)]);
    assert_eq!(seen.allows(&limits, Lane::Echo, at(3)), Allowance::Now(1));
    seen.note(at(3), Lane::Echo);
    assert_eq!(seen.allows(&limits, Lane::Echo, at(4)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Lane::Page, at(4)), Allowance::Now(9));
}

#[test]
fn where_no_page_can_come_a_conversation_has_the_whole_window() {
    let limits = dingtalk().without_pages();
    let mut seen = window(&[(0, Lane::Echo); 11]);
    assert_eq!(seen.allows(&limits, Lane::Echo, at(1)), Allowance::Now(1));
    let mut seen = window(&[(0, Lane::Echo); 17]);
    assert_eq!(seen.allows(&limits, Lane::Echo, at(10)), Allowance::Now(1));
    seen.note(at(10), Lane::Echo);
    assert_eq!(seen.allows(&limits, Lane::Echo, at(59)), Allowance::From(at(60)));
}

#[test]
fn the_last_places_are_spread_over_the_time_until_one_comes_free() {
    let limits = dingtalk();
    let mut seen = window(&[(0, Lane::Echo); 12]);
    seen.note(at(10), Lane::Page);
    seen.note(at(10), Lane::Page);
    let opens = at(10) + TimeDelta::seconds(50) / 6;
    assert_eq!(seen.allows(&limits, Lane::Page, at(10)), Allowance::From(opens));
    assert_eq!(seen.allows(&limits, Lane::Page, opens), Allowance::Now(1));
    let mut seen = window(&[(0, Lane::Page); 18]);
    assert_eq!(seen.allows(&limits, Lane::Page, at(59)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Lane::Page, at(60)), Allowance::Now(14));
}

fn lanes() -> impl Strategy<Value = Lane> {
    proptest::sample::select(Lane::ALL.to_vec())
}

proptest! {
    #[test]
    fn no_window_ever_holds_more_than_the_limit(wishes in prop::collection::vec((0_i64..4000, lanes()), 1..400)) {
        let limits = dingtalk();
        let mut seen = Window::default();
        let mut left: Vec<DateTime<Utc>> = Vec::new();
        let mut now = DateTime::UNIX_EPOCH;
        for (pause_millis, lane) in wishes {
            now += TimeDelta::milliseconds(pause_millis);
            if let Allowance::Now(count) = seen.allows(&limits, lane, now) {
                prop_assert!(count >= 1);
                for _ in 0..count {
                    seen.note(now, lane);
                    left.push(now);
                }
            }
        }
        for (index, first) in left.iter().enumerate() {
            let within = left[index..].iter().take_while(|at| **at - *first < limits.window).count();
            prop_assert!(within <= limits.per_window, "{} from {}", within, first);
        }
    }

    #[test]
    fn a_page_never_waits_longer_than_a_third_of_a_minute_for_its_place(
        wishes in prop::collection::vec((0_i64..4000, lanes()), 1..400),
    ) {
        let limits = dingtalk();
        let mut seen = Window::default();
        let mut now = DateTime::UNIX_EPOCH;
        for (pause_millis, lane) in wishes {
            now += TimeDelta::milliseconds(pause_millis);
            match seen.allows(&limits, lane, now) {
                Allowance::Now(_) => seen.note(now, lane),
                Allowance::From(opens) => {
                    prop_assert!(opens > now);
                    prop_assert!(lane != Lane::Page || opens - now <= TimeDelta::seconds(20), "{}", opens - now);
                }
            }
        }
    }
}
