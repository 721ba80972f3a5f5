//! One call to a platform, which must answer in time.

use std::time::Duration;

use chat::{ChatPlatform, Message, SendError, SendOptions, Sent};
use chrono::{DateTime, TimeDelta, Utc};

use super::delivery_context::Delivery;
use crate::boundary::{self, Boundary};
use crate::outbox::metrics as names;
use crate::store::SendResult;
use crate::worker::at_most;

/// A platform that has not answered by then is in trouble. Shorter than every claim.
pub(super) const ANSWER_TIME: Duration = Duration::from_secs(8);

/// Whether to go on with the rows that were claimed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BatchProgress {
    GoOn,
    /// The destination is in trouble; the others are given back untouched.
    Halt,
}

/// An attempt that is repeated, when the destination has rested and this wait is over.
pub(super) fn later(error: &SendError, hold: Duration, now: DateTime<Utc>) -> SendResult {
    SendResult::Later {
        not_before: now + TimeDelta::from_std(hold).unwrap_or(TimeDelta::days(1)),
        error: error.to_string(),
        may_have_arrived: error.may_have_arrived(),
    }
}

pub(super) async fn send(
    platform: &dyn ChatPlatform,
    delivery: &Delivery,
    message: &Message,
    options: &SendOptions,
) -> Result<Sent, SendError> {
    boundary::reach(Boundary::BeforeSend);
    let answer = at_most(ANSWER_TIME, platform.send(&delivery.address(), message, options)).await;
    boundary::reach(Boundary::AfterSend);
    if matches!(answer, Some(Ok(_))) {
        metrics::counter!(names::MESSAGES_SENT, "priority" => names::priority_word(delivery.priority))
            .increment(1);
    }
    answer.unwrap_or_else(|| Err(SendError::Uncertain("no answer in time".to_owned())))
}
