//! How this adapter spells rooms, people and messages.

use chat::{MessageRef, SendError, ThreadRef};

use crate::Settings;
use crate::snowflake::Snowflake;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A channel of a server, by its id.
    Channel(Snowflake),
    /// A person in private, by their id.
    Person(Snowflake),
}

impl Target {
    pub(crate) fn of(address: &str) -> Result<Self, SendError> {
        let unreadable = || SendError::refused("not a Discord address");
        let (kind, id) = address.split_once(':').ok_or_else(unreadable)?;
        let id = Snowflake::parse(id).ok_or_else(unreadable)?;
        match kind {
            "channel" => Ok(Self::Channel(id)),
            "user" => Ok(Self::Person(id)),
            _ => Err(unreadable()),
        }
    }
}

pub(crate) fn channel(id: &Snowflake) -> String {
    format!("channel:{id}")
}

pub(crate) fn person(account: &str) -> String {
    format!("user:{account}")
}

/// A message is found by its channel and its own id.
pub(crate) fn message_ref(channel: &Snowflake, message: &Snowflake) -> MessageRef {
    MessageRef(format!("{channel}/{message}"))
}

/// The channel and the id of a message.
pub(crate) fn parts(reference: &str) -> Option<(Snowflake, Snowflake)> {
    let (channel, message) = reference.split_once('/')?;
    Some((Snowflake::parse(channel)?, Snowflake::parse(message)?))
}

/// The channel that a thread is: it has the id of the message it was started from (Discord
/// documentation, "Start Thread from Message").
pub(crate) fn thread_channel(thread: &ThreadRef) -> Option<Snowflake> {
    parts(thread.as_str()).map(|(_, message)| message)
}

/// The thread which is the channel `thread` below `parent`.
pub(crate) fn thread_ref(parent: &Snowflake, thread: &Snowflake) -> ThreadRef {
    ThreadRef(message_ref(parent, thread).0)
}

impl Settings {
    /// Why nothing can be sent to an address with these settings; none where it can be.
    pub fn unreachable(&self, address: &str) -> Option<String> {
        Target::of(address).is_err().then(|| "write channel:ID or user:ID".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_by_their_prefix() {
        let id = |digits| Snowflake::parse(digits).unwrap();
        assert_eq!(Target::of("channel:3001"), Ok(Target::Channel(id("3001"))));
        assert_eq!(Target::of("user:42"), Ok(Target::Person(id("42"))));
        for odd in ["", "3001", "channel:", "channel:../1", "role:5"] {
            assert!(
                matches!(Target::of(odd), Err(SendError::Permanent { gone: false, .. })),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_thread_is_the_channel_with_the_id_of_its_first_message() {
        let thread = ThreadRef::from("3001/4001");
        assert_eq!(thread_channel(&thread).unwrap().as_str(), "4001");
        assert_eq!(parts("3001/x"), None);
    }
}
