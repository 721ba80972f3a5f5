//! Notices: typed intents to tell somebody something. They are rendered when they are sent, from
//! the state at that time.

mod placement;
mod special_handling;
mod subject;

use chat::Message;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::directory::Destination;
use crate::domain::incident::{Fact, GivenBack, ProposedCadence};
use crate::domain::ledger::credit::OwedFor;
use crate::domain::ledger::express::Pool;
use crate::ids::{CreditNumber, GroupId, IncidentNumber, PersonId, RequiredInfoItemId, SeverityId};

pub use crate::domain::incident::OutOfContractReason;
pub use special_handling::HandlingNotice;
pub use subject::Subject;

/// Urgency of a notice; a lower priority never waits behind a higher one.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Priority {
    /// Pages a person.
    Page,
    /// The reply to what somebody just did.
    Reply,
    /// A promise is at risk or broken.
    Warning,
    /// What the customer was promised to be told by a certain time.
    StatusUpdate,
    /// Everything that can wait a little and be merged.
    Low,
}

impl Priority {
    /// All priorities, most urgent first; the index is what the store keeps.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// To whom a notice goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// A person, by their contact methods in order.
    Person(PersonId),
    /// A chat group by its id.
    Group(GroupId),
    /// A room that is no group of the directory, such as a direct chat or an unbound group.
    Room(Destination),
    /// A mailbox of the customer that is subscribed to one incident. It reads as the customer does,
    /// whoever else uses it.
    Subscriber(Destination),
}

/// One notice for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub to: Recipient,
    pub priority: Priority,
    pub intent: Intent,
}

/// Why a person is paged or told, for the first line of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct PageReason {
    /// What the policy named: `oncall:primary`, `duty_manager`, `fallback` …
    pub target: String,
    /// Step k of n, both counted from one.
    pub step: u32,
    pub steps: u32,
    /// How often this person has been paged for this incident, this time included.
    pub attempt: u32,
}

