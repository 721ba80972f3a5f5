use proptest::prelude::*;

use super::*;
use crate::domain::incident::Clocks;
use crate::domain::incident::kit::{Story, customer, staff};

/// What the plan of the stories asks for at level 1, in its order.
const LEVEL_1: [&str; 5] = ["impact", "contact", "observed", "evidence", "version"];

fn answer() -> Reading {
    Reading { answers: true, ..Reading::default() }
}

fn named(items: &[(&str, &str)]) -> Reading {
    let named = items.iter().map(|(item, text)| ((*item).into(), (*text).to_owned())).collect();
    Reading { named, ..Reading::default() }
}

fn tells(story: &mut Story, words: &str, reading: &Reading) {
    story.act(|i, s| i.tell(s, &customer(), words.to_owned().into(), reading.clone())).unwrap();
}

fn pending(story: &Story) -> Option<&str> {
    story.incident.required_info.pending().map(RequiredInfoItemId::as_str)
}

fn text_of<'s>(story: &'s Story, item: &str) -> Option<&'s str> {
    story.incident.required_info.text_of(&item.into())
}

#[test]
fn one_thing_is_asked_for_at_a_time_in_the_order_of_the_plan() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    for (place, item) in LEVEL_1.into_iter().enumerate() {
        assert_eq!(pending(&story), Some(item));
        tells(&mut story, &format!("words {place}"), &answer());
        assert_eq!(text_of(&story, item), Some(format!("words {place}").as_str()));
    }
    assert_eq!(pending(&story), None);
    tells(&mut story, "and one more thing", &answer());
    assert!(
        matches!(&story.timeline.last().unwrap().fact, Fact::Said { text } if text == "and one more thing")
    );
}

#[test]
fn an_answer_reaches_owner_rooms_and_staff_once() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    tells(&mut story, "all payments", &answer());
    let told = story.told(|intent| matches!(intent, Intent::RequiredInfoTaken { .. }));
    assert_eq!(told, ["zhang-qiang", "room bank", "room duty"]);
    let asks = |intent: &Intent| matches!(intent, Intent::RequiredInfoTaken { asks: Some(item), .. } if item.as_str() == "contact");
    assert_eq!(story.told(asks).len(), 3);
}

#[test]
fn what_is_named_fills_its_item_and_leaves_the_question_standing() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    tells(
        &mut story,
        "version: 2.3; evidence: log",
        &named(&[("version", "2.3"), ("evidence", "log")]),
    );
    assert_eq!((pending(&story), text_of(&story, "version")), (Some("impact"), Some("2.3")));
    let repeated =
        |intent: &Intent| matches!(intent, Intent::RequiredInfoTaken { asks: Some(_), .. });
    assert_eq!(story.told(repeated), Vec::<String>::new(), "what waits is not asked for again");
    tells(&mut story, "version: 2.4", &named(&[("version", "2.4")]));
    assert_eq!(text_of(&story, "version"), Some("2.4"));
    for _ in 0..3 {
        story.act(|i, s| i.skip_item(s, &customer(), None)).unwrap();
    }
    assert_eq!(pending(&story), None, "evidence and version were said already");
}

#[test]
fn words_beside_the_items_are_kept_as_words() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    let reading = Reading { rest: Some("please hurry".to_owned()), ..named(&[("impact", "all")]) };
    tells(&mut story, "please hurry\nimpact: all", &reading);
    assert!(
        story
            .timeline
            .iter()
            .any(|entry| entry.fact == Fact::Said { text: "please hurry".to_owned() })
    );
}

#[test]
fn nothing_is_skipped_that_was_not_asked() {
    let mut story = Story::opened("l5", "2026-03-04 10:00");
    assert_eq!(pending(&story), None, "a suggestion needs nothing besides");
    assert_eq!(story.act(|i, s| i.skip_item(s, &customer(), None)), Err(Refused::NothingAsked));
}

#[test]
fn whoever_skips_an_older_question_skips_no_newer_one() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    tells(&mut story, "impact: all", &named(&[("impact", "all")]));
    let asked_now = pending(&story).map(RequiredInfoItemId::from).unwrap();
    let skip = |story: &mut Story, item: &str| {
        story.act(|i, s| i.skip_item(s, &customer(), Some(&item.into())))
    };
    assert_eq!(skip(&mut story, "impact"), Err(Refused::AskedBefore { item: "impact".into() }));
    assert!(!story.incident.required_info.is_settled(&asked_now));
    skip(&mut story, asked_now.as_str()).unwrap();
    assert!(story.incident.required_info.is_settled(&asked_now));
    assert_eq!(text_of(&story, "impact"), Some("all"), "what was said stays");
}

