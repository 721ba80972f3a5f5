//! What lies in `deploy/` fits the program: its metrics, its paths, its keys and its times.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use watchbell::config::Config;
use watchbell::telemetry::{Kind, METRICS};

/// What the program serves to platforms and people; `/health` and `/metrics` are the operator's.
const PUBLIC: [&str; 5] = ["/hooks/", "/act/", "/read/", "/open/", "/links.css"];

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)).unwrap()
}

/// Every metric that a text names, without what Prometheus adds to a histogram.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let is_in_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words = text.split(|letter| !is_in_name(letter));
    words.filter(|word| word.starts_with("watchbell_")).map(str::to_owned).collect()
}

fn is_metric(name: &str) -> bool {
    METRICS.iter().any(|metric| match metric.kind {
        Kind::Counter | Kind::Gauge => metric.name == name,
        Kind::Histogram => ["_bucket", "_sum", "_count"]
            .iter()
            .any(|ending| name.strip_suffix(ending) == Some(metric.name)),
    })
}

#[test]
fn alerts_and_dashboard_name_metrics_of_the_program() {
    for name in ["prometheus-alerts.yaml", "grafana-dashboard.json"] {
        let named = metrics_in(&file(name));
        assert!(named.len() > 5, "{name} was not read: {named:?}");
        let unknown: Vec<_> = named.iter().filter(|name| !is_metric(name)).collect();
        assert!(unknown.is_empty(), "{name} names metrics that do not exist: {unknown:?}");
    }
    let dashboard: serde_json::Value =
        serde_json::from_str(&file("grafana-dashboard.json")).unwrap();
    assert!(dashboard["panels"].as_array().unwrap().len() > 5);
}

#[test]
fn both_proxies_pass_on_what_is_public_and_no_more() {
    let caddy = file("Caddyfile");
    let line = caddy.lines().find(|line| line.contains("@public path")).unwrap();
    let passed: Vec<_> =
        line.split_whitespace().skip(2).map(|path| path.trim_end_matches('*')).collect();
    assert_eq!(passed, PUBLIC);
    let nginx = file("nginx.conf");
    let folders: Vec<_> = PUBLIC
        .iter()
        .filter(|path| path.ends_with('/'))
        .map(|path| path.trim_matches('/'))
        .collect();
    assert!(nginx.contains(&format!("location ~ ^/({})/ {{", folders.join("|"))), "{nginx}");
    assert!(nginx.contains("location = /links.css"), "{nginx}");
    for text in [caddy, nginx] {
        // Caddy asks for itself whether an instance is ready; it passes that page to nobody.
        let rules = text
            .lines()
            .map(str::trim_start)
            .filter(|line| !line.starts_with('#') && !line.starts_with("health_uri /health/ready"));
        assert!(
            !rules.into_iter().any(|line| line.contains("/health") || line.contains("/metrics"))
        );
    }
}

#[test]
fn whoever_starts_it_leaves_it_the_time_to_stop() {
    let default = Config::load_with(None, []).unwrap().engine.shutdown.as_secs();
    for (name, key) in
        [("watchbell.service", "TimeoutStopSec="), ("compose.yaml", "stop_grace_period: ")]
    {
        let text = file(name);
        let value = text.lines().find_map(|line| line.trim().strip_prefix(key)).unwrap();
        let seconds: u64 = value.trim_end_matches('s').parse().unwrap();
        assert!(seconds > default, "{name}: {seconds} s for {default} s of work");
    }
}

#[test]
fn the_environment_that_is_set_is_one_that_the_program_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "postgres://watchbell:made-up@database/watchbell").unwrap();
    let dockerfile = fs::read_to_string(root.join("Dockerfile")).unwrap();
    for (text, separator) in [(file("compose.yaml"), ": "), (dockerfile, "=")] {
        let set = text.lines().filter_map(|line| {
            let line = line.trim().trim_start_matches("ENV ").trim_end_matches(" \\");
            let (key, value) = line.split_once(separator)?;
            key.starts_with("WATCHBELL__").then(|| (key.to_owned(), value.to_owned()))
        });
        let instead = secret.path().display().to_string();
        let is_secret = |value: &str| value.starts_with("/run/secrets/");
        let set: Vec<_> = set
            .map(
                |(key, value)| {
                    if is_secret(&value) { (key, instead.clone()) } else { (key, value) }
                },
            )
            .collect();
        assert!(set.len() > 2, "{set:?}");
        let config = Config::load_with(None, set).unwrap_or_else(|refused| panic!("{refused}"));
        assert!(config.http.listen.ip().is_unspecified(), "loopback of a container is nobody's");
    }
}

#[test]
fn whoever_sends_callbacks_asks_whether_they_can_be_saved_and_nobody_restarts_for_a_platform() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dockerfile = fs::read_to_string(root.join("Dockerfile")).unwrap();
    let question = r#""watchbell", "health", "--ready""#;
    for (text, ready) in [
        (file("Caddyfile"), "/health/ready"),
        (file("compose.yaml"), question),
        (dockerfile, question),
    ] {
        let rules = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let is_asked = |line: &&str| line.contains("/health") || line.contains("\"health\"");
        let asked: Vec<_> = rules.filter(is_asked).collect();
        assert!(!asked.is_empty(), "nothing asks {ready}");
        assert!(asked.iter().all(|line| line.contains(ready)), "{asked:?}");
    }
    assert!(file("nginx.conf").contains("proxy_next_upstream error timeout http_503"));
    assert!(file("watchbell.service").contains("/health/live"));
}
