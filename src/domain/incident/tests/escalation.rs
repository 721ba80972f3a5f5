//! The customer asks for management attention, and somebody of the management answers or does not.

use crate::domain::incident::kit::{Story, customer, staff, swiss};
use crate::domain::incident::{Fact, IncidentState, Refused};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;

/// A Wednesday morning; the answer is due within two hours, or within one business day.
fn escalated(urgent: bool, at: &str) -> Story {
    let mut story = Story::opened_in_switzerland("sev3", "2026-03-04 08:00");
    story.wait_until(swiss(at));
    story.act(|i, s| i.escalate(s, &customer(), urgent, "no progress".to_owned())).unwrap();
    story
}

fn is_escalation_page(intent: &Intent) -> bool {
    matches!(intent, Intent::EscalationPage { .. })
}

fn due(story: &Story) -> Option<chrono::DateTime<chrono::Utc>> {
    story.incident.escalation.as_ref().unwrap().due_at()
}

#[test]
fn an_urgent_one_pages_the_duty_manager_at_once_and_every_quarter_of_an_hour() {
    let mut story = escalated(true, "2026-03-04 10:00");
    assert_eq!(due(&story), Some(swiss("2026-03-04 12:00")));
    assert_eq!(story.told(is_escalation_page), ["zhao-min"]);
    story.wait(44);
    assert_eq!(story.told(is_escalation_page).len(), 2, "at 10:15 and 10:30");
    let codes = story.incident.paging.for_escalation.open.iter().map(|page| page.attempt);
    assert_eq!(codes.collect::<Vec<_>>(), [3], "one page with one code, three times");
}

#[test]
fn a_regular_one_at_night_is_told_at_once_and_pages_in_the_morning() {
    let mut story = escalated(false, "2026-03-04 20:00");
    assert_eq!(due(&story), Some(swiss("2026-03-05 17:00")));
    assert!(story.told(is_escalation_page).is_empty());
    assert!(
        story
            .told(|intent| matches!(intent, Intent::Escalated { .. }))
            .contains(&"zhao-min".to_owned())
    );
    story.wait_until(swiss("2026-03-05 08:59"));
    let pages = story.notices.iter().filter(|(_, notice)| is_escalation_page(&notice.intent));
    assert_eq!(pages.map(|(at, _)| *at).collect::<Vec<_>>(), [swiss("2026-03-05 08:00")]);
}

#[test]
fn asking_again_does_not_restart_the_clock_and_the_earlier_due_time_counts() {
    for (first, at, second, again_at, expected) in [
        (false, "2026-03-04 09:00", false, "2026-03-04 12:00", "2026-03-05 09:00"),
        (true, "2026-03-04 09:00", true, "2026-03-04 10:00", "2026-03-04 11:00"),
        (true, "2026-03-04 09:00", false, "2026-03-04 10:00", "2026-03-04 11:00"),
        (false, "2026-03-04 09:00", true, "2026-03-04 10:00", "2026-03-04 12:00"),
        (false, "2026-03-04 09:00", true, "2026-03-05 08:30", "2026-03-05 09:00"),
    ] {
        let mut story = escalated(first, at);
        story.wait_until(swiss(again_at));
        story.act(|i, s| i.escalate(s, &customer(), second, "still nothing".to_owned())).unwrap();
        assert_eq!(due(&story), Some(swiss(expected)), "{first} {at}, {second} {again_at}");
        assert_eq!(story.incident.escalation.as_ref().unwrap().times, 2);
    }
}

#[test]
fn becoming_urgent_pages_at_once_and_asking_the_same_again_does_not() {
    let mut story = escalated(false, "2026-03-04 20:00");
    story.act(|i, s| i.escalate(s, &customer(), false, String::new())).unwrap();
    assert!(story.told(is_escalation_page).is_empty());
    story.act(|i, s| i.escalate(s, &customer(), true, String::new())).unwrap();
    assert_eq!(story.told(is_escalation_page), ["zhao-min"]);
}

