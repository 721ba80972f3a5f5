//! Commits that wait at the same moment are written together, and each ends as if it were alone.

use futures::future::join_all;
use watchbell::domain::incident::Outcome::Agreed;
use watchbell::domain::incident::{Actor, Incident, IncidentState};
use watchbell::store::{Commit, Event, Outcome, PageCode, SecondIncident, Store};

use crate::kit::incidents::{
    change, entry, event, incident, later, open, opening, recorded, room, start, stored, words,
    written,
};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    a_conflict_leaves_its_neighbours_and_its_own_event_alone,
    of_two_decisions_on_one_version_one_counts,
    of_a_change_alone_and_one_of_two_incidents_one_counts,
    a_copy_of_what_was_refused_is_not_taken_for_done,
    a_copy_gets_the_reply_with_its_incident,
    where_no_reply_is_kept_a_copy_gets_none,
    a_code_stands_for_one_open_incident_of_a_person,
    two_processes_give_nobody_the_same_code,
    many_changes_of_many_incidents_lose_nothing,
    a_replica_that_knew_an_older_version_tries_again_on_the_new_one,
    open_titles_follow_what_is_committed,
    commits_wider_than_a_statement_are_whole,
}

/// Commits at the same moment. The first keeps the writer busy, so that the others gather behind
/// it.
async fn commit_together(store: &Store, commits: Vec<Commit>) -> Vec<Outcome> {
    let first = opening(&incident(999, "quay"));
    let all = std::iter::once(first).chain(commits).map(|commit| store.commit(commit));
    let outcomes = join_all(all).await;
    outcomes.into_iter().skip(1).map(Result::unwrap).collect()
}

fn count_done(outcomes: &[Outcome]) -> usize {
    outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done { .. })).count()
}

async fn a_conflict_leaves_its_neighbours_and_its_own_event_alone(database: &Database) {
    let store = database.open().await;
    let stale = open(&store, 1, "lakeside").await;
    store.commit(change(&stale)).await.unwrap();
    let other = open(&store, 2, "lakeside").await;
    let refused = || Commit {
        event: Some(event("m-stale", "renamed")),
        entries: vec![entry(2, "renamed")],
        page_codes: vec![page("lin-yue", "17", 0)],
        outbox: vec![words("refused", "lakeside")],
        ..change(&stale)
    };
    let opens = |key: u128| Commit {
        event: Some(event(&format!("m-{key}"), "opened")),
        outbox: vec![words("opened", "lakeside")],
        ..opening(&incident(key, "lakeside"))
    };
    let changes = Commit {
        event: Some(event("m-other", "noted")),
        entries: vec![entry(2, "noted")],
        ..change(&other)
    };
    let outcomes = commit_together(&store, vec![opens(3), refused(), changes, opens(4)]).await;
    assert_eq!((count_done(&outcomes), &outcomes[1]), (3, &Outcome::Conflict), "{outcomes:?}");

    let new = [written(&outcomes[0]).number, written(&outcomes[3]).number];
    for (event, reply) in [("m-3", new[0]), ("m-4", new[1])] {
        let reply = Some(Some(recorded(Some(reply.0), "opened")));
        assert_eq!(store.reply_to("fake", event).await.unwrap(), reply);
    }
    let noted = Some(Some(recorded(Some(other.number.0), "noted")));
    assert_eq!(store.reply_to("fake", "m-other").await.unwrap(), noted);
    assert_eq!(store.timeline_of(other.number).await.unwrap().len(), 2);
    assert_eq!(store.waiting_messages(None).await.unwrap().len(), 2, "of those that are opened");
    assert_eq!(store.reply_to("fake", "m-stale").await.unwrap(), None, "the retry is no copy");
    assert_eq!(store.timeline_of(stale.number).await.unwrap().len(), 1);
    assert_eq!(store.paged(&"lin-yue".into(), "17").await.unwrap(), None);

    let fresh = stored(&store, &stale).await;
    let again = Commit { event: refused().event, ..change(&fresh) };
    assert!(matches!(store.commit(again).await.unwrap(), Outcome::Done { .. }));
}

