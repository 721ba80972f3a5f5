//! Whose it is.

use crate::domain::incident::kit::{Story, staff};
use crate::domain::incident::{Fact, IncidentState, Refused};
use crate::domain::notice::Intent;

fn taken_by(who: &str) -> Story {
    let mut story = Story::opened("l2", "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff(who))).unwrap();
    story
}

#[test]
fn a_late_acknowledgement_is_answered_and_not_applied() {
    let mut story = taken_by("zhang-qiang");
    let at = story.now;
    story.wait(3);
    let before = story.incident.clone();
    let late = story.act(|i, s| i.acknowledge(s, &staff("chen-jing")));
    assert_eq!(late, Err(Refused::AlreadyTaken { by: "zhang-qiang".into(), at }));
    assert_eq!(story.incident, before);
}

#[test]
fn an_offer_changes_nothing_until_it_is_accepted() {
    let mut story = taken_by("zhang-qiang");
    story
        .act(|i, s| {
            i.offer_handoff(
                s,
                &staff("zhang-qiang"),
                "chen-jing".into(),
                "my shift ends".to_owned(),
            )
        })
        .unwrap();
    assert_eq!(story.paged(), ["chen-jing"]);
    assert_eq!(story.incident.owner, Some("zhang-qiang".into()));
    story.wait(5);
    story.act(|i, s| i.acknowledge(s, &staff("chen-jing"))).unwrap();
    assert_eq!(story.incident.owner, Some("chen-jing".into()));
    let by = "chen-jing".into();
    assert_eq!(story.incident.state, IncidentState::Acknowledged { by, at: story.now });
    assert!(
        story
            .timeline
            .iter()
            .any(|e| e.fact == Fact::HandoffAccepted { from: "zhang-qiang".into() })
    );
    assert_eq!(story.incident.response.given.as_ref().unwrap().by, "zhang-qiang".into());
}

#[test]
fn an_assigned_person_is_paged_and_takes_it_by_acknowledging() {
    let mut story = taken_by("zhang-qiang");
    story.act(|i, s| i.assign(s, &staff("li-na"), "wu-hao".into())).unwrap();
    assert_eq!(story.paged(), ["wu-hao"]);
    story.act(|i, s| i.acknowledge(s, &staff("wu-hao"))).unwrap();
    assert_eq!(
        story.incident.state,
        IncidentState::Acknowledged { by: "wu-hao".into(), at: story.now }
    );
}

#[test]
fn assigning_before_anybody_took_it_leaves_the_policy_running() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.assign(s, &staff("li-na"), "wu-hao".into())).unwrap();
    story.wait(24);
    assert_eq!(story.paged(), ["chen-jing"]);
    story.act(|i, s| i.acknowledge(s, &staff("wu-hao"))).unwrap();
    let is_taken = |intent: &Intent| matches!(intent, Intent::PageTaken { .. });
    assert_eq!(
        story.told(is_taken),
        ["zhang-qiang", "chen-jing"],
        "whoever took it needs not be told"
    );
}

#[test]
fn a_page_keeps_its_code_when_it_is_repeated_and_counts_the_attempts() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    let first = story.incident.paging.open[0].clone();
    story.wait(60);
    let again = story.incident.paging.open.iter().find(|page| page.person == first.person).unwrap();
    assert_eq!((&again.code, again.attempt), (&first.code, 2));
}
