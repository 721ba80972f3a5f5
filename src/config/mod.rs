//! The operator's configuration, read from `config.default.toml`, the operator's file and the
//! environment.
//!
//! Guarantees: every problem is found in one go and told with its key, where it was written and
//! what to do; unknown keys are refused; secrets are never printed, neither here nor by `Debug`.
//! The default file is the manual, and a test proves that it says what `Default` does. Start
//! reading at [`Config::load`].

mod alarm;
mod http;
mod layers;
mod links;
mod opening;
mod platform;
mod problem;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chat::settings::{Problems, Section};
use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::EnvFilter;

pub use alarm::AlarmConfig;
pub use http::HttpConfig;
pub use layers::MANUAL;
pub use links::LinksConfig;
pub use opening::OpeningConfig;
pub use platform::PlatformConfig;
pub use problem::ConfigRefused;

use http::read_seconds;

/// Everything an operator can set. The meaning of each key is in `config.default.toml`.
#[derive(Debug, Clone, Default)]
pub struct Config {
    pub database: DatabaseConfig,
    pub http: HttpConfig,
    pub plans: FolderConfig,
    pub calendars: FolderConfig,
    pub log: LogConfig,
    pub engine: EngineConfig,
    pub links: LinksConfig,
    pub alarm: AlarmConfig,
    pub opening: OpeningConfig,
    pub platforms: BTreeMap<String, PlatformConfig>,
}

/// Where incidents are kept.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// A secret, because the URL of a server holds its password.
    pub url: SecretString,
}

/// A folder with files of the operator's own, beside those that are built in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderConfig {
    pub dir: Option<PathBuf>,
}

/// How the program tells what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    pub format: LogFormat,
    /// A level, or a list such as `info,watchbell::engine=debug`.
    pub level: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Text,
    Json,
}

/// What happens without being asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineConfig {
    /// Seen events and sent messages are forgotten after so many days.
    pub retention_days: u32,
    /// Health says that the engine is down when its timers or its outbox had no success for so long.
    pub stalled_after: Duration,
    /// How long running work may take to finish when the program is told to stop.
    pub shutdown: Duration,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self { url: SecretString::from("sqlite:watchbell.db") }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

impl Default for EngineConfig {
    fn default() -> Self {
        Self {
            retention_days: 30,
            stalled_after: Duration::from_secs(30),
            shutdown: Duration::from_secs(20),
        }
    }
}

impl Config {
    /// How long handled events are kept: never shorter than a link to act lives, because the event
    /// of its use is what keeps it from acting again.
    pub fn events_kept(&self) -> TimeDelta {
        let configured = TimeDelta::days(self.engine.retention_days.into());
        configured.max(TimeDelta::hours(self.links.life_hours.into()))
    }

    /// Reads the file, if one is given, over the defaults, and the process's environment over both.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigRefused> {
        Self::load_with(file, std::env::vars_os().filter_map(both_as_text))
    }

    /// Reads with the given environment instead of the process's.
    pub fn load_with(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigRefused> {
        let problems = Problems::default();
        let merged = layers::merge(file, environment.into_iter().collect(), &problems);
        let config = Section::root(merged, &problems).read(Self::read);
        let problems = problems.into_vec();
        if problems.is_empty() { Ok(config) } else { Err(ConfigRefused { problems }) }
    }

    /// What an operator should know though nothing is wrong.
    pub fn remarks(&self) -> Vec<String> {
        let speak_only = |(name, platform): (&String, &PlatformConfig)| {
            let needs_links = platform.needs_links() && !self.links.are_made();
            needs_links.then(|| {
                format!(
                    "platforms.{name}: WeLink bots cannot receive messages, and without links.key nobody can act from their \
                     messages"
                )
            })
        };
        self.platforms.iter().filter_map(speak_only).collect()
    }

    fn read(root: &mut Section<'_>) -> Self {
        let database = root.section("database").read(DatabaseConfig::read);
        let http = root.section("http").read(HttpConfig::read);
        let platforms = platform::read_all(root);
        let has_mail = platforms.values().any(|platform| platform.kind() == "mail");
        let alarm = root.section("alarm").read(|section| {
            let alarm = AlarmConfig::read(section);
            if !alarm.email.is_empty() && !has_mail {
                let help = "add a platform with kind = \"mail\", or use webhook_url".to_owned();
                let what = "needs a mail server, and none is configured".to_owned();
                section.note("email", None, what, help);
            }
            alarm
        });
        Self {
            database,
            links: root.section("links").read(|section| LinksConfig::read(section, &http)),
            http,
            opening: root.section("opening").read(OpeningConfig::read),
            plans: root.section("plans").read(FolderConfig::read),
            calendars: root.section("calendars").read(FolderConfig::read),
            log: root.section("log").read(LogConfig::read),
            engine: root.section("engine").read(EngineConfig::read),
            alarm,
            platforms,
        }
    }
}

impl DatabaseConfig {
    fn read(section: &mut Section<'_>) -> Self {
        let url = section.secret("url").unwrap_or_else(|| Self::default().url);
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|scheme| url.expose_secret().starts_with(scheme)) {
            let help = "write \"sqlite:PATH\" or \"postgres://USER@HOST/DATABASE\"".to_owned();
            section.note("url", None, "names no known database engine".to_owned(), help);
        }
        Self { url }
    }
}

impl FolderConfig {
    fn read(section: &mut Section<'_>) -> Self {
        let dir: Option<PathBuf> = section.value("dir", "a path");
        if let Some(absent) = dir.as_ref().filter(|dir| !dir.is_dir()) {
            let help = "create the folder, or remove the key".to_owned();
            section.note("dir", None, format!("there is no folder {}", absent.display()), help);
        }
        Self { dir }
    }
}

impl LogConfig {
    fn read(section: &mut Section<'_>) -> Self {
        let default = Self::default();
        let level: String = section.value("level", "a level").unwrap_or(default.level);
        if EnvFilter::builder().parse(&level).is_err() {
            let help = "write error, warn, info, debug or trace, or a list such as \
                        \"info,watchbell::engine=debug\"";
            section.note("level", None, format!("{level:?} is not a log level"), help.to_owned());
        }
        Self {
            format: section.value("format", "\"text\" or \"json\"").unwrap_or(default.format),
            level,
        }
    }
}

impl EngineConfig {
    fn read(section: &mut Section<'_>) -> Self {
        let default = Self::default();
        let retention_days = section.value("retention_days", "a number of days");
        if retention_days == Some(0) {
            let help = "write at least 1: kept events identify repeats".to_owned();
            section.note("retention_days", None, "would keep nothing".to_owned(), help);
        }
        Self {
            retention_days: retention_days.unwrap_or(default.retention_days),
            stalled_after: read_seconds(section, "stalled_after_seconds", default.stalled_after),
            shutdown: read_seconds(section, "shutdown_seconds", default.shutdown),
        }
    }
}

fn both_as_text(
    (name, value): (std::ffi::OsString, std::ffi::OsString),
) -> Option<(String, String)> {
    Some((name.into_string().ok()?, value.into_string().ok()?))
}

#[cfg(test)]
mod tests;
