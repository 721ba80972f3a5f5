//! Where an intent belongs: into the thread or the room, and into the e-mails of those who asked
//! for news.

use super::{Intent, Subject};

impl Intent {
    /// Whether subscribers are told by e-mail: progress, another level, what is asked of the
    /// customer and its reminders, the solution, the end, a reopening.
    pub fn is_mailed(&self) -> bool {
        matches!(
            self,
            Self::StatusUpdate { .. }
                | Self::DueSettled { .. }
                | Self::SeverityChanged { .. }
                | Self::CadenceProposed { .. }
                | Self::ConsentAsked
                | Self::InformationAsked { .. }
                | Self::QuestionReminder
                | Self::Resumed { .. }
                | Self::Closed
                | Self::Reopened { .. }
        )
    }

    /// Whether it asks the customer for something that a request is to carry.
    pub fn asks_for_an_item(&self) -> bool {
        match self {
            Self::RequiredInfoAsked { .. } => true,
            Self::RequiredInfoTaken { asks, .. } | Self::RequiredInfoSkipped { asks, .. } => {
                asks.is_some()
            }
            _ => false,
        }
    }

    /// Whether it belongs into the incident's thread, if there is one. To the room itself go only:
    /// opened, level changed, progress, solution offered, closed (`commands`, section 6), what
    /// pages or warns people, and replies, which go back to the room of the command.
    #[expect(clippy::too_many_lines, reason = "one row for each intent")]
    pub fn is_detail(&self) -> bool {
        match self {
            Self::SpecialHandling(handling) => handling.is_detail(),
            Self::PageTaken { .. }
            | Self::CallAnswered { .. }
            | Self::CallDeclined { .. }
            | Self::Acknowledged
            | Self::Assigned { .. }
            | Self::HandoffOffered { .. }
            | Self::CadenceAgreed { .. }
            | Self::CadenceDeclined { .. }
            | Self::BridgeSet { .. }
            | Self::Said { .. }
            | Self::Replied { .. }
            | Self::Noted { .. }
            | Self::Escalated { .. }
            | Self::EndWished { .. }
            | Self::Rejected { .. }
            | Self::Silenced { .. }
            | Self::SilenceEnded
            | Self::Recorded { .. }
            | Self::Subscribed { .. }
            | Self::Unsubscribed { .. }
            | Self::EscalationTaken { .. }
            | Self::EscalationAnswered { .. }
            | Self::Resumed { .. }
            | Self::ExpressGivenBack { .. }
            | Self::RequiredInfoAsked { .. }
            | Self::RequiredInfoTaken { .. }
            | Self::RequiredInfoSkipped { .. }
            | Self::DuplicateTaken { .. }
            | Self::Rated { .. } => true,
            Self::Receipt
            | Self::OpenedInside
            | Self::Card
            | Self::Page { .. }
            | Self::TellAtOnce { .. }
            | Self::CallUnanswered { .. }
            | Self::StepFoundNobody { .. }
            | Self::PagingRests { .. }
            | Self::ResponseWarning { .. }
            | Self::ResponseMissed
            | Self::DueSettled { .. }
            | Self::StatusUpdate { .. }
            | Self::CadenceProposed { .. }
            | Self::AskForUpdate { .. }
            | Self::UpdateMissed { .. }
            | Self::SeverityChanged { .. }
            | Self::ConsentAsked
            | Self::Reopened { .. }
            | Self::Closed
            | Self::Mirrored { .. }
            | Self::MirrorEnded { .. }
            | Self::OutOfContract { .. }
            | Self::DeadLetter { .. }
            | Self::Restored { .. }
            | Self::EscalationPage { .. }
            | Self::EscalationWarning { .. }
            | Self::EscalationMissed
            | Self::CreditProposed { .. }
            | Self::CreditApproved { .. }
            | Self::CreditRefused { .. }
            | Self::CreditReversed { .. }
            | Self::InformationAsked { .. }
            | Self::QuestionReminder
            | Self::LeftUnanswered
            | Self::AnsweredLate { .. }
            | Self::HandoverWanted { .. }
            | Self::HandoverMissed { .. }
            | Self::Answer { .. } => false,
        }
    }

    /// What people would call it.
    #[expect(clippy::too_many_lines, reason = "a table: one row for each intent")]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Page { .. } | Self::PageTaken { .. } | Self::EscalationPage { .. } => {
                Subject::Page
            }
            Self::Receipt | Self::OpenedInside => Subject::Receipt,
            Self::StatusUpdate { .. } | Self::CadenceAgreed { .. } => Subject::StatusUpdate,
            Self::CadenceProposed { .. }
            | Self::CadenceDeclined { .. }
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
            | Self::LeftUnanswered
            | Self::EscalationWarning { .. }
            | Self::EscalationMissed
            | Self::OutOfContract { .. }
            | Self::DeadLetter { .. }
            | Self::Restored { .. } => Subject::Warning,
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
            | Self::EndWished { .. }
            | Self::AnsweredLate { .. }
            | Self::DueSettled { .. }
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
