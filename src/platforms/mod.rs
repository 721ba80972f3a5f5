//! Builds the chat platforms from their settings.

use std::sync::Arc;

use chat::{ChatPlatform, Menu};

use crate::clock::Clock;
use crate::config::{Config, PlatformConfig};

#[cfg(feature = "dingtalk")]
mod dingtalk;
#[cfg(feature = "discord")]
mod discord;
#[cfg(any(feature = "wecom", feature = "welink"))]
mod fresh;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "wecom")]
mod wecom;
#[cfg(feature = "welink")]
mod welink;

/// Builds every configured platform, in the order of their names. `menu` is for those that list
/// commands. The process must have installed a TLS provider before.
pub fn build(
    config: &Config,
    clock: &Arc<dyn Clock>,
    menu: &Arc<dyn Menu>,
) -> anyhow::Result<Vec<Arc<dyn ChatPlatform>>> {
    #[cfg(not(feature = "discord"))]
    let _ = menu;
    let platforms = config.platforms.values();
    platforms
        .map(|platform| match platform {
            #[cfg(feature = "dingtalk")]
            PlatformConfig::DingTalk(settings) => dingtalk::build(settings, Arc::clone(clock)),
            #[cfg(feature = "discord")]
            PlatformConfig::Discord(settings) => {
                discord::build(settings, Arc::clone(clock), Arc::clone(menu))
            }
            #[cfg(feature = "mail")]
            PlatformConfig::Mail(settings) => mail::build(settings, Arc::clone(clock)),
            #[cfg(feature = "wecom")]
            PlatformConfig::WeCom(settings) => wecom::build(settings, Arc::clone(clock)),
            #[cfg(feature = "welink")]
            PlatformConfig::WeLink(settings) => welink::build(settings, Arc::clone(clock)),
        })
        .collect()
}

#[cfg(all(test, feature = "dingtalk"))]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::clock::SystemClock;

    /// For platforms that list no commands.
    pub(super) struct NothingOffered;

    impl Menu for NothingOffered {
        fn commands(&self) -> &[chat::MenuCommand] {
            &[]
        }

        fn line(&self, _: &str, _: &[(String, String)]) -> Option<String> {
            None
        }
    }

    #[test]
    fn the_example_configuration_builds_its_platform() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/watchbell.example.toml"));
        let config = Config::load_with(Some(path), []).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let menu: Arc<dyn Menu> = Arc::new(NothingOffered);
        let platforms = build(&config, &clock, &menu).unwrap();
        assert_eq!(
            platforms.iter().map(|platform| platform.name()).collect::<Vec<_>>(),
            ["dingtalk"]
        );
        assert!(platforms[0].capabilities().receives);
    }
}
