//! The outbox: each message is claimed by one worker at a time, and a claim that left no record is
//! remembered.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use tokio_util::task::TaskTracker;
use watchbell::domain::incident::Incident;
use watchbell::domain::notice::{Intent, Notice, Priority};
use watchbell::store::{
    About, ClaimRequest, ClaimedMessage, Commit, Division, Fence, NewMessage, Partition,
    RecentlySent, SendRecord, SendResult, SentBefore, Store, WaitingMessage,
};

use crate::kit::incidents::{incident, later, notice, open, opening, room, start, words, written};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    eight_claimers_take_each_message_once,
    what_waits_is_told_as_the_queue_needs_it,
    what_others_queued_is_found_since_an_instant,
    a_message_about_a_new_incident_knows_its_number,
    a_claim_without_a_record_may_have_arrived,
    a_postponed_message_was_never_tried,
    a_message_to_be_tried_later_keeps_its_place_in_the_table,
    a_copy_that_may_have_arrived_is_never_forgotten,
    claims_of_a_dead_process_end_when_the_only_one_starts,
    the_verdict_of_a_late_holder_does_not_unsay_a_delivery,
    a_late_holder_does_not_take_a_message_from_the_next,
    what_was_sent_is_gone_with_its_way_to_reply,
    dead_letters_are_shown_to_the_operator,
    what_is_queued_instead_of_a_dead_letter_is_there_with_it,
    what_was_sent_lately_survives_a_restart,
}

/// Claims what waits for the lakeside room and is due, the most urgent and then the oldest first,
/// as the queue does.
pub(super) async fn claim(store: &Store, minutes: i64) -> Vec<ClaimedMessage> {
    let waiting = store.waiting_messages(None).await.unwrap();
    let lakeside = store.destination_id(&room("lakeside"));
    let mut due: Vec<_> = waiting
        .into_iter()
        .filter(|message| Some(message.destination) == lakeside)
        .filter(|message| message.due_at <= later(minutes).timestamp_millis())
        .map(|message| (message.priority, message.due_at, message.id))
        .collect();
    due.sort_unstable();
    let ids: Vec<i64> = due.iter().map(|(_, _, id)| *id).collect();
    let mut claimed = claim_these(store, ids.clone(), minutes).await;
    claimed.sort_by_key(|message| ids.iter().position(|id| *id == message.id));
    claimed
}

async fn claim_these(store: &Store, ids: Vec<i64>, minutes: i64) -> Vec<ClaimedMessage> {
    let (now, until) = (later(minutes), later(minutes + 1));
    // A message that is gone is of no partition, and any will do.
    let waiting = store.waiting_messages(None).await.unwrap();
    let first = waiting.iter().find(|message| ids.contains(&message.id));
    let partition = Partition::of_destination(first.map_or(0, |message| message.destination));
    let fence = fence_of(store, partition, now).await;
    let request = ClaimRequest { ids, now, until, is_urgent: true, fence };
    store.claim_messages(request).await.unwrap().unwrap()
}

/// The right to a partition, of the one instance that these tests are.
pub(super) async fn fence_of(store: &Store, partition: Partition, now: DateTime<Utc>) -> Fence {
    let division = store.renew_instance(ME, now, now + TimeDelta::seconds(10)).await.unwrap();
    let of = |division: &Division| {
        division.holdings.iter().find(|holding| holding.fence.partition == partition).cloned()
    };
    let seen = of(&division).unwrap();
    if seen.holder.as_deref() != Some(ME) {
        store.take_partitions(ME, vec![seen.fence]).await.unwrap();
    }
    // Another claimer of the same instance may have been first.
    let division = store.renew_instance(ME, now, now + TimeDelta::seconds(10)).await.unwrap();
    of(&division).unwrap().fence
}

const ME: &str = "the instance of the tests";

pub(super) fn said(messages: &[ClaimedMessage]) -> Vec<String> {
    messages.iter().map(|message| words_of(&message.notice)).collect()
}

fn words_of(notice: &Notice) -> String {
    match &notice.intent {
        Intent::Answer { message, .. } => message.plain_text(),
        other => panic!("no words in {other:?}"),
    }
}

/// Records how an attempt ended; whether the message was still there to record.
pub(super) async fn record(store: &Store, message: &ClaimedMessage, result: SendResult) -> bool {
    let record = SendRecord { message: message.clone(), result, said: Vec::new() };
    store.record_sends(vec![record]).await.unwrap()[0]
}

