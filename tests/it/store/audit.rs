//! The record of who did what: whole after much work by two processes, and whatever somebody
//! changes in it by hand is found and named.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use watchbell::domain::incident::Incident;
use watchbell::ids::IncidentNumber;
use watchbell::store::{
    ActOrigin, Application, AppliedFiles, Audit, Commit, DirectoryChange, Fault, Head, Outcome,
    Place, Store, Via,
};

use crate::kit::incidents::{change, entry, incident, later, open, opening, room, written};
use crate::kit::{Database, Engine, on_both_engines};

on_both_engines! {
    the_work_of_two_processes_leaves_a_whole_record,
    whatever_is_changed_by_hand_is_found_and_named,
    a_chain_that_was_written_anew_is_not_the_one_whose_head_was_kept,
    files_applied_to_the_directory_are_chained_too,
}

/// What somebody does to an incident with five acts, and what is found then. `{n}` is its number,
/// `{1}` to `{6}` are the keys of its acts.
const TAMPERING: [(&str, &[Fault]); 16] = [
    ("", &[]),
    (
        "UPDATE acts SET facts = replace(facts, 'act 3', 'act III') WHERE id = {3}",
        &[Fault::Changed { at: 3 }],
    ),
    ("UPDATE acts SET at = at + 1 WHERE id = {3}", &[Fault::Changed { at: 3 }]),
    (
        "UPDATE acts SET facts = replace(facts, '\"bot\"', '\"guest\",\"account\":\"x\",\"name\":\"x\"') \
         WHERE id = {5}",
        &[Fault::Changed { at: 5 }],
    ),
    (
        "UPDATE acts SET origin = replace(origin, 'u-1', 'u-2') WHERE id = {2}",
        &[Fault::Changed { at: 2 }],
    ),
    ("DELETE FROM acts WHERE id = {1}", &[Fault::Removed { from: 1, to: 1 }]),
    ("DELETE FROM acts WHERE id IN ({3}, {4})", &[Fault::Removed { from: 3, to: 4 }]),
    ("DELETE FROM acts WHERE id = {5}", &[Fault::Removed { from: 5, to: 5 }]),
    (
        "INSERT INTO acts SELECT id + 1, incident, seq + 1, at, facts, origin, digest, hash FROM acts \
         WHERE id = {5}",
        &[Fault::Added { at: 6 }],
    ),
    (
        "UPDATE acts SET facts = CASE id WHEN {2} THEN replace(facts, 'act 2', 'act 3') \
         ELSE replace(facts, 'act 3', 'act 2') END WHERE id IN ({2}, {3})",
        &[Fault::Changed { at: 2 }, Fault::Changed { at: 3 }],
    ),
    (
        "UPDATE incidents SET body = replace(body, 'payments', 'invoices') WHERE number = {n}",
        &[Fault::StateChanged],
    ),
    ("UPDATE incidents SET next_timer_at = 1 WHERE number = {n}", &[Fault::StateChanged]),
    (
        "UPDATE incidents SET chain = (SELECT hash FROM acts WHERE id = {4}) WHERE number = {n}",
        &[Fault::StateChanged],
    ),
    (
        "UPDATE incidents SET room = (SELECT id FROM destinations WHERE address = 'elsewhere') \
         WHERE number = {n}",
        &[Fault::StateChanged],
    ),
    (
        "UPDATE acts SET digest = hash, facts = '[]' WHERE id = {4}",
        &[Fault::Changed { at: 4 }, Fault::TextsRemoved { at: 4 }],
    ),
    ("DELETE FROM incidents WHERE number = {n}", &[Fault::IncidentRemoved]),
];

async fn the_work_of_two_processes_leaves_a_whole_record(database: &Database) {
    let (one, other) = (database.open().await, database.open().await);
    let works = |store: Store, who: u128| async move {
        for key in 0..8 {
            open(&store, who * 100 + key, "lakeside").await;
        }
        for number in 1..=8 {
            for _ in 0..3 {
                acts(&store, number).await;
            }
        }
    };
    tokio::join!(works(one.clone(), 1), works(other.clone(), 2));
    let found = whole(&one).await;
    assert_eq!((found.incidents, found.acts), (16, 16 + 8 * 3 * 2));
    let heads = found.heads;
    acts(&other, 3).await;
    acts(&one, 3).await;
    let found = one.audit(&heads).await.unwrap();
    assert_eq!(found.findings, [], "what is added later leaves the heads in their chains");
}

