//! Why an act was not applied. A late act is answered, never applied.

use chrono::{DateTime, TimeDelta, Utc};

use super::state::Outcome;
use crate::ids::{GroupId, IncidentNumber, PersonId};

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
}