pub(super) fn dead(error: &str) -> SendResult {
    SendResult::Dead { error: error.to_owned(), instead: Vec::new() }
}

pub(super) fn sent(minutes: i64, reference: &str) -> SendResult {
    let reference = Some(reference.to_owned());
    SendResult::Sent { at: later(minutes), reference, is_listed: false }
}

async fn count_waiting(store: &Store) -> usize {
    store.waiting_messages(None).await.unwrap().len()
}

async fn eight_claimers_take_each_message_once(database: &Database) {
    let stores = [database.open().await, database.open().await];
    let messages = (0..201).map(|n| words(&format!("o-{n:03}"), "lakeside")).collect();
    stores[0].queue(messages).await.unwrap();

    let claimers = (0..8).map(|n| claim(&stores[n % 2], 0));
    let claimed: Vec<ClaimedMessage> = join_all(claimers).await.concat();
    assert_eq!(claimed.len(), 201);
    assert_eq!(claimed.iter().map(|message| message.id).collect::<BTreeSet<_>>().len(), 201);
    assert_eq!(said(&claimed).into_iter().collect::<BTreeSet<_>>().len(), 201);
}

async fn what_waits_is_told_as_the_queue_needs_it(database: &Database) {
    let store = database.open().await;
    let message = |text: &str, priority, minutes| {
        let notice = Notice { priority, ..notice(text) };
        NewMessage { notice, due_at: later(minutes), ..words(text, "lakeside") }
    };
    let incident = open(&store, 1, "lakeside").await;
    let card = NewMessage {
        notice: Notice { intent: Intent::Card, ..notice("") },
        ..about(&incident, words("", "lakeside"))
    };
    let messages = vec![
        message("digest", Priority::Low, 0),
        message("page", Priority::Page, 1),
        message("tomorrow", Priority::Page, 1440),
        card,
    ];
    store.queue(messages).await.unwrap();
    store.queue(vec![words("elsewhere", "harbour")]).await.unwrap();

    let claimed = claim(&store, 0).await;
    assert_eq!(claimed.len(), 2, "the digest and the card, not what is due later");
    let until = Some(later(1).timestamp_millis());
    let told = |message: &WaitingMessage| {
        let room = store.destination(message.destination).unwrap();
        let due_at = message.due_at - start().timestamp_millis();
        (room.address, message.priority, due_at / 60_000, message.claimed_until)
    };
    let waiting = store.waiting_messages(None).await.unwrap();
    let expected = [
        ("lakeside".to_owned(), 4, 0, until),
        ("lakeside".to_owned(), 0, 1, None),
        ("lakeside".to_owned(), 0, 1440, None),
        ("lakeside".to_owned(), 1, 0, until),
        ("harbour".to_owned(), 1, 0, None),
    ];
    assert_eq!(waiting.iter().map(told).collect::<Vec<_>>(), expected, "in the order of the keys");
    let cards: Vec<_> = waiting.iter().map(|m| (m.incident, m.is_card_update)).collect();
    let own = Some(incident.number.0);
    let plain = (None, false);
    assert_eq!(cards, [plain, plain, plain, (own, true), plain]);
}

async fn what_others_queued_is_found_since_an_instant(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let message = |text: &str, minutes| {
        let at = later(minutes);
        NewMessage { created_at: at, due_at: at, ..words(text, "quay") }
    };
    one.queue(vec![message("early", 0), message("late", 10)]).await.unwrap();
    let waiting = other.waiting_messages(Some(later(10))).await.unwrap();
    assert_eq!(waiting.len(), 1, "{waiting:?}");
    let quay = other.destination(waiting[0].destination);
    assert_eq!(quay, Some(room("quay")), "a room that only the other process has written about");
    let claimed = claim_these(&other, vec![waiting[0].id], 10).await;
    assert_eq!(said(&claimed), ["late"]);
}