async fn whatever_is_changed_by_hand_is_found_and_named(database: &Database) {
    let store = database.open().await;
    for (_, key) in TAMPERING.iter().zip(0_u32..) {
        open(&store, key.into(), "lakeside").await;
        for _ in 1..5 {
            acts(&store, i64::from(key) + 1).await;
        }
    }
    open(&store, 99, "elsewhere").await;
    whole(&store).await;
    for ((statement, _), number) in TAMPERING.iter().zip(1..) {
        by_hand(database, &filled_in(statement, number)).await;
    }
    by_hand(
        database,
        "INSERT INTO incidents SELECT 99, version, room, is_closed, deadline_at, next_timer_at, \
         anonymise_at, transcript_until, continues, chain, seal, body FROM incidents WHERE number = 1",
    )
    .await;
    let found = store.audit(&[]).await.unwrap();
    for ((statement, faults), number) in TAMPERING.iter().zip(1..) {
        assert_eq!(of_incident(&found, number), *faults, "{number}: {statement}");
    }
    assert!(of_incident(&found, 99).contains(&Fault::IncidentAdded), "{:?}", found.findings);
}

async fn a_chain_that_was_written_anew_is_not_the_one_whose_head_was_kept(database: &Database) {
    let store = database.open().await;
    for key in 0_u32..2 {
        open(&store, key.into(), "lakeside").await;
        acts(&store, i64::from(key) + 1).await;
    }
    let kept = whole(&store).await.heads;
    // The same with other words, as by somebody who knows how the chain is made.
    let again = Database::fresh(database.engine).await;
    let forged = again.open().await;
    open(&forged, 0, "lakeside").await;
    acts(&forged, 1).await;
    let other = incident(7, "lakeside");
    forged.commit(opening(&other)).await.unwrap();
    acts(&forged, 2).await;
    whole(&forged).await;
    let found = forged.audit(&kept).await.unwrap();
    // The last act says the same, and what was before it is in its hash.
    assert_eq!(of_incident(&found, 1), []);
    assert_eq!(of_incident(&found, 2), [Fault::Rewritten { at: 2 }]);
    forged.close().await;
    again.remove().await;
}

async fn files_applied_to_the_directory_are_chained_too(database: &Database) {
    let store = database.open().await;
    for by in ["mei", "lan", "mei"] {
        let body = format!("{{\"id\":\"{by}\",\"name\":\"{by}\",\"role\":\"engineer\"}}");
        let put = DirectoryChange::Put { kind: "person", id: by.to_owned(), body };
        let what = Application { by: by.to_owned(), ..Application::default() };
        let applied = Some(AppliedFiles { version: 0, at: later(1), what });
        let commit = Commit { directory: vec![put], applied, ..Commit::default() };
        assert!(matches!(store.commit(commit).await.unwrap(), Outcome::Done { .. }));
    }
    assert_eq!(whole(&store).await.rows, 3);
    let faults = |found: Audit| -> Vec<Fault> {
        found
            .findings
            .iter()
            .map(|f| {
                assert_eq!(f.place, Place::DirectoryHistory);
                f.fault
            })
            .collect()
    };
    by_hand(database, "DELETE FROM directory_history WHERE id = 3").await;
    let found = faults(store.audit(&[]).await.unwrap());
    assert_eq!(found, [Fault::Length { told: 3, found: 2 }]);
    by_hand(
        database,
        "UPDATE directory_history SET body = replace(body, 'lan', 'mei') WHERE id = 2",
    )
    .await;
    let found = faults(store.audit(&[]).await.unwrap());
    assert_eq!(found, [Fault::Changed { at: 2 }, Fault::Length { told: 3, found: 2 }]);
}

/// Somebody does something to an incident, again where somebody else was first.
async fn acts(store: &Store, number: i64) -> Incident {
    loop {
        let number = IncidentNumber(number);
        store.forget_incident(number);
        let mut incident = store.incident(number).await.unwrap().unwrap();
        incident.last_seq += 1;
        let entries = vec![entry(incident.last_seq, &format!("act {}", incident.last_seq))];
        let origin =
            ActOrigin { room: room("lakeside"), account: "u-1".to_owned(), via: Via::Message };
        let commit = Commit { entries, origin: Some(origin), ..change(&incident) };
        match store.commit(commit).await.unwrap() {
            Outcome::Conflict => {}
            done => return written(&done),
        }
    }
}

async fn whole(store: &Store) -> Audit {
    let found = store.audit(&[]).await.unwrap();
    assert_eq!(found.findings, []);
    let is_last = |head: &Head| head.at > 0;
    assert!(found.heads.iter().all(is_last), "{:?}", found.heads);
    found
}

fn of_incident(found: &Audit, number: i64) -> Vec<Fault> {
    let place = Place::Incident(IncidentNumber(number));
    let of = found.findings.iter().filter(|finding| finding.place == place);
    of.map(|finding| finding.fault).collect()
}

fn filled_in(statement: &str, number: i64) -> String {
    let mut text = statement.replace("{n}", &number.to_string());
    for seq in 1..=6 {
        text = text.replace(&format!("{{{seq}}}"), &((number << 20) + seq).to_string());
    }
    text
}

async fn by_hand(database: &Database, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    match database.engine {
        Engine::Sqlite => {
            let mut db = SqliteConnection::connect(&database.url).await.unwrap();
            db.execute(statement).await.unwrap();
        }
        Engine::Postgres => {
            let mut db = PgConnection::connect(&database.url).await.unwrap();
            db.execute(statement).await.unwrap();
        }
    }
}
