//! References of messages that were sent: the card of an incident, and what a quoted message was
//! about.

use watchbell::domain::incident::Incident;
use watchbell::domain::notice::{Intent, Notice};
use watchbell::store::{ClaimedMessage, NewMessage, SendRecord, SendResult, Store};

use super::outbox::{about, claim, dead, record, said, sent};
use crate::kit::incidents::{later, notice, open, room, stored, words};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    the_card_of_an_incident_is_its_first_message_of_its_own,
    a_message_that_lists_several_is_nobodys_card,
    a_message_leads_to_its_incident_in_its_own_place_only,
    only_what_was_sent_is_forgotten,
}

/// Queues a message and has it sent.
async fn say(store: &Store, message: NewMessage, result: SendResult) {
    store.queue(vec![message]).await.unwrap();
    let claimed = claim(store, 60).await;
    assert_eq!(claimed.len(), 1);
    assert!(record(store, &claimed[0], result).await);
}

fn intending(incident: &Incident, intent: Intent) -> NewMessage {
    let message = about(incident, words("", "lakeside"));
    NewMessage { notice: Notice { intent, ..notice("") }, ..message }
}

async fn the_card_of_an_incident_is_its_first_message_of_its_own(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    for (reference, intent, minutes) in [
        ("ref-1", Intent::Acknowledged, 0),
        ("ref-2", Intent::Receipt, 5),
        ("ref-3", Intent::OpenedInside, 6),
    ] {
        let message = NewMessage { created_at: later(minutes), ..intending(&incident, intent) };
        say(&store, message, sent(minutes, reference)).await;
    }
    let card = store.card_in(incident.number, &room("lakeside")).await.unwrap();
    assert_eq!(card.as_deref(), Some("ref-2"));
    assert_eq!(store.card_in(incident.number, &room("harbour")).await.unwrap(), None);
    let other = open(&store, 2, "lakeside").await;
    assert_eq!(store.card_in(other.number, &room("lakeside")).await.unwrap(), None);
}

async fn a_message_that_lists_several_is_nobodys_card(database: &Database) {
    let store = database.open().await;
    let (first, second) = (open(&store, 1, "lakeside").await, open(&store, 2, "lakeside").await);
    let messages = vec![intending(&first, Intent::Receipt), intending(&second, Intent::Receipt)];
    store.queue(messages).await.unwrap();
    let listed = |message: ClaimedMessage| {
        let reference = Some("ref-both".to_owned());
        let result = SendResult::Sent { at: later(1), reference, is_listed: true };
        SendRecord { message, result, said: Vec::new() }
    };
    let records = claim(&store, 0).await.into_iter().map(listed).collect();
    assert_eq!(store.record_sends(records).await.unwrap(), [true, true]);
    let lakeside = room("lakeside");
    for incident in [&first, &second] {
        assert_eq!(store.card_in(incident.number, &lakeside).await.unwrap(), None);
    }
    assert_eq!(store.spoken_of(&lakeside, "ref-both").await.unwrap(), None, "it spoke of two");
    let said = store.said_in(&lakeside, "ref-both").await.unwrap();
    assert_eq!(said, [Intent::Receipt, Intent::Receipt]);
}

async fn a_message_leads_to_its_incident_in_its_own_place_only(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    say(&store, intending(&incident, Intent::Acknowledged), sent(1, "ref-1")).await;
    let (lakeside, harbour) = (room("lakeside"), room("harbour"));
    assert_eq!(store.spoken_of(&lakeside, "ref-1").await.unwrap(), Some(incident.number));
    assert_eq!(store.said_in(&lakeside, "ref-1").await.unwrap(), [Intent::Acknowledged]);
    assert_eq!(store.spoken_of(&harbour, "ref-1").await.unwrap(), None);
    assert_eq!(store.said_in(&harbour, "ref-1").await.unwrap(), []);
    assert_eq!(store.spoken_of(&lakeside, "ref-2").await.unwrap(), None);
}

async fn only_what_was_sent_is_forgotten(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    say(&store, intending(&incident, Intent::Receipt), sent(1, "ref-1")).await;
    store.queue(vec![words("o-2", "lakeside"), words("o-3", "lakeside")]).await.unwrap();
    let claimed = claim(&store, 0).await;
    record(&store, &claimed[1], dead("gone")).await;
    store.forget_before(later(60)).await.unwrap();
    assert_eq!(store.spoken_of(&room("lakeside"), "ref-1").await.unwrap(), None);
    assert_eq!(store.card_in(incident.number, &room("lakeside")).await.unwrap(), None);
    assert_eq!(said(&claim(&store, 60).await), ["o-2"]);
    assert_eq!(store.dead_letters(10).await.unwrap().len(), 1);
    assert_eq!(stored(&store, &incident).await, incident);
}