#[test]
fn whoever_takes_it_over_owns_it_and_the_incident_goes_on_paging() {
    let mut story = escalated(true, "2026-03-04 10:00");
    story.wait(30);
    story.act(|i, s| i.take_over(s, &staff("zhao-min"))).unwrap();
    let escalation = story.incident.escalation.as_ref().unwrap();
    assert_eq!(escalation.owner, Some("zhao-min".into()));
    assert_eq!(escalation.answered.as_ref().unwrap().at, swiss("2026-03-04 10:30"));
    assert!(
        story
            .told(|intent| matches!(intent, Intent::EscalationTaken { .. }))
            .contains(&"room bank".to_owned())
    );
    assert_eq!(story.incident.state, IncidentState::Open, "nobody has taken the incident");
    assert!(story.timer(TimerKind::Escalation).is_some());
    let response = story.incident.response.given.as_ref().unwrap();
    assert_eq!(response.at, swiss("2026-03-04 10:30"), "the customer was told by a person");
    story.wait(120);
    assert!(story.told(is_escalation_page).is_empty());
    assert!(story.told(|intent| matches!(intent, Intent::EscalationMissed)).is_empty());
    let again = story.act(|i, s| i.take_over(s, &staff("zhao-min")));
    assert!(matches!(again, Err(Refused::EscalationTaken { .. })));
}

#[test]
fn words_of_the_management_answer_it_and_those_of_an_engineer_do_not() {
    for (who, answers) in [("zhang-qiang", false), ("zhao-min", true)] {
        for act in ["say", "update", "acknowledge", "solve"] {
            let mut story = escalated(true, "2026-03-04 10:00");
            let by = staff(who);
            story
                .act(|i, s| match act {
                    "say" => i.say(s, &by, "we are on it".to_owned()),
                    "update" => i.update(s, &by, "we are on it".to_owned()),
                    "acknowledge" => i.acknowledge(s, &by),
                    _ => i.solve(s, &by, "restarted".to_owned()),
                })
                .unwrap();
            let escalation = story.incident.escalation.as_ref().unwrap();
            assert_eq!(escalation.answered.is_some(), answers, "{who}: {act}");
            assert!(
                story.incident.response.given.is_some(),
                "{who}: {act} is a first response all the same"
            );
        }
    }
}

#[test]
fn the_page_of_an_escalation_is_acknowledged_though_the_incident_is_taken() {
    let mut story = escalated(true, "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story.act(|i, s| i.acknowledge(s, &staff("zhao-min"))).unwrap();
    assert_eq!(
        story.incident.owner,
        Some("zhang-qiang".into()),
        "the incident stays with the engineer"
    );
    assert_eq!(story.incident.escalation.as_ref().unwrap().owner, Some("zhao-min".into()));
}

#[test]
fn an_acknowledgement_by_an_engineer_leaves_the_manager_paged() {
    let mut story = escalated(true, "2026-03-04 10:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    assert_eq!(story.incident.paging.for_escalation.open.len(), 1);
    story.wait(16);
    assert_eq!(story.told(is_escalation_page), ["zhao-min"]);
}

#[test]
fn a_late_answer_is_told_to_both_sides_once() {
    let mut story = escalated(true, "2026-03-04 10:00");
    story.wait(119);
    assert!(story.told(|intent| matches!(intent, Intent::EscalationMissed)).is_empty());
    let shares = story.timeline.iter().filter_map(|entry| match entry.fact {
        Fact::EscalationWarned { share_percent } => Some(share_percent),
        _ => None,
    });
    assert_eq!(shares.collect::<Vec<_>>(), [50, 80]);
    story.wait(240);
    let told = story.told(|intent| matches!(intent, Intent::EscalationMissed));
    assert_eq!(told, ["room duty", "room bank", "zhao-min", "li-na"]);
}

#[test]
fn closing_ends_it_and_a_new_one_after_reopening_has_its_own_clock() {
    let mut story = escalated(true, "2026-03-04 10:00");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    assert!(story.timers.is_empty());
    assert!(
        story
            .told(|intent| matches!(intent, Intent::PageTaken { .. }))
            .contains(&"zhao-min".to_owned())
    );
    story.wait(300);
    story.act(|i, s| i.reopen(s, &customer(), "again".to_owned())).unwrap();
    assert_eq!(story.timer(TimerKind::AnswerDue), None, "what ended is not owed any more");
    assert_eq!(story.act(|i, s| i.take_over(s, &staff("zhao-min"))), Err(Refused::NotEscalated));
    story.act(|i, s| i.escalate(s, &customer(), true, String::new())).unwrap();
    assert_eq!(story.minutes_to(TimerKind::AnswerDue), Some(120));
}

#[test]
fn outside_every_contract_no_time_is_promised_and_the_manager_is_paged_all_the_same() {
    let mut story = Story::opened_outside_contract("2026-03-04 10:00");
    story.act(|i, s| i.escalate(s, &customer(), false, String::new())).unwrap();
    assert_eq!(due(&story), None);
    assert_eq!(story.told(is_escalation_page), ["zhao-min"]);
    assert_eq!(story.minutes_to(TimerKind::AnswerPage), Some(60));
}
