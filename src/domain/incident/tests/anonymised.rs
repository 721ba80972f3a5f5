//! What is left when the years are over.

use chrono::TimeDelta;

use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{Clocks, Fact, TimelineEntry};

const WORDS: &str = "SECRET-words";

fn words() -> String {
    WORDS.to_owned()
}

/// Everything that people can say about an incident, said.
fn lived() -> Story {
    let mut story = Story::opened("l2", "2026-03-04 10:00");
    story.act(|i, s| i.update(s, &staff("zhang-qiang"), words())).unwrap();
    story.act(|i, s| i.say(s, &customer(), words())).unwrap();
    story.act(|i, s| i.answer_access(s, &customer(), false, words())).unwrap();
    let later = story.now + TimeDelta::hours(2);
    story.act(|i, s| i.send_out(s, &staff("zhao-min"), "chen-jing".into(), later)).unwrap();
    story.act(|i, s| i.call_experts_by_hand(s, &staff("zhao-min"))).unwrap();
    story.act(|i, _| Ok(i.note(&staff("zhang-qiang"), words()))).unwrap();
    story.act(|i, s| i.change_severity(s, &customer(), "l3".into(), words())).unwrap();
    story.act(|i, s| i.escalate(s, &customer(), true, words())).unwrap();
    story.act(|i, s| i.take_over(s, &staff("zhao-min"))).unwrap();
    story
        .act(|i, s| i.offer_handoff(s, &staff("zhang-qiang"), "chen-jing".into(), words()))
        .unwrap();
    story.act(|i, s| i.ask_customer(s, &staff("zhang-qiang"), words(), None)).unwrap();
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), words())).unwrap();
    story.act(|i, s| i.reject(s, &customer(), words())).unwrap();
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), words())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    story
}

#[test]
fn no_word_and_no_name_is_left_and_every_instant_is() {
    let story = lived();
    let anonymised = story.incident.clone().anonymised();
    let timeline: Vec<_> = story.timeline.iter().cloned().map(TimelineEntry::anonymised).collect();
    let left = format!("{anonymised:?}{timeline:?}");
    for gone in [WORDS, "payments fail", "wang-wei", "zhang-qiang", "chen-jing", "zhao-min", "500"]
    {
        assert!(!left.contains(gone), "{gone} is left in {left}");
    }
    let instants =
        |entries: &[TimelineEntry]| entries.iter().map(|e| (e.seq, e.at)).collect::<Vec<_>>();
    assert_eq!(instants(&timeline), instants(&story.timeline));
    assert_eq!(anonymised.severity, story.incident.severity);
    assert_eq!(anonymised.response.promise, story.incident.response.promise);
    assert!(timeline.iter().any(|e| e.fact == Fact::Anonymised), "the note left its instant");
}

#[test]
fn the_clocks_follow_from_the_figures() {
    let story = lived();
    let timeline: Vec<_> = story.timeline.iter().cloned().map(TimelineEntry::anonymised).collect();
    let rebuilt = Clocks::rebuilt(&timeline, story.terms.as_ref()).unwrap();
    assert_eq!(rebuilt.response.due_at(), story.incident.response.due_at());
    assert_eq!(rebuilt.rank, story.incident.rank);
    assert_eq!(
        rebuilt.response.given.map(|given| given.at),
        story.incident.response.given.map(|given| given.at)
    );
}

#[test]
fn it_is_due_when_the_years_of_the_plan_are_over_and_not_while_it_is_open() {
    let mut story = lived();
    let until = story.incident.ending.kept_until.unwrap();
    assert_eq!(until.to_rfc3339(), "2028-03-04T02:00:00+00:00");
    assert!(story.incident.is_due_for_reduction(until));
    assert!(!story.incident.is_due_for_reduction(until - TimeDelta::seconds(1)));
    story.act(|i, s| i.reopen(s, &customer(), words())).unwrap();
    assert_eq!(story.incident.ending.kept_until, None);
}
