//! One act is durable whole or not at all, and its refusal says why.

use futures::future::join_all;
use watchbell::domain::directory::{Languages, Person, Role};
use watchbell::domain::incident::{Incident, IncidentState, TimelineEntry};
use watchbell::ids::{IncidentNumber, PersonId};
use watchbell::store::directory::{kind, put};
use watchbell::store::{
    ClaimRequest, Commit, DirectoryChange, Event, HeldReport, Outcome, PageCode, Partition,
    PendingConfirmation, SecondIncident, Store,
};

use super::outbox::fence_of;
use crate::kit::incidents::{
    change, entry, event, incident, later, open, opening, recorded, room, start, stored, words,
    written,
};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    a_second_copy_of_an_event_gets_the_first_answer,
    copies_that_arrive_together_open_one_incident,
    replicas_that_hear_the_same_in_opposite_orders_lose_nothing,
    a_change_against_an_old_version_is_refused,
    a_refused_change_leaves_nothing_behind,
    a_decision_against_an_old_directory_is_refused,
    two_directory_changes_from_one_snapshot_cannot_both_win,
    two_replicas_cannot_both_change_the_directory_from_one_snapshot,
    held_reports_are_taken_by_one_yes_of_their_author,
    a_confirmation_is_used_once,
    a_bad_commit_does_not_harm_its_neighbours,
    the_timeline_is_read_in_the_order_of_its_numbers,
    instants_survive_to_the_millisecond,
    forgetting_spares_what_is_young,
    two_incidents_change_together_or_not_at_all,
    joining_the_other_way_round_at_the_same_moment_loses_nothing,
}

async fn a_second_copy_of_an_event_gets_the_first_answer(database: &Database) {
    let store = database.open().await;
    let first =
        Commit { event: Some(event("m-1", "INC-1 is open")), ..opening(&incident(1, "lakeside")) };
    assert!(matches!(store.commit(first).await.unwrap(), Outcome::Done { .. }));

    let second =
        Commit { event: Some(event("m-1", "never said")), ..opening(&incident(2, "lakeside")) };
    let reply = recorded(Some(1), "INC-1 is open");
    assert_eq!(
        store.commit(second).await.unwrap(),
        Outcome::Duplicate { reply: Some(Box::new(reply.clone())) }
    );
    assert_eq!(store.reply_to("fake", "m-1").await.unwrap(), Some(Some(reply)));
    assert_eq!(store.incidents_in(&room("lakeside"), 10).await.unwrap().len(), 1);
}

async fn copies_that_arrive_together_open_one_incident(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let copies = (0..40_u128).map(|key| {
        let store = if key % 2 == 0 { &one } else { &other };
        store.commit(Commit {
            event: Some(event("m-1", "opened")),
            ..opening(&incident(key, "lakeside"))
        })
    });
    let outcomes: Vec<_> = join_all(copies).await.into_iter().map(Result::unwrap).collect();

    let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done { .. })).count();
    let reply = recorded(Some(1), "opened");
    let duplicate = Outcome::Duplicate { reply: Some(Box::new(reply)) };
    assert_eq!(done, 1, "{outcomes:?}");
    assert_eq!(
        outcomes.iter().filter(|outcome| **outcome == duplicate).count(),
        39,
        "{outcomes:?}"
    );
    assert_eq!(one.incidents_in(&room("lakeside"), 100).await.unwrap().len(), 1);
}

async fn replicas_that_hear_the_same_in_opposite_orders_lose_nothing(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    for key in (0..80).step_by(3) {
        one.commit(Commit {
            new_confirmation: Some(asked(&format!("K{key}"))),
            ..Commit::default()
        })
        .await
        .unwrap();
    }
    let forwards = (0..80).map(|key| handle(&one, key));
    let backwards = (0..80).rev().map(|key| handle(&other, key));
    let (first, second) = tokio::join!(join_all(forwards), join_all(backwards));
    let done = |outcomes: &[Outcome]| {
        outcomes.iter().filter(|o| matches!(o, Outcome::Done { .. })).count()
    };
    assert_eq!(done(&first) + done(&second), 80);
}

/// Every third event uses up a confirmation. The store writes such a commit apart from those that
/// open an incident, and so takes its locks in another order.
async fn handle(store: &Store, key: u128) -> Outcome {
    let event = Some(event(&format!("m-{key}"), "heard"));
    let commit = match key % 3 {
        0 => Commit { event, used_confirmation: Some(format!("K{key}")), ..Commit::default() },
        _ => Commit { event, ..opening(&incident(key, "lakeside")) },
    };
    store.commit(commit).await.unwrap()
}

