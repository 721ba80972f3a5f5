//! The settings of how the program is reached.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use chat::settings::{Section, http_address};

/// How the program is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpConfig {
    pub listen: SocketAddr,
    /// Where the metrics are; the same address puts them beside the hooks.
    pub metrics_listen: SocketAddr,
    /// The address people and platforms see, without a slash at its end.
    pub public_url: Option<String>,
    pub request_timeout: Duration,
    /// The longest body that is read, in bytes.
    pub body_limit: usize,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            metrics_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 9480)),
            public_url: None,
            request_timeout: Duration::from_secs(10),
            body_limit: 256 * 1024,
        }
    }
}

impl HttpConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let default = Self::default();
        let mut address = |key: &str, usual: SocketAddr| {
            let expected = format!("an address and a port such as \"{usual}\"");
            section.parsed(key, &expected).unwrap_or(usual)
        };
        Self {
            listen: address("listen", default.listen),
            metrics_listen: address("metrics_listen", default.metrics_listen),
            public_url: read_public_url(section),
            request_timeout: read_seconds(
                section,
                "request_timeout_seconds",
                default.request_timeout,
            ),
            body_limit: section
                .value("body_limit_bytes", "a number of bytes")
                .unwrap_or(default.body_limit),
        }
    }
}

pub(super) fn read_public_url(section: &mut Section<'_>) -> Option<String> {
    let url: String = section.value("public_url", "an address")?;
    let trimmed = http_address(&url);
    if trimmed.is_none() {
        let help = "write an address such as \"https://watchbell.example.com\"".to_owned();
        section.note("public_url", None, format!("{url:?} is not an http address"), help);
    }
    trimmed
}

pub(super) fn read_seconds(section: &mut Section<'_>, key: &str, default: Duration) -> Duration {
    let seconds: u32 = section.value(key, "a number of seconds").unwrap_or(1);
    if seconds == 0 {
        section.note(
            key,
            None,
            "must be longer than zero".to_owned(),
            "write at least 1".to_owned(),
        );
        return default;
    }
    Duration::from_secs(u64::from(seconds))
}
