//! One call to a platform, which must answer in time.

use std::time::Duration;

use chat::{ChatPlatform, Message, SendError, SendOptions, Sent};

use super::delivery_context::Delivery;
use crate::outbox::metrics as names;
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

pub(super) async fn send(
    platform: &dyn ChatPlatform,
    scene: &Delivery,
    message: &Message,
    options: &SendOptions,
) -> Result<Sent, SendError> {
    let answer = at_most(ANSWER_TIME, platform.send(&scene.address(), message, options)).await;
    if matches!(answer, Some(Ok(_))) {
        metrics::counter!(names::MESSAGES_SENT, "priority" => names::priority_word(scene.priority))
            .increment(1);
    }
    answer.unwrap_or_else(|| Err(SendError::Retryable("no answer in time".to_owned())))
}
