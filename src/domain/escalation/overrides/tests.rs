use chrono::TimeDelta;

use super::*;
use crate::domain::escalation::kit::{at, cover};

const NOON: &str = "2026-05-04T12:00Z";

/// An override of the whole day, made `minute` minutes after the epoch.
fn made(minute: i64, replaces: Option<&str>, person: &str) -> Override {
    Override {
        replaces: replaces.map(PersonId::from),
        made_at: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
        ..cover(person, "2026-05-04T00:00Z", "2026-05-05T00:00Z")
    }
}

fn holder(named: Option<&str>, overrides: &[Override]) -> Option<String> {
    let named = named.map(PersonId::from);
    let in_order = OverridesInOrder::of(&"primary".into(), overrides);
    let deciding = in_order.deciding_at(at(NOON), named.as_ref()).map(|(_, o)| &o.person);
    deciding.or(named.as_ref()).map(ToString::to_string)
}

#[test]
fn overrides_are_replayed_in_the_order_in_which_they_were_made() {
    let (anyone_bo, anyone_cy) = (made(1, None, "bo"), made(2, None, "cy"));
    let (ada_bo, bo_cy) = (made(1, Some("ada"), "bo"), made(2, Some("bo"), "cy"));
    let early_bo_cy = made(0, Some("bo"), "cy");
    let (ada, gap) = (Some("ada"), None);
    for (named, overrides, expected) in [
        (ada, vec![], Some("ada")),
        (ada, vec![anyone_bo.clone()], Some("bo")),
        (ada, vec![anyone_bo.clone(), anyone_cy.clone()], Some("cy")),
        (ada, vec![anyone_cy.clone(), anyone_bo.clone()], Some("cy")),
        (ada, vec![ada_bo.clone()], Some("bo")),
        (ada, vec![ada_bo.clone(), bo_cy.clone()], Some("cy")),
        (ada, vec![ada_bo.clone(), early_bo_cy], Some("bo")),
        (ada, vec![bo_cy.clone()], Some("ada")),
        (ada, vec![ada_bo.clone(), anyone_cy.clone()], Some("cy")),
        (gap, vec![ada_bo], gap),
        (gap, vec![anyone_bo.clone()], Some("bo")),
        (gap, vec![anyone_bo, bo_cy], Some("cy")),
    ] {
        assert_eq!(holder(named, &overrides).as_deref(), expected, "{named:?} with {overrides:?}");
    }
}

#[test]
fn of_two_overrides_made_at_once_the_later_listed_wins() {
    assert_eq!(
        holder(Some("ada"), &[made(1, None, "bo"), made(1, None, "cy")]).as_deref(),
        Some("cy")
    );
    assert_eq!(
        holder(Some("ada"), &[made(1, None, "cy"), made(1, None, "bo")]).as_deref(),
        Some("bo")
    );
}

#[test]
fn an_override_holds_from_its_first_instant_and_no_longer_at_its_last() {
    let hour = cover("bo", "2026-05-04T12:00Z", "2026-05-04T13:00Z");
    assert!(!hour.holds_at(hour.from - TimeDelta::milliseconds(1)));
    assert!(hour.holds_at(hour.from));
    assert!(!hour.holds_at(hour.until));
    let backwards = cover("bo", "2026-05-04T13:00Z", "2026-05-04T12:00Z");
    assert!(!backwards.holds_at(at("2026-05-04T12:30Z")));
}

#[test]
fn an_override_of_another_rotation_changes_nothing() {
    let other = Override { rotation: "secondary".into(), ..made(1, None, "bo") };
    assert_eq!(holder(Some("ada"), &[other]).as_deref(), Some("ada"));
}

#[test]
fn an_override_survives_being_stored() {
    let stored = serde_json::to_string(&made(1, Some("ada"), "bo")).unwrap();
    assert_eq!(serde_json::from_str::<Override>(&stored).unwrap(), made(1, Some("ada"), "bo"));
    assert!(serde_json::from_str::<Override>(&stored.replace("reason", "raeson")).is_err());
}