async fn a_message_about_a_new_incident_knows_its_number(database: &Database) {
    let store = database.open().await;
    let older = open(&store, 1, "lakeside").await;
    let of_this = NewMessage { about: About::ThisIncident, ..words("of this", "lakeside") };
    let outbox = vec![of_this, about(&older, words("of the older", "lakeside"))];
    let commit = Commit { outbox, ..opening(&incident(2, "lakeside")) };
    let new = written(&store.commit(commit).await.unwrap());
    store.queue(vec![words("of none", "lakeside")]).await.unwrap();
    let claimed = claim(&store, 0).await;
    assert_eq!(said(&claimed), ["of this", "of the older", "of none"]);
    let numbers: Vec<_> = claimed.iter().map(|message| message.incident).collect();
    assert_eq!(numbers, [Some(new.number), Some(older.number), None]);
}

async fn a_claim_without_a_record_may_have_arrived(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    let first = claim(&store, 0).await;
    assert!(!first[0].may_be_a_repeat());
    assert_eq!(said(&claim(&store, 0).await), [""; 0], "the claim still runs");

    let second = claim(&store, 1).await;
    assert!(second[0].may_be_a_repeat(), "the first holder died, and nobody knows what it did");
    assert_eq!(second[0].attempts, 2);

    assert!(record(&store, &second[0], tried(2, false)).await);
    assert!(
        claim(&store, 2).await[0].may_be_a_repeat(),
        "the platform took nothing now, but nobody knows of the first time"
    );
}

async fn a_postponed_message_was_never_tried(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    let first = claim(&store, 0).await;
    record(&store, &first[0], SendResult::Postponed { due_at: later(1) }).await;
    let claimed = claim(&store, 1).await;
    assert_eq!((claimed[0].attempts, claimed[0].may_be_a_repeat()), (1, false));
}

async fn a_message_to_be_tried_later_keeps_its_place_in_the_table(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside"), words("o-2", "lakeside")]).await.unwrap();
    let waiting = store.waiting_messages(None).await.unwrap();
    let first = claim(&store, 0).await;
    record(&store, &first[0], tried(9, false)).await;
    record(&store, &first[1], SendResult::Postponed { due_at: first[1].due_at }).await;
    assert_eq!(store.waiting_messages(None).await.unwrap(), waiting);
}

async fn a_copy_that_may_have_arrived_is_never_forgotten(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    for (second, arrived, repeat) in
        [(0, false, false), (1, true, false), (2, false, true), (3, false, true)]
    {
        let claimed = claim(&store, second).await.remove(0);
        assert_eq!(claimed.may_be_a_repeat(), repeat, "{second}");
        record(&store, &claimed, tried(second, arrived)).await;
    }
}

async fn claims_of_a_dead_process_end_when_the_only_one_starts(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    claim(&store, 0).await;
    store.close().await;

    let next = Store::open_to_serve(&database.url, &TaskTracker::new()).await.unwrap();
    let claimed = claim(&next, 0).await;
    let second = Store::open_to_serve(&database.url, &TaskTracker::new()).await;
    if next.is_shared() {
        assert_eq!(said(&claimed), [""; 0], "the other one may be alive and sending");
        assert!(second.is_ok(), "several may serve");
    } else {
        assert!(claimed[0].may_be_a_repeat(), "nobody knows what it sent");
        let refused = second.map(drop).unwrap_err().to_string();
        assert!(refused.contains("another `watchbell serve` works on it"), "{refused}");
    }
}

/// An attempt that failed.
fn tried(second: i64, may_have_arrived: bool) -> SendResult {
    SendResult::Later { not_before: later(second), error: "trouble".to_owned(), may_have_arrived }
}

async fn the_verdict_of_a_late_holder_does_not_unsay_a_delivery(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    let first = claim(&store, 0).await;
    let second = claim(&store, 1).await;
    assert!(record(&store, &first[0], sent(1, "ref-1")).await, "it arrived, whoever sent it");
    assert!(!record(&store, &first[0], dead("gone")).await);
    assert!(!record(&store, &second[0], dead("gone")).await);
    assert_eq!(count_waiting(&store).await, 0);
    assert_eq!(store.dead_letters(10).await.unwrap(), []);
    assert_eq!(store.count_dead_letters().await.unwrap(), 0);
}

