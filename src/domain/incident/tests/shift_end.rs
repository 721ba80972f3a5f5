//! A rank 1 incident when the shift of its owner ends. Zhang Qiang's week ends on Monday 9 March at
//! midnight.

use crate::domain::escalation::overrides::Override;
use crate::domain::incident::kit::{Story, beijing, staff};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

fn taken(severity: &str) -> Story {
    let mut story = Story::opened(severity, "2026-03-08 20:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story
}

fn wanted(story: &Story) -> Vec<String> {
    story.told(|intent| matches!(intent, Intent::HandoverWanted { .. }))
}

fn missed(story: &Story) -> Vec<String> {
    story.told(|intent| matches!(intent, Intent::HandoverMissed { .. }))
}

#[test]
fn the_owner_is_asked_half_an_hour_before_and_the_duty_manager_told_at_the_end() {
    let mut story = taken("l1");
    story.wait_until(beijing("2026-03-08 23:30"));
    assert_eq!(wanted(&story), ["zhang-qiang"]);
    let to = story.notices.iter().find_map(|(_, notice)| match &notice.intent {
        Intent::HandoverWanted { to, .. } => to.clone(),
        _ => None,
    });
    assert_eq!(to, Some("chen-jing".into()));
    story.wait_until(beijing("2026-03-09 00:00"));
    assert_eq!(missed(&story), ["room duty", "zhang-qiang", "zhao-min"]);
    story.wait(600);
    assert_eq!((wanted(&story), missed(&story)), (Vec::new(), Vec::new()), "told once");
}

#[test]
fn lesser_ranks_and_solved_incidents_may_be_left() {
    let mut lesser = taken("l2");
    let mut solved = taken("l1");
    solved.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    for story in [&mut lesser, &mut solved] {
        assert_eq!(story.timer(TimerKind::ShiftEnds), None);
        story.wait_until(beijing("2026-03-09 01:00"));
        assert_eq!((wanted(story), missed(story)), (Vec::new(), Vec::new()));
    }
}

#[test]
fn a_hand_over_in_time_moves_the_watch_to_the_new_owner() {
    let mut story = taken("l1");
    let words = "half done".to_owned();
    story.act(|i, s| i.offer_handoff(s, &staff("zhang-qiang"), "chen-jing".into(), words)).unwrap();
    story.wait_until(beijing("2026-03-08 23:40"));
    assert_eq!(wanted(&story), Vec::<String>::new(), "it is offered already");
    story.act(|i, s| i.acknowledge(s, &staff("chen-jing"))).unwrap();
    story.wait_until(beijing("2026-03-09 00:00"));
    assert_eq!(missed(&story), Vec::<String>::new());
}

#[test]
fn a_cover_made_meanwhile_counts() {
    let mut story = taken("l1");
    story.directory.overrides.push(Override {
        rotation: "primary".into(),
        person: "zhang-qiang".into(),
        from: beijing("2026-03-08 00:00"),
        until: beijing("2026-03-09 06:00"),
        replaces: None,
        by: "zhao-min".into(),
        made_at: beijing("2026-03-08 20:30"),
        reason: String::new(),
    });
    story.wait_until(beijing("2026-03-09 05:00"));
    assert_eq!((wanted(&story), missed(&story)), (Vec::new(), Vec::new()));
    story.wait_until(beijing("2026-03-09 05:30"));
    assert_eq!(wanted(&story), ["zhang-qiang"]);
}