async fn a_change_against_an_old_version_is_refused(database: &Database) {
    let store = database.open().await;
    let loaded = open(&store, 1, "lakeside").await;
    let mut renamed = loaded.clone();
    "refunds fail".clone_into(&mut renamed.title);

    let done = written(&store.commit(change(&renamed)).await.unwrap());
    assert_eq!(done.number, loaded.number);
    assert_eq!(store.commit(change(&loaded)).await.unwrap(), Outcome::Conflict);
    let now = stored(&store, &loaded).await;
    assert_eq!(now, done);
    assert_eq!((now.title.as_str(), now.version), ("refunds fail", loaded.version + 1));
}

async fn a_refused_change_leaves_nothing_behind(database: &Database) {
    let store = database.open().await;
    let loaded = open(&store, 1, "lakeside").await;
    store.commit(change(&loaded)).await.unwrap();

    let refused = Commit {
        event: Some(event("m-2", "renamed")),
        entries: vec![entry(2, "renamed")],
        outbox: vec![words("o-1", "lakeside")],
        ..change(&loaded)
    };
    assert_eq!(store.commit(refused).await.unwrap(), Outcome::Conflict);
    assert_eq!(
        store.reply_to("fake", "m-2").await.unwrap(),
        None,
        "the retry must not look like a copy"
    );
    assert_eq!(store.timeline_of(loaded.number).await.unwrap().len(), 1);
    assert_eq!(store.waiting_messages(None).await.unwrap(), []);
}

fn person(id: &str) -> DirectoryChange {
    let person = Person {
        id: id.into(),
        name: format!("Person {id}"),
        role: Role::Engineer,
        email: None,
        customer: None,
        language: Languages::Zh,
        zone: None,
        accounts: Vec::new(),
        contact_methods: Vec::new(),
    };
    put(kind::PERSON, id, &person).unwrap()
}

/// Adds a person, as decided on this version of the directory.
fn hire(id: &str, decided_on: i64) -> Commit {
    Commit { directory_version: Some(decided_on), directory: vec![person(id)], ..Commit::default() }
}

async fn a_decision_against_an_old_directory_is_refused(database: &Database) {
    let store = database.open().await;
    let old = store.directory().version;
    assert_eq!(store.commit(hire("lin-yue", old)).await.unwrap(), Outcome::Done { incident: None });

    let late = Commit { directory_version: Some(old), ..opening(&incident(1, "lakeside")) };
    assert_eq!(store.commit(late).await.unwrap(), Outcome::DirectoryMoved);
    let fresh = store.reload_directory().await.unwrap();
    assert!(fresh.people.contains_key("lin-yue"));
    let again =
        Commit { directory_version: Some(fresh.version), ..opening(&incident(1, "lakeside")) };
    assert!(matches!(store.commit(again).await.unwrap(), Outcome::Done { .. }));
}

async fn two_directory_changes_from_one_snapshot_cannot_both_win(database: &Database) {
    let store = database.open().await;
    let outcomes = hire_many(&[&store]).await;
    assert_eq!(count_done(&outcomes), 1, "{outcomes:?}");
    assert_eq!(store.reload_directory().await.unwrap().people.len(), 1);
}

async fn two_replicas_cannot_both_change_the_directory_from_one_snapshot(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let outcomes = hire_many(&[&one, &other]).await;
    assert_eq!(count_done(&outcomes), 1, "{outcomes:?}");
    assert_eq!(other.reload_directory().await.unwrap().people.len(), 1);
}

/// Twenty people are added at once, all decided on the same snapshot.
async fn hire_many(stores: &[&Store]) -> Vec<Outcome> {
    let decided_on = stores[0].directory().version;
    let hires =
        (0..20).map(|n| stores[n % stores.len()].commit(hire(&format!("p-{n}"), decided_on)));
    join_all(hires).await.into_iter().map(Result::unwrap).collect()
}

fn count_done(outcomes: &[Outcome]) -> usize {
    let refused = outcomes.iter().filter(|outcome| **outcome == Outcome::DirectoryMoved).count();
    outcomes.len() - refused
}

