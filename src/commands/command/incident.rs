//! Which incident a command names.

use super::{Command, PageTarget, Target};
use crate::ids::IncidentNumber;

impl Command {
    /// The incident that was named by its number; none where the number was left out, and for what
    /// is about no incident.
    #[expect(clippy::too_many_lines, reason = "one row for each command")]
    pub fn incident(&self) -> Option<IncidentNumber> {
        match self {
            Self::Show { incident, .. }
            | Self::Say { incident, .. }
            | Self::Level { incident, .. }
            | Self::Escalate { incident, .. }
            | Self::Confirm { incident, .. }
            | Self::Reject { incident, .. }
            | Self::Reopen { incident, .. }
            | Self::Why { incident }
            | Self::Assign { incident, .. }
            | Self::Update { incident, .. }
            | Self::Note { incident, .. }
            | Self::Solve { incident, .. }
            | Self::Every { incident, .. }
            | Self::Next { incident, .. }
            | Self::Bridge { incident, .. }
            | Self::Page { incident, .. }
            | Self::Close { incident, .. }
            | Self::Silence { incident, .. }
            | Self::Mirror { incident, .. }
            | Self::Subscribe { incident, .. }
            | Self::Unsubscribe { incident, .. }
            | Self::Takeover { incident }
            | Self::Wait { incident, .. }
            | Self::Resume { incident }
            | Self::Access { incident, .. }
            | Self::Intake { incident, .. }
            | Self::Regrade { incident, .. }
            | Self::DowngradeAccess { incident }
            | Self::Dispatch { incident, .. }
            | Self::Arrived { incident }
            | Self::WarRoom { incident }
            | Self::Skip { incident, .. }
            | Self::Duplicate { incident, .. }
            | Self::Rate { incident, .. }
            | Self::Catchup { incident }
            | Self::Transcript { incident }
            | Self::Withdraw { incident } => *incident,
            Self::Ack { target } | Self::Handoff { target, .. } => match target {
                Some(Target::Incident(number)) => Some(*number),
                Some(Target::PageOrIncident(digits)) => Some(IncidentNumber((*digits).into())),
                Some(Target::Page(_) | Target::All) | None => None,
            },
            Self::Open { .. }
            | Self::List { .. }
            | Self::Plan { .. }
            | Self::Lang { .. }
            | Self::Help { .. }
            | Self::Oncall { .. }
            | Self::Cover { .. }
            | Self::Board
            | Self::UserLink { .. }
            | Self::GroupCheck
            | Self::CreditShow
            | Self::CreditApprove { .. }
            | Self::CreditRefuse { .. }
            | Self::CreditReverse { .. }
            | Self::Express { .. }
            | Self::Quota
            | Self::Contacts { .. }
            | Self::Approve { .. }
            | Self::Choose { .. } => None,
        }
    }

    /// Whether it names somebody.
    pub fn is_about_a_person(&self) -> bool {
        match self {
            Self::Assign { .. } | Self::Dispatch { .. } => true,
            Self::Page { target, .. } => matches!(target, PageTarget::Person(_)),
            Self::Handoff { person, .. }
            | Self::Cover { person, .. }
            | Self::UserLink { person, .. } => person.is_some(),
            Self::Contacts { decision } => decision.is_some(),
            _ => false,
        }
    }

    /// Whether a customer reads the words in it.
    pub fn has_words_for_customer(&self) -> bool {
        match self {
            Self::Say { .. } | Self::Update { .. } | Self::Solve { .. } | Self::Wait { .. } => true,
            Self::Escalate { text, .. } | Self::Reopen { text, .. } => text.is_some(),
            _ => false,
        }
    }
}
