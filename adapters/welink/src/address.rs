//! How this adapter spells rooms and people in an [`Address`](chat::Address).

use chat::SendError;

use crate::Settings;

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    /// A group, by the robot of the settings that speaks there.
    Robot(&'a str),
    /// A person, by WeLink account.
    Person(&'a str),
    /// A group known through the relay only, without a robot: nothing can be sent there.
    Unvoiced(&'a str),
}

impl<'a> Target<'a> {
    pub(crate) fn of(address: &'a str) -> Result<Self, SendError> {
        match address.split_once(':') {
            Some((_, "")) => Err(SendError::refused("empty WeLink address")),
            Some(("robot", name)) => Ok(Self::Robot(name)),
            Some(("user", account)) => Ok(Self::Person(account)),
            Some(("group", chat)) => Ok(Self::Unvoiced(chat)),
            _ => Err(SendError::refused("not a WeLink address")),
        }
    }
}

pub(crate) fn robot(name: &str) -> String {
    format!("robot:{name}")
}

pub(crate) fn person(account: &str) -> String {
    format!("user:{account}")
}

pub(crate) fn unvoiced(chat: &str) -> String {
    format!("group:{chat}")
}

/// Whether an account has a form that WeLink takes: a wrong one keeps the whole message from
/// arriving (page on group robots), so a doubtful one is named instead of called.
pub(crate) fn can_be_called(account: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "@._-".contains(letter);
    !account.is_empty() && account != "all" && account.chars().all(is_plain)
}

impl Settings {
    /// Why nothing can be sent to an address with these settings; none where it can be.
    pub fn unreachable(&self, address: &str) -> Option<String> {
        match Target::of(address) {
            Ok(Target::Robot(name)) => (!self.robots.contains_key(name))
                .then(|| format!("the settings have no robot `{name}`")),
            Ok(Target::Person(_)) => {
                self.app.is_none().then(|| "the settings have no app".to_owned())
            }
            Ok(Target::Unvoiced(_)) => {
                Some("only a robot can write to a group: write robot:NAME".to_owned())
            }
            Err(_) => Some("write robot:NAME or user:ACCOUNT".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_by_their_prefix() {
        assert_eq!(Target::of("robot:oncall"), Ok(Target::Robot("oncall")));
        assert_eq!(Target::of("user:zhangsan@demo"), Ok(Target::Person("zhangsan@demo")));
        assert_eq!(Target::of("group:c1"), Ok(Target::Unvoiced("c1")));
        for odd in ["", "oncall", "robot:", "channel:1"] {
            assert!(
                matches!(Target::of(odd), Err(SendError::Permanent { gone: false, .. })),
                "{odd}"
            );
        }
    }

    #[test]
    fn nobody_is_called_by_a_doubtful_account() {
        for (account, fits) in [
            ("zhangsan@demo", true),
            ("z00123456", true),
            ("all", false),
            ("", false),
            ("张三", false),
            ("a b", false),
        ] {
            assert_eq!(can_be_called(account), fits, "{account:?}");
        }
    }
}
