//! A PostgreSQL server for the tests, and a database of its own for each of them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

/// Names a server that is already there. `./check` sets it, so that a run with a process for each
/// test starts one server and not hundreds.
const SHARED_SERVER: &str = "WATCHBELL_TEST_POSTGRES";

/// Creates an empty database and gives its URL.
pub(crate) async fn create_database() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name =
        format!("watchbell_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut server = connect(server_url()).await;
    run(&mut server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    run(&mut server, format!("CREATE DATABASE {name}")).await;
    let server = PgConnectOptions::from_str(server_url()).unwrap();
    server.database(&name).to_url_lossy().to_string()
}

/// Drops what [`create_database`] made. A failed test does not come here: its database stays to be
/// looked at.
pub(crate) async fn drop_database(url: &str) {
    let options = PgConnectOptions::from_str(url).unwrap();
    let mut server = connect(server_url()).await;
    run(&mut server, format!("DROP DATABASE {} WITH (FORCE)", options.get_database().unwrap()))
        .await;
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url)
        .await
        .unwrap_or_else(|error| panic!("no PostgreSQL behind {url}: {error}"))
}

async fn run(server: &mut PgConnection, statement: String) {
    server.execute(AssertSqlSafe(statement)).await.unwrap();
}

fn server_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| std::env::var(SHARED_SERVER).unwrap_or_else(|_| start_server()))
}

/// Starts a server that ends with this process: the script stops it when its standard input closes.
fn start_server() -> String {
    static SERVER: OnceLock<Child> = OnceLock::new();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/kit/postgres.sh");
    let mut server = Command::new(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{script} did not start: {error}"));
    let mut url = String::new();
    let output = server.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut url).unwrap();
    assert!(!url.trim().is_empty(), "no PostgreSQL was started; what is missing stands above");
    SERVER.set(server).unwrap();
    url.trim().to_owned()
}