fn asked(code: &str) -> PendingConfirmation {
    PendingConfirmation {
        code: code.to_owned(),
        platform: "fake".to_owned(),
        account: "u-1".to_owned(),
        room: "fake:lakeside".to_owned(),
        command: "close INC-1".to_owned(),
        expires_at: later(5),
    }
}

async fn a_confirmation_is_used_once(database: &Database) {
    let store = database.open().await;
    store
        .commit(Commit { new_confirmation: Some(asked("K7")), ..Commit::default() })
        .await
        .unwrap();
    assert_eq!(store.confirmation("K7").await.unwrap(), Some(asked("K7")));

    let take =
        || store.commit(Commit { used_confirmation: Some("K7".to_owned()), ..Commit::default() });
    let (one, other) = tokio::join!(take(), take());
    let mut outcomes = [one.unwrap(), other.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Outcome::Stale);
    assert_eq!(outcomes, [Outcome::Done { incident: None }, Outcome::Stale]);
    assert_eq!(store.confirmation("K7").await.unwrap(), None);
}

async fn a_bad_commit_does_not_harm_its_neighbours(database: &Database) {
    let store = database.open().await;
    let commits = (0..60_u128).map(|key| {
        let mut commit = opening(&incident(key, "lakeside"));
        if key == 30 {
            // Two facts with one number.
            commit.entries.push(entry(1, "said twice"));
        }
        commit.outbox = vec![words(&format!("o-{key}"), "lakeside")];
        store.commit(commit)
    });
    let failed: Vec<_> = join_all(commits)
        .await
        .iter()
        .enumerate()
        .filter(|(_, result)| result.is_err())
        .map(|(key, _)| key)
        .collect();
    assert_eq!(failed, [30]);
    assert_eq!(store.incidents_in(&room("lakeside"), 100).await.unwrap().len(), 59);
    assert_eq!(store.waiting_messages(None).await.unwrap().len(), 59);
}

async fn the_timeline_is_read_in_the_order_of_its_numbers(database: &Database) {
    let store = database.open().await;
    let mut incident = open(&store, 1, "lakeside").await;
    for seqs in [[2, 3], [4, 5], [6, 7]] {
        let entries = seqs.into_iter().rev().map(|seq| entry(seq, "said")).collect();
        incident = written(&store.commit(Commit { entries, ..change(&incident) }).await.unwrap());
    }
    // Three facts of one act, which are one row.
    let entries =
        (8..=10).map(|seq| TimelineEntry { at: later(8), ..entry(seq, "said") }).collect();
    incident = written(&store.commit(Commit { entries, ..change(&incident) }).await.unwrap());
    let timeline = store.timeline_of(incident.number).await.unwrap();
    let seqs: Vec<_> = timeline.iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    let acts = store.acts_of(incident.number).await.unwrap();
    assert_eq!(acts.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1, 1, 1, 1, 1, 3]);
    assert_eq!(acts.concat(), timeline);

    let rewriting = Commit { entries: vec![entry(3, "rewritten")], ..change(&incident) };
    assert!(store.commit(rewriting).await.is_err(), "a fact cannot be written over");
}

async fn instants_survive_to_the_millisecond(database: &Database) {
    let store = database.open().await;
    let mut incident = incident(1, "lakeside");
    incident.opened_at = start();
    incident.updates.next_at = Some(later(30));
    incident.state = IncidentState::Acknowledged { by: "lin-yue".into(), at: later(1) };
    let commit = Commit {
        page_codes: vec![PageCode { person: "lin-yue".into(), code: "42".to_owned(), at: start() }],
        outbox: vec![words("o-1", "lakeside")],
        ..opening(&incident)
    };
    store.commit(commit).await.unwrap();

    let store = database.open().await;
    let loaded = store.incident(IncidentNumber(1)).await.unwrap().unwrap();
    assert_eq!((loaded.opened_at, loaded.deadline_at()), (start(), Some(later(30))));
    assert_eq!(loaded.state, incident.state);
    assert_eq!(store.timeline_of(loaded.number).await.unwrap()[0].at, later(1));
    let waiting = store.waiting_messages(None).await.unwrap();
    assert_eq!(waiting[0].due_at, start().timestamp_millis());
    let partition = Partition::of_destination(waiting[0].destination);
    let fence = fence_of(&store, partition, start()).await;
    let (ids, now, until) = (vec![waiting[0].id], start(), later(1));
    let request = ClaimRequest { ids, now, until, is_urgent: true, fence };
    let message = store.claim_messages(request).await.unwrap().unwrap().remove(0);
    assert_eq!((message.created_at, message.due_at), (start(), start()));
    let engineer = PersonId::from("lin-yue");
    let paged_since = |instant| store.paged_since(&engineer, instant);
    let millisecond = chrono::TimeDelta::milliseconds(1);
    assert_eq!(paged_since(start()).await.unwrap().len(), 1);
    assert_eq!(paged_since(start() + millisecond).await.unwrap().len(), 0);
}

