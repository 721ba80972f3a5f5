//! How a vendor ends an incident: how long an answer of the customer is waited for, until when a
//! closed incident is opened again, and for how long its words are kept.
//!
//! A plan without these rules closes nothing by itself and keeps everything.

use crate::ids::CoverageId;

use super::{Amount, Provenance};

/// The rules of ending (`DaoCloud`, "事件关闭"; what the others leave open is assumed in their
/// files).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingTerms {
    /// The working hours: the window for consent is counted in them, and reminders leave in them.
    pub coverage: CoverageId,
    /// How long consent to a solution is waited for.
    pub consent_within: Amount,
    /// The same in seconds of coverage time.
    pub consent_seconds: i64,
    /// How long before the end of a window to remind of it, in seconds of coverage time, the
    /// longest first.
    pub remind_before_seconds: Vec<i64>,
    /// How long information that was asked for is waited for, by rank, the most urgent first.
    pub information: Vec<InformationWindow>,
    /// What follows when a window ends without an answer, where the file says so.
    pub without_answer: Option<WithoutAnswer>,
    /// Days of 24 hours after closing within which the incident itself is opened again.
    pub reopen_days: i64,
    /// Years after closing for which the words of an incident are kept.
    pub years_kept: u32,
    pub provenance: Provenance,
}

/// What follows when the customer never answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutAnswer {
    /// The incident is closed.
    Close,
    /// The duty manager is asked to decide, and the incident stays as it is.
    AskDutyManager,
}

/// How long information is waited for at a rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformationWindow {
    /// The rank from which it holds, up to the next one that is listed. Never 1: that is not
    /// parked.
    pub rank: u8,
    /// Days of 24 hours, as the document counts them: working days or not.
    pub days: i64,
    pub provenance: Provenance,
}

impl ClosingTerms {
    /// Whether the end of a window closes the incident. Where no document has the rule, only the
    /// duty manager closes it, unless the file says otherwise.
    pub fn closes_unanswered(&self, window: &Provenance) -> bool {
        match self.without_answer {
            Some(WithoutAnswer::Close) => true,
            Some(WithoutAnswer::AskDutyManager) => false,
            None => !window.is_house_rule(),
        }
    }

    /// The window of a rank; none where such an incident is never parked.
    pub fn information_for(&self, rank: u8) -> Option<&InformationWindow> {
        self.information.iter().rfind(|window| window.rank <= rank)
    }
}
