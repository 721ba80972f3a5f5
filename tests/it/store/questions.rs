//! Questions asked from a customer's room are answered from that room's rows alone.

use watchbell::domain::incident::{Actor, Incident, IncidentState, Outcome};
use watchbell::ids::PersonId;
use watchbell::store::{Commit, PageCode, Store};

use crate::kit::incidents::{change, incident, later, open, opening, room, start};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    a_room_sees_its_own_incidents_and_no_others,
    a_closed_incident_is_listed_but_not_open,
    the_staff_see_the_nearest_deadline_first,
    a_page_is_found_by_person_and_code,
}

fn titles(incidents: &[Incident]) -> Vec<&str> {
    incidents.iter().map(|incident| incident.title.as_str()).collect()
}

async fn close(store: &Store, incident: &Incident) {
    let mut closed = incident.clone();
    closed.state = IncidentState::Closed { outcome: Outcome::Agreed, by: Actor::Bot, at: later(9) };
    store.commit(change(&closed)).await.unwrap();
}

async fn a_room_sees_its_own_incidents_and_no_others(database: &Database) {
    let store = database.open().await;
    let ours = open(&store, 1, "lakeside").await;
    let theirs = open(&store, 2, "harbour").await;
    let newer = open(&store, 3, "lakeside").await;
    let lakeside = room("lakeside");

    let expected = [newer.title.as_str(), ours.title.as_str()];
    assert_eq!(titles(&store.open_incidents_in(&lakeside, 10).await.unwrap()), expected);
    assert_eq!(titles(&store.incidents_in(&lakeside, 10).await.unwrap()), expected);
    assert_eq!(titles(&store.incidents_in(&lakeside, 1).await.unwrap()), [newer.title.as_str()]);
    assert_eq!(store.incident_in(&lakeside, theirs.number).await.unwrap(), None);
    assert_eq!(store.incident_in(&lakeside, ours.number).await.unwrap(), Some(ours));
    assert_eq!(store.incident(theirs.number).await.unwrap(), Some(theirs));
    assert_eq!(store.open_incidents_in(&room("nowhere"), 10).await.unwrap(), []);
}

async fn a_closed_incident_is_listed_but_not_open(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    close(&store, &incident).await;
    assert_eq!(store.open_incidents_in(&room("lakeside"), 10).await.unwrap(), []);
    assert_eq!(store.open_by_deadline(10).await.unwrap(), []);
    assert_eq!(store.incidents_in(&room("lakeside"), 10).await.unwrap().len(), 1);
}

async fn the_staff_see_the_nearest_deadline_first(database: &Database) {
    let store = database.open().await;
    for (key, room, deadline) in
        [(1, "lakeside", Some(60)), (2, "harbour", None), (3, "harbour", Some(5))]
    {
        let mut incident = incident(key, room);
        incident.updates.next_at = deadline.map(later);
        store.commit(opening(&incident)).await.unwrap();
    }
    let ordered = store.open_by_deadline(10).await.unwrap();
    assert_eq!(titles(&ordered), ["payments fail (3)", "payments fail (1)", "payments fail (2)"]);
}

fn page(person: &PersonId, code: &str, minutes: i64) -> PageCode {
    PageCode { person: person.clone(), code: code.to_owned(), at: later(minutes) }
}

async fn a_page_is_found_by_person_and_code(database: &Database) {
    let store = database.open().await;
    let (lin, qiao) = (PersonId::from("lin-yue"), PersonId::from("qiao-an"));
    let given = [(1, &lin, "41", 0), (2, &qiao, "42", 0), (3, &lin, "42", 7), (4, &qiao, "44", 8)];
    for (key, person, code, minutes) in given {
        let page_codes = vec![page(person, code, minutes)];
        store.commit(Commit { page_codes, ..opening(&incident(key, "lakeside")) }).await.unwrap();
    }
    let paged = async |person: &PersonId, code: &str| {
        store.paged(person, code).await.unwrap().map(|incident| incident.title)
    };
    assert_eq!(
        paged(&lin, "42").await.as_deref(),
        Some("payments fail (3)"),
        "a code is one person's"
    );
    assert_eq!(paged(&qiao, "42").await.as_deref(), Some("payments fail (2)"));
    assert_eq!(paged(&qiao, "43").await, None);
    let since_start = store.paged_since(&lin, start()).await.unwrap();
    assert_eq!(titles(&since_start), ["payments fail (3)", "payments fail (1)"]);
    assert_eq!(titles(&store.paged_since(&lin, later(1)).await.unwrap()), ["payments fail (3)"]);
}
