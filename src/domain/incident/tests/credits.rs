//! What is owed when an answer comes late, and what the duty manager makes of it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::domain::incident::kit::{Story, customer, staff, swiss};
use crate::domain::incident::{Outcome, Refused};
use crate::domain::ledger::credit::{CreditState, OwedFor};
use crate::domain::notice::Intent;
use crate::ids::CreditNumber;

const GOLDEN: &str = include_str!("../../../../tests/fixtures/golden/due.jsonl");

/// What was proposed: for what, over how many seconds, how many days.
fn proposed(story: &Story) -> Vec<(OwedFor, i64, i64)> {
    let claims = story.incident.credits.iter().map(|credit| &credit.claim);
    claims.map(|claim| (claim.owed_for, claim.overrun_seconds, claim.days)).collect()
}

/// Five quarters of an hour late: five days are proposed as C-1.
fn late_response() -> Story {
    let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
    story.wait_until(swiss("2026-03-04 11:15"));
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story
}

const C1: CreditNumber = CreditNumber(1);

#[test]
fn every_golden_credit_is_what_is_proposed() {
    let terms = Story::opened_in_switzerland("sev1", "2026-03-04 09:00").terms.unwrap();
    let cases = GOLDEN.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let cases: Vec<Value> = cases.filter(|case| case.get("credit_days").is_some()).collect();
    assert!(!cases.is_empty());
    for case in cases {
        let text = |key: &str| case[key].as_str().unwrap();
        let instant = |key: &str| text(key).parse::<DateTime<Utc>>().unwrap();
        assert_eq!((text("plan"), text("tier")), ("zitadel", "extended_sla"), "{case}");
        let mut story = Story::opened_under(terms.clone(), text("severity"), instant("opened_at"));
        story.wait_until(instant("responded_at"));
        story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
        let days: i64 = proposed(&story).iter().map(|(_, _, days)| days).sum();
        assert_eq!(case["credit_days"], days, "{case}");
    }
}

#[test]
fn an_escalation_owes_a_day_for_each_whole_quarter_of_coverage_time() {
    for (answered_at, over_minutes, days) in [
        ("2026-03-06 16:29", 0, 0),
        ("2026-03-06 16:30", 0, 0),
        ("2026-03-06 16:44", 14, 0),
        ("2026-03-06 16:45", 15, 1),
        ("2026-03-08 12:00", 30, 2),
        ("2026-03-09 08:14", 44, 2),
        ("2026-03-09 08:15", 45, 3),
    ] {
        let mut story = Story::opened_in_switzerland("sev4", "2026-03-06 14:30");
        story.act(|i, s| i.escalate(s, &customer(), true, String::new())).unwrap();
        story.wait_until(swiss(answered_at));
        story.act(|i, s| i.take_over(s, &staff("zhao-min"))).unwrap();
        let expected: Vec<_> = (days > 0)
            .then_some((OwedFor::Escalation, over_minutes * 60, days))
            .into_iter()
            .collect();
        assert_eq!(proposed(&story), expected, "{answered_at}");
    }
}

#[test]
fn one_answer_that_is_late_twice_owes_two_credits() {
    let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
    story.act(|i, s| i.escalate(s, &customer(), true, String::new())).unwrap();
    story.wait_until(swiss("2026-03-04 12:00"));
    story.act(|i, s| i.say(s, &staff("zhao-min"), "I am sorry".to_owned())).unwrap();
    assert_eq!(proposed(&story), [(OwedFor::Response, 7200, 8), (OwedFor::Escalation, 3600, 4)]);
    let numbers: Vec<_> = story.incident.credits.iter().map(|credit| credit.number.0).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(story.directory.credits.last_number, 2);
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::CreditProposed { .. })),
        ["room duty", "zhao-min", "room duty", "zhao-min"]
    );
}

#[test]
fn the_customer_hears_nothing_of_a_proposal() {
    let story = late_response();
    let told = story.told(|intent| matches!(intent, Intent::CreditProposed { .. }));
    assert_eq!(told, ["room duty", "zhao-min"]);
}

#[test]
fn an_answer_that_never_came_is_owed_for_when_the_incident_closes_and_not_for_the_closed_time() {
    let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
    story.wait_until(swiss("2026-03-04 10:40"));
    let close = |story: &mut Story| {
        let by = staff("zhao-min");
        story.act(|i, s| i.close_as(s, &by, Outcome::Cancelled, "by phone".to_owned())).unwrap();
    };
    close(&mut story);
    assert_eq!(proposed(&story), [(OwedFor::Response, 2400, 2)]);
    story.wait_until(swiss("2026-03-04 10:44"));
    story.act(|i, s| i.reopen(s, &customer(), "still down".to_owned())).unwrap();
    close(&mut story);
    assert_eq!(proposed(&story).len(), 1, "no further quarter of an hour has passed");
    story.act(|i, s| i.reopen(s, &customer(), "still down".to_owned())).unwrap();
    story.wait_until(swiss("2026-03-04 11:43"));
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    assert_eq!(proposed(&story).len(), 1, "within the hour after the reopening");
}

