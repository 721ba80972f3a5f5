//! How this adapter spells rooms and people in an [`Address`](chat::Address).

use chat::SendError;

use crate::Settings;

/// Marks an account that is not in the organisation's directory (no `senderStaffId`). Such an
/// account can be recognised again, but not mentioned and not written to first.
pub(crate) const UNLISTED: &str = "unlisted:";

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target<'a> {
    /// A custom robot of the settings.
    Robot(&'a str),
    /// A group, by its conversation id.
    Group(&'a str),
    /// A person, by staff id.
    Person(&'a str),
    /// A person outside the organisation: can be answered through a session, but not written to
    /// first.
    Unlisted(&'a str),
}

impl<'a> Target<'a> {
    pub(crate) fn of(address: &'a str) -> Result<Self, SendError> {
        match address.split_once(':') {
            Some((_, "")) => Err(SendError::refused("empty DingTalk address")),
            Some(("robot", name)) => Ok(Self::Robot(name)),
            Some(("group", conversation)) => Ok(Self::Group(conversation)),
            Some(("user", account)) if is_listed(account) => Ok(Self::Person(account)),
            Some(("user", account)) => Ok(Self::Unlisted(account)),
            _ => Err(SendError::refused("not a DingTalk address")),
        }
    }
}

pub(crate) fn group(conversation: &str) -> String {
    format!("group:{conversation}")
}

pub(crate) fn person(account: &str) -> String {
    format!("user:{account}")
}

/// Whether the account is in the organisation's directory, so that it can be mentioned.
pub(crate) fn is_listed(account: &str) -> bool {
    !account.starts_with(UNLISTED)
}

impl Settings {
    /// Why nothing can be sent to an address with these settings; none where it can be.
    pub fn unreachable(&self, address: &str) -> Option<String> {
        match Target::of(address) {
            Ok(Target::Robot(name)) => (!self.robots.contains_key(name))
                .then(|| format!("the settings have no robot `{name}`")),
            Ok(Target::Group(_) | Target::Person(_)) => {
                self.app.is_none().then(|| "the settings have no app".to_owned())
            }
            Ok(Target::Unlisted(_)) => {
                Some("somebody outside the organisation cannot be written to first".to_owned())
            }
            Err(_) => Some("write group:ID, user:ID or robot:NAME".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_by_their_prefix() {
        assert_eq!(Target::of("robot:oncall"), Ok(Target::Robot("oncall")));
        assert_eq!(Target::of("group:cidA=="), Ok(Target::Group("cidA==")));
        assert_eq!(Target::of("user:u:1"), Ok(Target::Person("u:1")));
        assert_eq!(Target::of("user:unlisted:$:u"), Ok(Target::Unlisted("unlisted:$:u")));
        for odd in ["", "oncall", "robot:", "channel:1"] {
            assert!(
                matches!(Target::of(odd), Err(SendError::Permanent { gone: false, .. })),
                "{odd}"
            );
        }
    }
}
