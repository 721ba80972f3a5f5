//! What a notice is about, in the few kinds that people tell apart when one does not arrive.

use serde::{Deserialize, Serialize};

use super::Intent;

/// The kind of a message, for a warning that it was not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "kebab-case")]
pub enum Subject {
    Page,
    Receipt,
    StatusUpdate,
    Question,
    Solution,
    Closing,
    Warning,
    Words,
    Credit,
    SpecialHandling,
    /// Who works on it, how severe it is, and other changes.
    Change,
    Answer,
}

impl Intent {
    /// What people would call it.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Page { .. } | Self::PageTaken { .. } | Self::EscalationPage { .. } => {
                Subject::Page
            }
            Self::Receipt | Self::OpenedInside => Subject::Receipt,
            Self::StatusUpdate { .. } | Self::CadenceAgreed { .. } => Subject::StatusUpdate,
            Self::CadenceProposed { .. }
            | Self::InformationAsked { .. }
            | Self::QuestionReminder
            | Self::RequiredInfoAsked { .. }
            | Self::RequiredInfoTaken { .. }
            | Self::RequiredInfoSkipped { .. } => Subject::Question,
            Self::ConsentAsked => Subject::Solution,
            Self::Closed => Subject::Closing,
            Self::TellAtOnce { .. }
            | Self::CallUnanswered { .. }
            | Self::StepFoundNobody { .. }
            | Self::PagingRests { .. }
            | Self::ResponseWarning { .. }
            | Self::ResponseMissed
            | Self::AskForUpdate { .. }
            | Self::UpdateMissed { .. }
            | Self::HandoverWanted { .. }
            | Self::HandoverMissed { .. }
            | Self::EscalationWarning { .. }
            | Self::EscalationMissed
            | Self::OutOfContract { .. }
            | Self::DeadLetter { .. } => Subject::Warning,
            Self::Said { .. } | Self::Replied { .. } | Self::Noted { .. } => Subject::Words,
            Self::CreditProposed { .. }
            | Self::CreditApproved { .. }
            | Self::CreditRefused { .. }
            | Self::CreditReversed { .. }
            | Self::ExpressGivenBack { .. } => Subject::Credit,
            Self::SpecialHandling(_) => Subject::SpecialHandling,
            Self::Answer { .. } | Self::Recorded { .. } => Subject::Answer,
            Self::Card
            | Self::CallAnswered { .. }
            | Self::CallDeclined { .. }
            | Self::Acknowledged
            | Self::Assigned { .. }
            | Self::BridgeSet { .. }
            | Self::HandoffOffered { .. }
            | Self::SeverityChanged { .. }
            | Self::Escalated { .. }
            | Self::Rejected { .. }
            | Self::Reopened { .. }
            | Self::Silenced { .. }
            | Self::SilenceEnded
            | Self::Mirrored { .. }
            | Self::MirrorEnded { .. }
            | Self::Subscribed { .. }
            | Self::Unsubscribed { .. }
            | Self::EscalationTaken { .. }
            | Self::EscalationAnswered { .. }
            | Self::Resumed { .. }
            | Self::DuplicateTaken { .. }
            | Self::Rated { .. } => Subject::Change,
        }
    }
}