/// What to say. The facts of the incident are read when it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Intent {
    /// The receipt of an incident, with the promise and the people in charge.
    Receipt,
    /// Staff rooms and the TAM learn of a new incident.
    OpenedInside,
    /// Nothing new is said: the [`Intent::is_card`] that is in the place is changed to what is true
    /// now.
    Card,
    /// Pages this person.
    Page {
        code: String,
        reason: PageReason,
    },
    /// This page is no longer needed: somebody took it.
    PageTaken {
        code: String,
        by: String,
    },
    /// Somebody who was called by hand answered.
    CallAnswered {
        by: PersonId,
    },
    /// Somebody who was called by hand cannot help.
    CallDeclined {
        by: PersonId,
    },
    /// Somebody who was called by hand does not answer.
    CallUnanswered {
        person: PersonId,
        calls: i64,
        /// Whether they are called again.
        goes_on: bool,
    },
    /// Told at once because of the rank; nothing to acknowledge.
    TellAtOnce {
        role: String,
    },
    /// A step of the policy named nobody who is on call.
    StepFoundNobody {
        targets: Vec<String>,
    },
    /// Nobody is called until then, because the hours of the severity are over.
    PagingRests {
        until: DateTime<Utc>,
    },
    /// The share of the response target that has passed, in percent.
    ResponseWarning {
        share_percent: u8,
    },
    ResponseMissed,
    /// A provisional due time became final and is not the one that was told.
    DueSettled {
        owed_for: OwedFor,
        was: DateTime<Utc>,
        at: DateTime<Utc>,
    },
    Acknowledged,
    Assigned {
        to: PersonId,
    },
    HandoffOffered {
        to: PersonId,
        summary: String,
    },
    /// Customer-visible news; `text` is none for a holding update.
    StatusUpdate {
        sequence: u32,
        text: Option<String>,
        next_at: Option<DateTime<Utc>>,
    },
    /// The owner is asked for a text.
    AskForUpdate {
        slot: DateTime<Utc>,
    },
    /// No text came for the slot.
    UpdateMissed {
        slot: DateTime<Utc>,
    },
    CadenceAgreed {
        every_seconds: Option<i64>,
        next_at: DateTime<Utc>,
    },
    /// The support side suggests rarer or later updates than the plan's to the customer.
    CadenceProposed {
        by: String,
        proposed: ProposedCadence,
    },
    /// The customer wants no rarer updates.
    CadenceDeclined {
        by: String,
    },
    /// People meet elsewhere to work on it from now on, or no longer.
    BridgeSet {
        by: String,
    },
    /// A comment of the customer, for the staff and for the customer's own rooms.
    Said {
        by: String,
        text: String,
        /// The group it was said in.
        #[serde(default)]
        from: Option<GroupId>,
    },
    /// A comment of the staff, for the customer.
    Replied {
        by: String,
        text: String,
        #[serde(default)]
        from: Option<GroupId>,
    },
    /// A note of the staff for the staff alone.
    Noted {
        by: String,
        text: String,
        #[serde(default)]
        from: Option<GroupId>,
    },
    /// The incident is mirrored in this group.
    Mirrored {
        group: GroupId,
        by: String,
    },
    MirrorEnded {
        group: GroupId,
        by: String,
    },
    SeverityChanged {
        from: Option<SeverityId>,
        to: SeverityId,
        by: String,
        reason: String,
    },
    Escalated {
        by: String,
        urgent: bool,
        reason: String,
    },
    /// A solution is offered; the customer is asked to confirm or reject.
    ConsentAsked,
    /// The customer wants it to end before a solution was offered.
    EndWished {
        by: String,
        /// Whether they take the report back.
        withdraws: bool,
        text: String,
    },
    Rejected {
        by: String,
        reason: String,
    },
    Reopened {
        by: String,
        reason: String,
    },
    Closed,
    Silenced {
        until: DateTime<Utc>,
        by: String,
    },
    SilenceEnded,
    /// A customer in trouble wrote from a group or under a contract that Watchbell cannot serve by
    /// rule.
    OutOfContract {
        why: OutOfContractReason,
        room: String,
        by: String,
        text: String,
    },
    /// Done, and nobody in the room reads of it otherwise: what was done.
    Recorded {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        what: Option<Box<Fact>>,
    },
    /// Something could not be delivered by any contact method.
    DeadLetter {
        what: Subject,
        to: Recipient,
        /// The platform's name of the place that failed last.
        address: String,
        error: String,
    },
    /// The database was restored from a backup: what came after it is unknown.
    Restored {
        taken_at: DateTime<Utc>,
        restored_at: DateTime<Utc>,
        /// The last incident that is known; the numbers after it are given again.
        last_number: IncidentNumber,
    },
    /// The customer is asked for something the work cannot continue without.
    InformationAsked {
        what: String,
        wanted_by: Option<DateTime<Utc>>,
        by: String,
    },
    /// Nothing is waited for any longer; work continues.
    Resumed {
        by: String,
    },
    /// The customer is reminded of what they were asked, and of what follows without an answer.
    QuestionReminder,
    /// The customer never answered, and the duty manager is asked to decide.
    LeftUnanswered,
    /// A response came late, or none came: an apology, and whether a credit is being decided.
    AnsweredLate {
        owed_for: OwedFor,
        due_at: DateTime<Utc>,
        credit: bool,
    },
    /// The owner is asked to hand over before the shift ends; `to` takes the shift over.
    HandoverWanted {
        ends_at: DateTime<Utc>,
        to: Option<PersonId>,
    },
    /// The owner's shift ended and nobody took over.
    HandoverMissed {
        ends_at: DateTime<Utc>,
    },
    /// An answer that was complete when it was given (help, a list, an error), kept as the caller
    /// was to read it.
    Answer {
        message: Box<Message>,
        /// The account that is to read it alone, where the platform can do that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only_for: Option<String>,
    },
    /// A mailbox gets the news from now on.
    Subscribed {
        mail: Destination,
        by: String,
    },
    /// A mailbox gets no more news; nobody ended it where the mail server knows no such mailbox.
    Unsubscribed {
        mail: Destination,
        by: Option<String>,
    },
    /// Pages somebody of the management for an escalation by the customer.
    EscalationPage {
        code: String,
        /// How often this person has been paged for it, this time included.
        attempt: u32,
    },
    /// Somebody of the management owns the escalation.
    EscalationTaken {
        by: String,
    },
    /// A text of the management answered it.
    EscalationAnswered {
        by: String,
    },
    /// The share of the time for the answer that has passed, in percent.
    EscalationWarning {
        share_percent: u8,
    },
    EscalationMissed,
    /// Days of term are owed for a late answer; the duty manager decides.
    CreditProposed {
        number: CreditNumber,
    },
    CreditApproved {
        number: CreditNumber,
        by: String,
        /// The last day of the contract from now on, in the customer's zone.
        until: Option<NaiveDate>,
    },
    CreditRefused {
        number: CreditNumber,
        by: String,
        reason: String,
    },
    CreditReversed {
        number: CreditNumber,
        by: String,
        reason: String,
        /// The last day of the contract from now on, in the customer's zone.
        until: Option<NaiveDate>,
    },
    /// An express ticket is returned to the customer.
    ExpressGivenBack {
        pool: Pool,
        why: GivenBack,
    },
    /// Something about special handling.
    SpecialHandling(HandlingNotice),
    /// The customer is asked for something the plan wants a request to carry.
    RequiredInfoAsked {
        item: RequiredInfoItemId,
    },
    /// The customer said what was asked for; what is asked for next, where something is.
    RequiredInfoTaken {
        by: String,
        items: Vec<RequiredInfoItemId>,
        /// What was said beside the items.
        rest: Option<String>,
        from: Option<GroupId>,
        asks: Option<RequiredInfoItemId>,
    },
    RequiredInfoSkipped {
        by: String,
        item: RequiredInfoItemId,
        asks: Option<RequiredInfoItemId>,
    },
    /// Another report of the same thing continues under this number.
    DuplicateTaken {
        duplicate: IncidentNumber,
        by: String,
    },
    Rated {
        by: String,
        score: u8,
        words: String,
    },
}

impl Intent {
    /// The first messages about an incident in a place, which always show its state.
    pub const CARDS: [Self; 2] = [Self::Receipt, Self::OpenedInside];

    /// Whether it is one of [`Intent::CARDS`].
    pub fn is_card(&self) -> bool {
        Self::CARDS.contains(self)
    }
}
