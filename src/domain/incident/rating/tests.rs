use chrono::{DateTime, TimeDelta};

use super::*;
use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{Feedback, Outcome};

fn closed() -> Story {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    story
}

fn guest(account: &str, name: &str) -> Actor {
    Actor::Guest { account: account.to_owned(), name: name.to_owned() }
}

fn scores(story: &Story) -> Vec<u8> {
    story.incident.feedback.ratings.iter().map(|rating| rating.score).collect()
}

#[test]
fn the_owner_and_the_tam_hear_of_a_rating() {
    let mut story = closed();
    story.act(|i, s| i.rate(s, &customer(), 5, "quick".to_owned())).unwrap();
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::Rated { .. })),
        ["zhang-qiang", "li-na"]
    );
    assert_eq!(
        story.timeline.last().unwrap().fact,
        Fact::Rated { score: 5, words: "quick".to_owned() }
    );
}

#[test]
fn each_person_has_one_rating_and_the_last_one_counts() {
    let mut story = closed();
    story.act(|i, s| i.rate(s, &customer(), 2, String::new())).unwrap();
    story.act(|i, s| i.rate(s, &guest("c9", "Kim"), 4, String::new())).unwrap();
    story.wait(60);
    story.act(|i, s| i.rate(s, &customer(), 5, String::new())).unwrap();
    assert_eq!(scores(&story), [4, 5]);
    story.act(|i, s| i.rate(s, &guest("c9", "Kim renamed"), 3, String::new())).unwrap();
    assert_eq!(scores(&story), [5, 3]);
}

#[test]
fn a_rating_is_changed_while_it_can_be_reopened_and_a_first_one_is_always_welcome() {
    let days = TimeDelta::days(30);
    let mut story = closed();
    let closed_at = story.now;
    story.act(|i, s| i.rate(s, &customer(), 2, String::new())).unwrap();
    story.wait_until(closed_at + days - TimeDelta::seconds(1));
    story.act(|i, s| i.rate(s, &customer(), 3, String::new())).unwrap();
    story.wait_until(closed_at + days);
    let late = story.act(|i, s| i.rate(s, &customer(), 5, String::new()));
    assert_eq!(late, Err(Refused::RatingSettled { until: closed_at + days }));
    story.act(|i, s| i.rate(s, &guest("c9", "Kim"), 1, String::new())).unwrap();
    assert_eq!(scores(&story), [3, 1]);
}

#[test]
fn what_is_not_over_cannot_be_rated() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    assert_eq!(
        story.act(|i, s| i.rate(s, &customer(), 5, String::new())),
        Err(Refused::NotOverYet)
    );
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    assert_eq!(
        story.act(|i, s| i.rate(s, &customer(), 5, String::new())),
        Err(Refused::NotOverYet)
    );
}

#[test]
fn the_first_closing_invites_and_no_later_one() {
    let mut story = closed();
    let first = story.now;
    story.wait(60);
    story.act(|i, s| i.reopen(s, &customer(), "again".to_owned())).unwrap();
    story
        .act(|i, s| i.close_as(s, &staff("zhao-min"), Outcome::Agreed, "by phone".to_owned()))
        .unwrap();
    assert_eq!(story.incident.feedback.invited_at, Some(first));
}

#[test]
fn nobody_is_asked_to_rate_a_duplicate() {
    let mut feedback = Feedback::default();
    feedback.invite(Outcome::Duplicate, DateTime::UNIX_EPOCH);
    assert!(feedback.is_empty());
}

#[test]
fn where_nobody_owns_it_the_staff_rooms_hear() {
    let mut story = Story::opened_outside_contract("2026-03-04 10:00");
    story
        .act(|i, s| i.close_as(s, &staff("zhao-min"), Outcome::Cancelled, "gone".to_owned()))
        .unwrap();
    story.directory.customers.clear();
    story.act(|i, s| i.rate(s, &customer(), 4, String::new())).unwrap();
    assert_eq!(story.told(|intent| matches!(intent, Intent::Rated { .. })), ["room duty"]);
}
