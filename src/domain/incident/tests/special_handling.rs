//! Access, rulings, people on site and the emergency group, as acts on one incident.

use chrono::TimeDelta;

use crate::domain::incident::kit::{Story, beijing, customer, entitlement, staff};
use crate::domain::incident::{
    ActContext, Changed, Fact, HandlingFact, HandlingRefused, Incident, Refused,
};
use crate::domain::notice::{HandlingNotice, Intent};
use crate::domain::timer::TimerKind;

const WEDNESDAY: &str = "2026-03-04 10:00";

fn words() -> String {
    "nobody may log in from outside".to_owned()
}

fn refuse_access(story: &mut Story) {
    story.act(|i, s| i.answer_access(s, &customer(), false, words())).unwrap();
}

fn refusal(
    story: &Story,
    act: impl FnOnce(Incident, &mut ActContext<'_>) -> Result<Changed, Refused>,
) -> HandlingRefused {
    match story.clone().act(act) {
        Err(Refused::SpecialHandling(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

fn is_proposed(intent: &Intent) -> bool {
    matches!(intent, Intent::SpecialHandling(HandlingNotice::DowngradeProposed { .. }))
}

#[test]
fn a_refusal_lowers_nothing_by_itself_and_is_proposed_to_the_duty_manager() {
    let mut story = Story::opened("l1", WEDNESDAY);
    refuse_access(&mut story);
    assert_eq!(story.incident.severity, Some("l1".into()));
    assert_eq!(story.told(is_proposed), ["room duty", "zhao-min"]);
    let answered = |intent: &Intent| {
        matches!(intent, Intent::SpecialHandling(HandlingNotice::AccessAnswered { .. }))
    };
    assert_eq!(story.told(answered), ["room bank"], "the customer is told before anything is done");
}

#[test]
fn a_refusal_at_a_level_that_stands_without_access_proposes_nothing() {
    let mut story = Story::opened("l2", WEDNESDAY);
    refuse_access(&mut story);
    assert_eq!(story.told(is_proposed), Vec::<String>::new());
    assert_eq!(
        refusal(&story, |i, s| i.lower_without_access(s, &staff("zhao-min"))),
        HandlingRefused::AccessNotNeeded
    );
}

#[test]
fn without_access_the_level_falls_with_its_evidence_and_the_clock_counts_from_the_opening() {
    let mut story = Story::opened("l1", WEDNESDAY);
    story.wait(20);
    refuse_access(&mut story);
    story.wait(10);
    story.act(|i, s| i.lower_without_access(s, &staff("zhao-min"))).unwrap();
    assert_eq!(story.incident.severity, Some("l2".into()));
    // Two hours from the opening, as rule 7 has it for a less urgent level.
    assert_eq!(story.timer(TimerKind::ResponseDue), Some(beijing("2026-03-04 12:00")));
    let evidence = Fact::SpecialHandling(HandlingFact::LoweredWithoutAccess {
        from: "l1".into(),
        refused_by: customer(),
        refused_at: beijing("2026-03-04 10:20"),
        words: words(),
    });
    assert!(story.timeline.iter().any(|entry| entry.fact == evidence));
    let told = |intent: &Intent| {
        matches!(intent, Intent::SpecialHandling(HandlingNotice::LoweredWithoutAccess { .. }))
    };
    assert_eq!(story.told(told), ["room duty", "room bank"]);
}

#[test]
fn nothing_falls_while_nobody_has_refused() {
    let mut story = Story::opened("l1", WEDNESDAY);
    let lower = |i: Incident, s: &mut ActContext<'_>| i.lower_without_access(s, &staff("zhao-min"));
    assert_eq!(refusal(&story, lower), HandlingRefused::AccessNotRefused);
    refuse_access(&mut story);
    story.act(|i, s| i.answer_access(s, &customer(), true, String::new())).unwrap();
    assert_eq!(
        refusal(&story, lower),
        HandlingRefused::AccessNotRefused,
        "it was granted after all"
    );
}

#[test]
fn access_granted_after_the_fall_lets_the_customer_raise_it_again() {
    let mut story = Story::opened("l1", WEDNESDAY);
    refuse_access(&mut story);
    story.act(|i, s| i.lower_without_access(s, &staff("zhao-min"))).unwrap();
    story.act(|i, s| i.answer_access(s, &customer(), true, String::new())).unwrap();
    let access = story.incident.special_handling.access.clone().unwrap();
    assert_eq!((access.granted, access.lowered_from), (true, Some("l1".into())));
    story.act(|i, s| i.change_severity(s, &customer(), "l1".into(), words())).unwrap();
    assert_eq!(story.incident.rank, 1);
}

#[test]
fn staff_record_an_answer_only_with_what_was_said_and_where_the_plan_wants_one() {
    let story = Story::opened("l1", WEDNESDAY);
    let record = |i: Incident, s: &mut ActContext<'_>| {
        i.answer_access(s, &staff("li-na"), false, " ".into())
    };
    assert_eq!(refusal(&story, record), HandlingRefused::EvidenceMissing);
    let lesser = Story::opened("l3", WEDNESDAY);
    let answer =
        |i: Incident, s: &mut ActContext<'_>| i.answer_access(s, &customer(), true, words());
    assert_eq!(refusal(&lesser, answer), HandlingRefused::AccessNotNeeded);
}

#[test]
fn after_a_ruling_only_another_ruling_changes_the_level_until_it_is_reopened() {
    let mut story = Story::opened("l1", WEDNESDAY);
    story.act(|i, s| i.rule_on_severity(s, &staff("zhao-min"), "l3".into(), words())).unwrap();
    assert_eq!(story.incident.rank, 3);
    for by in [customer(), staff("li-na")] {
        let level =
            |i: Incident, s: &mut ActContext<'_>| i.change_severity(s, &by, "l1".into(), words());
        assert_eq!(refusal(&story, level), HandlingRefused::Ruled { at: beijing(WEDNESDAY) });
    }
    story.act(|i, s| i.rule_on_severity(s, &staff("zhao-min"), "l2".into(), words())).unwrap();
    story.act(|i, s| i.solve(s, &staff("li-na"), words())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    story.act(|i, s| i.reopen(s, &customer(), words())).unwrap();
    story.act(|i, s| i.change_severity(s, &customer(), "l1".into(), words())).unwrap();
    assert_eq!(story.incident.rank, 1);
}

#[test]
fn a_ruling_may_let_the_level_stand_and_touches_no_clock() {
    let mut story = Story::opened("l2", WEDNESDAY);
    let (due, changes) = (story.timer(TimerKind::ResponseDue), story.timeline.len());
    story.wait(30);
    story.act(|i, s| i.rule_on_severity(s, &staff("zhao-min"), "l2".into(), words())).unwrap();
    assert_eq!(story.timer(TimerKind::ResponseDue), due);
    let added: Vec<_> = story.timeline[changes..].iter().map(|entry| &entry.fact).collect();
    assert!(!added.iter().any(|fact| matches!(fact, Fact::SeverityChanged { .. })), "{added:?}");
}

#[test]
fn the_way_is_measured_in_coverage_time_and_a_second_dispatch_does_not_restart_it() {
    // Level 3 of the professional tier is measured in office hours: an hour today, an hour
    // tomorrow.
    let mut story = Story::opened("l3", "2026-03-04 17:00");
    let tomorrow = beijing("2026-03-05 10:00");
    story.act(|i, s| i.send_out(s, &staff("zhao-min"), "wu-hao".into(), tomorrow)).unwrap();
    story.wait_until(beijing("2026-03-05 09:30"));
    story.act(|i, s| i.send_out(s, &staff("zhao-min"), "chen-jing".into(), tomorrow)).unwrap();
    story.wait_until(beijing("2026-03-05 09:59"));
    story.act(|i, s| i.arrive(s, &staff("chen-jing"))).unwrap();
    let visit = story.incident.special_handling.visit.clone().unwrap();
    assert_eq!(visit.person, "chen-jing".into());
    assert_eq!(visit.on_the_way(story.terms.as_ref(), story.now), TimeDelta::minutes(60 + 59));
    assert_eq!(story.timer(TimerKind::Arrival), None);
}

#[test]
fn nobody_comes_where_the_tier_has_no_on_site_support_for_the_level() {
    for (tier, severity, comes) in [
        ("standard", "l1", false),
        ("standard", "l5", false),
        ("advanced", "l1", true),
        ("advanced", "l2", true),
        ("advanced", "l3", false),
        ("advanced", "l5", false),
        ("professional", "l1", true),
        ("professional", "l4", true),
        ("professional", "l5", true),
    ] {
        let mut story = Story::opened(severity, WEDNESDAY);
        story.terms = Some(entitlement(tier));
        let later = story.now + TimeDelta::hours(2);
        let sent = story.act(|i, s| i.send_out(s, &staff("zhao-min"), "wu-hao".into(), later));
        let expected = if comes { Ok(()) } else { Err(HandlingRefused::NoOnsite.into()) };
        assert_eq!(sent, expected, "{tier} {severity}");
    }
}

#[test]
fn whoever_is_late_is_asked_once_and_a_new_time_is_awaited_anew() {
    let is_late = |intent: &Intent| {
        matches!(intent, Intent::SpecialHandling(HandlingNotice::ArrivalLate { .. }))
    };
    let mut story = Story::opened("l1", WEDNESDAY);
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    let send = |story: &mut Story, at: &str| {
        story.act(|i, s| i.send_out(s, &staff("zhao-min"), "wu-hao".into(), beijing(at))).unwrap();
    };
    send(&mut story, "2026-03-04 10:30");
    story.wait(25);
    assert_eq!(story.told(is_late), Vec::<String>::new());
    story.wait(40);
    assert_eq!(story.told(is_late), ["room duty", "wu-hao", "zhao-min"]);
    send(&mut story, "2026-03-04 11:30");
    story.wait(60);
    assert_eq!(story.told(is_late), ["room duty", "wu-hao", "zhao-min"]);
    story.wait(600);
    assert_eq!(story.told(is_late), Vec::<String>::new());
}

#[test]
fn a_promised_time_on_site_is_missed_in_the_hours_of_the_plan() {
    let mut story = Story::opened("l3", "2026-03-04 17:00");
    let mut terms = story.terms.clone().unwrap();
    let plan = std::sync::Arc::make_mut(&mut terms.plan);
    let onsite = plan
        .behaviour
        .special_handling
        .onsite
        .iter_mut()
        .find(|terms| terms.reach.severities.len() == 3);
    let amount = crate::domain::plan::Amount::parse("2 hours").unwrap();
    onsite.unwrap().target = Some(crate::domain::plan::OnsiteTarget { amount, seconds: 7200 });
    story.terms = Some(terms);
    let expected = beijing("2026-03-05 12:00");
    story.act(|i, s| i.send_out(s, &staff("zhao-min"), "wu-hao".into(), expected)).unwrap();
    story.wait_until(beijing("2026-03-05 11:00"));
    let missed =
        Fact::SpecialHandling(HandlingFact::ArrivalMissed { due_at: beijing("2026-03-05 10:00") });
    let found = story.timeline.iter().find(|entry| entry.fact == missed).unwrap();
    assert_eq!(found.at, beijing("2026-03-05 10:00"));
}

fn call_experts(story: &mut Story) {
    story.act(|i, s| i.call_experts_by_hand(s, &staff("zhao-min"))).unwrap();
}

#[test]
fn all_experts_are_called_at_once_each_once_and_again_until_they_answer() {
    let mut story = Story::opened("l2", WEDNESDAY);
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story.wait(1);
    call_experts(&mut story);
    assert_eq!(story.paged(), ["wu-hao", "li-na"], "whoever is named twice is called once");
    story.wait(2);
    story.act(|i, s| i.acknowledge(s, &staff("li-na"))).unwrap();
    assert_eq!(story.incident.owner, Some("zhang-qiang".into()), "joining is not taking over");
    story.wait(3);
    assert_eq!(story.paged(), ["wu-hao"]);
    let missing =
        |intent: &Intent| *intent == Intent::SpecialHandling(HandlingNotice::ExpertsMissing);
    assert_eq!(story.told(missing), ["room duty", "zhao-min"]);
    story.wait(60);
    assert_eq!(story.paged(), ["wu-hao"], "three calls, then nobody is woken any more");
    story.act(|i, s| i.acknowledge(s, &staff("wu-hao"))).unwrap();
    assert_eq!(
        refusal(&story, |i, s| i.call_experts_by_hand(s, &staff("zhao-min"))),
        HandlingRefused::AllExpertsAnswered
    );
}

#[test]
fn an_expert_who_answers_first_takes_it_and_the_others_are_still_awaited() {
    let mut story = Story::opened("l2", WEDNESDAY);
    call_experts(&mut story);
    story.act(|i, s| i.acknowledge(s, &staff("li-na"))).unwrap();
    assert_eq!(story.incident.owner, Some("li-na".into()));
    assert!(story.incident.response.given.is_some());
    story.wait(6);
    assert_eq!(story.paged(), ["wu-hao"]);
}

#[test]
fn a_solution_a_silence_and_the_end_let_the_experts_rest() {
    let rests = |act: fn(Incident, &mut ActContext<'_>) -> Result<Changed, Refused>| {
        let mut story = Story::opened("l2", WEDNESDAY);
        call_experts(&mut story);
        story.act(act).unwrap();
        story.timer(TimerKind::ExpertsCall).is_none()
    };
    assert!(rests(|i, s| i.solve(s, &staff("zhang-qiang"), words())));
    assert!(rests(|i, s| i.silence(
        s,
        &staff("zhao-min"),
        s.now + TimeDelta::minutes(20),
        words()
    )));
    assert!(!rests(|i, s| i.acknowledge(s, &staff("zhang-qiang"))));
}
