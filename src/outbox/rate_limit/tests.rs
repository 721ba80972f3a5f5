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

fn window(sent: &[(i64, Priority)]) -> Window {
    let mut window = Window::default();
    for (second, priority) in sent {
        window.note(at(*second), *priority);
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
fn other_priorities_get_three_at_once_then_one_each_seven_and_a_half_seconds() {
    let limits = dingtalk();
    let mut seen = window(&[]);
    assert_eq!(seen.allows(&limits, Priority::Reply, at(0)), Allowance::Now(3));
    let mut seen = window(&[(0, Priority::Reply); 3]);
    let opens = at(0) + TimeDelta::milliseconds(7500);
    assert_eq!(seen.allows(&limits, Priority::Warning, at(1)), Allowance::From(opens));
    assert_eq!(seen.allows(&limits, Priority::Warning, opens), Allowance::Now(1));
}

#[test]
fn digests_stop_before_updates_and_updates_before_pages() {
    let limits = dingtalk();
    let mut seen = window(&[(0, Priority::Reply); 8]);
    assert_eq!(seen.allows(&limits, Priority::Low, at(30)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Priority::StatusUpdate, at(30)), Allowance::Now(1));
    let mut seen = window(&[(0, Priority::Reply); 12]);
    assert_eq!(seen.allows(&limits, Priority::StatusUpdate, at(30)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Priority::Page, at(30)), Allowance::Now(2));
}

#[test]
fn in_a_storm_of_pages_the_other_priorities_make_room() {
    let limits = dingtalk();
    let mut seen = window(&[
        (0, Priority::Reply),
        (0, Priority::Reply),
        (1, Priority::Page),
        (2, Priority::Page),
    ]);
    assert_eq!(seen.allows(&limits, Priority::Reply, at(3)), Allowance::Now(1));
    seen.note(at(3), Priority::Reply);
    assert_eq!(seen.allows(&limits, Priority::Reply, at(4)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Priority::Page, at(4)), Allowance::Now(9));
}

#[test]
fn where_no_page_can_come_a_conversation_has_the_whole_window() {
    let limits = dingtalk().without_pages();
    let mut seen = window(&[(0, Priority::Reply); 11]);
    assert_eq!(seen.allows(&limits, Priority::Reply, at(1)), Allowance::Now(1));
    let mut seen = window(&[(0, Priority::Reply); 17]);
    assert_eq!(seen.allows(&limits, Priority::Reply, at(10)), Allowance::Now(1));
    seen.note(at(10), Priority::Reply);
    assert_eq!(seen.allows(&limits, Priority::Reply, at(59)), Allowance::From(at(60)));
}

#[test]
fn the_last_places_are_spread_over_the_time_until_one_comes_free() {
    let limits = dingtalk();
    let mut seen = window(&[(0, Priority::Reply); 12]);
    seen.note(at(10), Priority::Page);
    seen.note(at(10), Priority::Page);
    let opens = at(10) + TimeDelta::seconds(50) / 6;
    assert_eq!(seen.allows(&limits, Priority::Page, at(10)), Allowance::From(opens));
    assert_eq!(seen.allows(&limits, Priority::Page, opens), Allowance::Now(1));
    let mut seen = window(&[(0, Priority::Page); 18]);
    assert_eq!(seen.allows(&limits, Priority::Page, at(59)), Allowance::From(at(60)));
    assert_eq!(seen.allows(&limits, Priority::Page, at(60)), Allowance::Now(14));
}

fn priorities() -> impl Strategy<Value = Priority> {
    proptest::sample::select(Priority::ALL.to_vec())
}

proptest! {
    #[test]
    fn no_window_ever_holds_more_than_the_limit(wishes in prop::collection::vec((0_i64..4000, priorities()), 1..400)) {
        let limits = dingtalk();
        let mut seen = Window::default();
        let mut left: Vec<DateTime<Utc>> = Vec::new();
        let mut now = DateTime::UNIX_EPOCH;
        for (pause_millis, priority) in wishes {
            now += TimeDelta::milliseconds(pause_millis);
            if let Allowance::Now(count) = seen.allows(&limits, priority, now) {
                prop_assert!(count >= 1);
                for _ in 0..count {
                    seen.note(now, priority);
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
        wishes in prop::collection::vec((0_i64..4000, priorities()), 1..400),
    ) {
        let limits = dingtalk();
        let mut seen = Window::default();
        let mut now = DateTime::UNIX_EPOCH;
        for (pause_millis, priority) in wishes {
            now += TimeDelta::milliseconds(pause_millis);
            match seen.allows(&limits, priority, now) {
                Allowance::Now(_) => seen.note(now, priority),
                Allowance::From(opens) => {
                    prop_assert!(opens > now);
                    prop_assert!(priority != Priority::Page || opens - now <= TimeDelta::seconds(20), "{}", opens - now);
                }
            }
        }
    }
}
