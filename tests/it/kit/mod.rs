//! The test kit: a fresh database of either engine, the least that an incident can be, and the
//! whole bot with people who talk to it.

pub(crate) mod ambient_messages;
pub(crate) mod bot;
pub(crate) mod cards;
pub(crate) mod incidents;
pub(crate) mod many_customers;
pub(crate) mod people;
pub(crate) mod polling;
mod postgres;
pub(crate) mod posts;
pub(crate) mod program;
pub(crate) mod served_bot;
pub(crate) mod welink;
pub(crate) mod wire;

use chrono::{DateTime, Utc};
use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;
use tokio_util::task::TaskTracker;
use watchbell::store::Store;

/// Runs each named `async fn(Database)` on both engines, as the tests `name::sqlite` and
/// `name::postgres`.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use crate::kit::{Database, Engine};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let database = Database::fresh(Engine::Sqlite).await;
                super::$name(&database).await;
                database.remove().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let database = Database::fresh(Engine::Postgres).await;
                super::$name(&database).await;
                database.remove().await;
            }
        }
    )+};
}
pub(crate) use on_both_engines;

/// Runs each named `async fn(&mut TestBot)` with the whole bot: on both engines with text only, and
/// once more on a platform that can do everything, with answers on its own response and without.
macro_rules! journeys {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use crate::kit::bot::{Chat, TestBot};
            use crate::kit::{Database, Engine};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                walk(Engine::Sqlite, Chat::Poorest).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                walk(Engine::Postgres, Chat::Poorest).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn rich() {
                walk(Engine::Sqlite, Chat::Rich).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn gateway() {
                walk(Engine::Sqlite, Chat::Gateway).await;
            }

            async fn walk(engine: Engine, chat: Chat) {
                let database = Database::fresh(engine).await;
                let mut bot = TestBot::on(&database, chat).await;
                super::$name(&mut bot).await;
                bot.finish().await;
                database.remove().await;
            }
        }
    )+};
}
pub(crate) use journeys;

/// The engines that Watchbell runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// An empty database that no other test sees.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    tasks: TaskTracker,
    folder: TempDir,
}

impl Database {
    pub(crate) async fn fresh(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match engine {
            // Never `:memory:`, where each connection would have a database of its own.
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("watchbell.db").display()),
            Engine::Postgres => postgres::create_database().await,
        };
        Self { engine, url, tasks: TaskTracker::new(), folder }
    }

    /// Opens the store. Opening it again is a second replica on the same database.
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url, &self.tasks).await.unwrap()
    }

    pub(crate) async fn remove(self) {
        match self.engine {
            Engine::Sqlite => self.folder.close().unwrap(),
            Engine::Postgres => postgres::drop_database(&self.url).await,
        }
    }
}

/// Ends the time of every instance, as ten seconds without a word do.
pub(crate) async fn end_leases(url: &str) {
    const END: &str = "UPDATE instances SET until = 0";
    if url.starts_with("sqlite") {
        // The only process takes its work up again at once.
        return;
    }
    let mut db = PgConnection::connect(url).await.unwrap();
    db.execute(END).await.unwrap();
    db.close().await.unwrap();
}

/// The instant behind an RFC 3339 text.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
