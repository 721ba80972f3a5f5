//! The program as a process, with the clock that stands still.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running sandbox; it ends when dropped.
pub(crate) struct Sandbox {
    client: reqwest::Client,
    base: String,
    process: Child,
}

impl Sandbox {
    /// Starts it on a free port and reads from its first line where it listens.
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// A sandbox whose clock is at this instant.
    pub(crate) async fn start_at(instant: &str) -> Self {
        Self::start_with(&["--start", instant]).await
    }

    /// A sandbox with these arguments.
    pub(crate) async fn start_with(arguments: &[&str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut process = Command::new(env!("CARGO_BIN_EXE_watchbell"))
            .args(["sandbox", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().expect("a first line");
        let base = line.split_whitespace().find(|word| word.starts_with("http://"));
        let base = format!("{}sandbox/", base.unwrap_or_else(|| panic!("no address in {line:?}")));
        let client = reqwest::Client::builder().timeout(PATIENCE).build().unwrap();
        Self { client, base, process }
    }

    /// Ends it as a terminal would, and waits until it is gone.
    pub(crate) async fn stop(mut self) {
        let id = self.process.id().expect("it runs");
        let told = Command::new("kill").args(["-TERM", &id.to_string()]).status().await.unwrap();
        assert!(told.success());
        let ended = tokio::time::timeout(PATIENCE, self.process.wait()).await.expect("it ends");
        assert!(ended.unwrap().success());
    }

    pub(crate) async fn state(&self) -> Value {
        self.get("state").await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    /// The status and the body.
    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let answer =
            self.client.post(format!("{}{path}", self.base)).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    pub(crate) async fn advance(&self, seconds: u64) {
        let (status, answer) = self.post("clock/advance", json!({"seconds": seconds})).await;
        assert_eq!(status, 200, "{answer}");
    }
}
