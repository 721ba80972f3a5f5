//! Solutions, consent, closing and opening again.

use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{Fact, IncidentState, Outcome};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

fn facts(story: &Story) -> Vec<&Fact> {
    story.timeline.iter().map(|entry| &entry.fact).collect()
}

#[test]
fn solving_what_nobody_took_takes_it_and_answers_it() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.solve(s, &staff("chen-jing"), "restarted".to_owned())).unwrap();
    assert!(facts(&story).contains(&&Fact::Acknowledged { by: "chen-jing".into() }));
    assert_eq!(story.incident.response.given.as_ref().unwrap().by, "chen-jing".into());
    let left: Vec<_> = story.timers.keys().copied().collect();
    assert_eq!(left, [TimerKind::QuestionReminder, TimerKind::QuestionEnds]);
    assert_eq!(story.told(|intent| matches!(intent, Intent::PageTaken { .. })), ["zhang-qiang"]);
}

#[test]
fn solving_calls_off_the_pages_made_by_hand() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story.act(|i, s| i.page_by_hand(s, &staff("li-na"), &"wu-hao".into())).unwrap();
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    assert_eq!(story.told(|intent| matches!(intent, Intent::PageTaken { .. })), ["wu-hao"]);
}

#[test]
fn the_customers_consent_is_recorded_and_closes() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.solve(s, &staff("chen-jing"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    let closed = IncidentState::Closed { outcome: Outcome::Agreed, by: customer(), at: story.now };
    assert_eq!(story.incident.state, closed);
    assert!(facts(&story).contains(&&Fact::Confirmed));
    assert_eq!(story.incident.deadline_at(), None);
}

#[test]
fn a_rejected_solution_goes_back_to_its_owner_and_wakes_them() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story.act(|i, s| i.solve(s, &staff("chen-jing"), "restarted".to_owned())).unwrap();
    story.wait(30);
    story.act(|i, s| i.reject(s, &customer(), "still down".to_owned())).unwrap();
    let by = "zhang-qiang".into();
    assert_eq!(story.incident.state, IncidentState::Acknowledged { by, at: story.now });
    let told = story.told(|intent| matches!(intent, Intent::Rejected { .. }));
    assert_eq!(told, ["zhang-qiang", "room duty", "room bank"]);
}

#[test]
fn reopening_wakes_and_tells_everybody_as_at_the_opening() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    let first = story.incident.response.clone();
    story.act(|i, s| i.solve(s, &staff("chen-jing"), "restarted".to_owned())).unwrap();
    let answered = story.incident.response.clone();
    assert_ne!(answered, first);
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    story.wait(600);
    story.act(|i, s| i.reopen(s, &customer(), "down again".to_owned())).unwrap();
    assert_eq!(story.incident.state, IncidentState::Open);
    assert_eq!(story.paged(), ["zhang-qiang"]);
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::TellAtOnce { .. })),
        ["zhao-min", "sun-yue"]
    );
    assert_eq!(story.minutes_to(TimerKind::ResponseDue), Some(60), "a response is owed anew");
}
