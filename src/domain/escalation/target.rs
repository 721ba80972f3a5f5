//! Whom a step of a policy names, as roles rather than people wherever a role will do.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::{PersonId, RotationId};

/// Someone for a step to page. Written `"oncall:primary"`, `"next:primary"`, `"person:li-na"`,
/// `"duty_manager"`, `"tam"` or `"account_representative"`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    /// Whoever is on call on the rotation.
    OnCall(RotationId),
    /// Whoever takes the rotation over next.
    NextOnCall(RotationId),
    /// This person.
    Person(PersonId),
    /// Whoever is in charge of the day.
    DutyManager,
    /// The customer's TAM, or the deputy outside the TAM's coverage.
    Tam,
    /// The vendor's account representative for the customer.
    AccountRepresentative,
}

/// Who carries a duty: always the same person, or whoever is on call on a rotation. Written as the
/// targets `"person:…"` and `"oncall:…"` are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Target", into = "Target")]
pub enum Duty {
    /// Always this person.
    Person(PersonId),
    /// Whoever is on call on the rotation.
    OnCall(RotationId),
}

/// A text that names no target.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TargetError {
    /// None of the forms fits.
    #[error(
        r#""{0}" is not a target to page; write "oncall:<rotation>", "next:<rotation>", "person:<id>", "duty_manager", "tam" or "account_representative""#
    )]
    Unreadable(String),
    /// A role that itself depends on a duty cannot carry one.
    #[error(r#""{0}" cannot carry a duty; write "person:<id>" or "oncall:<rotation>""#)]
    NotADuty(Target),
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        match (text, text.split_once(':')) {
            ("duty_manager", _) => Ok(Self::DutyManager),
            ("tam", _) => Ok(Self::Tam),
            ("account_representative", _) => Ok(Self::AccountRepresentative),
            (_, Some(("oncall", name))) if is_id(name) => Ok(Self::OnCall(name.into())),
            (_, Some(("next", name))) if is_id(name) => Ok(Self::NextOnCall(name.into())),
            (_, Some(("person", name))) if is_id(name) => Ok(Self::Person(name.into())),
            _ => Err(TargetError::Unreadable(text.to_owned())),
        }
    }
}

/// Blanks are slips of the pen; which ids exist is checked against the directory.
fn is_id(name: &str) -> bool {
    !name.is_empty() && !name.contains(char::is_whitespace)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnCall(rotation) => write!(f, "oncall:{rotation}"),
            Self::NextOnCall(rotation) => write!(f, "next:{rotation}"),
            Self::Person(person) => write!(f, "person:{person}"),
            Self::DutyManager => f.write_str("duty_manager"),
            Self::Tam => f.write_str("tam"),
            Self::AccountRepresentative => f.write_str("account_representative"),
        }
    }
}

impl TryFrom<String> for Target {
    type Error = TargetError;

    fn try_from(text: String) -> Result<Self, TargetError> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

impl TryFrom<Target> for Duty {
    type Error = TargetError;

    fn try_from(target: Target) -> Result<Self, TargetError> {
        match target {
            Target::Person(person) => Ok(Self::Person(person)),
            Target::OnCall(rotation) => Ok(Self::OnCall(rotation)),
            Target::NextOnCall(_)
            | Target::DutyManager
            | Target::Tam
            | Target::AccountRepresentative => Err(TargetError::NotADuty(target)),
        }
    }
}

impl From<Duty> for Target {
    fn from(duty: Duty) -> Self {
        match duty {
            Duty::Person(person) => Self::Person(person),
            Duty::OnCall(rotation) => Self::OnCall(rotation),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_written_as_it_was_read() {
        for (text, target) in [
            ("oncall:primary", Target::OnCall("primary".into())),
            ("next:primary", Target::NextOnCall("primary".into())),
            ("person:li-na", Target::Person("li-na".into())),
            ("duty_manager", Target::DutyManager),
            ("tam", Target::Tam),
            ("account_representative", Target::AccountRepresentative),
        ] {
            assert_eq!(serde_json::from_value::<Target>(text.into()).unwrap(), target);
            assert_eq!(serde_json::to_value(target).unwrap(), text);
        }
    }

    #[test]
    fn what_names_nobody_is_refused() {
        for text in [
            "",
            "primary",
            "oncall:",
            "oncall",
            "next: primary",
            "persons:li-na",
            "TAM",
            "tam:li-na",
        ] {
            assert_eq!(text.parse::<Target>(), Err(TargetError::Unreadable(text.to_owned())));
        }
    }

    #[test]
    fn a_duty_is_carried_by_a_person_or_a_rotation_only() {
        let duty = |text: &str| serde_json::from_value::<Duty>(text.into());
        assert_eq!(duty("oncall:managers").unwrap(), Duty::OnCall("managers".into()));
        assert_eq!(serde_json::to_value(duty("person:li-na").unwrap()).unwrap(), "person:li-na");
        assert!(duty("duty_manager").unwrap_err().to_string().contains("cannot carry a duty"));
    }
}
