//! What the customer is told, and when.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::incident::kit::{Story, beijing, customer, staff};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

fn taken(severity: &str, at: &str) -> Story {
    let mut story = Story::opened(severity, at);
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story
}

/// The instants of the holding updates in `notices`.
fn holding(story: &Story) -> Vec<DateTime<Utc>> {
    let is_holding = |intent: &Intent| matches!(intent, Intent::StatusUpdate { text: None, .. });
    story
        .notices
        .iter()
        .filter(|(_, notice)| is_holding(&notice.intent))
        .map(|(at, _)| *at)
        .collect()
}

fn asked_at(story: &Story) -> Vec<DateTime<Utc>> {
    let is_ask = |intent: &Intent| matches!(intent, Intent::AskForUpdate { .. });
    story.notices.iter().filter(|(_, notice)| is_ask(&notice.intent)).map(|(at, _)| *at).collect()
}

#[test]
fn rank_one_is_told_every_hour_of_the_night_and_the_miss_is_told_inside() {
    let mut story = taken("l1", "2026-03-06 20:00");
    story.wait_until(beijing("2026-03-06 23:30"));
    let hours = ["2026-03-06 21:00", "2026-03-06 22:00", "2026-03-06 23:00"];
    assert_eq!(holding(&story), hours.map(beijing));
    let missed = story.told(|intent| matches!(intent, Intent::UpdateMissed { .. }));
    assert_eq!(missed[..3], ["room duty", "zhang-qiang", "zhao-min"]);
    assert_eq!(story.incident.updates.missed, 3);
}

#[test]
fn the_owner_is_asked_ten_and_three_minutes_before_and_a_text_fills_the_slot() {
    let mut story = taken("l1", "2026-03-04 10:00");
    story.wait(59);
    assert_eq!(asked_at(&story), ["2026-03-04 10:50", "2026-03-04 10:57"].map(beijing));
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::AskForUpdate { .. })),
        ["zhang-qiang", "zhang-qiang"]
    );
    story.act(|i, s| i.update(s, &staff("zhang-qiang"), "switching over".to_owned())).unwrap();
    assert_eq!(story.timer(TimerKind::StatusUpdate), Some(beijing("2026-03-04 11:59")));
    story.wait(59);
    assert_eq!(holding(&story), Vec::<DateTime<Utc>>::new());
}

#[test]
fn a_slot_nearer_than_ten_minutes_is_asked_for_once_and_one_nearer_than_three_not_at_all() {
    for (minutes, asks) in [(12, 2), (8, 1), (2, 0)] {
        let mut story = taken("l3", "2026-03-04 10:00");
        let slot = story.now + TimeDelta::minutes(minutes);
        story.act(|i, s| i.agree_on_next(s, &staff("zhang-qiang"), slot)).unwrap();
        story.wait(minutes - 1);
        assert_eq!(asked_at(&story).len(), asks, "a slot in {minutes} minutes");
    }
}

#[test]
fn after_an_outage_of_many_hours_there_is_one_post_and_nobody_is_asked_for_what_has_passed() {
    let mut story = taken("l1", "2026-03-04 10:00");
    story.outage_until(beijing("2026-03-04 17:20"));
    assert_eq!(holding(&story), [beijing("2026-03-04 17:20")]);
    assert_eq!(asked_at(&story), Vec::<DateTime<Utc>>::new());
    assert_eq!(story.timer(TimerKind::StatusUpdate), Some(beijing("2026-03-04 18:00")));
}

#[test]
fn an_agreed_instant_is_kept_once_and_the_rhythm_goes_on_from_it() {
    let mut story = taken("l1", "2026-03-04 10:00");
    let slot = beijing("2026-03-04 10:40");
    story.act(|i, s| i.agree_on_next(s, &staff("zhang-qiang"), slot)).unwrap();
    story.wait(180);
    assert_eq!(
        holding(&story),
        ["2026-03-04 10:40", "2026-03-04 11:40", "2026-03-04 12:40"].map(beijing)
    );
}

