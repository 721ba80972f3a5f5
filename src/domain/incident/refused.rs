//! Why an act was not applied. A late act is answered, never applied.

use chrono::{DateTime, TimeDelta, Utc};

use super::special_handling::HandlingRefused;
use super::state::Outcome;
use crate::domain::ledger::credit::CreditState;
use crate::ids::{CreditNumber, GroupId, IncidentNumber, PersonId, RequiredInfoItemId};

/// The state of the incident does not allow the act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("already acknowledged by {by} at {at}")]
    AlreadyTaken { by: PersonId, at: DateTime<Utc> },
    #[error("closed as {} at {at}", outcome.word())]
    Closed { outcome: Outcome, at: DateTime<Utc> },
    #[error("a solution has been proposed since {at}")]
    SolutionOffered { at: DateTime<Utc> },
    #[error("no solution has been proposed yet")]
    NoSolutionOffered,
    #[error("it is not closed")]
    NotClosed,
    #[error("it already has this severity")]
    SameSeverity,
    #[error("nobody is being paged")]
    NobodyIsPaged,
    #[error("a rank 1 incident can be silenced for {} min at most", at_most.num_minutes())]
    SilenceTooLong { at_most: TimeDelta },
    #[error("the instant is not in the future")]
    NotInTheFuture,
    #[error("the owner cannot hand over to themselves")]
    SamePerson,
    #[error("it is already mirrored in {group}")]
    FollowedThere { group: GroupId },
    #[error("it is not mirrored in {group}")]
    NotFollowedThere { group: GroupId },
    #[error("{group} is neither a staff room nor a group of the same customer")]
    NotTheirRoom { group: GroupId },
    #[error("the plan has no updates by e-mail for rank {rank}")]
    NoNewsByMail { rank: u8 },
    #[error("{address} is not a registered mailbox of the customer")]
    NotTheirMailbox { address: String },
    #[error("{address} already gets updates")]
    SubscribedBefore { address: String },
    #[error("{address} gets no updates")]
    NotSubscribed { address: String },
    #[error("{at_most} mailboxes already get updates")]
    TooManySubscribers { at_most: usize },
    #[error("somebody else reported it")]
    NotTheirReport,
    #[error("no escalation is waiting for a response")]
    NotEscalated,
    #[error("the escalation is already theirs, since {at}")]
    EscalationTaken { at: DateTime<Utc> },
    #[error("it has no credit {number}")]
    NoSuchCredit { number: CreditNumber },
    #[error("credit {number} is {} already", state.word())]
    CreditStandsOtherwise { number: CreditNumber, state: CreditState },
    #[error("it is waiting for the customer until {closes_at}")]
    Waiting { closes_at: DateTime<Utc> },
    #[error("it is not waiting for the customer")]
    NotWaiting,
    #[error("it could be reopened until {until}")]
    TooLateToReopen { until: DateTime<Utc> },
    #[error(transparent)]
    SpecialHandling(#[from] HandlingRefused),
    #[error("nothing is asked for")]
    NothingAsked,
    #[error("it cannot be a duplicate of itself")]
    SameIncident,
    #[error("{number} is closed")]
    OriginalClosed { number: IncidentNumber },
    #[error("an open incident cannot be rated")]
    NotOverYet,
    #[error("the rating could be changed until {until}")]
    RatingSettled { until: DateTime<Utc> },
    #[error("{item} is no longer asked for")]
    AskedBefore { item: RequiredInfoItemId },
}
