//! What no document says is our own rule: it moves people inside, and promises the customer
//! nothing. And what is said of lateness, ours and theirs.

use std::sync::Arc;

use crate::domain::calendar::CoverageCalendar;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::kit::{Story, beijing, customer, escorted, staff, swiss};
use crate::domain::incident::{Fact, IncidentState, Outcome};
use crate::domain::notice::{HandlingNotice, Intent};
use crate::domain::plan::WithoutAnswer;
use crate::domain::timer::TimerKind;

/// `iSoftStone` says nothing about closing.
fn silent_plan() -> Entitlement {
    escorted("2026-01-01", "2026-01-01")
}

fn solved(terms: Entitlement, severity: &str, at: &str) -> Story {
    let mut story = Story::opened_under(terms, severity, beijing(at));
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story
}

fn is_left(intent: &Intent) -> bool {
    matches!(intent, Intent::LeftUnanswered)
}

fn is_reminder(intent: &Intent) -> bool {
    matches!(intent, Intent::QuestionReminder)
}

fn said_at(story: &Story, is_meant: fn(&Intent) -> bool) -> Vec<chrono::DateTime<chrono::Utc>> {
    let meant = story.notices.iter().filter(|(_, notice)| is_meant(&notice.intent));
    meant.map(|(at, _)| *at).collect()
}

#[test]
fn where_no_document_has_the_rule_the_duty_manager_decides_instead_of_the_window() {
    let mut story = solved(silent_plan(), "production_degraded", "2026-03-10 16:30");
    story.wait_until(beijing("2026-03-31 12:00"));
    assert!(matches!(story.incident.state, IncidentState::Resolved { .. }));
    assert_eq!(story.told(is_left), ["room duty", "zhao-min"], "once, and no customer");
    assert_eq!(story.told(is_reminder), ["room bank", "room bank"], "reminders end, too");
    assert_eq!(story.timer(TimerKind::QuestionEnds), None);
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    assert!(story.incident.state.is_closed(), "a late yes is a yes");
}

#[test]
fn an_operators_own_plan_file_says_what_follows_without_an_answer() {
    for (without_answer, closes) in [
        (None, false),
        (Some(WithoutAnswer::AskDutyManager), false),
        (Some(WithoutAnswer::Close), true),
    ] {
        let mut terms = silent_plan();
        let mut plan = terms.plan.as_ref().clone();
        plan.behaviour.closing.as_mut().unwrap().without_answer = without_answer;
        terms.plan = Arc::new(plan);
        let mut story = solved(terms, "production_degraded", "2026-03-10 16:30");
        story.wait_until(beijing("2026-03-31 12:00"));
        assert_eq!(story.incident.state.is_closed(), closes, "{without_answer:?}");
    }
}

#[test]
fn information_that_never_comes_is_left_to_the_duty_manager_and_can_come_later() {
    let terms = silent_plan();
    let mut story = Story::opened_under(terms, "production_degraded", beijing("2026-03-10 16:30"));
    let what = "the logs".to_owned();
    story.act(|i, s| i.ask_customer(s, &staff("zhang-qiang"), what, None)).unwrap();
    story.wait_until(beijing("2026-04-10 12:00"));
    assert!(story.incident.is_parked());
    assert_eq!(story.told(is_left), ["room duty", "zhao-min"]);
    story.act(|i, s| i.say(s, &customer(), "here they are".to_owned())).unwrap();
    assert!(!story.incident.is_parked());
}

/// The bot was down over the reminders; back at an instant; reminded at; closed not before.
#[test]
fn after_an_outage_the_customer_is_reminded_once_and_at_work_and_closed_later() {
    for (back, reminded, closed) in [
        // In the middle of the night, after the window: the morning reminds, a day later it closes.
        ("2026-03-18 03:00", "2026-03-18 09:00", "2026-03-18 18:00"),
        // At a weekend.
        ("2026-03-21 11:00", "2026-03-23 09:00", "2026-03-23 18:00"),
        // At work, after the window.
        ("2026-03-18 10:00", "2026-03-18 10:00", "2026-03-19 10:00"),
        // An hour before the end of the window, at work.
        ("2026-03-17 15:30", "2026-03-17 15:30", "2026-03-18 15:30"),
    ] {
        let mut story = Story::opened("l3", "2026-03-10 16:30");
        story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
        story.outage_until(beijing(back));
        story.wait_until(beijing("2026-03-27 12:00"));
        let closed_at = match &story.incident.state {
            IncidentState::Closed { outcome: Outcome::Transferred, at, .. } => *at,
            other => panic!("back {back}: {other:?}"),
        };
        assert_eq!(closed_at, beijing(closed), "back {back}");
        let reminders =
            story.timeline.iter().filter(|entry| matches!(entry.fact, Fact::AnswerReminded { .. }));
        let reminders: Vec<_> = reminders.map(|entry| entry.at).collect();
        assert_eq!(reminders, [beijing(reminded)], "back {back}");
    }
}

