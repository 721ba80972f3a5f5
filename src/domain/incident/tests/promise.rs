//! The promise of a first response, and what a change of severity does to it.

use chrono::{DateTime, Utc};

use crate::domain::incident::kit::{Story, beijing, customer, staff};
use crate::domain::incident::{Fact, Incident, Outcome, ResponsePromise};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

fn grade(story: &mut Story, severity: &str) {
    story
        .act(|i, s| i.change_severity(s, &customer(), severity.into(), "it got worse".to_owned()))
        .unwrap();
}

fn misses(story: &Story) -> usize {
    story.timeline.iter().filter(|entry| matches!(entry.fact, Fact::ResponseMissed { .. })).count()
}

#[test]
fn only_an_answer_of_a_person_of_the_support_side_is_a_response() {
    let text = || "words".to_owned();
    let story = Story::opened("l2", "2026-03-04 10:00");
    let answered = |act: fn(Incident, &mut crate::domain::incident::ActContext<'_>) -> _| {
        let mut story = story.clone();
        story.act(act).unwrap();
        story.incident.response.given.is_some()
    };
    assert!(answered(|i, s| i.acknowledge(s, &staff("li-na"))));
    assert!(answered(|i, s| i.say(s, &staff("li-na"), "we are looking".to_owned())));
    assert!(answered(|i, s| i.update(s, &staff("li-na"), "we are looking".to_owned())));
    assert!(answered(|i, s| i.solve(s, &staff("li-na"), "restarted".to_owned())));
    assert!(!answered(|i, _| Ok(i.note(&staff("li-na"), "odd".to_owned()))));
    assert!(!answered(|i, s| i.assign(s, &staff("li-na"), "wu-hao".into())));
    assert!(!answered(|i, s| i.say(s, &customer(), "still down".to_owned())));
    assert!(!answered(|i, s| i.acknowledge(s, &customer())));
    let mut story = story.clone();
    story.act(|i, s| i.escalate(s, &customer(), true, text())).unwrap();
    assert_eq!(story.incident.response.given, None);
}

#[test]
fn a_reply_settles_the_clock_while_paging_goes_on() {
    let mut story = Story::opened("l2", "2026-03-04 10:00");
    story.act(|i, s| i.say(s, &staff("li-na"), "we are looking".to_owned())).unwrap();
    assert_eq!(
        (story.timer(TimerKind::ResponseDue), story.timer(TimerKind::ResponseWarning)),
        (None, None)
    );
    assert!(story.timer(TimerKind::Escalation).is_some());
    story.wait(60);
    assert_eq!(story.paged(), ["chen-jing"]);
}

#[test]
fn raising_lowering_and_raising_again_follows_rule_seven() {
    // Four office hours from 10:00 on a Wednesday.
    let mut story = Story::opened("l3", "2026-03-04 10:00");
    assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing("2026-03-04 14:00")));
    for (minutes, severity, due) in [
        (30, "l1", "2026-03-04 11:30"),  // an hour from the change
        (10, "l3", "2026-03-04 14:00"),  // four office hours from the opening
        (140, "l2", "2026-03-04 14:00"), // two hours from the change would be later
        (10, "l1", "2026-03-04 14:00"),
        (10, "l4", "2026-03-05 10:00"), // a business day from the opening
        (10, "l1", "2026-03-04 14:30"),
    ] {
        story.wait(minutes);
        grade(&mut story, severity);
        assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing(due)), "{severity}");
    }
}

/// The due instant after a rise or fall while nobody has answered, in the words of rule 7.
fn by_the_rule(story: &Story, to: &str) -> Option<DateTime<Utc>> {
    let (terms, incident) = (story.terms.as_ref().unwrap(), &story.incident);
    let counted_from =
        |from: DateTime<Utc>| match terms.response_promise(&to.into(), from, &incident.escorts) {
            ResponsePromise::Due { at, .. } => Some(at),
            ResponsePromise::NoClock { .. } => None,
        };
    let old = incident.response.pending_due();
    if terms.rank(&to.into()).unwrap() > incident.rank {
        let new = counted_from(incident.opened_at);
        let is_broken = old.is_some_and(|old| old <= story.now);
        let is_later = new.is_none() || new > old;
        return if is_broken && is_later { old } else { new };
    }
    incident.response.pending_due().into_iter().chain(counted_from(story.now)).min()
}

