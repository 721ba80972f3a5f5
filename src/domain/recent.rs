//! What happened a moment ago, by a clock that may be set back.

use chrono::{DateTime, TimeDelta, Utc};

/// Whether something happened within a time before now. What happened at a time to come, before the
/// clock was set back, is over: else it would last longer by the step.
pub fn is_within(at: DateTime<Utc>, now: DateTime<Utc>, time: TimeDelta) -> bool {
    at <= now && now - at < time
}
