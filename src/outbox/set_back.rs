//! Notices that the clock was set back, for whoever remembers instants. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// What the clock showed last.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SeenClock(Option<DateTime<Utc>>);

impl SeenClock {
    /// By how much the clock was set back since it was last seen; none where it was not.
    pub(super) fn set_back_by(&mut self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let seen_at = self.0.replace(now)?;
        (seen_at > now).then(|| seen_at - now)
    }
}
