//! The chat platforms of the configuration. Each adapter reads its own settings; this file lists
//! the adapters.

use std::collections::BTreeMap;

use chat::settings::Section;

/// The words allowed after `kind =`.
const KINDS: &str = "\"dingtalk\", \"discord\", \"mail\", \"wecom\" or \"welink\"";

/// The settings of a platform under the name that the operator gave it, by its kind.
#[derive(Debug, Clone)]
pub enum PlatformConfig {
    /// `kind = "dingtalk"`.
    #[cfg(feature = "dingtalk")]
    DingTalk(Box<chat_dingtalk::Settings>),
    /// `kind = "discord"`.
    #[cfg(feature = "discord")]
    Discord(Box<chat_discord::Settings>),
    /// `kind = "mail"`.
    #[cfg(feature = "mail")]
    Mail(Box<chat_mail::Settings>),
    /// `kind = "wecom"`.
    #[cfg(feature = "wecom")]
    WeCom(Box<chat_wecom::Settings>),
    /// `kind = "welink"`.
    #[cfg(feature = "welink")]
    WeLink(Box<chat_welink::Settings>),
}

impl PlatformConfig {
    /// The word after `kind =`, which is also the platform's name in plan files.
    pub fn kind(&self) -> &'static str {
        match self {
            #[cfg(feature = "dingtalk")]
            Self::DingTalk(_) => "dingtalk",
            #[cfg(feature = "discord")]
            Self::Discord(_) => "discord",
            #[cfg(feature = "mail")]
            Self::Mail(_) => "mail",
            #[cfg(feature = "wecom")]
            Self::WeCom(_) => "wecom",
            #[cfg(feature = "welink")]
            Self::WeLink(_) => "welink",
        }
    }

    /// Why nothing can be sent to an address of this platform; none where it can be.
    pub fn unreachable(&self, address: &str) -> Option<String> {
        match self {
            #[cfg(feature = "dingtalk")]
            Self::DingTalk(settings) => settings.unreachable(address),
            #[cfg(feature = "discord")]
            Self::Discord(settings) => settings.unreachable(address),
            #[cfg(feature = "mail")]
            Self::Mail(settings) => settings.unreachable(address),
            #[cfg(feature = "wecom")]
            Self::WeCom(settings) => settings.unreachable(address),
            #[cfg(feature = "welink")]
            Self::WeLink(settings) => settings.unreachable(address),
        }
    }

    /// The name under which people see the bot, where the operator wrote it down for the platform.
    pub fn shown_name(&self) -> Option<&str> {
        #[cfg(feature = "wecom")]
        if let Self::WeCom(settings) = self {
            return settings.robot.as_ref()?.display_name.as_deref();
        }
        None
    }

    /// Whether people can act on messages only by signed links.
    pub(super) fn needs_links(&self) -> bool {
        #[cfg(feature = "welink")]
        return matches!(self, Self::WeLink(_));
        #[cfg(not(feature = "welink"))]
        false
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
        #[cfg(feature = "dingtalk")]
        "dingtalk" => chat_dingtalk::Settings::read(name, section)
            .map(|settings| PlatformConfig::DingTalk(Box::new(settings))),
        #[cfg(feature = "discord")]
        "discord" => chat_discord::Settings::read(name, section)
            .map(|settings| PlatformConfig::Discord(Box::new(settings))),
        #[cfg(feature = "mail")]
        "mail" => chat_mail::Settings::read(name, section)
            .map(|settings| PlatformConfig::Mail(Box::new(settings))),
        #[cfg(feature = "wecom")]
        "wecom" => chat_wecom::Settings::read(name, section)
            .map(|settings| PlatformConfig::WeCom(Box::new(settings))),
        #[cfg(feature = "welink")]
        "welink" => chat_welink::Settings::read(name, section)
            .map(|settings| PlatformConfig::WeLink(Box::new(settings))),
        "" => {
            section.pass_over_the_rest();
            None
        }
        #[cfg(not(all(
            feature = "dingtalk",
            feature = "discord",
            feature = "mail",
            feature = "wecom",
            feature = "welink"
        )))]
        left_out @ ("dingtalk" | "discord" | "mail" | "wecom" | "welink") => {
            let what = format!("this program was built without the feature `{left_out}`");
            let help = "build it with that feature, or remove the section".to_owned();
            section.note("kind", None, what, help);
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

fn is_one_word(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
