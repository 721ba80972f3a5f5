//! The timeline: append-only facts of an incident, the source of every SLA figure.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::special_handling::HandlingFact;
use super::state::{GivenBack, Outcome, ProposedCadence, Resolution};
use crate::domain::actor::Actor;
use crate::domain::directory::{Destination, Escort, MeetingLink};
use crate::domain::ledger::credit::{Claim, OwedFor};
use crate::domain::ledger::express::Pool;
use crate::ids::{CreditNumber, GroupId, IncidentNumber, PersonId, RequiredInfoItemId, SeverityId};

/// Who may read an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Both sides of the contract.
    Customer,
    /// The support side alone.
    Internal,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// 1, 2, 3 … within the incident.
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor: Actor,
    pub visibility: Visibility,
    pub fact: Fact,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(tag = "fact", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fact {
    Opened {
        severity: Option<SeverityId>,
        title: String,
        /// When the customer first asked for help, where that was before.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "chrono::serde::ts_milliseconds_option"
        )]
        asked_at: Option<DateTime<Utc>>,
    },
    /// The public holidays of the year are known, and a due time that was provisional is final.
    DueSettled {
        owed_for: OwedFor,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        was: DateTime<Utc>,
        #[serde(with = "chrono::serde::ts_milliseconds")]
        at: DateTime<Utc>,
    },
    /// Paging began, or waits for coverage to open.
    PagingPlanned {
        starts_at: DateTime<Utc>,
    },
    /// Nobody is called until then, because the hours of the severity are over.
    PagingRests {
        until: DateTime<Utc>,
    },
    Paged {
        person: PersonId,
        code: String,
        cycle: u32,
        step: u32,
    },
    /// Somebody who was called by hand answered.
    CallAnswered,
    /// Somebody who was paged could not take it.
    PassedOn,
    /// Somebody was told at once because of the rank, with no answer expected.
    Told {
        person: PersonId,
    },
    /// A step of the policy had nobody to page. The next one started at once.
    StepFoundNobody {
        cycle: u32,
        step: u32,
    },
    Acknowledged {
        by: PersonId,
    },
    /// The first human answer of the support side, other than an acknowledgement.
    Responded {
        by: PersonId,
    },
    Assigned {
        to: PersonId,
    },
    HandoffOffered {
        to: PersonId,
        summary: String,
    },
    HandoffAccepted {
        from: PersonId,
    },
    /// A customer-visible update by a person. `sequence` counts human and automatic updates
    /// together.
    Updated {
        sequence: u32,
        text: String,
        next_at: Option<DateTime<Utc>>,
    },
    /// An automatic update, because no text came for the slot.
    HoldingUpdate {
        sequence: u32,
        slot: DateTime<Utc>,
        next_at: Option<DateTime<Utc>>,
    },
    /// A period was agreed with the customer; or, where it is none, an instant for the next update
    /// alone.
    CadenceAgreed {
        every_seconds: Option<i64>,
        next_at: DateTime<Utc>,
    },
    /// Rarer or later updates than the plan's were suggested to the customer.
    CadenceProposed {
        proposed: ProposedCadence,
    },
    /// The customer wants no rarer updates.
    CadenceDeclined,
    /// Where people meet to work on it from now on; none to end that.
    BridgeSet {
        link: Option<MeetingLink>,
    },
    Noted {
        text: String,
    },
    Said {
        text: String,
    },
    SeverityChanged {
        from: Option<SeverityId>,
        to: SeverityId,
        reason: String,
    },
    Escalated {
        urgent: bool,
        reason: String,
    },
    ResponseWarned {
        share_percent: u8,
    },
    ResponseMissed {
        due_at: DateTime<Utc>,
    },
    Silenced {
        until: DateTime<Utc>,
        reason: String,
    },
    SilenceEnded,
    /// A solution was offered; without an answer it is closed at `closes_at`, where that is known.
    Resolved {
        solution: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resolution: Option<Resolution>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes_at: Option<DateTime<Utc>>,
    },
    /// It is followed in another room from now on.
    Mirrored {
        group: GroupId,
    },
    MirrorEnded {
        group: GroupId,
    },
    /// The customer wants it to end: they take it back, or say that it is solved.
    EndWished {
        withdraws: bool,
        text: String,
    },
    Confirmed,
    Rejected {
        reason: String,
    },
    Reopened {
        reason: String,
    },
    Closed {
        outcome: Outcome,
        reason: String,
    },
    /// Subscribes a mailbox of the customer.
    Subscribed {
        mail: Destination,
    },
    /// It gets no more: somebody ended it, or the mail server knows no such mailbox.
    Unsubscribed {
        mail: Destination,
        bounced: bool,
    },
    /// Somebody of the management was paged for an escalation by the customer.
    EscalationPaged {
        person: PersonId,
        code: String,
    },
    /// Somebody of the management owns the escalation from now on, and has answered it by that.
    EscalationTaken {
        by: PersonId,
    },
    /// A text of the management answered it.
    EscalationAnswered {
        by: PersonId,
    },
    EscalationWarned {
        share_percent: u8,
    },
    EscalationMissed {
        due_at: DateTime<Utc>,
    },
    CreditProposed {
        number: CreditNumber,
        claim: Claim,
    },
    CreditApproved {
        number: CreditNumber,
        days: i64,
    },
    CreditRefused {
        number: CreditNumber,
        reason: String,
    },
    CreditReversed {
        number: CreditNumber,
        days: i64,
        reason: String,
    },
    /// The customer was asked for something. Without `closes_at` it was not parked for that.
    InformationAsked {
        what: String,
        wanted_by: Option<DateTime<Utc>>,
        closes_at: Option<DateTime<Utc>>,
    },
    /// What was asked for came, or is not waited for any longer.
    Resumed,
    /// The customer was reminded for the `reminded`th time of what they were asked.
    AnswerReminded {
        reminded: u32,
        closes_at: DateTime<Utc>,
    },
    /// The window for the answer ended without one, and the duty manager decides.
    LeftUnanswered,
    /// The owner was asked to hand over before the shift ends.
    HandoverAsked {
        ends_at: DateTime<Utc>,
    },
    /// The owner's shift ended and nobody took over.
    HandoverMissed {
        ends_at: DateTime<Utc>,
    },
    /// It continues an incident that was closed too long ago to be opened again.
    Continues {
        number: IncidentNumber,
        reason: String,
    },
    /// An entry without figures, after the texts of the incident were removed.
    Anonymised,
    /// It was opened as an express ticket, paid from this pool.
    ExpressSpent {
        pool: Pool,
    },
    ExpressGivenBack {
        pool: Pool,
        why: GivenBack,
    },
    /// Special handling beyond the response.
    SpecialHandling(HandlingFact),
    /// Something the plan asks a request to carry was asked for.
    RequiredInfoAsked {
        item: RequiredInfoItemId,
    },
    RequiredInfoGiven {
        item: RequiredInfoItemId,
        text: String,
    },
    RequiredInfoSkipped {
        item: RequiredInfoItemId,
    },
    /// It was closed because another incident is about the same thing.
    DuplicateOf {
        original: IncidentNumber,
    },
    /// Another incident was closed because this one is about the same thing.
    HasDuplicate {
        duplicate: IncidentNumber,
    },
    /// What a customer says about the service, from 1 to 5.
    Rated {
        score: u8,
        words: String,
    },
    /// An escort of the customer counts for it from now on.
    EscortCounts {
        escort: Escort,
    },
}