#[test]
fn a_level_that_is_set_later_asks_then() {
    let mut story = Story::opened_without_severity("2026-03-04 10:00");
    assert_eq!(pending(&story), None, "the level itself is asked for first");
    story.act(|i, s| i.change_severity(s, &customer(), "l2".into(), String::new())).unwrap();
    assert_eq!(pending(&story), Some("impact"));
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::RequiredInfoAsked { .. })),
        ["room bank"]
    );
    story.act(|i, s| i.change_severity(s, &customer(), "l1".into(), String::new())).unwrap();
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::RequiredInfoAsked { .. })),
        Vec::<String>::new()
    );
}

#[test]
fn after_a_solution_words_answer_nothing_and_nothing_is_asked() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    tells(&mut story, "still failing", &answer());
    assert_eq!(text_of(&story, "impact"), None);
    tells(&mut story, "impact: all", &named(&[("impact", "all")]));
    assert_eq!((text_of(&story, "impact"), pending(&story)), (Some("all"), None));
}

#[test]
fn outside_every_contract_nothing_is_asked() {
    let story = Story::opened_outside_contract("2026-03-04 10:00");
    assert!(story.incident.required_info.is_empty());
}

#[derive(Debug, Clone)]
enum Step {
    Answer,
    Name(usize),
    Skip,
    Grade(usize),
    Wait(i64),
    Solve,
    Reject,
    Close,
    Reopen,
}

const SEVERITIES: [&str; 5] = ["l1", "l2", "l3", "l4", "l5"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => Just(Step::Answer),
        2 => (0..LEVEL_1.len()).prop_map(Step::Name),
        2 => Just(Step::Skip),
        3 => (0..SEVERITIES.len()).prop_map(Step::Grade),
        1 => (0..300_i64).prop_map(Step::Wait),
        1 => Just(Step::Solve),
        1 => Just(Step::Reject),
        1 => Just(Step::Close),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 0..40)
}

/// Whether the step was about the required information alone, so that no clock may move by it.
fn take(story: &mut Story, step: &Step) -> bool {
    let words = || "words".to_owned();
    let done = match step {
        Step::Answer => story.act(|i, s| i.tell(s, &customer(), words().into(), answer())),
        Step::Name(item) => {
            let reading = named(&[(LEVEL_1[*item], "named")]);
            story.act(|i, s| i.tell(s, &customer(), words().into(), reading))
        }
        Step::Skip => story.act(|i, s| i.skip_item(s, &customer(), None)),
        Step::Grade(to) => {
            story.act(|i, s| i.change_severity(s, &customer(), SEVERITIES[*to].into(), words()))
        }
        Step::Wait(minutes) => {
            story.wait(*minutes);
            Ok(())
        }
        Step::Solve => story.act(|i, s| i.solve(s, &staff("zhang-qiang"), words())),
        Step::Reject => story.act(|i, s| i.reject(s, &customer(), words())),
        Step::Close => story.act(|i, s| i.confirm(s, &customer())),
        Step::Reopen => story.act(|i, s| i.reopen(s, &customer(), words())),
    };
    done.is_ok() && matches!(step, Step::Answer | Step::Name(_) | Step::Skip)
}

fn rebuilt(story: &Story) -> RequiredInfo {
    let mut required_info = RequiredInfo::default();
    story.timeline.iter().for_each(|entry| required_info.follow(&entry.fact));
    required_info
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_asked_twice_no_clock_moves_and_all_follows_from_the_timeline(steps in steps()) {
        let mut story = Story::opened("l2", "2026-09-30 16:00");
        for step in &steps {
            let (before, timers) = (Clocks::of(&story.incident, story.terms.as_ref()), story.timers.clone());
            if take(&mut story, step) {
                prop_assert_eq!(before, Clocks::of(&story.incident, story.terms.as_ref()));
                prop_assert_eq!(timers, story.timers.clone());
            }
            let required_info = &story.incident.required_info;
            prop_assert_eq!(required_info, &rebuilt(&story));
            let mut asked = required_info.asked.clone();
            asked.sort();
            asked.dedup();
            prop_assert_eq!(asked.len(), required_info.asked.len());
        }
    }
}