async fn forgetting_spares_what_is_young(database: &Database) {
    let store = database.open().await;
    for (id, minutes) in [("old", 0), ("young", 10)] {
        let event = Event { at: later(minutes), ..event(id, "yes") };
        store.commit(Commit { event: Some(event), ..Commit::default() }).await.unwrap();
    }
    store.forget_before(later(10)).await.unwrap();
    assert_eq!(store.reply_to("fake", "old").await.unwrap(), None);
    assert!(store.reply_to("fake", "young").await.unwrap().is_some());
}

/// A change of one incident with that of another beside it.
fn both(one: &Incident, other: &Incident) -> Commit {
    let second =
        SecondIncident { incident: Box::new(other.clone()), entries: vec![entry(2, "beside")] };
    Commit { second: Some(second), entries: vec![entry(2, "first")], ..change(one) }
}

async fn two_incidents_change_together_or_not_at_all(database: &Database) {
    let store = database.open().await;
    let (one, other) = (open(&store, 1, "lakeside").await, open(&store, 2, "lakeside").await);
    assert!(matches!(store.commit(both(&one, &other)).await.unwrap(), Outcome::Done { .. }));
    let (one, old) = (stored(&store, &one).await, other);
    assert_eq!(stored(&store, &old).await.version, old.version + 1);

    assert_eq!(
        store.commit(both(&one, &old)).await.unwrap(),
        Outcome::Conflict,
        "the second has moved on"
    );
    assert_eq!(stored(&store, &one).await, one, "so the first stays as it was");
    for incident in [one.number, old.number] {
        assert_eq!(store.timeline_of(incident).await.unwrap().len(), 2);
    }
}

async fn joining_the_other_way_round_at_the_same_moment_loses_nothing(database: &Database) {
    let (left, right) = (database.open().await, database.open().await);
    for key in 0..10 {
        let one = open(&left, 2 * key + 1, "lakeside").await;
        let other = open(&left, 2 * key + 2, "lakeside").await;
        let (first, second) =
            tokio::join!(left.commit(both(&one, &other)), right.commit(both(&other, &one)));
        let outcomes = [first.unwrap(), second.unwrap()];
        let done =
            outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done { .. })).count();
        assert_eq!(done, 1, "{outcomes:?}");
        assert!(outcomes.contains(&Outcome::Conflict), "{outcomes:?}");
    }
}

fn held(account: &str, words: &str) -> Commit {
    let report = HeldReport {
        platform: "fake".to_owned(),
        account: account.to_owned(),
        room: "fake:lakeside".to_owned(),
        at: start(),
        body: words.to_owned(),
    };
    Commit { held_report: Some(report), ..Commit::default() }
}

async fn held_reports_are_taken_by_one_yes_of_their_author(database: &Database) {
    let store = database.open().await;
    for (account, words) in [("u-1", "first"), ("u-2", "of another"), ("u-1", "second")] {
        assert!(matches!(store.commit(held(account, words)).await.unwrap(), Outcome::Done { .. }));
    }
    let own = ("fake", "u-1", "fake:lakeside");
    let (words, opened) = store.held_reports(own, 10, 1).await.unwrap();
    assert_eq!(words, ["first", "second"], "all that waits, of which one is opened");
    let (none, _) = store.held_reports(("fake", "u-1", "fake:elsewhere"), 10, 10).await.unwrap();
    assert!(none.is_empty());
    let yes = || Commit { opened_reports: Some(opened.clone()), ..Commit::default() };
    let (one, other) = tokio::join!(store.commit(yes()), store.commit(yes()));
    let mut outcomes = [one.unwrap(), other.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Outcome::Stale);
    assert_eq!(outcomes, [Outcome::Done { incident: None }, Outcome::Stale]);
    let (left, _) = store.held_reports(own, 10, 10).await.unwrap();
    assert_eq!(left, ["second"]);
    store.forget_before(later(1)).await.unwrap();
    assert!(store.held_reports(own, 10, 10).await.unwrap().0.is_empty());
}
