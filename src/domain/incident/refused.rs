//! Why an act was not applied. A late act is answered, never applied.

use chrono::{DateTime, TimeDelta, Utc};

use super::measures::MeasureRefused;
use super::state::Outcome;
use crate::domain::ledger::credit::CreditState;
use crate::ids::{CreditNumber, GroupId, IncidentNumber, IntakeItemId, PersonId};

/// The state of the incident does not allow the act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("already taken by {by} at {at}")]
    AlreadyTaken { by: PersonId, at: DateTime<Utc> },
    #[error("closed as {} at {at}", outcome.word())]
    Closed { outcome: Outcome, at: DateTime<Utc> },
    #[error("a solution is already offered, since {at}")]
    SolutionOffered { at: DateTime<Utc> },
    #[error("no solution has been offered yet")]
    NoSolutionOffered,
    #[error("it is not closed")]
    NotClosed,
    #[error("it already has this severity")]
    SameSeverity,
    #[error("nobody is being paged")]
    NobodyIsPaged,
    #[error("a rank 1 incident can be silenced for {} min at the most", at_most.num_minutes())]
    SilenceTooLong { at_most: TimeDelta },
    #[error("the instant is not in the future")]
    NotInTheFuture,
    #[error("the owner cannot hand over to themselves")]
    SamePerson,
    #[error("it is followed in {group} already")]
    FollowedThere { group: GroupId },
    #[error("it is not followed in {group}")]
    NotFollowedThere { group: GroupId },
    #[error("{group} is neither a staff room nor a group of the same customer")]
    NotTheirRoom { group: GroupId },
    #[error("the plan offers no news by mail for rank {rank}")]
    NoNewsByMail { rank: u8 },
    #[error("{address} is not declared as a mailbox of the customer")]
    NotTheirMailbox { address: String },
    #[error("{address} gets the news already")]
    SubscribedBefore { address: String },
    #[error("{address} gets no news")]
    NotSubscribed { address: String },
    #[error("{at_most} mailboxes get the news already")]
    TooManySubscribers { at_most: usize },
    #[error("no escalation waits")]
    NotEscalated,
    #[error("the escalation is theirs already, since {at}")]
    EscalationTaken { at: DateTime<Utc> },
    #[error("it has no credit {number}")]
    NoSuchCredit { number: CreditNumber },
    #[error("credit {number} is {} already", state.word())]
    CreditStandsOtherwise { number: CreditNumber, state: CreditState },
    #[error("the customer is waited for until {closes_at}")]
    Waiting { closes_at: DateTime<Utc> },
    #[error("the customer is not waited for")]
    NotWaiting,
    #[error("it could be reopened until {until}")]
    TooLateToReopen { until: DateTime<Utc> },
    #[error(transparent)]
    Measure(#[from] MeasureRefused),
    #[error("nothing is asked for")]
    NothingAsked,
    #[error("it cannot be a duplicate of itself")]
    SameIncident,
    #[error("{number} is closed, so nothing goes on there")]
    OriginalClosed { number: IncidentNumber },
    #[error("what is not closed cannot be rated")]
    NotOverYet,
    #[error("ratings could be changed before {until}")]
    RatingSettled { until: DateTime<Utc> },
    #[error("{item} is not asked for any more")]
    AskedBefore { item: IntakeItemId },
}
