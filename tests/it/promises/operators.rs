//! Promises 18 and 21: what operators see, and what they must not.

use std::io;
use std::sync::{Arc, Mutex};

use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::kit::bot::minutes;
use crate::kit::served_bot::ServedBot;
use crate::kit::{Database, Engine};

const GROUP: &str = "cidTEA==";
const SECRETS: [&str; 4] =
    ["fake-app-secret", "SECfake-oncall", "fake-token-oncall", "fake-session-"];

#[tokio::test]
async fn health_tells_process_database_engine_and_platform_apart() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = ServedBot::opens(&database).await;
    let (_, body) = bot_server.get("/health").await;
    let health: Value = serde_json::from_str(&body).unwrap();
    for part in ["process", "database", "engine"] {
        assert_eq!(health[part]["status"], "up", "{health}");
    }
    assert!(health["platforms"]["dingtalk"]["status"].is_string(), "{health}");
    bot_server.closes().await;
    database.remove().await;
}

/// On one thread, so that every line of the program is caught and none of another test.
#[tokio::test(flavor = "current_thread")]
async fn no_secret_is_logged_or_told_in_health_or_left_in_the_outbox() {
    let lines = Lines::default();
    let written = lines.clone();
    let everything = tracing_subscriber::fmt().with_writer(move || written.clone());
    let _guard =
        tracing::subscriber::set_default(everything.with_max_level(tracing::Level::TRACE).finish());
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = ServedBot::opens(&database).await;

    bot_server.says(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开").await;
    bot_server.dingtalk.close_sessions();
    bot_server.says(Some(GROUP), "staff-shen", "补充 全部机房").await;
    bot_server.dingtalk.refuse_app(true);
    bot_server.dingtalk.expire_tokens();
    bot_server.advance(minutes(20)).await;
    let health = bot_server.get("/health").await.1;
    let status = format!(
        "{:?} {:?}",
        bot_server.bot.engine.status(),
        bot_server.bot.platforms[0].capabilities()
    );
    bot_server.closes().await;
    let mut outbox = SqliteConnection::connect(&database.url).await.unwrap();
    for table in ["outbox", "dead_letters", "messages", "acts", "events", "transcript"] {
        let rows = format!("SELECT * FROM {table}");
        let rows = sqlx::query(AssertSqlSafe(rows)).fetch_all(&mut outbox).await.unwrap();
        let texts = rows.iter().flat_map(|row| (0..row.len()).map(move |at| text_in(row, at)));
        let kept: Vec<String> = texts.filter(|text| text.contains("fake-session-")).collect();
        assert_eq!(kept, [""; 0], "what has left needs no way to answer any more: {table}");
    }

    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("not sent"), "there was trouble to log");
    for secret in SECRETS {
        for (place, text) in [("log", &log), ("health", &health), ("status", &status)] {
            let line = text.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{secret} in the {place}");
        }
    }
    database.remove().await;
}

/// On one thread, so that every line and figure of the program is caught and none of another test.
#[tokio::test(flavor = "current_thread")]
async fn log_and_figures_tell_the_story_of_the_work_without_its_words() {
    let lines = Lines::default();
    let written = lines.clone();
    let story = tracing_subscriber::fmt().with_writer(move || written.clone()).with_ansi(false);
    let _log = tracing::subscriber::set_default(story.finish());
    let recorder = PrometheusBuilder::new().build_recorder();
    let figures = recorder.handle();
    let _figures = metrics::set_default_local_recorder(&recorder);
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = ServedBot::opens(&database).await;

    bot_server.says(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开").await;
    bot_server.advance(minutes(3)).await;
    bot_server.says(Some(GROUP), "staff-zhang", "认领 #1").await;
    bot_server.says(Some(GROUP), "staff-zhang", "方案 #1 已重启网关").await;
    bot_server.says(Some(GROUP), "staff-shen", "同意关闭 #1").await;
    bot_server.closes().await;

    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    for told in ["opened by shen", "paged zhang", "acknowledged by zhang", "resolved by zhang"] {
        assert!(log.contains(told), "{told:?} is not in:\n{log}");
    }
    assert!(log.contains("closed by shen") || log.contains("confirmed by shen"), "{log}");
    assert!(log.contains("incident=INC-1"), "{log}");
    assert!(log.lines().any(|line| line.contains("sent") && line.contains("page")), "{log}");
    for written in ["首页打不开", "已重启网关", "沈一"] {
        assert!(!log.contains(written), "{written} in:\n{log}");
    }
    let figures = figures.render();
    for name in [
        "watchbell_incidents_opened_total",
        "watchbell_incidents_closed_total",
        "watchbell_responses_total",
    ] {
        let figure = figures.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        assert!(figure.ends_with(" 1"), "{name}: {figure:?}");
    }
    assert!(figures.contains(r#"kept="yes""#), "{figures}");
    assert!(figures.contains("watchbell_time_to_acknowledge_seconds_sum 180"), "{figures}");
    database.remove().await;
}

/// What a column of any kind holds, as text.
fn text_in(row: &SqliteRow, column: usize) -> String {
    row.get_unchecked::<Option<String>, _>(column).unwrap_or_default()
}

/// The lines of a log.
#[derive(Debug, Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
