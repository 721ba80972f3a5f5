use chrono_tz::Tz;

use super::*;
use crate::domain::escalation::kit::{NOBODY, at, cover, daily, layer, policy, rotation};

const NOW: &str = "2026-05-04T10:00Z";

/// ada holds `primary` now and bo next; nobody ever holds `empty`, for which eve stands by.
fn rotations() -> [Rotation; 2] {
    let primary = rotation(Tz::UTC, vec![layer("ada bo", daily("09:00"), "2026-05-04")]);
    let empty = Rotation {
        id: "empty".into(),
        fallback: Some("eve".into()),
        ..rotation(Tz::UTC, Vec::new())
    };
    [primary, empty]
}

fn tam() -> Tam {
    Tam { person: "li-na".into(), deputy: Duty::OnCall("primary".into()) }
}

/// Whom the targets page, in what capacity, and which of them are empty.
fn paged(targets: &str, context: Context<'_>) -> String {
    let policy = policy(&format!("0m {targets}"), "5m");
    let outcome = step_targets(&policy, Position::FIRST, &context, at(NOW));
    let people = outcome.people.iter().map(|(person, why)| match &why.capacity {
        Capacity::Named => person.to_string(),
        Capacity::InsteadOf(other) => format!("{person} for {other}"),
        Capacity::RotationFallback => format!("{person} for a gap"),
        Capacity::PolicyFallback => format!("{person} for the policy"),
    });
    let empty = outcome.empty.iter().map(|target| format!("no {target}"));
    people.chain(empty).collect::<Vec<_>>().join(", ")
}

#[test]
fn each_kind_of_target_finds_its_person() {
    let (rotations, tam) = (rotations(), tam());
    let (manager, representative) = (Duty::OnCall("primary".into()), PersonId::from("kim"));
    let context = Context {
        rotations: &rotations,
        duty_manager: Some(&manager),
        tam: Some(&tam),
        tam_in_coverage: true,
        account_representative: Some(&representative),
        ..NOBODY
    };
    let after_hours = Context { tam_in_coverage: false, ..context };
    let overrides = [cover("cy", "2026-05-04T09:00Z", "2026-05-04T12:00Z")];
    let covered = Context { overrides: &overrides, ..after_hours };
    for (targets, context, expected) in [
        ("oncall:primary", context, "ada"),
        ("next:primary", context, "bo"),
        ("person:zoe", context, "zoe"),
        ("duty_manager", context, "ada"),
        ("tam", context, "li-na"),
        ("tam", after_hours, "ada for li-na"),
        ("account_representative", context, "kim"),
        ("oncall:primary", covered, "cy for ada"),
        ("tam", covered, "cy for ada"),
        ("oncall:empty", context, "eve for a gap, no oncall:empty"),
        ("next:empty", context, "no next:empty"),
        ("oncall:unheard-of", context, "no oncall:unheard-of"),
        (
            "duty_manager tam account_representative",
            NOBODY,
            "no duty_manager, no tam, no account_representative",
        ),
        // Level 1 tells the duty manager and the account representative at once; ada is paged once.
        ("oncall:primary duty_manager account_representative", context, "ada, kim"),
    ] {
        assert_eq!(paged(targets, context), expected, "{targets}");
    }
}

#[test]
fn from_the_second_cycle_on_the_first_step_pages_the_duty_manager_first() {
    let policy = policy("0m person:ada; 5m duty_manager", "5m");
    let manager = Duty::Person("mona".into());
    let context = Context { duty_manager: Some(&manager), ..NOBODY };
    let paged = |cycle, step| {
        let outcome = step_targets(&policy, Position { cycle, step }, &context, at(NOW));
        outcome.people.into_iter().map(|(person, _)| person.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(paged(0, 0), ["ada"]);
    assert_eq!(paged(0, 1), ["mona"]);
    assert_eq!(paged(1, 0), ["mona", "ada"]);
    assert_eq!(paged(7, 1), ["mona"]);
}

#[test]
fn a_page_says_which_step_of_how_many_and_the_attempt() {
    let policy = policy("0m person:ada; 5m person:bo", "5m");
    let outcome = step_targets(&policy, Position { cycle: 2, step: 1 }, &NOBODY, at(NOW));
    let target = Some(Target::Person("bo".into()));
    let why = Why { target, capacity: Capacity::Named, step: 2, of: 2, attempt: 3 };
    assert_eq!(outcome.people, [("bo".into(), why.clone())]);
    let stored = serde_json::to_string(&why).unwrap();
    insta::assert_snapshot!(stored, @r#"{"target":"person:bo","capacity":"named","step":2,"of":2,"attempt":3}"#);
    assert_eq!(serde_json::from_str::<Why>(&stored).unwrap(), why);
}