#[test]
fn every_change_of_severity_comes_out_as_rule_seven_has_it() {
    let severities = ["l1", "l2", "l3", "l4", "l5"];
    for (from, to, minutes) in severities
        .iter()
        .flat_map(|from| severities.iter().flat_map(|to| [5, 90, 2000].map(|m| (*from, *to, m))))
    {
        if from == to {
            continue;
        }
        let mut story = Story::opened(from, "2026-03-04 10:00");
        story.wait(minutes);
        let expected = by_the_rule(&story, to);
        grade(&mut story, to);
        assert_eq!(
            story.incident.response.pending_due(),
            expected,
            "{from} to {to} after {minutes} min"
        );
    }
}

#[test]
fn a_severity_without_a_clock_takes_the_due_instant_away_and_a_worse_one_gives_it_back() {
    let mut story = Story::opened("l3", "2026-03-04 10:00");
    grade(&mut story, "l5");
    assert_eq!(story.timer(TimerKind::ResponseDue), None);
    story.wait(60);
    grade(&mut story, "l1");
    assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing("2026-03-04 12:00")));
}

#[test]
fn once_answered_no_change_of_severity_touches_the_clock() {
    let mut story = Story::opened("l3", "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    let settled = story.incident.response.clone();
    grade(&mut story, "l1");
    assert_eq!(story.incident.response, settled);
    assert_eq!(story.timer(TimerKind::ResponseDue), None);
}

#[test]
fn an_ungraded_report_has_the_longest_clock_and_a_grade_counts_from_the_opening() {
    let mut story = Story::opened_without_severity("2026-03-04 10:00");
    assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing("2026-03-05 10:00")));
    story.wait(5);
    grade(&mut story, "l3");
    assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing("2026-03-04 14:00")));
}

#[test]
fn warnings_come_at_half_and_four_fifths_and_then_the_miss_is_told_once() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.wait(300);
    let warned = |entry: &crate::domain::incident::TimelineEntry| match &entry.fact {
        Fact::ResponseWarned { share_percent } => Some((entry.at, *share_percent)),
        _ => None,
    };
    let warnings: Vec<_> = story.timeline.iter().filter_map(warned).collect();
    assert_eq!(warnings, [(beijing("2026-03-04 10:30"), 50), (beijing("2026-03-04 10:48"), 80)]);
    assert_eq!(story.told(|intent| *intent == Intent::ResponseMissed), ["room duty", "zhao-min"]);
    assert_eq!(misses(&story), 1);
}

#[test]
fn after_an_outage_the_miss_speaks_and_no_late_warning() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.outage_until(beijing("2026-03-04 12:00"));
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::ResponseWarning { .. })),
        Vec::<String>::new()
    );
    assert_eq!(misses(&story), 1);
}

#[test]
fn after_each_reopening_the_response_is_owed_anew() {
    let close = |story: &mut Story| {
        story
            .act(|i, s| {
                i.close_as(s, &staff("zhao-min"), Outcome::Duplicate, "see the other".to_owned())
            })
            .unwrap();
    };
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    close(&mut story);
    story.wait(90);
    assert_eq!(misses(&story), 0, "nothing is owed while it is closed");
    for missed in 1..3 {
        story.act(|i, s| i.reopen(s, &customer(), "not the same".to_owned())).unwrap();
        assert_eq!(story.minutes_to(TimerKind::ResponseDue), Some(60));
        story.wait(90);
        assert_eq!(misses(&story), missed);
        story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
        close(&mut story);
        story.wait(90);
    }
}

#[test]
fn lowered_after_a_reopening_the_target_counts_from_the_reopening() {
    for (severity, due) in [("l3", "2026-03-09 14:00"), ("l2", "2026-03-09 12:00")] {
        let mut story = Story::opened("l1", "2026-03-04 10:00");
        story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
        story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
        story.act(|i, s| i.confirm(s, &customer())).unwrap();
        story.wait_until(beijing("2026-03-09 10:00"));
        story.act(|i, s| i.reopen(s, &customer(), "down again".to_owned())).unwrap();
        grade(&mut story, severity);
        assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing(due)), "{severity}");
    }
}
