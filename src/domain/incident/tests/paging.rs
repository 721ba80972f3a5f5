//! Who is woken, when, and what ends it.

use chrono::TimeDelta;

use crate::domain::incident::kit::{Story, beijing, customer, policy, staff};
use crate::domain::incident::{Fact, Refused};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

fn silence(story: &mut Story, minutes: i64) -> Result<(), Refused> {
    let until = story.now + TimeDelta::minutes(minutes);
    story.act(|i, s| i.silence(s, &staff("zhao-min"), until, "planned work".to_owned()))
}

fn grade(story: &mut Story, severity: &str) {
    story
        .act(|i, s| i.change_severity(s, &customer(), severity.into(), "it got worse".to_owned()))
        .unwrap();
}

#[test]
fn level_one_pages_the_engineer_and_tells_duty_manager_and_representative_at_once() {
    let story = Story::opened("l1", "2026-03-07 03:00");
    assert_eq!(story.paged(), ["zhang-qiang"]);
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::TellAtOnce { .. })),
        ["zhao-min", "sun-yue"]
    );
}

#[test]
fn pages_climb_and_repeat_without_end_until_somebody_acknowledges() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.wait(59);
    // 40 %, 70 % and 90 % of the hour; five minutes later again from the start, with the duty
    // manager.
    let round = ["chen-jing", "wu-hao", "zhao-min", "zhao-min", "zhang-qiang"];
    assert_eq!(story.paged(), round);
    for _ in 0..50 {
        story.wait(59);
        assert_eq!(story.paged(), round);
    }
    story.act(|i, s| i.acknowledge(s, &staff("wu-hao"))).unwrap();
    let is_taken =
        |intent: &Intent| matches!(intent, Intent::PageTaken { by, .. } if by == "wu-hao");
    assert_eq!(story.told(is_taken), ["chen-jing", "zhao-min", "zhang-qiang"]);
    story.wait(24 * 60);
    assert_eq!(story.paged(), Vec::<String>::new());
}

#[test]
fn outside_coverage_a_lower_rank_waits_for_the_opening_and_rank_one_does_not() {
    let mut story = Story::opened("l3", "2026-03-06 22:00");
    assert_eq!(story.paged(), Vec::<String>::new());
    assert_eq!(story.timer(TimerKind::Escalation), Some(beijing("2026-03-09 09:00")));
    grade(&mut story, "l1");
    assert_eq!(story.paged(), ["zhang-qiang"]);
}

#[test]
fn a_rise_starts_the_policy_over_because_its_steps_waited_for_a_lesser_target() {
    let mut story = Story::opened("l3", "2026-03-04 10:00");
    story.wait(30);
    assert_eq!(story.minutes_to(TimerKind::Escalation), Some(66));
    grade(&mut story, "l1");
    assert_eq!(story.paged(), ["zhang-qiang"]);
    assert_eq!(story.minutes_to(TimerKind::Escalation), Some(24));
}

#[test]
fn a_step_that_finds_nobody_costs_no_time_and_is_told_and_recorded_once() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.directory.rotations.retain(|rotation| rotation.id.as_str() != "primary");
    story.wait(24);
    assert_eq!(story.paged(), ["wu-hao"]);
    assert_eq!(story.told(|intent| matches!(intent, Intent::StepFoundNobody { .. })), ["zhao-min"]);
    let found_nobody: Vec<_> = story
        .timeline
        .iter()
        .filter(|entry| matches!(entry.fact, Fact::StepFoundNobody { .. }))
        .collect();
    assert_eq!(found_nobody.len(), 1);
    assert_eq!(found_nobody[0].fact, Fact::StepFoundNobody { cycle: 1, step: 2 });
}

#[test]
fn when_no_step_finds_anybody_the_fallback_is_paged_again_and_again() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story
        .directory
        .policies
        .insert("standard".into(), policy("0m oncall:nowhere; 10m next:nowhere"));
    story.directory.duty_manager = None;
    story.wait(31);
    assert_eq!(story.paged(), vec!["zhao-min"; 2]);
}

#[test]
fn passing_on_pages_the_next_at_once_and_needs_a_page_to_pass_on() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.pass_on(s, &staff("zhang-qiang"))).unwrap();
    assert_eq!(story.paged(), ["chen-jing"]);
    let mut at_night = Story::opened("l3", "2026-03-06 22:00");
    assert_eq!(
        at_night.act(|i, s| i.pass_on(s, &staff("zhang-qiang"))),
        Err(Refused::NobodyIsPaged)
    );
}

#[test]
fn a_silence_ends_and_then_pages_whoever_should_have_been_paged() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    silence(&mut story, 45).unwrap();
    assert_eq!(story.timer(TimerKind::Escalation), None);
    story.wait(44);
    assert_eq!(story.paged(), Vec::<String>::new());
    story.wait(1);
    assert_eq!(story.paged(), ["wu-hao", "chen-jing"]);
    assert!(story.timer(TimerKind::Escalation).is_some());
}

#[test]
fn rank_one_is_never_silent_for_more_than_an_hour() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    assert_eq!(
        silence(&mut story, 61),
        Err(Refused::SilenceTooLong { at_most: TimeDelta::minutes(60) })
    );
    assert_eq!(silence(&mut story, 0), Err(Refused::NotInTheFuture));
    silence(&mut story, 60).unwrap();
    let mut lesser = Story::opened("l2", "2026-03-04 10:00");
    silence(&mut lesser, 8 * 60).unwrap();
    grade(&mut lesser, "l1");
    assert_eq!(lesser.paged(), ["zhang-qiang"], "the silence was granted to a lesser incident");
    assert_eq!(lesser.timer(TimerKind::SilenceEnds), None);
}

