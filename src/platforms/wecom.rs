//! WeCom.

use std::sync::Arc;

use chat::ChatPlatform;
use chat_wecom::{Settings, WeCom};

use super::fresh::fresh;
use crate::clock::Clock;

/// Builds the adapter.
pub(super) fn build(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_wecom::http::client()?;
    let now = Arc::new(move || clock.now());
    Ok(Arc::new(WeCom::new(settings.clone(), client, now, fresh())?))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::clock::SystemClock;
    use crate::config::{Config, PlatformConfig};

    /// The platform that a simulator's own section of the configuration makes.
    fn built(section: &str) -> Arc<dyn ChatPlatform> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(section.as_bytes()).unwrap();
        let config = Config::load_with(Some(file.path()), []).unwrap();
        let PlatformConfig::WeCom(wecom) = &config.platforms["wecom"] else {
            panic!("another kind")
        };
        build(wecom, Arc::new(SystemClock)).unwrap()
    }

    #[test]
    fn what_a_simulator_prints_for_the_configuration_builds_both_ways() {
        let address = "127.0.0.1:9".parse().unwrap();
        let called_back = built(&wecom_simulator::configuration(address));
        assert!(
            called_back.capabilities().receives
                && called_back.capabilities().passive_reply.is_some()
        );
        let connected = built(&wecom_simulator::configuration_of_long_connection(address));
        assert_eq!(connected.capabilities().passive_reply, None);
    }
}
