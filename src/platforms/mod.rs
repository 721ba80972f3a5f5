//! From the configuration to the chat platforms. The only room that names adapter crates.

use std::sync::Arc;

use chat::{ChatPlatform, Menu};

use crate::clock::Clock;
use crate::config::{Config, PlatformConfig};

#[cfg(feature = "dingtalk")]
mod dingtalk;
#[cfg(feature = "discord")]
mod discord;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "wecom")]
mod wecom;
#[cfg(feature = "welink")]
mod welink;

/// Builds every configured platform, in the order of their names. `menu` is for those that list commands. The process
/// must have installed a TLS provider before.
pub fn build(
    config: &Config,
    clock: &Arc<dyn Clock>,
    menu: &Arc<dyn Menu>,
) -> anyhow::Result<Vec<Arc<dyn ChatPlatform>>> {
    config
        .platforms
        .iter()
        .map(|(name, platform)| match platform {
            #[cfg(feature = "dingtalk")]
            PlatformConfig::DingTalk(settings) => {
                dingtalk::build(name, settings, Arc::clone(clock))
            }
            #[cfg(not(feature = "dingtalk"))]
            PlatformConfig::DingTalk(_) => left_out(name, platform, clock),
            #[cfg(feature = "discord")]
            PlatformConfig::Discord(settings) => {
                discord::build(name, settings, Arc::clone(clock), Arc::clone(menu))
            }
            #[cfg(not(feature = "discord"))]
            PlatformConfig::Discord(_) => {
                let _no_platform_lists_commands = menu;
                left_out(name, platform, clock)
            }
            #[cfg(feature = "mail")]
            PlatformConfig::Mail(settings) => mail::build(name, settings, Arc::clone(clock)),
            #[cfg(not(feature = "mail"))]
            PlatformConfig::Mail(_) => left_out(name, platform, clock),
            #[cfg(feature = "wecom")]
            PlatformConfig::WeCom(settings) => wecom::build(name, settings, Arc::clone(clock)),
            #[cfg(not(feature = "wecom"))]
            PlatformConfig::WeCom(_) => left_out(name, platform, clock),
            #[cfg(feature = "welink")]
            PlatformConfig::WeLink(settings) => welink::build(name, settings, Arc::clone(clock)),
            #[cfg(not(feature = "welink"))]
            PlatformConfig::WeLink(_) => left_out(name, platform, clock),
        })
        .collect()
}

/// A platform whose feature was left out when the program was built.
#[cfg(not(all(
    feature = "dingtalk",
    feature = "discord",
    feature = "mail",
    feature = "wecom",
    feature = "welink"
)))]
fn left_out(
    name: &str,
    platform: &PlatformConfig,
    _: &Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    anyhow::bail!(
        "platforms.{name}: this program was built without the feature `{}`",
        platform.kind()
    )
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
