//! Questions to the customer: how long an answer is waited for, and when they are reminded.

use chrono::TimeDelta;
use proptest::prelude::*;

use crate::domain::incident::kit::{Story, beijing, customer, entitlement, staff};
use crate::domain::incident::{Fact, IncidentState, Outcome, Question};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

fn asked(severity: &str, at: &str) -> Story {
    let mut story = Story::opened(severity, at);
    story
        .act(|i, s| i.ask_customer(s, &staff("zhang-qiang"), "the logs".to_owned(), None))
        .unwrap();
    story
}

fn grade(story: &mut Story, by: &crate::domain::incident::Actor, severity: &str) {
    story.act(|i, s| i.change_severity(s, by, severity.into(), "regraded".to_owned())).unwrap();
}

/// Asked at, rank, closed at, reminded at; all Beijing time. Coverage is 9:00-18:00 of working
/// days.
const WINDOWS: [(&str, u8, &str, &[&str]); 7] = [
    // A Tuesday in working hours: 7 and 14 days to the minute, reminders three and one working days
    // before.
    ("2026-03-10 16:30", 3, "2026-03-17 16:30", &["2026-03-12 16:30", "2026-03-16 16:30"]),
    ("2026-03-10 16:30", 4, "2026-03-24 16:30", &["2026-03-19 16:30", "2026-03-23 16:30"]),
    ("2026-03-10 16:30", 5, "2026-03-24 16:30", &["2026-03-19 16:30", "2026-03-23 16:30"]),
    // 3 days from a Friday evening end on Monday evening, and so on Tuesday morning; a day before
    // is Monday 9:00.
    ("2026-03-13 20:00", 2, "2026-03-17 09:00", &["2026-03-16 13:30"]),
    // National Day: 7 days end in the holiday, and there has to be a working day in which to
    // answer.
    ("2026-09-30 16:00", 3, "2026-10-08 16:00", &["2026-10-08 11:30"]),
    ("2026-10-01 10:00", 3, "2026-10-08 18:00", &["2026-10-08 13:30"]),
    ("2026-09-24 16:30", 4, "2026-10-08 16:30", &["2026-09-28 16:30", "2026-09-30 16:30"]),
];

#[test]
fn windows_for_information_follow_the_rank_and_end_in_working_hours() {
    let terms = entitlement("professional");
    for (at, rank, ends_at, reminders) in WINDOWS {
        let found = terms.information_ends_at(rank, beijing(at)).unwrap();
        assert_eq!(found, beijing(ends_at), "rank {rank} from {at}");
        let reminders: Vec<_> = reminders.iter().map(|at| beijing(at)).collect();
        assert_eq!(terms.reminders_at(beijing(at), found), reminders, "rank {rank} from {at}");
    }
    assert_eq!(terms.information_ends_at(1, beijing("2026-03-10 16:30")), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// At whatever instant somebody asks: the window is as long as the plan says, and every
    /// reminder leaves in working hours, after the question and before the end.
    #[test]
    fn a_window_for_consent_is_whole_and_never_ends_without_a_reminder(minute in 0..525_600_i64) {
        let terms = entitlement("professional");
        let asked_at = beijing("2026-01-01 00:00") + TimeDelta::minutes(minute);
        let ends_at = terms.consent_ends_at(asked_at).unwrap();
        let hours = terms.working_hours().unwrap();
        prop_assert_eq!(hours.elapsed(asked_at, ends_at), 5 * 9 * 3600);
        let reminders = terms.reminders_at(asked_at, ends_at);
        prop_assert_eq!(reminders.len(), 2);
        for at in reminders {
            prop_assert!(hours.is_open(at) && asked_at < at && at < ends_at, "{}", at);
        }
    }
}

#[test]
fn whoever_asks_answers_takes_it_and_ends_the_paging() {
    let story = asked("l2", "2026-03-10 16:30");
    let by = "zhang-qiang".into();
    assert_eq!(story.incident.state, IncidentState::Acknowledged { by, at: story.now });
    assert_eq!(story.timer(TimerKind::Escalation), None);
    assert_eq!(story.timer(TimerKind::QuestionEnds), Some(beijing("2026-03-13 16:30")));
}

#[test]
fn outside_every_contract_nothing_is_parked_and_nothing_closes() {
    let mut story = Story::opened_outside_contract("2026-03-10 16:30");
    story.act(|i, s| i.ask_customer(s, &staff("zhao-min"), "the logs".to_owned(), None)).unwrap();
    assert_eq!((story.incident.is_parked(), story.timer(TimerKind::QuestionEnds)), (false, None));
    assert!(story.timer(TimerKind::Escalation).is_some());
}

#[test]
fn a_lesser_rank_gives_more_time_and_a_higher_one_takes_none_back() {
    let mut story = asked("l3", "2026-03-10 16:30");
    grade(&mut story, &staff("li-na"), "l4");
    assert_eq!(story.timer(TimerKind::QuestionEnds), Some(beijing("2026-03-24 16:30")));
    grade(&mut story, &staff("li-na"), "l2");
    assert_eq!(story.timer(TimerKind::QuestionEnds), Some(beijing("2026-03-24 16:30")));
}

#[test]
fn any_act_of_the_customer_ends_the_waiting() {
    let mut graded = asked("l3", "2026-03-10 16:30");
    grade(&mut graded, &customer(), "l2");
    let mut escalated = asked("l3", "2026-03-10 16:30");
    escalated.act(|i, s| i.escalate(s, &customer(), false, "why wait".to_owned())).unwrap();
    for story in [graded, escalated] {
        assert!(!story.incident.is_parked());
        assert_eq!(story.timeline.last().unwrap().fact, Fact::Resumed);
        let told = story.told(|intent| matches!(intent, Intent::Resumed { .. }));
        assert_eq!(told, ["room bank", "zhang-qiang"]);
    }
}

#[test]
fn a_solution_takes_the_place_of_the_question() {
    let mut story = asked("l3", "2026-03-10 16:30");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    let question = story.incident.ending.question.clone().unwrap();
    assert_eq!(question.question, Question::Consent);
    story.wait_until(beijing("2026-03-20 12:00"));
    let by = crate::domain::incident::Actor::Bot;
    let closed =
        IncidentState::Closed { outcome: Outcome::Transferred, by, at: question.closes_at };
    assert_eq!(story.incident.state, closed);
}

#[test]
fn a_rejected_solution_is_waited_for_no_longer() {
    let mut story = Story::opened("l3", "2026-03-10 16:30");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.reject(s, &customer(), "still slow".to_owned())).unwrap();
    assert_eq!(
        (story.timer(TimerKind::QuestionEnds), story.timer(TimerKind::QuestionReminder)),
        (None, None)
    );
}
