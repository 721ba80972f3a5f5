//! The outbox: each row is claimed by one worker at a time, and a claim that left no record is remembered.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use futures::future::join_all;
use watchbell::domain::incident::Incident;
use watchbell::store::{ClaimRequest, ClaimedRow, OutboxRow, SendRecord, SendResult, Store};

use crate::kit::incidents::{later, open, start, words};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    eight_claimers_take_each_row_once,
    the_most_urgent_lane_is_claimed_first,
    a_share_of_the_budget_can_be_kept_for_pages,
    a_claim_without_a_record_may_have_arrived,
    a_postponed_row_was_never_tried,
    a_row_to_be_tried_later_waits_until_then,
    the_verdict_of_a_late_holder_does_not_unsay_a_delivery,
    dead_letters_are_shown_to_the_operator,
    the_card_of_an_incident_is_its_first_message_of_its_own,
    a_message_that_lists_several_is_nobodys_card,
    a_message_leads_to_its_incident_in_its_own_place_only,
    of_changes_that_wait_the_last_one_counts,
    only_what_was_sent_is_forgotten,
}

const LAKESIDE: &str = "fake:lakeside";

fn request(minutes: i64) -> ClaimRequest {
    ClaimRequest {
        destination: LAKESIDE.to_owned(),
        now: later(minutes),
        lease_until: later(minutes + 1),
        priorities: (0, 4),
        limit: 10,
    }
}

async fn claim(store: &Store, minutes: i64) -> Vec<ClaimedRow> {
    store.claim_outbox(request(minutes)).await.unwrap()
}