#[test]
fn an_escalation_without_an_answer_is_owed_for_when_the_incident_closes() {
    let mut story = Story::opened_in_switzerland("sev4", "2026-03-04 09:00");
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    story.act(|i, s| i.escalate(s, &customer(), true, String::new())).unwrap();
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "restarted".to_owned())).unwrap();
    story.wait_until(swiss("2026-03-04 11:30"));
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    assert_eq!(proposed(&story), [(OwedFor::Escalation, 1800, 2)]);
}

#[test]
fn closed_time_is_not_response_time() {
    for (closed_after, reopened, answered, owed) in [
        // A duplicate that was opened again after three days and answered within the hour.
        (5, "2026-03-09 09:00", "2026-03-09 09:30", None),
        (59, "2026-03-06 16:30", "2026-03-09 08:20", None),
        // Late after the reopening: the overrun counts from its own due instant.
        (5, "2026-03-09 09:00", "2026-03-09 10:31", Some(2)),
        (30, "2026-03-31 16:30", "2026-04-01 09:00", Some(2)),
    ] {
        let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
        story.wait(closed_after);
        let by = staff("zhao-min");
        story.act(|i, s| i.close_as(s, &by, Outcome::Duplicate, "see it".to_owned())).unwrap();
        story.wait_until(swiss(reopened));
        story.act(|i, s| i.reopen(s, &customer(), "another one".to_owned())).unwrap();
        story.wait_until(swiss(answered));
        story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
        let days: Vec<i64> = proposed(&story).iter().map(|(_, _, days)| *days).collect();
        assert_eq!(days, owed.into_iter().collect::<Vec<_>>(), "reopened {reopened}");
    }
}

#[test]
fn a_miss_that_was_told_is_owed_for_though_support_lowers_the_level() {
    for lower in ["sev2", "sev3", "sev4"] {
        let mut story = Story::opened_in_switzerland("sev1", "2026-03-04 09:00");
        story.wait(90);
        let due = story.incident.response.due_at();
        story
            .act(|i, s| i.change_severity(s, &staff("zhao-min"), lower.into(), "mild".to_owned()))
            .unwrap();
        assert_eq!(story.incident.response.due_at(), due, "{lower}");
        story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
        assert_eq!(proposed(&story), [(OwedFor::Response, 1800, 2)], "{lower}");
    }
}

#[test]
fn a_plan_without_credits_owes_none() {
    let mut story = Story::opened("l1", "2026-03-04 10:00");
    story.wait(600);
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    assert!(story.incident.credits.is_empty() && story.ledger.is_empty());
}

#[test]
fn a_credit_is_decided_once_and_only_what_counts_is_taken_back() {
    type Act = fn(&mut Story) -> Result<(), Refused>;
    let approve: Act = |story| story.act(|i, s| i.approve_credit(s, &staff("zhao-min"), C1));
    let refuse: Act =
        |story| story.act(|i, s| i.refuse_credit(s, &staff("zhao-min"), C1, "why".to_owned()));
    let reverse: Act =
        |story| story.act(|i, s| i.reverse_credit(s, &staff("zhao-min"), C1, "why".to_owned()));
    for (acts, state, days) in [
        (vec![approve], CreditState::Approved, 5),
        (vec![refuse], CreditState::Refused, 0),
        (vec![approve, reverse], CreditState::Reversed, 0),
    ] {
        let mut story = late_response();
        for act in &acts {
            act(&mut story).unwrap();
        }
        assert_eq!(story.incident.credits[0].state, state);
        assert_eq!(story.directory.credits.days_of(&"huadong-bank".into()), days);
        let refused = Err(Refused::CreditStandsOtherwise { number: C1, state });
        for act in [approve, refuse] {
            assert_eq!(act(&mut story), refused);
        }
        assert_eq!(reverse(&mut story).is_ok(), state == CreditState::Approved);
    }
    let mut story = late_response();
    let other = story.act(|i, s| i.approve_credit(s, &staff("zhao-min"), CreditNumber(9)));
    assert_eq!(other, Err(Refused::NoSuchCredit { number: CreditNumber(9) }));
}

#[test]
fn an_approval_names_the_new_end_of_the_contract_to_both_sides() {
    let mut story = late_response();
    story.act(|i, s| i.approve_credit(s, &staff("zhao-min"), C1)).unwrap();
    let is_approval = |intent: &Intent| {
        let Intent::CreditApproved { until, .. } = intent else { return false };
        assert_eq!(until.unwrap().to_string(), "2027-01-06", "it ended on the first of January");
        true
    };
    assert_eq!(story.told(is_approval), ["room bank", "room duty"]);
}
