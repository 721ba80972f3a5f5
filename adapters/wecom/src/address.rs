//! How this adapter spells rooms and people in an [`Address`](chat::Address).

use chat::SendError;

use crate::Settings;

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    /// A group that the smart robot is in, by its `chatid`.
    Robot(&'a str),
    /// A person, by the smart robot.
    User(&'a str),
    /// A group webhook of the settings.
    Webhook(&'a str),
    /// A person, by the self-built app.
    App(&'a str),
    /// A group which the self-built app has made.
    AppChat(&'a str),
}

impl<'a> Target<'a> {
    pub(crate) fn of(address: &'a str) -> Result<Self, SendError> {
        match address.split_once(':') {
            Some((_, "")) => Err(SendError::refused("empty WeCom address")),
            Some(("robot", chat)) => Ok(Self::Robot(chat)),
            Some(("user", account)) => Ok(Self::User(account)),
            Some(("webhook", name)) => Ok(Self::Webhook(name)),
            Some(("app", account)) => Ok(Self::App(account)),
            Some(("appchat", chat)) => Ok(Self::AppChat(chat)),
            _ => Err(SendError::refused("not a WeCom address")),
        }
    }
}

/// A group whose messages arrive through a robot.
pub(crate) fn robot(chat: &str) -> String {
    format!("robot:{chat}")
}

/// A person whose messages arrive through the smart robot.
pub(crate) fn user(account: &str) -> String {
    format!("user:{account}")
}

/// A person whose messages arrive through the app.
pub(crate) fn app(account: &str) -> String {
    format!("app:{account}")
}

/// Whether an account can appear in a mention or in a list of receivers: none that means everybody,
/// and none that would end the mention and begin something else.
pub(crate) fn is_callable(account: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.@".contains(&byte);
    let means_everybody = account.trim_start_matches('@').eq_ignore_ascii_case("all");
    !account.is_empty() && account.bytes().all(is_plain) && !means_everybody
}

impl Settings {
    /// Why nothing can be sent to an address with these settings; none where it can be.
    pub fn unreachable(&self, address: &str) -> Option<String> {
        let speaks_first = self.long_connection().is_some();
        let without_app = || self.app.is_none().then(|| "the settings have no app".to_owned());
        match Target::of(address) {
            Ok(Target::Robot(_) | Target::User(_)) if speaks_first => None,
            Ok(Target::Robot(chat)) => self.webhook_into(chat).is_none().then(|| {
                "a robot that is called back cannot speak first: give this group a webhook"
                    .to_owned()
            }),
            Ok(Target::User(_) | Target::App(_) | Target::AppChat(_)) => without_app(),
            Ok(Target::Webhook(name)) => (!self.webhooks.contains_key(name))
                .then(|| format!("the settings have no webhook `{name}`")),
            Err(_) => Some(
                "write robot:CHAT, webhook:NAME, appchat:CHAT, user:ACCOUNT or app:ACCOUNT"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_by_their_prefix() {
        assert_eq!(Target::of("robot:wrG1"), Ok(Target::Robot("wrG1")));
        assert_eq!(Target::of("user:zhangsan"), Ok(Target::User("zhangsan")));
        assert_eq!(Target::of("webhook:oncall"), Ok(Target::Webhook("oncall")));
        assert_eq!(Target::of("app:zhangsan"), Ok(Target::App("zhangsan")));
        assert_eq!(Target::of("appchat:inc42"), Ok(Target::AppChat("inc42")));
        for odd in ["", "oncall", "robot:", "group:1"] {
            assert!(
                matches!(Target::of(odd), Err(SendError::Permanent { gone: false, .. })),
                "{odd}"
            );
        }
    }

    #[test]
    fn nobody_can_be_called_who_is_everybody() {
        for (account, callable) in [
            ("zhangsan", true),
            ("Zhang.San_1@x", true),
            ("all", false),
            ("@all", false),
            ("@@ALL", false),
            ("", false),
            ("a|b", false),
            ("a>b", false),
            ("张三", false),
        ] {
            assert_eq!(is_callable(account), callable, "{account}");
        }
    }
}
