//! The verbs people can say to the bot. What each takes and means is in the grammar table.

use std::fmt;

use serde::Serialize;

/// One thing the bot can be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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
}

impl Verb {
    /// The first English name, which also keys the verb's sentences in the language files.
    pub fn as_str(self) -> &'static str {
        super::grammar::of(self).en[0]
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
