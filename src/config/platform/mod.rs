//! The settings of the chat platforms.

use std::collections::BTreeMap;

use super::section::Section;
use super::url_without_end;

mod dingtalk;
mod discord;
mod mail;
mod wecom;
mod welink;

pub use dingtalk::{DingTalkApp, DingTalkConfig, RobotConfig, StreamConfig};
pub use discord::{DiscordConfig, DiscordMode};
pub use mail::{MailConfig, MailLogin, MailTls};
pub use wecom::{WeComApp, WeComCallback, WeComConfig, WeComHearing, WeComRobot, WeComWebhook};
pub use welink::{WeLinkApp, WeLinkConfig, WeLinkRobot, WeLinkTenant};

/// What may stand after `kind =`.
const KINDS: &str = "\"dingtalk\", \"discord\", \"mail\", \"wecom\" or \"welink\"";

/// A platform under the name the operator gave it, by its kind.
#[derive(Debug, Clone)]
pub enum PlatformConfig {
    /// `kind = "dingtalk"`.
    DingTalk(Box<DingTalkConfig>),
    /// `kind = "discord"`.
    Discord(Box<DiscordConfig>),
    /// `kind = "mail"`.
    Mail(Box<MailConfig>),
    /// `kind = "wecom"`.
    WeCom(Box<WeComConfig>),
    /// `kind = "welink"`.
    WeLink(Box<WeLinkConfig>),
}

impl PlatformConfig {
    /// The word after `kind =`, which is also the platform's name in plan files.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::DingTalk(_) => "dingtalk",
            Self::Discord(_) => "discord",
            Self::Mail(_) => "mail",
            Self::WeCom(_) => "wecom",
            Self::WeLink(_) => "welink",
        }
    }
}

/// The platforms of the configuration by name.
pub(super) fn read_all(root: &mut Section<'_>) -> BTreeMap<String, PlatformConfig> {
    let named = root.named_sections("platforms").into_iter();
    named
        .filter_map(|(name, section)| Some((name.clone(), section.read(|s| read_one(&name, s))?)))
        .collect()
}

fn read_one(name: &str, section: &mut Section<'_>) -> Option<PlatformConfig> {
    if !is_one_word(name) {
        let what = format!("{name:?} is not a valid platform name");
        let help = "use lowercase letters, digits and hyphens: the name is part of addresses and of the webhook's path";
        section.note("kind", None, what, help.to_owned());
    }
    let kind = section.required_text("kind", &format!("the kind of platform: {KINDS}"));
    match kind.as_str() {
        "dingtalk" => Some(PlatformConfig::DingTalk(Box::new(DingTalkConfig::read(section)))),
        "discord" => Some(PlatformConfig::Discord(Box::new(DiscordConfig::read(section)))),
        "mail" => Some(PlatformConfig::Mail(Box::new(MailConfig::read(section)))),
        "wecom" => Some(PlatformConfig::WeCom(Box::new(WeComConfig::read(section)))),
        "welink" => Some(PlatformConfig::WeLink(Box::new(WeLinkConfig::read(section)))),
        "" => {
            section.pass_over_the_rest();
            None
        }
        other => {
            let what = format!("{other:?} is not a platform kind");
            section.note("kind", None, what, format!("write {KINDS}"));
            section.pass_over_the_rest();
            None
        }
    }
}

/// Tokens and customers' words go there, so nothing but https will do; plain http only to this machine.
fn read_base(section: &mut Section<'_>, key: &str, default: &str, allow_loopback: bool) -> String {
    let base: String = section.value(key, "an address").unwrap_or_else(|| default.to_owned());
    let is_safe = base.starts_with("https://") || (allow_loopback && base.starts_with("http://"));
    url_without_end(&base).filter(|_| is_safe).unwrap_or_else(|| {
        let help = format!("write an address such as \"{default}\"");
        section.note(key, None, format!("{base:?} is not an https address"), help);
        base
    })
}

fn is_one_word(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