#[test]
fn whoever_takes_it_ends_the_silence_without_a_word_about_it_later() {
    let mut story = Story::opened("l2", "2026-03-04 10:00");
    silence(&mut story, 60).unwrap();
    story.act(|i, s| i.acknowledge(s, &staff("chen-jing"))).unwrap();
    story.wait(120);
    assert_eq!(story.told(|intent| *intent == Intent::SilenceEnded), Vec::<String>::new());
}

#[test]
fn outside_every_contract_the_duty_manager_is_paged_and_nobody_is_told_at_once() {
    let mut story = Story::opened_outside_contract("2026-03-07 03:00");
    assert_eq!(story.paged(), ["zhao-min"]);
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::TellAtOnce { .. })),
        Vec::<String>::new()
    );
    story.wait(10);
    assert_eq!(story.paged(), ["zhao-min", "zhao-min"]);
}

#[test]
fn without_anybody_in_the_directory_the_bot_keeps_looking() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.directory = crate::domain::directory::Directory::default();
    story.wait(120);
    assert_eq!(story.paged(), Vec::<String>::new());
    assert_eq!(story.minutes_to(TimerKind::Escalation), Some(1));
}

fn rest(story: &Story) -> Vec<String> {
    story.told(|intent| matches!(intent, Intent::PagingRests { .. }))
}

/// The policy goes round in coverage time: what was begun on Friday goes on on Monday.
#[test]
fn a_lower_rank_rests_over_the_weekend_also_once_paging_began() {
    // 40 % of four office hours are 96 minutes, two of them on Friday.
    for (opened, first, again) in [
        ("2026-03-06 17:58", 1, "2026-03-09 10:34"),
        ("2026-03-06 17:00", 1, "2026-03-09 09:36"),
        ("2026-03-06 16:24", 1, "2026-03-09 09:00"),
        ("2026-03-05 17:58", 1, "2026-03-06 10:34"),
        ("2026-03-06 18:01", 0, "2026-03-09 09:00"),
    ] {
        let mut story = Story::opened("l3", opened);
        assert_eq!(story.paged().len(), first, "opened at {opened}");
        story.wait_until(beijing(again) - TimeDelta::minutes(1));
        assert_eq!(story.paged(), Vec::<String>::new(), "opened at {opened}");
        assert_eq!(rest(&story), vec!["zhao-min"; first], "opened at {opened}");
        story.wait(1);
        assert_eq!(story.paged().len(), 1, "opened at {opened}");
    }
}

#[test]
fn whoever_takes_it_before_the_closing_leaves_nothing_to_tell() {
    let mut story = Story::opened("l3", "2026-03-06 17:50");
    story.wait(5);
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story.wait(24 * 60);
    assert_eq!(rest(&story), Vec::<String>::new());
    assert_eq!(story.timer(TimerKind::Escalation), None);
}

#[test]
fn a_level_that_is_lowered_at_night_lets_people_rest_until_the_opening() {
    for lower in ["l3", "l4", "l5"] {
        let mut story = Story::opened("l1", "2026-03-06 22:00");
        story.wait(30);
        grade(&mut story, lower);
        assert_eq!(story.paged(), Vec::<String>::new(), "{lower}");
        assert_eq!(rest(&story), ["zhao-min"], "{lower}");
        assert_eq!(story.timer(TimerKind::Escalation), Some(beijing("2026-03-09 09:00")));
        story.wait_until(beijing("2026-03-09 08:59"));
        assert_eq!((story.paged(), rest(&story)), (Vec::new(), Vec::new()), "{lower}");
        grade(&mut story, "l1");
        assert_eq!(story.paged(), ["chen-jing"], "rank 1 is as before");
    }
}

#[test]
fn a_level_that_is_counted_around_the_clock_does_not_rest() {
    let mut story = Story::opened("l2", "2026-03-06 22:00");
    assert_eq!(story.paged(), ["zhang-qiang"]);
    story.wait(6 * 60);
    assert!(story.paged().len() > 5);
    assert_eq!(rest(&story), Vec::<String>::new());
}

#[test]
fn a_suggestion_pages_nobody_at_night_whatever_the_channel_is_staffed() {
    for opened in ["2026-03-06 22:00", "2026-03-07 03:00", "2026-03-08 12:00"] {
        let story = Story::opened("l5", opened);
        assert_eq!(story.paged(), Vec::<String>::new(), "opened at {opened}");
        assert_eq!(story.timer(TimerKind::Escalation), Some(beijing("2026-03-09 09:00")));
    }
    assert_eq!(Story::opened("l5", "2026-03-06 10:00").paged(), ["zhang-qiang"]);
}

#[test]
fn an_outage_over_the_closing_wakes_nobody() {
    let mut story = Story::opened("l3", "2026-03-06 16:00");
    story.outage_until(beijing("2026-03-07 02:00"));
    assert_eq!((story.paged(), rest(&story)), (Vec::new(), vec!["zhao-min".to_owned()]));
    story.wait_until(beijing("2026-03-09 09:00"));
    assert_eq!(story.paged(), ["zhang-qiang"], "next on call, the step that was missed on Friday");
}

#[test]
fn a_silence_that_ends_at_night_wakes_nobody() {
    let mut story = Story::opened("l3", "2026-03-06 17:00");
    silence(&mut story, 4 * 60).unwrap();
    story.wait(12 * 60);
    assert_eq!(story.paged(), Vec::<String>::new());
    assert_eq!(rest(&story), ["zhao-min"]);
}
