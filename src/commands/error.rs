//! Why a message to the bot was not understood, with all that is needed to say so helpfully.

use thiserror::Error;

use super::verb::Verb;
use super::vocabulary::{Elsewhere, SeverityName};

/// What was wrong with a command. `Display` is for logs; people read `render::parse_error`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParseError {
    #[error("no verb `{typed}`")]
    UnknownVerb {
        /// What was typed, cut to a length that can be shown.
        typed: String,
        /// At most three, the most likely first.
        suggestions: Vec<Verb>,
    },
    #[error("`{verb}` needs its {which:?}")]
    MissingArgument { verb: Verb, which: Argument },
    #[error("`{verb}` with unknown level `{typed}`")]
    UnknownSeverity {
        verb: Verb,
        typed: String,
        /// The levels of this group, the worst first.
        offered: Vec<SeverityName>,
        /// Set when the plan has the level, but not here.
        elsewhere: Option<Box<Elsewhere>>,
    },
    #[error("`{typed}` is not an incident number for `{verb}`")]
    BadIncident { verb: Verb, typed: String },
    #[error("`{typed}` is not a duration for `{verb}`")]
    BadDuration { verb: Verb, typed: String },
    #[error("`{typed}` is not a time for `{verb}`")]
    BadTime { verb: Verb, typed: String },
    #[error("`{typed}` is not a choice of `{verb}`")]
    BadChoice { verb: Verb, typed: String },
    #[error("`{typed}` is not a confirmation code")]
    BadCode { typed: String },
    #[error("`{typed}` is not a credit number for `{verb}`")]
    BadCredit { verb: Verb, typed: String },
}

/// A part of a command that may not be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Argument {
    Title,
    Text,
    Severity,
    Person,
    /// A person or a team.
    PageTarget,
    Duration,
    Time,
    /// A time or a duration.
    End,
    #[strum(serialize = "language")]
    Languages,
    Outcome,
    Reason,
    /// A chat group by its id or name.
    Group,
    /// The number of a service credit.
    Credit,
    /// Why a decision was made about it.
    Why,
    /// Somebody of the customer, and what they may do.
    Permission,
    /// Granted or refused.
    Answer,
    /// The reason of a ruling.
    Ruling,
    /// Who goes to the customer's site, and when they are expected.
    Traveller,
    Arrival,
    /// The number of the incident under which a duplicate continues.
    #[strum(serialize = "original")]
    OriginalIncident,
    /// A number from 1 to 5.
    Score,
    /// The address of a meeting.
    MeetingLink,
}

impl Argument {
    /// The key of its name in the language files.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl ParseError {
    /// The verb that was understood, where one was.
    pub fn verb(&self) -> Option<Verb> {
        match self {
            Self::MissingArgument { verb, .. }
            | Self::UnknownSeverity { verb, .. }
            | Self::BadIncident { verb, .. }
            | Self::BadDuration { verb, .. }
            | Self::BadTime { verb, .. }
            | Self::BadChoice { verb, .. }
            | Self::BadCredit { verb, .. } => Some(*verb),
            Self::UnknownVerb { .. } | Self::BadCode { .. } => None,
        }
    }

    /// A stable word for the kind, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownVerb { .. } => "unknown_verb",
            Self::MissingArgument { .. } => "missing_argument",
            Self::UnknownSeverity { .. } => "unknown_severity",
            Self::BadIncident { .. } => "bad_incident",
            Self::BadDuration { .. } => "bad_duration",
            Self::BadTime { .. } => "bad_time",
            Self::BadChoice { .. } => "bad_choice",
            Self::BadCode { .. } => "bad_code",
            Self::BadCredit { .. } => "bad_credit",
        }
    }
}
