use super::*;
use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{ContractRef, IncidentState, Visibility};
use crate::ids::IncidentNumber;

/// Incident 12 in the group of the bank, and incident 13, opened there a little later.
fn two() -> (Story, Story) {
    let mut original = Story::opened("l2", "2026-03-04 10:00");
    let mut duplicate = Story::opened("l2", "2026-03-04 10:05");
    original.incident.number = IncidentNumber(12);
    duplicate.incident.number = IncidentNumber(13);
    (original, duplicate)
}

/// Two incidents, of which 13 was opened in another group.
fn in_another_group(customer: &str) -> (Story, Story) {
    let (original, mut duplicate) = two();
    duplicate.incident.group = Some("branch".into());
    duplicate.incident.room.address = "branch".to_owned();
    if let ContractRef::Contract { customer: of, .. } = &mut duplicate.incident.contract_ref {
        *of = customer.into();
    }
    (original, duplicate)
}

fn join(original: &mut Story, duplicate: &mut Story, by: &Actor) {
    let (first, second) = (original.incident.clone(), duplicate.incident.clone());
    duplicate.act(|i, s| i.close_as_duplicate(s, by, &first)).unwrap();
    original.act(|i, s| i.take_duplicate(s, by, &second)).unwrap();
}

fn visibility(story: &Story, is: fn(&Fact) -> bool) -> Visibility {
    story.timeline.iter().find(|entry| is(&entry.fact)).expect("the fact").visibility
}

#[test]
fn a_duplicate_is_closed_with_the_link_and_the_original_goes_on() {
    let (mut original, mut duplicate) = two();
    join(&mut original, &mut duplicate, &staff("zhang-qiang"));
    assert!(matches!(
        duplicate.incident.state,
        IncidentState::Closed { outcome: Outcome::Duplicate, .. }
    ));
    let link = OriginalIncident { number: IncidentNumber(12), is_shared: true };
    assert_eq!(duplicate.incident.duplicates.duplicate_of, Some(link));
    assert_eq!(duplicate.timers.len(), 0);
    assert_eq!(original.incident.duplicates.duplicates, [IncidentNumber(13)]);
    assert_eq!(original.incident.state, IncidentState::Open);
    assert_eq!(original.told(|_| true), Vec::<String>::new(), "the group reads the closing");
}

#[test]
fn joined_by_the_staff_it_is_answered_by_a_customer_it_is_not() {
    let (mut original, mut duplicate) = two();
    let (mut other_original, mut other) = two();
    join(&mut original, &mut duplicate, &staff("zhang-qiang"));
    assert_eq!(duplicate.incident.response.given.unwrap().by, "zhang-qiang".into());
    join(&mut other_original, &mut other, &customer());
    assert_eq!(other.incident.response.given, None);
}

#[test]
fn another_group_of_the_customer_follows_the_original_from_then_on() {
    let (mut original, mut duplicate) = in_another_group("huadong-bank");
    let mut branch = original.directory.groups[&GroupId::from("bank")].clone();
    branch.id = "branch".into();
    original.directory.groups.insert(branch.id.clone(), branch);
    join(&mut original, &mut duplicate, &staff("zhang-qiang"));
    assert!(original.incident.is_followed_in(&"branch".into()));
    let told = original.told(|intent| matches!(intent, Intent::DuplicateTaken { .. }));
    assert_eq!(told, ["room bank"]);
    original.act(|i, s| i.update(s, &staff("zhang-qiang"), "half is back".to_owned())).unwrap();
    assert!(
        original
            .told(|intent| matches!(intent, Intent::StatusUpdate { .. }))
            .contains(&"room branch".to_owned())
    );
}

#[test]
fn nothing_passes_between_customers() {
    let (mut original, mut duplicate) = in_another_group("another-bank");
    join(&mut original, &mut duplicate, &staff("zhang-qiang"));
    assert!(!original.incident.is_followed_in(&"branch".into()));
    assert_eq!(original.told(|_| true), Vec::<String>::new());
    assert!(!duplicate.incident.duplicates.duplicate_of.as_ref().unwrap().is_shared);
    let linked = |fact: &Fact| matches!(fact, Fact::DuplicateOf { .. } | Fact::HasDuplicate { .. });
    for story in [&original, &duplicate] {
        assert_eq!(visibility(story, linked), Visibility::Internal);
    }
}

#[test]
fn what_goes_nowhere_is_refused() {
    let (mut original, mut duplicate) = two();
    let itself = duplicate.incident.clone();
    let joined = duplicate.act(|i, s| i.close_as_duplicate(s, &staff("li-na"), &itself));
    assert_eq!(joined, Err(Refused::SameIncident));
    original
        .act(|i, s| i.close_as(s, &staff("zhao-min"), Outcome::Cancelled, "gone".to_owned()))
        .unwrap();
    let closed = original.incident.clone();
    let joined = duplicate.act(|i, s| i.close_as_duplicate(s, &staff("li-na"), &closed));
    assert_eq!(joined, Err(Refused::OriginalClosed { number: IncidentNumber(12) }));
}

#[test]
fn reopening_undoes_it() {
    let (mut original, mut duplicate) = two();
    join(&mut original, &mut duplicate, &customer());
    duplicate.act(|i, s| i.reopen(s, &customer(), "it is another".to_owned())).unwrap();
    assert_eq!(duplicate.incident.state, IncidentState::Open);
    assert_eq!(duplicate.paged(), ["zhang-qiang"]);
}