#[test]
fn a_customer_is_told_of_a_missed_answer_only_where_the_contract_promises_one() {
    let missed = |intent: &Intent| matches!(intent, Intent::EscalationMissed);
    let mut ours = Story::opened("l2", "2026-03-04 10:00");
    ours.act(|i, s| i.escalate(s, &customer(), true, "nobody answers".to_owned())).unwrap();
    ours.wait(180);
    assert!(ours.told(missed).contains(&"zhao-min".to_owned()));
    assert!(!ours.told(missed).contains(&"room bank".to_owned()), "{:?}", ours.told(missed));
    let mut promised = Story::opened_in_switzerland("sev3", "2026-03-04 08:00");
    promised.act(|i, s| i.escalate(s, &customer(), true, "nobody answers".to_owned())).unwrap();
    promised.wait(180);
    assert!(promised.told(missed).contains(&"room bank".to_owned()));
}

/// The apologies that the customer read, and whether a credit is being decided.
fn apologies(story: &Story) -> Vec<bool> {
    let said = story.notices.iter().filter_map(|(_, notice)| match notice.intent {
        Intent::AnsweredLate { credit, .. } => Some(credit),
        _ => None,
    });
    said.collect()
}

#[test]
fn a_late_response_is_apologised_for_with_the_credit_that_is_being_decided() {
    for (waits, said) in [(59, vec![]), (61, vec![false]), (300, vec![false])] {
        let mut story = Story::opened("l1", "2026-03-04 10:00");
        story.wait(waits);
        story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
        assert_eq!(apologies(&story), said, "after {waits} minutes");
        story.act(|i, s| i.update(s, &staff("zhang-qiang"), "more".to_owned())).unwrap();
        assert_eq!(apologies(&story), Vec::<bool>::new(), "once");
    }
    let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
    story.wait_until(swiss("2026-03-04 10:20"));
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    assert_eq!(apologies(&story), [true]);
    let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
    story.wait_until(swiss("2026-03-04 10:20"));
    let why = "a duplicate".to_owned();
    story.act(|i, s| i.close_as(s, &staff("zhao-min"), Outcome::Duplicate, why)).unwrap();
    assert_eq!(apologies(&story), [true], "nobody ever responded");
}

fn is_silence(intent: &Intent) -> bool {
    matches!(intent, Intent::SpecialHandling(HandlingNotice::AccessUnanswered { .. }))
}

#[test]
fn silence_about_access_is_brought_to_the_duty_manager_after_half_an_hour() {
    let mut story = Story::opened("l1", "2026-03-04 22:00");
    story.wait(29);
    assert_eq!(story.told(is_silence), Vec::<String>::new());
    story.wait(1);
    assert_eq!(story.told(is_silence), ["room duty", "zhao-min"]);
    assert_eq!(story.incident.severity, Some("l1".into()), "nothing is lowered by itself");
    story.wait(600);
    assert_eq!(story.told(is_silence), Vec::<String>::new(), "once");

    let mut answered = Story::opened("l1", "2026-03-04 10:00");
    answered.act(|i, s| i.answer_access(s, &customer(), true, String::new())).unwrap();
    let mut lesser = Story::opened("l2", "2026-03-04 10:00");
    for story in [&mut answered, &mut lesser] {
        story.wait(120);
        assert_eq!(story.told(is_silence), Vec::<String>::new());
    }
    let raise = "all of them now".to_owned();
    lesser.act(|i, s| i.change_severity(s, &customer(), "l1".into(), raise)).unwrap();
    lesser.wait(30);
    assert_eq!(said_at(&lesser, is_silence)[0], beijing("2026-03-04 12:30"));
}

#[test]
fn the_ruling_on_a_level_answers_the_customers_escalation_about_it() {
    for (urgent, to) in [(true, "l2"), (false, "l2"), (true, "l1"), (false, "l1")] {
        let mut story = Story::opened("l2", "2026-03-04 10:00");
        story.act(|i, s| i.escalate(s, &customer(), urgent, "it is level 1".to_owned())).unwrap();
        let why = "half of the payments work".to_owned();
        story.act(|i, s| i.rule_on_severity(s, &staff("zhao-min"), to.into(), why)).unwrap();
        let escalation = story.incident.escalation.as_ref().unwrap();
        assert!(!escalation.is_pending(), "{to}");
        assert_eq!(story.timer(TimerKind::AnswerPage), None);
    }
}

/// The windows of a plan are only as good as the hours behind them.
#[test]
fn reminders_wait_for_hours_in_which_somebody_is_at_work() {
    let terms = silent_plan();
    let hours: &CoverageCalendar = terms.working_hours().unwrap();
    for at in ["2026-03-10 03:00", "2026-03-14 12:00", "2026-10-03 10:00"] {
        let from = beijing(at);
        let at_work = terms.at_work_from(from);
        assert!(at_work > from && hours.is_open(at_work), "{at}");
        assert_eq!(terms.at_work_from(at_work), at_work);
    }
}
