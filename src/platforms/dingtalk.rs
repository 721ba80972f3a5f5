//! DingTalk.

use std::sync::Arc;

use chat::ChatPlatform;
use chat_dingtalk::{DingTalk, Settings};

use crate::clock::Clock;

/// Builds the adapter.
pub(super) fn build(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_dingtalk::http::client()?;
    Ok(Arc::new(DingTalk::new(settings.clone(), client, Arc::new(move || clock.now()))?))
}

#[cfg(test)]
mod tests {
    use chat::Buttons;

    use super::*;
    use crate::clock::SystemClock;
    use crate::config::Config;

    /// The platform made from a configuration that a simulator gives out.
    fn platform(configuration: &str) -> Arc<dyn ChatPlatform> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), configuration).unwrap();
        let config = Config::load_with(Some(file.path()), []).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let menu: Arc<dyn chat::Menu> = Arc::new(crate::platforms::tests::NothingOffered);
        crate::platforms::build(&config, &clock, &menu).unwrap().remove(0)
    }

    #[test]
    fn the_configuration_of_a_stand_in_is_one_of_ours() {
        let address = ([127, 0, 0, 1], 9999).into();
        let streaming = platform(&dingtalk_simulator::configuration(address));
        assert_eq!(streaming.capabilities_at("group:cidOPS==").buttons, Buttons::Callback);
        let called_back = platform(&dingtalk_simulator::configuration_over_http(address));
        assert_eq!(called_back.capabilities_at("group:cidOPS==").buttons, Buttons::None);
        assert!(called_back.capabilities().receives);
    }
}