async fn a_late_holder_does_not_take_a_message_from_the_next(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    let late = claim(&store, 0).await.remove(0);
    let next = claim(&store, 1).await.remove(0);
    let at = later(1);
    for verdict in [
        dead("gone"),
        SendResult::Obsolete { at, why: "taken".to_owned() },
        tried(1, false),
        SendResult::Postponed { due_at: at },
    ] {
        assert!(!record(&store, &late, verdict.clone()).await, "{verdict:?}");
    }
    assert_eq!(said(&claim(&store, 1).await), [""; 0], "the second claim still runs");
    assert!(record(&store, &next, SendResult::Obsolete { at, why: "taken".to_owned() }).await);
    assert_eq!((count_waiting(&store).await, store.count_dead_letters().await.unwrap()), (0, 0));
}

async fn what_was_sent_is_gone_with_its_way_to_reply(database: &Database) {
    let store = database.open().await;
    let secret = Some(r#"{"webhook":"https://fake.example/secret"}"#.to_owned());
    let message = NewMessage { reply_to: secret.clone(), ..words("o-1", "lakeside") };
    store.queue(vec![message]).await.unwrap();
    let claimed = claim(&store, 0).await;
    assert_eq!(claimed[0].reply_to, secret);
    assert!(record(&store, &claimed[0], sent(0, "ref-1")).await);
    assert_eq!(count_waiting(&store).await, 0);
    assert!(!record(&store, &claimed[0], sent(0, "ref-1")).await, "there is nothing to record");
    assert!(claim_these(&store, vec![claimed[0].id], 60).await.is_empty());
}

async fn dead_letters_are_shown_to_the_operator(database: &Database) {
    let store = database.open().await;
    store.queue(vec![words("o-1", "lakeside"), words("o-2", "lakeside")]).await.unwrap();
    let claimed = claim(&store, 0).await;
    record(&store, &claimed[0], dead("the robot was removed")).await;
    let waiting = store.waiting_messages(None).await.unwrap();
    assert_eq!(waiting.iter().map(|message| message.id).collect::<Vec<_>>(), [claimed[1].id]);
    assert_eq!(store.count_dead_letters().await.unwrap(), 1);
    let dead = store.dead_letters(10).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(
        (words_of(&dead[0].notice).as_str(), dead[0].error.as_str(), &dead[0].destination),
        ("o-1", "the robot was removed", &room("lakeside"))
    );
    assert_eq!(dead[0].created_at, start());
}

async fn what_is_queued_instead_of_a_dead_letter_is_there_with_it(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    store.queue(vec![about(&incident, words("o-1", "lakeside"))]).await.unwrap();
    let claimed = claim(&store, 0).await;
    // A room that nothing was ever sent to, and the incident of the message that failed.
    let instead = vec![NewMessage { about: claimed[0].about(), ..words("o-2", "quay") }];
    record(&store, &claimed[0], SendResult::Dead { error: "gone".to_owned(), instead }).await;
    let waiting = store.waiting_messages(None).await.unwrap();
    let room_of = store.destination(waiting[0].destination);
    assert_eq!((waiting.len(), room_of), (1, Some(room("quay"))));
    assert_eq!(waiting[0].incident, Some(incident.number.0));
    let dead = store.dead_letters(10).await.unwrap();
    assert_eq!(dead[0].incident, Some(incident.number));
}

/// The same message about an incident.
pub(super) fn about(incident: &Incident, message: NewMessage) -> NewMessage {
    NewMessage { about: About::Incident(incident.number), ..message }
}

async fn what_was_sent_lately_survives_a_restart(database: &Database) {
    let store = database.open().await;
    let before = |minutes, priority| SentBefore { at: later(minutes), priority };
    assert_eq!(store.recently_sent(&room("lakeside")).await.unwrap(), []);
    store.queue(vec![words("o-1", "lakeside"), words("o-2", "harbour")]).await.unwrap();
    let claimed = claim(&store, 0).await;
    for sent in [
        vec![before(0, Priority::Page)],
        vec![before(0, Priority::Page), before(1, Priority::Reply)],
    ] {
        let (destination, fence) = (room("lakeside"), claimed[0].fence);
        store.remember_sent(RecentlySent { destination, fence, sent }).await.unwrap();
    }
    // Nobody waits for it, but what follows is written after it.
    record(&store, &claimed[0], sent(1, "ref-1")).await;
    store.close().await;

    let store = database.open().await;
    let remembered = [before(0, Priority::Page), before(1, Priority::Reply)];
    assert_eq!(store.recently_sent(&room("lakeside")).await.unwrap(), remembered);
    assert_eq!(store.recently_sent(&room("harbour")).await.unwrap(), []);
}