async fn of_two_decisions_on_one_version_one_counts(database: &Database) {
    let store = database.open().await;
    for round in 1..=10 {
        let loaded = open(&store, round, "lakeside").await;
        let decision = |text: &str| Commit {
            event: Some(event(&format!("m-{round}-{text}"), text)),
            entries: vec![entry(2, text)],
            outbox: vec![words(text, "lakeside")],
            ..change(&loaded)
        };
        let outcomes =
            commit_together(&store, vec![decision("one"), decision("two"), decision("three")])
                .await;
        assert_eq!(count_done(&outcomes), 1, "{outcomes:?}");
        assert!(matches!(outcomes[0], Outcome::Done { .. }), "the first in the queue counts");
        assert_eq!(outcomes[1..], [Outcome::Conflict, Outcome::Conflict]);
        assert_eq!(stored(&store, &loaded).await.version, loaded.version + 1);
        let timeline = store.timeline_of(loaded.number).await.unwrap();
        assert_eq!(timeline[1..], [entry(2, "one")]);
        for (text, is_known) in [("one", true), ("two", false), ("three", false)] {
            let reply = store.reply_to("fake", &format!("m-{round}-{text}")).await.unwrap();
            assert_eq!(reply.is_some(), is_known, "{text}");
        }
    }
    assert_eq!(store.waiting_messages(None).await.unwrap().len(), 10);
}

async fn of_a_change_alone_and_one_of_two_incidents_one_counts(database: &Database) {
    let store = database.open().await;
    for round in 0..10 {
        let one = open(&store, 2 * round + 1, "lakeside").await;
        let other = open(&store, 2 * round + 2, "lakeside").await;
        let alone = Commit { entries: vec![entry(2, "alone")], ..change(&other) };
        let second =
            SecondIncident { incident: Box::new(other.clone()), entries: vec![entry(2, "both")] };
        let both = Commit { second: Some(second), entries: vec![entry(2, "both")], ..change(&one) };
        let outcomes = commit_together(&store, vec![both, alone]).await;
        assert_eq!(count_done(&outcomes), 1, "{outcomes:?}");
        assert!(outcomes.contains(&Outcome::Conflict), "{outcomes:?}");
        let versions = [stored(&store, &one).await.version, stored(&store, &other).await.version];
        let changed = if outcomes[0] == Outcome::Conflict { [1, 2] } else { [2, 2] };
        assert_eq!(versions, changed, "both or neither");
        assert_eq!(store.timeline_of(other.number).await.unwrap().len(), 2);
    }
}

async fn a_copy_of_what_was_refused_is_not_taken_for_done(database: &Database) {
    let store = database.open().await;
    let stale = open(&store, 1, "lakeside").await;
    store.commit(change(&stale)).await.unwrap();
    let asked = || Some(event("m-1", "renamed"));
    let refused = || Commit { event: asked(), ..change(&stale) };
    let outcomes = commit_together(&store, vec![refused(), refused(), refused()]).await;
    assert_eq!(outcomes, [Outcome::Conflict, Outcome::Conflict, Outcome::Conflict]);
    assert_eq!(store.reply_to("fake", "m-1").await.unwrap(), None);

    let fresh = stored(&store, &stale).await;
    let again = || Commit { event: asked(), ..change(&fresh) };
    let outcomes = commit_together(&store, vec![again(), again()]).await;
    let reply = Some(Box::new(recorded(Some(fresh.number.0), "renamed")));
    assert_eq!(written(&outcomes[0]).number, fresh.number);
    assert_eq!(outcomes[1], Outcome::Duplicate { reply });
}

async fn a_copy_gets_the_reply_with_its_incident(database: &Database) {
    let store = database.open().await;
    let opens = |key: u128, id: &str| Commit {
        event: Some(event(id, "opened")),
        ..opening(&incident(key, "lakeside"))
    };
    let commits = vec![opens(1, "m-1"), opens(2, "m-1"), opens(3, "m-2"), opens(4, "m-1")];
    let outcomes = commit_together(&store, commits).await;
    let first = written(&outcomes[0]);
    let reply = recorded(Some(first.number.0), "opened");
    for copy in [1, 3] {
        assert_eq!(outcomes[copy], Outcome::Duplicate { reply: Some(Box::new(reply.clone())) });
    }
    assert_ne!(written(&outcomes[2]).number, first.number);
    assert_eq!(store.incidents_in(&room("lakeside"), 10).await.unwrap().len(), 2);
    // After a restart it is known as well.
    store.close().await;
    let store = database.open().await;
    assert_eq!(store.reply_to("fake", "m-1").await.unwrap(), Some(Some(reply)));
}

async fn where_no_reply_is_kept_a_copy_gets_none(database: &Database) {
    let store = database.open().await;
    let opens = || Commit {
        event: Some(Event { reply: None, ..event("m-1", "") }),
        ..opening(&incident(1, "lakeside"))
    };
    let outcomes = commit_together(&store, vec![opens(), opens()]).await;
    assert_eq!(count_done(&outcomes), 1);
    assert_eq!(outcomes[1], Outcome::Duplicate { reply: None });
    assert_eq!(store.commit(opens()).await.unwrap(), Outcome::Duplicate { reply: None });
    assert_eq!(store.reply_to("fake", "m-1").await.unwrap(), Some(None), "it was handled");
    assert_eq!(store.reply_to("fake", "m-2").await.unwrap(), None, "it was not");
}

