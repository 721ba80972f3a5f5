//! The instances divide the work, and what was decided in an old term is refused.

use chrono::{DateTime, TimeDelta, Utc};
use watchbell::domain::notice::Priority;
use watchbell::store::{
    ClaimRequest, ClaimedMessage, Commit, Fence, Outcome, Partition, RecentlySent, SendResult,
    SentBefore, Store,
};

use super::outbox::{dead, record, sent};
use crate::kit::incidents::{change, later, open, room, start, stored, words};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    of_two_that_take_a_partition_one_gets_it,
    what_an_instance_gave_back_or_left_is_free,
    a_claim_in_an_old_term_is_refused,
    what_a_frozen_instance_decided_is_refused_and_what_it_sent_is_not,
    an_act_in_an_old_term_is_refused,
}

fn soon(at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::seconds(10)
}

/// How the partition is held: by whom, and in which term.
async fn holding(store: &Store, partition: Partition) -> (Option<String>, Fence) {
    let division = store.renew_instance("onlooker", start(), soon(start())).await.unwrap();
    let mut holdings = division.holdings.into_iter();
    let found = holdings.find(|holding| holding.fence.partition == partition).unwrap();
    (found.holder, found.fence)
}

/// An instance takes the partition, whoever has it.
async fn take(store: &Store, id: &str, partition: Partition) -> Fence {
    let (_, seen) = holding(store, partition).await;
    store.take_partitions(id, vec![seen]).await.unwrap().remove(0)
}

async fn of_two_that_take_a_partition_one_gets_it(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let partition = Partition::of_destination(5);
    let (holder, seen) = holding(&one, partition).await;
    assert_eq!((holder, seen.term), (None, 0));
    let (mine, theirs) =
        tokio::join!(one.take_partitions("a", vec![seen]), other.take_partitions("b", vec![seen]));
    let taken = [mine.unwrap(), theirs.unwrap()].concat();
    assert_eq!(taken, [Fence { partition, term: 1 }]);
}

async fn what_an_instance_gave_back_or_left_is_free(database: &Database) {
    let store = database.open().await;
    let [first, second] = [1, 2].map(Partition::of_destination);
    let (old, kept) = (take(&store, "a", first).await, take(&store, "a", second).await);
    let new = take(&store, "b", first).await;
    store.give_back_partitions(vec![old]).await.unwrap();
    assert_eq!(holding(&store, first).await, (Some("b".to_owned()), new), "no longer a's to give");
    store.give_back_partitions(vec![new]).await.unwrap();
    assert_eq!(holding(&store, first).await, (None, new), "the term stays");
    store.renew_instance("a", start(), soon(start())).await.unwrap();
    store.end_instance("a").await.unwrap();
    assert_eq!(holding(&store, second).await, (None, kept));
    let division = store.renew_instance("b", start(), soon(start())).await.unwrap();
    let living: Vec<_> = division.instances.into_iter().map(|instance| instance.id).collect();
    assert_eq!(living, ["b", "onlooker"]);
}

/// A message that waits for the lakeside room, and the room's partition.
async fn waiting(store: &Store) -> (i64, Partition) {
    store.queue(vec![words("o-1", "lakeside")]).await.unwrap();
    let message = store.waiting_messages(None).await.unwrap().remove(0);
    (message.id, Partition::of_destination(message.destination))
}

async fn claim(store: &Store, id: i64, fence: Fence) -> Option<Vec<ClaimedMessage>> {
    let request =
        ClaimRequest { ids: vec![id], now: start(), until: later(1), is_urgent: true, fence };
    store.claim_messages(request).await.unwrap()
}

async fn a_claim_in_an_old_term_is_refused(database: &Database) {
    let store = database.open().await;
    let (id, partition) = waiting(&store).await;
    let old = take(&store, "a", partition).await;
    let new = take(&store, "b", partition).await;
    assert_eq!(claim(&store, id, old).await, None);
    let claimed = claim(&store, id, new).await.unwrap();
    assert_eq!((claimed[0].attempts, claimed[0].fence), (1, new), "the refused one left no mark");
}

async fn what_a_frozen_instance_decided_is_refused_and_what_it_sent_is_not(database: &Database) {
    let store = database.open().await;
    let (id, partition) = waiting(&store).await;
    let old = take(&store, "a", partition).await;
    let claimed = claim(&store, id, old).await.unwrap().remove(0);
    take(&store, "b", partition).await;
    let at = later(1);
    for verdict in [
        dead("gone"),
        SendResult::Obsolete { at, why: "taken".to_owned() },
        SendResult::Later { not_before: at, error: "away".to_owned(), may_have_arrived: false },
        SendResult::Postponed { due_at: at },
        SendResult::Moved { error: "mute".to_owned(), instead: vec![words("o-2", "quay")] },
    ] {
        assert!(!record(&store, &claimed, verdict.clone()).await, "{verdict:?}");
    }
    let left = store.waiting_messages(None).await.unwrap();
    let until = Some(later(1).timestamp_millis());
    assert_eq!((left.len(), left[0].id, left[0].claimed_until), (1, id, until));

    let before = vec![SentBefore { at: start(), priority: Priority::Page }];
    let (destination, fence) = (room("lakeside"), old);
    store.remember_sent(RecentlySent { destination, fence, sent: before }).await.unwrap();
    assert!(record(&store, &claimed, sent(0, "ref-1")).await, "it arrived, whoever sent it");
    assert_eq!(store.waiting_messages(None).await.unwrap(), []);
    assert_eq!(store.recently_sent(&room("lakeside")).await.unwrap(), []);
}

async fn an_act_in_an_old_term_is_refused(database: &Database) {
    let store = database.open().await;
    let incident = open(&store, 1, "lakeside").await;
    let partition = Partition::of_incident(incident.number);
    let old = take(&store, "a", partition).await;
    let new = take(&store, "b", partition).await;
    let acting = |fence| Commit {
        fence: Some(fence),
        outbox: vec![words("o-1", "lakeside")],
        ..change(&incident)
    };
    assert_eq!(store.commit(acting(old)).await.unwrap(), Outcome::Fenced);
    assert_eq!(stored(&database.open().await, &incident).await.version, incident.version);
    assert_eq!(store.waiting_messages(None).await.unwrap(), []);
    assert!(matches!(store.commit(acting(new)).await.unwrap(), Outcome::Done { .. }));
}
