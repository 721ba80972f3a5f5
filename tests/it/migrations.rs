//! Each migration runs over a database that holds rows, and both engines end with the same schema.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use sqlx::migrate::{Migration, Migrator};
use sqlx::{
    AssertSqlSafe, Connection, Executor, FromRow, PgConnection, SqlSafeStr, SqliteConnection,
};
use watchbell::domain::incident::{Actor, Fact, Visibility};
use watchbell::domain::notice::{Intent, Priority};
use watchbell::ids::{CreditNumber, CustomerId, IncidentNumber, PersonId};
use watchbell::store::{Partition, SentBefore, Store};

use crate::kit::incidents::room;
use crate::kit::{Database, Engine, at};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The migrations as the program spells them for PostgreSQL. Where this differs from it, the
/// schemas differ too, and the first test fails.
fn for_postgres() -> Migrator {
    let respelled = |migration: &Migration| {
        let text = migration.sql.as_str().replace(" WITHOUT ROWID", "");
        let text = text.replace("INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY");
        Migration { sql: AssertSqlSafe(text).into_sql_str(), ..migration.clone() }
    };
    let migrations = Cow::Owned(MIGRATIONS.migrations.iter().map(respelled).collect());
    Migrator { migrations, ..sqlx::migrate!("./migrations") }
}

/// A column, in words that mean the same on both engines.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
struct Column {
    relation: String,
    name: String,
    kind: String,
    required: bool,
}

const SQLITE_COLUMNS: &str = "\
SELECT t.name AS relation, c.name AS name, \
CASE lower(c.type) WHEN 'integer' THEN 'bigint' ELSE lower(c.type) END AS kind, \
(c.\"notnull\" = 1 OR c.pk > 0) AS required \
FROM sqlite_master t JOIN pragma_table_info(t.name) c \
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '%sqlx%' ORDER BY 1, 2";
const POSTGRES_COLUMNS: &str = "\
SELECT table_name::text AS relation, column_name::text AS name, data_type::text AS kind, \
is_nullable = 'NO' AS required \
FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '%sqlx%' ORDER BY 1, 2";

/// Indexes that a migration names; those behind keys and UNIQUE are named by the engine.
const SQLITE_INDEXES: &str = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%' ORDER BY name";
const POSTGRES_INDEXES: &str = "\
SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' \
AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' ORDER BY indexname";

/// The rows that are in the tables when the next migration comes.
fn sample_after(version: i64) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/samples");
    let path = folder.join(format!("{version:04}.sql"));
    std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("migration {version} needs sample rows in {}", path.display()))
}

/// A macro, since the two connections share no trait that `run_to` and `execute` both accept.
macro_rules! migrate_over_samples {
    ($migrations:expr, $connection:expr) => {
        for migration in $migrations.iter() {
            $migrations.run_to(migration.version, &mut $connection).await.unwrap();
            $connection.execute(AssertSqlSafe(sample_after(migration.version))).await.unwrap();
        }
    };
}

#[tokio::test]
async fn both_engines_end_with_the_same_schema() {
    let (lite, postgres) =
        (Database::fresh(Engine::Sqlite).await, Database::fresh(Engine::Postgres).await);
    for database in [&lite, &postgres] {
        database.open().await.close().await;
    }
    let mut on_lite = SqliteConnection::connect(&lite.url).await.unwrap();
    let mut on_postgres = PgConnection::connect(&postgres.url).await.unwrap();

    let lite_columns: Vec<Column> =
        sqlx::query_as(SQLITE_COLUMNS).fetch_all(&mut on_lite).await.unwrap();
    let columns: Vec<Column> =
        sqlx::query_as(POSTGRES_COLUMNS).fetch_all(&mut on_postgres).await.unwrap();
    let columns: BTreeSet<_> = columns.into_iter().collect();
    assert!(columns.iter().any(|column| column.relation == "incidents"));
    assert_eq!(lite_columns.into_iter().collect::<BTreeSet<_>>(), columns);

    let lite_indexes: Vec<String> =
        sqlx::query_scalar(SQLITE_INDEXES).fetch_all(&mut on_lite).await.unwrap();
    let indexes: Vec<String> =
        sqlx::query_scalar(POSTGRES_INDEXES).fetch_all(&mut on_postgres).await.unwrap();
    assert!(!indexes.is_empty());
    assert_eq!(lite_indexes, indexes);
    drop((on_lite, on_postgres));
    postgres.remove().await;
}