fn page(person: &str, code: &str, minutes: i64) -> PageCode {
    PageCode { person: person.into(), code: code.to_owned(), at: later(minutes) }
}

async fn a_code_stands_for_one_open_incident_of_a_person(database: &Database) {
    let store = database.open().await;
    let paging = |key: u128, page_codes| Commit {
        event: Some(event(&format!("m-{key}"), "opened")),
        page_codes,
        ..opening(&incident(key, "lakeside"))
    };
    // One code in two commits of a batch, and twice in one commit.
    let commits = vec![
        paging(1, vec![page("lin-yue", "42", 5)]),
        paging(2, vec![page("qiao-an", "41", 3), page("lin-yue", "42", 3)]),
        paging(3, vec![page("lin-yue", "77", 1), page("lin-yue", "77", 2)]),
        paging(4, vec![page("qiao-an", "42", 4)]),
    ];
    let outcomes = commit_together(&store, commits).await;
    assert_eq!((count_done(&outcomes), &outcomes[1]), (3, &Outcome::CodeTaken), "{outcomes:?}");
    let [first, third, fourth] = [0, 2, 3].map(|at| written(&outcomes[at]));
    assert_eq!(third.number.0, first.number.0 + 1, "what is refused takes no number");
    let paged = async |person: &str, code: &str| {
        store.paged(&person.into(), code).await.unwrap().map(|incident| incident.number)
    };
    assert_eq!(paged("lin-yue", "42").await, Some(first.number));
    assert_eq!(paged("lin-yue", "77").await, Some(third.number));
    assert_eq!(paged("qiao-an", "42").await, Some(fourth.number), "a code is one person's");
    assert_eq!(paged("qiao-an", "41").await, None, "all of a commit or nothing");

    // Decided again with another code, the event is no copy.
    let again = store.commit(paging(2, vec![page("lin-yue", "43", 3)])).await.unwrap();
    assert_eq!(paged("lin-yue", "43").await, Some(written(&again).number));

    // The same code again is fine for the incident that has it, and refused for another.
    let calls = async |incident: &Incident, minutes: i64| {
        let fresh = stored(&store, incident).await;
        let page_codes = vec![page("lin-yue", "42", minutes)];
        store.commit(Commit { page_codes, ..change(&fresh) }).await.unwrap()
    };
    assert!(matches!(calls(&first, 9).await, Outcome::Done { .. }));
    assert_eq!(calls(&third, 10).await, Outcome::CodeTaken);
    let second = SecondIncident { incident: Box::new(third.clone()), entries: Vec::new() };
    let both = Commit {
        second: Some(second),
        page_codes: vec![page("lin-yue", "42", 11)],
        ..change(&stored(&store, &fourth).await)
    };
    assert_eq!(store.commit(both).await.unwrap(), Outcome::CodeTaken);

    // Once that incident is closed, its code is free.
    let mut closed = stored(&store, &first).await;
    closed.state = IncidentState::Closed { outcome: Agreed, by: Actor::Bot, at: later(12) };
    store.commit(change(&closed)).await.unwrap();
    assert!(matches!(calls(&third, 13).await, Outcome::Done { .. }));
    assert_eq!(paged("lin-yue", "42").await, Some(third.number));
    let since = store.paged_since(&"lin-yue".into(), later(4)).await.unwrap();
    let since: Vec<_> = since.iter().map(|incident| incident.number).collect();
    assert_eq!(since[0], third.number, "the latest page first");
    assert!(!since.contains(&first.number), "the code of a closed incident stands for another");
}

async fn two_processes_give_nobody_the_same_code(database: &Database) {
    let stores = [database.open().await, database.open().await];
    let paging = |key: u128| Commit {
        page_codes: vec![page("lin-yue", &(1000 + key / 2).to_string(), 1)],
        ..opening(&incident(key, "lakeside"))
    };
    let all = (0..40_u128).map(|key| {
        let store = &stores[usize::from(key % 2 == 1)];
        store.commit(paging(key))
    });
    let outcomes: Vec<Outcome> = join_all(all).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(count_done(&outcomes), 20, "of two openings with one code one counts");
}

