//! Escorts: which answers are due earlier, who is called, and that a change of the directory moves
//! no promise.

use std::sync::Arc;

use proptest::prelude::*;

use crate::domain::entitlement::Entitlement;
use crate::domain::incident::kit::{
    Story, beijing, customer, entitlement, escort, escorted, staff,
};
use crate::domain::incident::{Fact, Outcome, ResponsePromise};
use crate::domain::timer::TimerKind;

/// Tuesday to Thursday.
fn terms() -> Entitlement {
    escorted("2026-03-10", "2026-03-12")
}

fn opened(severity: &str, at: &str) -> Story {
    Story::opened_under(terms(), severity, beijing(at))
}

fn grade(story: &mut Story, to: &str) {
    story.act(|i, s| i.change_severity(s, &customer(), to.into(), "so it is".to_owned())).unwrap();
}

/// When the response is due, and whether that is the escort's doing.
fn due(story: &Story) -> (String, bool) {
    let ResponsePromise::Due { at, by_escort, .. } = &story.incident.response.promise else {
        panic!("no clock: {:?}", story.incident.response.promise)
    };
    assert_eq!(story.timer(TimerKind::ResponseDue), Some(*at));
    (at.with_timezone(&chrono_tz::Asia::Shanghai).format("%d %H:%M").to_string(), *by_escort)
}

fn is_gathered(story: &Story) -> bool {
    story.incident.special_handling.experts.is_some()
}

#[test]
fn on_its_days_the_earlier_of_the_two_due_instants_counts() {
    for (severity, at, expected, by_escort) in [
        ("production_degraded", "2026-03-09 23:59", "10 12:00", false),
        ("production_degraded", "2026-03-10 00:00", "10 00:10", true),
        ("production_degraded", "2026-03-12 23:59", "13 00:09", true),
        ("production_degraded", "2026-03-13 00:00", "13 12:00", false),
        ("system_degraded", "2026-03-11 10:00", "11 10:10", true),
        // The ten minutes are for urgent events.
        ("guidance", "2026-03-11 10:00", "12 17:00", false),
        ("guidance", "2026-03-10 22:00", "12 16:00", false),
        // Ten minutes as well: equal while the office is open, later when it is not.
        ("core_production_down", "2026-03-11 10:00", "11 10:10", false),
        ("core_production_down", "2026-03-11 22:00", "11 22:10", true),
    ] {
        let story = opened(severity, at);
        assert_eq!(due(&story), (expected.to_owned(), by_escort), "{severity} at {at}");
    }
}

proptest! {
    #[test]
    fn no_answer_is_ever_due_later_for_an_escort(minute in 0..10_080_i64, severity in 0..5_usize) {
        let terms = terms();
        let severity = &terms.plan.severities[severity].id;
        let at = beijing("2026-03-08 00:00") + chrono::TimeDelta::minutes(minute);
        let of = |escorts: &[_]| match terms.response_promise(severity, at, escorts) {
            ResponsePromise::Due { at, .. } => at,
            ResponsePromise::NoClock { .. } => unreachable!("every level of the plan has a clock"),
        };
        let is_urgent = severity.as_str() != "guidance";
        let is_escorted = is_urgent && (2 * 1440..5 * 1440).contains(&minute);
        let ten_minutes = at + chrono::TimeDelta::minutes(10);
        let expected = if is_escorted { of(&[]).min(ten_minutes) } else { of(&[]) };
        prop_assert_eq!(of(&terms.escorts), expected);
    }
}

#[test]
fn words_instead_of_a_clock_stay_words() {
    let mut terms = Entitlement {
        escorts: vec![escort("2026-03-10", "2026-03-12")],
        ..entitlement("professional")
    };
    let plan = Arc::make_mut(&mut terms.plan);
    let mut escort_terms = self::terms().escort_terms().cloned();
    // Of a plan that has other severities.
    if let Some(terms) = &mut escort_terms {
        terms.severities.clear();
    }
    plan.tiers.iter_mut().for_each(|tier| tier.during_escort.clone_from(&escort_terms));
    let story =
        |severity| Story::opened_under(terms.clone(), severity, beijing("2026-03-11 10:00"));
    assert_eq!(story("l5").incident.response.due_at(), None);
    assert_eq!(due(&story("l3")), ("11 10:10".to_owned(), true));
}

#[test]
fn a_plan_that_promises_nothing_during_an_escort_has_none() {
    let terms = Entitlement { escorts: terms().escorts, ..entitlement("professional") };
    let story = Story::opened_under(terms, "l3", beijing("2026-03-11 10:00"));
    assert_eq!(story.incident.escorts, []);
    assert_eq!(due(&story), ("11 14:00".to_owned(), false));
}

