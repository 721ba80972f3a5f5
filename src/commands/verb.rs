//! The verbs people can say to the bot. What each takes and means is in the grammar table.

use serde::Serialize;
use strum::VariantArray;

/// One thing the bot can be asked to do, in the order in which help lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    Open,
    Show,
    List,
    Say,
    Level,
    Escalate,
    Confirm,
    Reject,
    Reopen,
    Plan,
    Why,
    Lang,
    Help,
    Ack,
    Assign,
    Update,
    Note,
    Solve,
    Every,
    Next,
    Bridge,
    Page,
    Handoff,
    Oncall,
    Cover,
    Board,
    Close,
    Silence,
    Mirror,
    UserLink,
    GroupCheck,
    Subscribe,
    Unsubscribe,
    Takeover,
    CreditShow,
    CreditApprove,
    CreditRefuse,
    CreditReverse,
    Wait,
    Resume,
    Catchup,
    Transcript,
    Express,
    Quota,
    Contacts,
    Access,
    Regrade,
    DowngradeAccess,
    Dispatch,
    Arrived,
    WarRoom,
    Intake,
    Skip,
    Duplicate,
    Rate,
    Withdraw,
}

impl Verb {
    /// Whether its arguments may name somebody.
    pub fn takes_a_person(self) -> bool {
        matches!(
            self,
            Self::Assign
                | Self::Dispatch
                | Self::Page
                | Self::Handoff
                | Self::Cover
                | Self::UserLink
                | Self::Contacts
        )
    }
}
