//! The keys of the buttons on our messages, and the commands they stand for.

use crate::commands::command::{Command, PageCode, Target};
use crate::ids::{IncidentNumber, RequiredInfoItemId};

/// What a pressed button asks for; none for a key that no message of ours carries.
pub(super) fn command_of(key: &str) -> Option<Command> {
    let (verb, about) = key.split_once(':')?;
    let number = || Some(IncidentNumber(object(key)?.trim_start_matches("INC-").parse().ok()?));
    let code = || about.parse().ok().map(PageCode);
    match verb {
        "ack" if about.starts_with("INC-") => {
            Some(Command::Ack { target: Some(Target::Incident(number()?)) })
        }
        "ack" => Some(Command::Ack { target: Some(Target::Page(code()?)) }),
        "pass" => {
            Some(Command::Handoff { target: Some(Target::Page(code()?)), person: None, text: None })
        }
        "confirm" => Some(Command::Confirm { incident: Some(number()?), text: None }),
        "reject" => Some(Command::Reject { incident: Some(number()?), text: None }),
        "escalate" => {
            Some(Command::Escalate { incident: Some(number()?), urgency: None, text: None })
        }
        "skip" => Some(Command::Skip { incident: Some(number()?), item: Some(item_in(key)?) }),
        _ => None,
    }
}

/// The incident that a button's key names by its number.
pub(super) fn number_in(key: &str) -> Option<IncidentNumber> {
    object(key)?.strip_prefix("INC-")?.parse().ok().map(IncidentNumber)
}

/// The item of the plan that a button's key names: `skip:INC-7:impact`.
pub(super) fn item_in(key: &str) -> Option<RequiredInfoItemId> {
    key.splitn(3, ':').nth(2).map(RequiredInfoItemId::from)
}

fn object(key: &str) -> Option<&str> {
    key.split(':').nth(1)
}