async fn many_changes_of_many_incidents_lose_nothing(database: &Database) {
    let stores = [database.open().await, database.open().await];
    let rooms = ["lakeside", "harbour", "quay"];
    let opened =
        join_all((0..30_usize).map(|key| open(&stores[0], key as u128, rooms[key % 3]))).await;
    // Twenty notes on each, by whoever comes first, on two processes.
    let noting = (0..600_usize).map(|n| note(&stores[n / 30 % 2], &opened[n % 30]));
    join_all(noting).await;
    for incident in &opened {
        let timeline = stores[0].timeline_of(incident.number).await.unwrap();
        let seqs: Vec<_> = timeline.iter().map(|entry| entry.seq).collect();
        assert_eq!(seqs, (1..=21).collect::<Vec<_>>());
        stores[0].forget_incident(incident.number);
        let now = stored(&stores[0], incident).await;
        assert_eq!((now.version, now.last_seq), (21, 21));
    }
}

/// Adds a note, however often that has to be decided.
async fn note(store: &Store, incident: &Incident) {
    loop {
        let known = store.incident_to_change(incident.number).await.unwrap().unwrap();
        let mut noted = Incident::clone(&known);
        noted.last_seq += 1;
        let commit = Commit { entries: vec![entry(noted.last_seq, "noted")], ..change(&noted) };
        match store.commit(commit).await.unwrap() {
            Outcome::Done { .. } => return,
            Outcome::Conflict => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn a_replica_that_knew_an_older_version_tries_again_on_the_new_one(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let opened = open(&one, 1, "lakeside").await;
    let known = other.incident_to_change(opened.number).await.unwrap().unwrap();
    assert_eq!(*known, opened);
    let mut renamed = opened.clone();
    "refunds fail".clone_into(&mut renamed.title);
    one.commit(change(&renamed)).await.unwrap();

    let known = other.incident_to_change(opened.number).await.unwrap().unwrap();
    assert_eq!(other.commit(change(&known)).await.unwrap(), Outcome::Conflict);
    let known = other.incident_to_change(opened.number).await.unwrap().unwrap();
    assert_eq!((known.title.as_str(), known.version), ("refunds fail", 2));
    assert!(matches!(other.commit(change(&known)).await.unwrap(), Outcome::Done { .. }));
}

async fn open_titles_follow_what_is_committed(database: &Database) {
    use watchbell::domain::incident::{Actor, IncidentState, Outcome as Ending};

    let store = database.open().await;
    let lakeside = room("lakeside");
    let titles = async || {
        let kept = store.open_titles_in(&lakeside, start()).await.unwrap();
        let mut numbers: Vec<i64> = kept.iter().map(|title| title.number.0).collect();
        numbers.sort_unstable();
        numbers
    };
    assert_eq!(titles().await, [0; 0]);
    let mut opened = Vec::new();
    for key in 1..=25 {
        opened.push(open(&store, key, "lakeside").await);
    }
    assert_eq!(titles().await, (6..=25).collect::<Vec<_>>(), "the newest twenty");
    for at in [4, 9, 24] {
        let state = IncidentState::Closed { outcome: Ending::Agreed, by: Actor::Bot, at: later(9) };
        store.commit(change(&Incident { state, ..opened[at].clone() })).await.unwrap();
    }
    let now = titles().await;
    let newest: Vec<i64> = (3..=24).filter(|number| ![5, 10].contains(number)).collect();
    assert_eq!(now, newest, "what was too old moves up");
    open(&store, 26, "harbour").await;
    assert_eq!(titles().await, now);
    open(&store, 27, "lakeside").await;
    assert_eq!(titles().await, [&now[1..], &[27]].concat());
}

async fn commits_wider_than_a_statement_are_whole(database: &Database) {
    let store = database.open().await;
    let outbox = (0..700).map(|n| words(&format!("{n}"), "lakeside")).collect();
    let mut entries: Vec<_> = (1..=400).map(|seq| entry(seq, "said")).collect();
    entries.reverse();
    let page_codes = (0..300).map(|n| page("lin-yue", &format!("{n:04}"), n)).collect();
    let commit = Commit { outbox, entries, page_codes, ..opening(&incident(1, "lakeside")) };
    let opened = written(&store.commit(commit).await.unwrap());
    assert_eq!(store.waiting_messages(None).await.unwrap().len(), 700);
    let timeline = store.timeline_of(opened.number).await.unwrap();
    assert_eq!(timeline.iter().map(|it| it.seq).collect::<Vec<_>>(), (1..=400).collect::<Vec<_>>());
    for code in ["0000", "0255", "0256", "0299"] {
        let paged = store.paged(&"lin-yue".into(), code).await.unwrap();
        assert_eq!(paged.map(|incident| incident.number), Some(opened.number), "{code}");
    }
}