#[tokio::test]
async fn sqlite_migrates_over_rows() {
    let database = Database::fresh(Engine::Sqlite).await;
    let url = format!("{}?mode=rwc", database.url);
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    migrate_over_samples!(MIGRATIONS, connection);
    connection.close().await.unwrap();
    the_rows_are_still_there(&database.open().await).await;
}

#[tokio::test]
async fn postgres_migrates_over_rows() {
    let database = Database::fresh(Engine::Postgres).await;
    let mut connection = PgConnection::connect(&database.url).await.unwrap();
    migrate_over_samples!(for_postgres(), connection);
    connection.close().await.unwrap();
    the_rows_are_still_there(&database.open().await).await;
    database.remove().await;
}

/// Each row of the samples can be read, and says what it said.
async fn the_rows_are_still_there(store: &Store) {
    let (number, lakeside) = (IncidentNumber(1), room("lakeside"));
    let incident = store.incident(number).await.unwrap().unwrap();
    assert_eq!((incident.title.as_str(), incident.version), ("the pump is down", 3));
    assert_eq!(incident.room, lakeside);
    assert_eq!(incident.timers.next_at(), Some(at("2026-03-02T01:30:00Z")));
    assert_eq!(
        store.next_timer(&Partition::all().collect::<Vec<_>>()).await.unwrap(),
        Some(at("2026-03-02T01:30:00Z"))
    );
    assert_eq!(store.continuation_of(number).await.unwrap(), Some(IncidentNumber(2)));
    assert_eq!(store.incidents_in(&lakeside, 10).await.unwrap().len(), 2);
    assert_eq!(store.open_incidents_in(&lakeside, 10).await.unwrap().len(), 1);
    let kept_until = at("2028-03-02T01:00:00.123Z");
    assert_eq!(store.due_to_anonymise(kept_until, 10).await.unwrap(), [IncidentNumber(2)]);

    let timeline = store.timeline_of(number).await.unwrap();
    let facts: Vec<_> = timeline.iter().map(|entry| (entry.seq, &entry.fact)).collect();
    let noted = Fact::Noted { text: "the pump is down".to_owned() };
    assert_eq!(facts, [(1, &noted), (2, &Fact::Confirmed)]);
    assert!(timeline.iter().all(|entry| entry.actor == Actor::Bot));
    assert_eq!(timeline[1].visibility, Visibility::Internal);
    assert_eq!(timeline[0].at, at("2026-03-02T01:00:00.123Z"));

    let reply = store.reply_to("fake", "m-1").await.unwrap().unwrap().unwrap();
    assert_eq!((reply.incident, reply.notice.intent), (Some(number), Intent::Receipt));
    let paged = store.paged(&PersonId::new("lin-yue"), "42").await.unwrap().unwrap();
    assert_eq!(paged.number, number);
    messages_are_still_there(store, number).await;

    assert!(store.confirmation("K7").await.unwrap().is_some());
    assert_eq!(store.last_lines(number, 10).await.unwrap()[0].words, "the pump is still down");
    assert!(store.directory().people.contains_key("lin-yue"));
    let customer = CustomerId::new("lakeside");
    assert_eq!(store.ledger_of(&customer).await.unwrap().len(), 1);
    assert_eq!(store.undecided_credits(10).await.unwrap()[0].number, CreditNumber(1));
    assert_eq!(store.express_account(&customer).await.unwrap()[0].by, "Wen Xiaohe");
    let lease = store.take_lease("timers", "replica-2", kept_until, kept_until).await.unwrap();
    assert_eq!(lease, Some(5));
    let division = store.renew_instance("replica-2", kept_until, kept_until).await.unwrap();
    let holding = &division.holdings[3];
    assert_eq!((holding.holder.as_deref(), holding.fence.term), (Some("replica-1"), 4));
}

async fn messages_are_still_there(store: &Store, number: IncidentNumber) {
    let waiting = store.waiting_messages(None).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].incident), (1, Some(number.0)));
    assert_eq!(store.destination(waiting[0].destination), Some(room("lakeside")));
    let card = store.card_in(number, &room("lakeside")).await.unwrap();
    assert_eq!(card.as_deref(), Some("message-1"));
    let spoken_of = store.spoken_of(&room("lakeside"), "message-1").await.unwrap();
    assert_eq!(spoken_of, Some(number));
    let dead = store.dead_letters(10).await.unwrap();
    assert_eq!((dead.len(), dead[0].error.as_str()), (1, "gone"));
    let page = SentBefore { at: at("2026-03-02T01:00:00.123Z"), priority: Priority::Page };
    assert_eq!(store.recently_sent(&room("lakeside")).await.unwrap(), [page]);
}
