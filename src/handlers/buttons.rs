//! The keys of the buttons on our messages, and the commands they stand for.

use crate::commands::command::{Command, PageCode, Target};
use crate::commands::error::{Argument, ParseError};
use crate::commands::verb::Verb;
use crate::ids::{IncidentNumber, RequiredInfoItemId};

/// What a pressed button lacks, where its act needs words: the reply says how they are typed.
pub(super) fn words_missing(key: &str) -> Option<ParseError> {
    let (act, _) = key.split_once(':')?;
    let (verb, which) = match act {
        "update" => (Verb::Update, Argument::Text),
        "wait" => (Verb::Wait, Argument::Text),
        "solve" => (Verb::Solve, Argument::Text),
        "handoff" => (Verb::Handoff, Argument::Person),
        _ => return None,
    };
    Some(ParseError::MissingArgument { verb, which })
}

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
        "read" => Some(Command::Show { incident: Some(number()?), page: Some(1) }),
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