#[test]
fn a_rise_during_an_escort_counts_by_it_and_a_fall_counts_as_it_was_opened() {
    let mut story = opened("production_degraded", "2026-03-09 17:00");
    assert_eq!(due(&story), ("10 11:00".to_owned(), false));
    story.wait_until(beijing("2026-03-10 08:00"));
    assert_eq!(due(&story), ("10 11:00".to_owned(), false), "nothing is counted anew at midnight");
    assert!(!is_gathered(&story));
    let fallen = {
        let mut story = story.clone();
        grade(&mut story, "system_degraded");
        story
    };
    assert_eq!(due(&fallen), ("10 16:00".to_owned(), false));
    assert!(!is_gathered(&fallen) && fallen.incident.escorts.is_empty());
    grade(&mut story, "production_down");
    assert_eq!(due(&story), ("10 08:10".to_owned(), true));
    assert!(is_gathered(&story));
}

#[test]
fn after_the_escort_a_rise_counts_by_the_ordinary_target_and_a_fall_by_the_opening() {
    let mut story = opened("production_degraded", "2026-03-12 23:30");
    assert_eq!(due(&story), ("12 23:40".to_owned(), true));
    story.wait_until(beijing("2026-03-13 09:00"));
    grade(&mut story, "system_degraded");
    // Its miss was told, so no timer is set for it.
    assert_eq!(story.incident.response.due_at(), Some(beijing("2026-03-12 23:40")));
    grade(&mut story, "production_down");
    assert_eq!(
        story.incident.response.due_at(),
        Some(beijing("2026-03-12 23:40")),
        "the earlier one stays"
    );
    assert_eq!(story.incident.escorts.len(), 1);
}

#[test]
fn a_change_of_the_directory_moves_no_promise_and_takes_none_away() {
    let mut story = opened("production_degraded", "2026-03-10 22:00");
    story.terms.as_mut().unwrap().escorts.clear();
    grade(&mut story, "system_degraded");
    assert_eq!(due(&story), ("10 22:10".to_owned(), true), "it was opened under the escort");
    let mut late = Story::opened_under(
        escorted("2026-04-01", "2026-04-02"),
        "guidance",
        beijing("2026-03-10 22:00"),
    );
    late.terms.as_mut().unwrap().escorts = vec![escort("2026-03-10", "2026-03-12")];
    let before = due(&late);
    grade(&mut late, "production_degraded");
    assert_ne!(due(&late), before);
    assert_eq!(
        due(&late),
        ("10 22:10".to_owned(), true),
        "a rise is a new promise, given during the escort"
    );
    story.terms.as_mut().unwrap().escorts = vec![escort("2026-03-10", "2026-03-11")];
    grade(&mut story, "production_down");
    assert_eq!(
        story.incident.escorts.len(),
        1,
        "the one it was opened under covers the day already"
    );
}

#[test]
fn at_night_people_are_paged_at_once_and_the_experts_called() {
    let outside = opened("system_degraded", "2026-03-09 22:00");
    assert_eq!(outside.paged(), Vec::<String>::new());
    assert_eq!(outside.timer(TimerKind::Escalation), Some(beijing("2026-03-10 09:00")));
    let story = opened("system_degraded", "2026-03-10 22:00");
    assert_eq!(story.paged(), ["chen-jing", "wu-hao", "li-na"]);
    assert!(is_gathered(&story));
    assert!(
        !is_gathered(&opened("guidance", "2026-03-10 22:00")),
        "the plan calls nobody for a question"
    );
}

#[test]
fn reopened_during_an_escort_the_experts_are_called() {
    let mut story = opened("production_down", "2026-03-09 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    let reason = || "so it is".to_owned();
    story.act(|i, s| i.close_as(s, &staff("zhao-min"), Outcome::Agreed, reason())).unwrap();
    story.wait_until(beijing("2026-03-10 22:00"));
    story.act(|i, s| i.reopen(s, &customer(), reason())).unwrap();
    assert!(is_gathered(&story));
    let due = story.incident.response.pending_due();
    assert_eq!(due, Some(beijing("2026-03-10 22:10")), "within the escort's ten minutes");
}

#[test]
fn what_counts_is_recorded_for_both_sides_and_its_name_is_let_go() {
    let story = opened("guidance", "2026-03-10 22:00");
    let entry = story.timeline[1].clone();
    assert_eq!(entry.fact, Fact::EscortCounts { escort: escort("2026-03-10", "2026-03-12") });
    assert_eq!(entry.visibility, crate::domain::incident::Visibility::Customer);
    let Fact::EscortCounts { escort } = entry.anonymised().fact else {
        panic!("the days are figures")
    };
    assert_eq!((escort.name.as_str(), escort.until.to_string().as_str()), ("", "2026-03-12"));
    assert_eq!(story.incident.anonymised().escorts, [escort]);
}
