//! Promise 18: `/health` is never 200 while nothing is saved or sent, and it is again when that is
//! over, without anybody's help.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::Value;
use simulator::{Fault, FaultRequest};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

use crate::crash::BINARY;
use crate::kit::many_customers::ManyCustomers;
use crate::kit::polling::wait_for;
use crate::kit::program::{Home, Program};
use crate::kit::served_bot::ServedBot;
use crate::kit::{Database, Engine, on_both_engines};

const GROUP: &str = "cidTEA==";
/// More than a probe takes to come round, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// Longer than a write waits for a lock.
const SENDERS_PATIENCE: Duration = Duration::from_secs(7);

on_both_engines!(nothing_saved_is_told_until_it_is_saved_again);

/// A lock that another program holds on the file, and a server that may only be read.
enum Fence {
    Lock(SqliteConnection),
    ReadOnly(PgConnection, String),
}

impl Fence {
    async fn around(database: &Database) -> Self {
        match database.engine {
            Engine::Sqlite => {
                let mut other = SqliteConnection::connect(&database.url).await.unwrap();
                other.execute("BEGIN IMMEDIATE").await.unwrap();
                Self::Lock(other)
            }
            Engine::Postgres => {
                let other = PgConnection::connect(&database.url).await.unwrap();
                let options: PgConnectOptions = database.url.parse().unwrap();
                let name = options.get_database().unwrap().to_owned();
                let mut fence = Self::ReadOnly(other, name);
                fence.set_read_only("on").await;
                fence
            }
        }
    }

    async fn falls(mut self) {
        match &mut self {
            Self::Lock(other) => drop(other.execute("ROLLBACK").await.unwrap()),
            Self::ReadOnly(..) => self.set_read_only("off").await,
        }
    }

    async fn set_read_only(&mut self, word: &str) {
        let Self::ReadOnly(other, name) = self else { return };
        let set = format!("ALTER DATABASE {name} SET default_transaction_read_only = {word}");
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        other.execute(AssertSqlSafe(set)).await.unwrap();
        other.execute(end).await.unwrap();
    }
}

async fn statuses(bot_server: &ServedBot) -> Vec<u16> {
    let mut statuses = Vec::new();
    for page in ["/health", "/health/ready", "/health/live"] {
        statuses.push(bot_server.get(page).await.0);
    }
    statuses
}

async fn nothing_saved_is_told_until_it_is_saved_again(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    bot_server.advance(TimeDelta::seconds(1)).await;
    assert_eq!(statuses(&bot_server).await, [200, 200, 200]);

    let fence = Fence::around(database).await;
    let report = bot_server.callback(Some(GROUP), "staff-shen", "报障 一级 首页打不开");
    // A request that waits for a lock may take longer than its sender does.
    let posted =
        tokio::time::timeout(SENDERS_PATIENCE, bot_server.post_alone(report.clone())).await;
    assert!(posted.is_err() || posted == Ok(503), "{posted:?}");
    bot_server.sleeps(TimeDelta::seconds(2));
    assert_eq!(statuses(&bot_server).await, [503, 503, 200], "a new start helps nobody");
    let report_of_health: Value = serde_json::from_str(&bot_server.get("/health").await.1).unwrap();
    let told = &report_of_health["database"];
    assert!(told["not_saving_since"].is_string() && told["responds"] == true, "{told}");

    fence.falls().await;
    bot_server.sleeps(TimeDelta::seconds(2));
    assert_eq!(statuses(&bot_server).await, [200, 200, 200], "though nobody wrote meanwhile");
    assert_eq!(bot_server.post(report).await, 200);
    bot_server.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_sent_is_told_until_something_is_sent_again() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = ServedBot::opens(&database).await;
    let stage = bot_server.dingtalk.stage();
    let away = FaultRequest { fault: Fault::Unavailable, times: 40, millis: 0 };
    stage.inject(away).unwrap();
    bot_server.says(Some(GROUP), "staff-shen", "报障 一级 首页打不开").await;
    bot_server.advance(TimeDelta::seconds(30)).await;
    assert!(stage.figures().faults_left > 0, "it is still away");
    assert_eq!(statuses(&bot_server).await, [503, 200, 200], "callbacks are still saved");
    let report: Value = serde_json::from_str(&bot_server.get("/health").await.1).unwrap();
    assert_eq!(report["sending"]["status"], "down", "{report}");
    assert!(report["platforms"]["dingtalk"]["failing_since"].is_string(), "{report}");

    while stage.figures().faults_left > 0 {
        bot_server.advance(TimeDelta::seconds(5)).await;
    }
    bot_server.advance(TimeDelta::seconds(15)).await;
    assert_eq!(statuses(&bot_server).await, [200, 200, 200]);
    bot_server.closes().await;
    database.remove().await;
}

/// With the real program and files that really cannot grow.
#[test]
fn a_program_whose_disk_is_full_is_not_ready_until_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let customers = ManyCustomers { groups: 1, engineers: 1 };
    let home = Home::furnish(Path::new(BINARY), folder.path(), customers, "http://127.0.0.1:1");
    home.apply_directory();
    let program = start_where_files_may_be_full(&home);
    home.wait_until_ready();

    limit_files(&program, "4096:unlimited");
    let ready_is = |status: u16| {
        wait_for("the page about readiness", PATIENCE, || {
            (home.status_of("/health/ready") == Some(status)).then_some(())
        });
    };
    ready_is(503);
    assert_eq!(home.status_of("/health"), Some(503));
    assert_eq!(home.status_of("/health/live"), Some(200));
    limit_files(&program, "unlimited:unlimited");
    ready_is(200);
}

/// A limit on the size of its files is then an error to the program and not its end.
fn start_where_files_may_be_full(home: &Home) -> Program {
    let mut shell = Command::new("bash");
    shell.args(["-c", r#"trap '' XFSZ; exec "$@""#, "bash"]).arg(&home.binary);
    shell.arg("serve").arg("--config").arg(&home.configuration);
    Program(shell.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
}

fn limit_files(program: &Program, size: &str) {
    let (pid, size) = (program.0.id().to_string(), format!("--fsize={size}"));
    assert!(Command::new("prlimit").args(["--pid", &pid, &size]).status().unwrap().success());
}