#[test]
fn rank_decides_the_rhythm_unless_one_was_agreed() {
    let grade = |story: &mut Story, severity: &str| {
        story
            .act(|i, s| i.change_severity(s, &customer(), severity.into(), "regraded".to_owned()))
            .unwrap();
    };
    let mut story = taken("l2", "2026-03-04 10:00");
    assert_eq!(story.timer(TimerKind::StatusUpdate), None);
    grade(&mut story, "l1");
    assert_eq!(story.minutes_to(TimerKind::StatusUpdate), Some(60));
    grade(&mut story, "l2");
    assert_eq!(story.timer(TimerKind::StatusUpdate), None);
    story.act(|i, s| i.agree_on_cadence(s, &staff("li-na"), TimeDelta::minutes(30))).unwrap();
    story.wait(10);
    grade(&mut story, "l3");
    assert_eq!(story.minutes_to(TimerKind::StatusUpdate), Some(20));
}

#[test]
fn while_a_solution_is_offered_no_news_is_due_whatever_the_rank() {
    let mut story = taken("l2", "2026-03-04 10:00");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.change_severity(s, &customer(), "l1".into(), "it was".to_owned())).unwrap();
    assert_eq!(story.timer(TimerKind::StatusUpdate), None);
    story.act(|i, s| i.reject(s, &customer(), "still down".to_owned())).unwrap();
    assert_eq!(story.minutes_to(TimerKind::StatusUpdate), Some(60));
}

#[test]
fn an_agreed_rhythm_outlives_a_rejected_solution() {
    let mut story = taken("l1", "2026-03-04 10:00");
    story.act(|i, s| i.agree_on_cadence(s, &staff("li-na"), TimeDelta::hours(4))).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.reject(s, &customer(), "still down".to_owned())).unwrap();
    assert_eq!(story.minutes_to(TimerKind::StatusUpdate), Some(240));
}

/// Whether a cadence in minutes takes effect at once, what the customer agreed to before.
#[test]
fn only_rarer_updates_than_the_plans_wait_for_the_customer() {
    for (severity, agreed, every, at_once) in [
        ("l1", None, 30, true),
        ("l1", None, 60, true),
        ("l1", None, 61, false),
        ("l1", None, 31 * 24 * 60, false),
        ("l1", Some(240), 120, true),
        ("l1", Some(240), 300, false),
        ("l2", None, 300, true),
    ] {
        let mut story = taken(severity, "2026-03-04 10:00");
        if let Some(agreed) = agreed {
            let every = TimeDelta::minutes(agreed);
            story.act(|i, s| i.agree_on_cadence(s, &staff("li-na"), every)).unwrap();
            story.act(|i, s| i.confirm(s, &customer())).unwrap();
        }
        let asked = TimeDelta::minutes(every);
        story.act(|i, s| i.agree_on_cadence(s, &staff("li-na"), asked)).unwrap();
        let case = format!("{severity}, agreed on {agreed:?}, every {every} min");
        assert_eq!(story.incident.updates.every() == Some(asked), at_once, "{case}");
        assert_eq!(story.incident.updates.proposed.is_none(), at_once, "{case}");
    }
}

#[test]
fn what_was_suggested_is_forgotten_with_what_it_was_about() {
    let suggest = |story: &mut Story| {
        story.act(|i, s| i.agree_on_cadence(s, &staff("li-na"), TimeDelta::hours(4))).unwrap();
        assert!(story.incident.updates.proposed.is_some());
    };
    let mut story = taken("l1", "2026-03-04 10:00");
    suggest(&mut story);
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    assert!(story.incident.state.is_closed(), "the yes is to the solution");
    let mut story = taken("l1", "2026-03-04 10:00");
    suggest(&mut story);
    story.act(|i, s| i.change_severity(s, &customer(), "l2".into(), "less".to_owned())).unwrap();
    assert!(story.act(|i, s| i.confirm(s, &customer())).is_err());
    let mut story = taken("l1", "2026-03-04 10:00");
    let slot = story.now + TimeDelta::minutes(90);
    story.act(|i, s| i.agree_on_next(s, &staff("zhang-qiang"), slot)).unwrap();
    story.wait(91);
    assert!(story.act(|i, s| i.confirm(s, &customer())).is_err(), "its instant has come");
}
