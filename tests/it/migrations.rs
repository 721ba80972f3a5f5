//! Each migration runs over a database that holds rows, and both engines end with the same schema.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, Executor, FromRow, PgConnection, SqliteConnection};
use watchbell::store::Store;

use crate::kit::{Database, Engine};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// A column, in words that mean the same on both engines.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
struct Column {
    relation: String,
    name: String,
    kind: String,
    required: bool,
}

const SQLITE_COLUMNS: &str = "\
SELECT t.name AS relation, c.name AS name, lower(c.type) AS kind, \
(c.\"notnull\" = 1 OR c.pk > 0) AS required \
FROM sqlite_master t JOIN pragma_table_info(t.name) c \
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '%sqlx%' ORDER BY 1, 2";
const POSTGRES_COLUMNS: &str = "\
SELECT table_name::text AS relation, column_name::text AS name, \
CASE data_type WHEN 'timestamp with time zone' THEN 'timestamptz' ELSE data_type END::text AS kind, \
is_nullable = 'NO' AS required \
FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '%sqlx%' ORDER BY 1, 2";

/// Indexes that a migration names; those behind keys and UNIQUE are named by the engine.
const SQLITE_INDEXES: &str = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%' ORDER BY name";
const POSTGRES_INDEXES: &str = "\
SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' \
AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' ORDER BY indexname";

/// The rows that stand in the tables when the next migration comes.
fn sample_after(version: i64) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/samples");
    let path = folder.join(format!("{version:04}.sql"));
    std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("migration {version} needs sample rows in {}", path.display()))
}

/// A macro, since the two connections share no trait that `run_to` and `execute` both accept.
macro_rules! migrate_over_samples {
    ($connection:expr) => {
        for migration in MIGRATIONS.iter() {
            MIGRATIONS.run_to(migration.version, &mut $connection).await.unwrap();
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
    migrate_over_samples!(connection);
    connection.close().await.unwrap();
    the_rows_are_still_there(&database.open().await).await;
}

#[tokio::test]
async fn postgres_migrates_over_rows() {
    let database = Database::fresh(Engine::Postgres).await;
    let mut connection = PgConnection::connect(&database.url).await.unwrap();
    migrate_over_samples!(connection);
    connection.close().await.unwrap();
    the_rows_are_still_there(&database.open().await).await;
    database.remove().await;
}

async fn the_rows_are_still_there(store: &Store) {
    assert_eq!(
        store.answer_to("fake", "m-1").await.unwrap(),
        Some(Some("INC-1 is open".to_owned()))
    );
    assert_eq!(store.dead_letters(10).await.unwrap().len(), 1);
    assert!(store.directory().people.contains_key("lin-yue"));
    assert_eq!(store.next_timer().await.unwrap(), Some(crate::kit::at("2026-03-02T01:30:00Z")));
}
