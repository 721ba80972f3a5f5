//! A database with a long history, on either engine.

use std::path::Path;

use chrono::{DateTime, Utc};
use sqlx::{Connection as _, Executor, PgConnection, SqliteConnection};

use crate::kit::program::Home;
use crate::ledger;

/// Where the `PostgreSQL` is, if it is to be measured as well.
const POSTGRES: &str = "WATCHBELL_BENCH_POSTGRES";

/// An engine that is measured.
#[derive(Debug, Clone)]
pub(crate) enum Database {
    Sqlite,
    /// The URL of the server, with the name of a database that exists.
    Postgres(String),
}

impl Database {
    pub(crate) fn all() -> Vec<Self> {
        let postgres = std::env::var(POSTGRES).ok().map(Self::Postgres);
        [Self::Sqlite].into_iter().chain(postgres).collect()
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// What is stored about the past.
pub(crate) struct History {
    pub(crate) url: String,
    connection: Connection,
}

/// One more copy of everything, `shift` numbers further on. Keys that grow with time are moved into
/// the past by so much that no copy meets another.
fn one_more_copy(shift: usize) -> [String; 6] {
    // The few seconds of a copy times its place: of a million incidents none is a day old.
    let (back, acts) = (shift * 40_000_000, shift << 20);
    [
        format!(
            "INSERT INTO acts SELECT id + {acts}, incident + {shift}, seq, at, facts, origin, digest, hash \
             FROM acts"
        ),
        format!(
            "INSERT INTO page_codes SELECT person, code || '+{shift}', incident + {shift}, at \
             FROM page_codes"
        ),
        format!(
            "INSERT INTO events SELECT id - {back}, platform, event || '+{shift}', \
             incident + {shift}, reply FROM events"
        ),
        format!(
            "INSERT INTO messages SELECT id - {back}, destination, reference || '+{shift}', \
             incident + {shift}, intent, is_card FROM messages"
        ),
        format!(
            "INSERT INTO transcript SELECT position - {back}, incident + {shift}, id, at, room, \
             visibility, speaker, attribution, words FROM transcript"
        ),
        format!(
            "INSERT INTO incidents SELECT number + {shift}, version, room, is_closed, deadline_at, \
             next_timer_at, anonymise_at, transcript_until, continues, chain, seal, body FROM incidents"
        ),
    ]
}

impl History {
    /// An empty database, which the configuration of `home` names from now on.
    pub(crate) async fn start(database: &Database, home: &Home) -> Self {
        let sqlite = format!("sqlite:{}", home.database.display());
        let url = match database {
            Database::Sqlite => sqlite.clone(),
            Database::Postgres(server) => {
                let mut connection = PgConnection::connect(server).await.unwrap();
                let name = format!("watchbell_growth_{}", home.address.port());
                connection
                    .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))))
                    .await
                    .unwrap();
                let mut url = url::Url::parse(server).unwrap();
                url.set_path(&name);
                url.to_string()
            }
        };
        let configuration = std::fs::read_to_string(&home.configuration).unwrap();
        std::fs::write(&home.configuration, configuration.replace(&sqlite, &url)).unwrap();
        home.apply_directory();
        let connection = match database {
            Database::Sqlite => Connection::Sqlite(ledger::open(&home.database).await),
            Database::Postgres(_) => {
                Connection::Postgres(PgConnection::connect(&url).await.unwrap())
            }
        };
        Self { url, connection }
    }

    /// Copies the incidents 1 to `there`, all closed, until there are `wanted` or a few more. Gives
    /// back the bytes on disk for each.
    pub(crate) async fn multiply_to(&mut self, there: usize, wanted: usize, folder: &Path) -> u64 {
        self.execute("DELETE FROM outbox").await;
        let mut count = there;
        while count < wanted {
            for copy in one_more_copy(count) {
                self.execute(&copy).await;
            }
            count *= 2;
        }
        self.execute(&format!("UPDATE counters SET value = {count} WHERE name = 'incident'")).await;
        self.bytes(folder).await / u64::try_from(count).unwrap()
    }

    async fn bytes(&mut self, folder: &Path) -> u64 {
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
                connection.execute("ANALYZE").await.unwrap();
                std::fs::metadata(folder.join("watchbell.db")).unwrap().len()
            }
            Connection::Postgres(connection) => {
                connection.execute("VACUUM ANALYZE").await.unwrap();
                let size = "SELECT pg_database_size(current_database())";
                let size: i64 = sqlx::query_scalar(size).fetch_one(connection).await.unwrap();
                u64::try_from(size).unwrap()
            }
        }
    }

    /// How many incidents have a timer that was due by an instant and has not fired.
    pub(crate) async fn timers_due_by(&mut self, instant: DateTime<Utc>) -> usize {
        let instant = instant.timestamp_millis();
        let question =
            format!("SELECT number, body FROM incidents WHERE next_timer_at <= {instant}");
        self.incidents(&question).await.len()
    }

    /// The newest incidents of the rooms, with their group: number and index.
    pub(crate) async fn newest(&mut self, count: usize) -> Vec<(i64, usize)> {
        let group_of = |(number, body): (i64, String)| {
            let body: serde_json::Value = serde_json::from_str(&body).unwrap();
            let group = body["group"].as_str().unwrap().trim_start_matches("group-").parse();
            (number, group.unwrap())
        };
        self.newest_bodies(count).await.into_iter().map(group_of).collect()
    }

    /// How many of the newest incidents somebody has acknowledged.
    pub(crate) async fn acknowledged_of_newest(&mut self, count: usize) -> usize {
        let newest = self.newest_bodies(count).await;
        newest.iter().filter(|(_, body)| body.contains(r#""is":"acknowledged""#)).count()
    }

    async fn newest_bodies(&mut self, count: usize) -> Vec<(i64, String)> {
        let question =
            format!("SELECT number, body FROM incidents ORDER BY number DESC LIMIT {count}");
        self.incidents(&question).await
    }

    async fn incidents(&mut self, question: &str) -> Vec<(i64, String)> {
        let question = sqlx::AssertSqlSafe(question.to_owned());
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                sqlx::query_as(question).fetch_all(connection).await.unwrap()
            }
            Connection::Postgres(connection) => {
                sqlx::query_as(question).fetch_all(connection).await.unwrap()
            }
        }
    }

    async fn execute(&mut self, sql: &str) {
        let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()));
        match &mut self.connection {
            Connection::Sqlite(connection) => drop(connection.execute(sql).await.unwrap()),
            Connection::Postgres(connection) => drop(connection.execute(sql).await.unwrap()),
        }
    }
}
