//! What is behind a verb: people, pages, incidents, and the words of a fixed choice.

use std::fmt;

use serde::Serialize;

use crate::commands::verb::Verb;
use crate::domain::plan::Right;
use crate::ids::IncidentNumber;

/// What an administrator decides about one of the customer's people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ContactDecision {
    /// Whether a person has a right. Allowing one to somebody unknown registers them too.
    Right { allowed: bool, person: PersonName, right: Right },
    /// Whether a person is registered at all.
    Registered { registered: bool, person: PersonName },
}

/// What help is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpTopic {
    /// Every command that the caller may use.
    All,
    #[serde(untagged)]
    Verb(Verb),
}

/// What is to become of a mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MirrorChange {
    Add,
    Remove,
}

/// What an acknowledgement or a handoff is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Incident(IncidentNumber),
    Page(PageCode),
    /// Every page that waits for the caller.
    All,
    /// Four bare digits, which may be either. The handler looks for an open page of the caller with
    /// this code first, and takes it as an incident number otherwise.
    #[serde(rename = "incident")]
    PageOrIncident(u32),
}

/// The short code printed in a page, `P-5531`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PageCode(pub u32);

impl fmt::Display for PageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P-{:04}", self.0)
    }
}

/// A person as typed after the `@`: a name shown in the group or an id of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct PersonName(pub String);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageTarget {
    Person(PersonName),
    Team(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListScope {
    Open,
    Mine,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    Urgent,
    Normal,
}
