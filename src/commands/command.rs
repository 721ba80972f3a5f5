//! What people asked for, as plain data. The serialised form is what `watchbell parse` prints.
//!
//! Where an incident is `None` the person left the number out; the handler takes the group's only
//! open incident and names it in the answer.

use serde::Serialize;

use super::wall_time::{Until, WallTime};
pub use crate::domain::directory::{Languages, MeetingLink};
pub use crate::domain::incident::{OtherLevel, Outcome, Resolution};
pub use crate::domain::plan::{Relief, Right};
use crate::ids::{CreditNumber, IncidentNumber, RequiredInfoItemId, SeverityId};

mod code;
mod incident;
mod parts;
mod verb;

pub use code::{CODE_ALPHABET, ConfirmationCode, LinkCode};
pub use parts::{
    ContactDecision, HelpTopic, ListScope, MirrorChange, PageCode, PageTarget, PersonName, Target,
    Urgency,
};

/// One thing a person asked the bot to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Command {
    /// Without a severity the handler asks for one; the title is kept so that nothing is lost.
    Open {
        #[serde(skip_serializing_if = "Option::is_none")]
        severity: Option<SeverityId>,
        title: String,
        /// What was typed as the level, where that is none that is offered here.
        #[serde(skip_serializing_if = "Option::is_none")]
        other_level: Option<OtherLevel>,
    },
    Show {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// Which page of everything in full; the state in short where it is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        page: Option<u32>,
    },
    List {
        scope: ListScope,
    },
    Say {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        text: String,
    },
    Level {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        severity: SeverityId,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    Escalate {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        urgency: Option<Urgency>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The customer agrees that the incident is solved and may be closed.
    Confirm {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    Reject {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    Reopen {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    Plan {
        /// Only what the severities mean.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        levels: bool,
    },
    Why {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    Lang {
        language: Languages,
    },
    Help {
        #[serde(skip_serializing_if = "Option::is_none")]
        topic: Option<HelpTopic>,
    },
    Ack {
        #[serde(flatten, skip_serializing_if = "Option::is_none")]
        target: Option<Target>,
    },
    Assign {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        person: PersonName,
    },
    Update {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// What the text begins with, where that is a relief. The text keeps the word.
        #[serde(skip_serializing_if = "Option::is_none")]
        relief: Option<Relief>,
        text: String,
    },
    Note {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        text: String,
    },
    Solve {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        resolution: Option<Resolution>,
        text: String,
    },
    Every {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// At least one.
        minutes: u32,
    },
    /// The wall time is in the zone of the group.
    Next {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        time: WallTime,
    },
    Page {
        #[serde(flatten)]
        target: PageTarget,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Without a person the page continues to the next step of the policy.
    Handoff {
        #[serde(flatten, skip_serializing_if = "Option::is_none")]
        target: Option<Target>,
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<PersonName>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    Oncall {
        #[serde(skip_serializing_if = "Option::is_none")]
        team: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        when: Option<WallTime>,
    },
    /// The caller, or the person named, takes the shift from `from` (now, if not said) until
    /// `until`.
    Cover {
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<PersonName>,
        /// The rotation meant, where the person takes turns on several.
        #[serde(skip_serializing_if = "Option::is_none")]
        team: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<WallTime>,
        until: Until,
    },
    Board,
    Close {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        outcome: Outcome,
        reason: String,
    },
    Silence {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        until: Until,
    },
    /// The incident is followed, or no longer followed, in another group.
    Mirror {
        change: MirrorChange,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// The group as typed: its id or its name.
        group: String,
    },
    /// Asks for a code for oneself or somebody else, or brings one from another platform.
    #[serde(rename = "user-link")]
    UserLink {
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<PersonName>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<LinkCode>,
    },
    #[serde(rename = "group-check")]
    GroupCheck,
    /// News of the incident goes to a mailbox, the caller's own where none is named. The address is
    /// as typed.
    Subscribe {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    Unsubscribe {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// Where people meet to work on it.
    Bridge {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// None to take the link away.
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<MeetingLink>,
    },
    /// Somebody of the management answers an escalation by the customer and owns it.
    Takeover {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    #[serde(rename = "credit-show")]
    CreditShow,
    #[serde(rename = "credit-approve")]
    CreditApprove {
        credit: CreditNumber,
    },
    #[serde(rename = "credit-refuse")]
    CreditRefuse {
        credit: CreditNumber,
        reason: String,
    },
    #[serde(rename = "credit-reverse")]
    CreditReverse {
        credit: CreditNumber,
        reason: String,
    },
    /// The customer is asked for something, and the work rests until then.
    Wait {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Until>,
    },
    Resume {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    /// Like opening, for a faster answer that costs one of those the customer has.
    Express {
        title: String,
    },
    Quota,
    /// Without a decision the rights are shown.
    Contacts {
        #[serde(flatten, skip_serializing_if = "Option::is_none")]
        decision: Option<ContactDecision>,
    },
    /// The customer lets support into the system, or does not.
    Access {
        granted: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Without words it asks what the request carries and what it lacks; with words it fills items
    /// in.
    Intake {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The duty manager's last word on a severity.
    Regrade {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        severity: SeverityId,
        reason: String,
    },
    #[serde(rename = "downgrade-access")]
    DowngradeAccess {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    /// Somebody goes to the customer's site and is expected there at an instant.
    Dispatch {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        person: PersonName,
        eta: Until,
    },
    Arrived {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    #[serde(rename = "war-room")]
    WarRoom {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    /// There is no answer to what is asked for.
    Skip {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// The item that is meant; none for the one that is asked for now.
        #[serde(skip_serializing_if = "Option::is_none")]
        item: Option<RequiredInfoItemId>,
    },
    /// Both are about the same thing; the work continues under the original.
    Duplicate {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        original: IncidentNumber,
    },
    Rate {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
        /// 1 to 5, 5 being the best.
        score: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// A report was a mistake and is taken back.
    Withdraw {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    /// A yes to something the bot asked this caller, such as `confirm 8F3K`.
    Approve {
        code: ConfirmationCode,
    },
    /// The answer 1, 2 or 3 to a numbered suggestion.
    Choose {
        number: u8,
    },
    /// The facts so far, for somebody who comes late.
    Catchup {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
    /// The last words kept with an incident, and how to have all of them.
    Transcript {
        #[serde(skip_serializing_if = "Option::is_none")]
        incident: Option<IncidentNumber>,
    },
}