fn ids(rows: &[ClaimedRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

async fn record(store: &Store, id: &str, attempt: i64, result: SendResult) {
    store
        .record_sends(vec![SendRecord { id: id.to_owned(), attempt, result, said: Vec::new() }])
        .await
        .unwrap();
}

fn dead(error: &str) -> SendResult {
    SendResult::Dead { error: error.to_owned(), instead: Vec::new() }
}

async fn when_sent(store: &Store, since: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let sent = store.sent_since(LAKESIDE, since).await.unwrap();
    sent.into_iter().map(|sent| sent.sent_at).collect()
}

fn sent(minutes: i64, reference: &str) -> SendResult {
    SendResult::Sent { at: later(minutes), reference: Some(reference.to_owned()), carried_by: None }
}

async fn eight_claimers_take_each_row_once(database: &Database) {
    let stores = [database.open().await, database.open().await];
    let rows = (0..201).map(|n| words(&format!("o-{n:03}"), LAKESIDE)).collect();
    stores[0].queue(rows).await.unwrap();

    let claimers = (0..8).map(|n| claim_until_nothing_waits(stores[n % 2].clone()));
    let claimed: Vec<String> = join_all(claimers).await.concat();
    assert_eq!(claimed.len(), 201);
    assert_eq!(claimed.into_iter().collect::<BTreeSet<_>>().len(), 201);
}

async fn claim_until_nothing_waits(store: Store) -> Vec<String> {
    let mut claimed = Vec::new();
    loop {
        let rows = claim(&store, 0).await;
        // On PostgreSQL a claimer skips the rows that others are claiming, so an empty answer may come
        // early; whoever claims those rows comes back for more.
        if rows.is_empty() {
            return claimed;
        }
        claimed.extend(rows.into_iter().map(|row| row.id));
    }
}

async fn the_most_urgent_lane_is_claimed_first(database: &Database) {
    let store = database.open().await;
    let row = |id: &str, priority, minutes| OutboxRow {
        priority,
        due_at: later(minutes),
        ..words(id, LAKESIDE)
    };
    let rows = vec![
        row("digest", 4, 0),
        row("page-2", 0, 2),
        row("page-1", 0, 1),
        row("tomorrow", 0, 1440),
    ];
    store.queue(rows).await.unwrap();
    store.queue(vec![words("elsewhere", "fake:harbour")]).await.unwrap();

    let claimed = store.claim_outbox(ClaimRequest { limit: 2, ..request(5) }).await.unwrap();
    assert_eq!(ids(&claimed), ["page-1", "page-2"]);
    assert_eq!(ids(&claim(&store, 5).await), ["digest"]);
    let waiting = store.waiting_priorities(later(5)).await.unwrap();
    let waiting: Vec<_> =
        waiting.iter().map(|w| (w.destination.as_str(), w.priority, w.due, w.next_at)).collect();
    let leased_or_later = [(LAKESIDE, 0, 0, later(6)), (LAKESIDE, 4, 0, later(6))];
    assert_eq!(waiting[0], ("fake:harbour", 0, 1, start()));
    assert_eq!(waiting[1..], leased_or_later);
}

async fn a_share_of_the_budget_can_be_kept_for_pages(database: &Database) {
    let store = database.open().await;
    let row = |id: &str, priority| OutboxRow { priority, ..words(id, LAKESIDE) };
    store.queue(vec![row("digest", 4), row("page", 0)]).await.unwrap();
    let claimed =
        store.claim_outbox(ClaimRequest { priorities: (0, 0), ..request(0) }).await.unwrap();
    assert_eq!(ids(&claimed), ["page"]);
}

async fn a_claim_without_a_record_may_have_arrived(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", LAKESIDE)]).await.unwrap();
    let first = claim(&store, 0).await;
    assert!(!first[0].may_be_a_repeat());
    assert_eq!(ids(&claim(&store, 0).await), [""; 0], "the lease still runs");

    let second = claim(&store, 1).await;
    assert!(second[0].may_be_a_repeat(), "the first holder died, and nobody knows what it did");
    assert_eq!(second[0].attempts, 2);

    let sure =
        SendResult::Later { due_at: later(2), error: "503".to_owned(), may_have_arrived: false };
    record(&store, "o-1", 2, sure).await;
    assert!(!claim(&store, 2).await[0].may_be_a_repeat(), "the platform said that it took nothing");
    let unsure = SendResult::Later {
        due_at: later(3),
        error: "time-out".to_owned(),
        may_have_arrived: true,
    };
    record(&store, "o-1", 3, unsure).await;
    assert!(claim(&store, 3).await[0].may_be_a_repeat());
}

async fn a_postponed_row_was_never_tried(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", LAKESIDE)]).await.unwrap();
    claim(&store, 0).await;
    record(&store, "o-1", 1, SendResult::Postponed { due_at: later(1) }).await;
    let claimed = claim(&store, 1).await;
    assert_eq!((claimed[0].attempts, claimed[0].may_be_a_repeat()), (1, false));
}

async fn a_row_to_be_tried_later_waits_until_then(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", LAKESIDE)]).await.unwrap();
    claim(&store, 0).await;
    let result =
        SendResult::Later { due_at: later(9), error: "429".to_owned(), may_have_arrived: false };
    record(&store, "o-1", 1, result).await;
    assert_eq!(ids(&claim(&store, 8).await), [""; 0]);
    assert_eq!(ids(&claim(&store, 9).await), ["o-1"]);
}

async fn the_verdict_of_a_late_holder_does_not_unsay_a_delivery(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", LAKESIDE)]).await.unwrap();
    claim(&store, 0).await;
    claim(&store, 1).await;
    record(&store, "o-1", 1, sent(1, "ref-1")).await;
    record(&store, "o-1", 1, dead("gone")).await;
    assert_eq!(store.outbox_counts().await.unwrap(), (0, None, 0));
    assert_eq!(when_sent(&store, start()).await, [later(1)]);
}

async fn dead_letters_are_shown_to_the_operator(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", LAKESIDE), words("o-2", LAKESIDE)]).await.unwrap();
    claim(&store, 0).await;
    record(&store, "o-1", 1, dead("the robot was removed")).await;
    assert_eq!(store.outbox_counts().await.unwrap(), (1, Some(start()), 1));
    let dead = store.dead_letters(10).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(
        (dead[0].id.as_str(), dead[0].error.as_deref()),
        ("o-1", Some("the robot was removed"))
    );
}

async fn the_card_of_an_incident_is_its_first_message_of_its_own(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    for (id, intent, minutes) in [
        ("o-1", r#"{"say":"acknowledged"}"#, 0),
        ("o-2", r#"{"say":"receipt"}"#, 5),
        ("o-3", r#"{"say":"opened_inside"}"#, 6),
    ] {
        let row = about(
            &incident,
            OutboxRow { created_at: later(minutes), ..words(id, LAKESIDE) },
            intent,
        );
        store.queue(vec![row]).await.unwrap();
        record(&store, id, 1, sent(minutes, &format!("ref-{id}"))).await;
    }
    assert_eq!(store.card_in(incident.id, LAKESIDE).await.unwrap().as_deref(), Some("ref-o-2"));
    assert_eq!(store.card_in(incident.id, "fake:harbour").await.unwrap(), None);
    assert_eq!(
        when_sent(&store, start()).await,
        [later(5), later(6)],
        "after, not at, the instant"
    );
}

async fn a_message_that_lists_several_is_nobodys_card(database: &Database) {
    let store = database.open().await;
    let (first, second) = (open(&store, 1, "lakeside").await, open(&store, 2, "lakeside").await);
    let receipt = r#"{"say":"receipt"}"#;
    let rows = vec![
        about(&first, words("o-1", LAKESIDE), receipt),
        about(&second, words("o-2", LAKESIDE), receipt),
    ];
    store.queue(rows).await.unwrap();
    record(&store, "o-1", 1, sent(1, "ref-both")).await;
    let carried = SendResult::Sent {
        at: later(1),
        reference: Some("ref-both".to_owned()),
        carried_by: Some("o-1".to_owned()),
    };
    record(&store, "o-2", 1, carried).await;
    for incident in [&first, &second] {
        assert_eq!(store.card_in(incident.id, LAKESIDE).await.unwrap(), None);
    }
    assert_eq!(store.spoken_of(LAKESIDE, "ref-both").await.unwrap(), None, "it spoke of two");
}

async fn a_message_leads_to_its_incident_in_its_own_place_only(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    let row = about(&incident, words("o-1", LAKESIDE), r#"{"say":"acknowledged"}"#);
    store.queue(vec![row]).await.unwrap();
    record(&store, "o-1", 1, sent(1, "ref-1")).await;
    let found = store.spoken_of(LAKESIDE, "ref-1").await.unwrap();
    assert_eq!(found.map(|found| found.number), Some(incident.number));
    assert_eq!(store.spoken_of("fake:harbour", "ref-1").await.unwrap(), None);
    assert_eq!(store.spoken_of(LAKESIDE, "ref-2").await.unwrap(), None);
}

async fn of_changes_that_wait_the_last_one_counts(database: &Database) {
    let store = database.open().await;
    let (one, other) = (open(&store, 1, "lakeside").await, open(&store, 2, "lakeside").await);
    let change = r#"{"say":"card"}"#;
    let rows = vec![
        about(&one, words("o-1", LAKESIDE), change),
        about(&other, words("o-2", LAKESIDE), change),
        about(&one, words("o-3", LAKESIDE), change),
    ];
    store.queue(rows).await.unwrap();
    let claimed = claim(&store, 0).await;
    let mut superseded = Vec::new();
    for row in &claimed {
        superseded.push((row.id.as_str(), store.is_superseded(row).await.unwrap()));
    }
    assert_eq!(superseded, [("o-1", true), ("o-2", false), ("o-3", false)]);
}

/// The same row about an incident.
fn about(incident: &Incident, row: OutboxRow, intent: &str) -> OutboxRow {
    OutboxRow { incident_id: Some(incident.id.0.to_string()), intent: intent.to_owned(), ..row }
}

async fn only_what_was_sent_is_forgotten(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", LAKESIDE), words("o-2", LAKESIDE)]).await.unwrap();
    record(&store, "o-1", 1, sent(1, "ref-1")).await;
    store.forget_before(later(60)).await.unwrap();
    assert!(store.sent_since(LAKESIDE, later(-1)).await.unwrap().is_empty());
    assert_eq!(ids(&claim(&store, 60).await), ["o-2"]);
}
