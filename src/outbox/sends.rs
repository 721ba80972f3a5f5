//! How the calls to one platform go, for whoever asks for the health: what counts is the last
//! success, not the last try. Pure.

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};

/// A failure says nothing any more when nothing was tried for so long: longer than the longest
/// pause between two tries.
const COUNTS_FOR: TimeDelta = TimeDelta::seconds(90);

/// The memory of one platform. It is lost with the process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sends {
    /// When the platform last took a message; none before that.
    pub taken_at: Option<DateTime<Utc>>,
    failing: Option<Failing>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Failing {
    since: DateTime<Utc>,
    counts_until: DateTime<Utc>,
}

impl Sends {
    /// Takes note of how an attempt ended.
    pub(crate) fn note(&mut self, result: Result<(), &SendError>, now: DateTime<Utc>) {
        let pause = match result {
            Ok(()) => {
                self.taken_at = Some(now);
                self.failing = None;
                return;
            }
            // The platform is there and answers; one message or one destination is at fault.
            Err(SendError::Permanent { .. }) => {
                self.failing = None;
                return;
            }
            Err(SendError::RetryAfter(pause)) => TimeDelta::from_std(*pause).unwrap_or_default(),
            Err(
                SendError::Away(_)
                | SendError::Uncertain(_)
                | SendError::Retryable(_)
                | SendError::Unauthorized(_),
            ) => TimeDelta::zero(),
        };
        let since = self.failing_since(now).unwrap_or(now);
        self.failing = Some(Failing { since, counts_until: now + pause + COUNTS_FOR });
    }

    /// Since when every call has failed; none where the last one did not, or is so long ago that it
    /// says nothing any more.
    pub fn failing_since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let failing = self.failing.filter(|failing| now < failing.counts_until)?;
        Some(failing.since)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn whatever_keeps_every_message_from_leaving_counts_from_the_first_failure() {
        for error in [
            SendError::Away("HTTP 503".into()),
            SendError::Uncertain("no answer in time".into()),
            SendError::Retryable("busy".into()),
            SendError::Unauthorized("token".into()),
        ] {
            let mut sends = Sends::default();
            sends.note(Ok(()), at(0));
            sends.note(Err(&error), at(3));
            sends.note(Err(&error), at(30));
            assert_eq!(sends.failing_since(at(119)), Some(at(3)), "{error:?}");
            assert_eq!(sends.failing_since(at(120)), None, "nobody has tried since: {error:?}");
            sends.note(Err(&error), at(130));
            assert_eq!(sends.failing_since(at(130)), Some(at(130)), "{error:?}");
            sends.note(Ok(()), at(131));
            assert_eq!((sends.failing_since(at(131)), sends.taken_at), (None, Some(at(131))));
        }
    }

    #[test]
    fn a_refused_message_is_no_trouble_of_the_platform() {
        let mut sends = Sends::default();
        sends.note(Err(&SendError::gone("dissolved")), at(0));
        assert_eq!(sends.failing_since(at(0)), None);
        sends.note(Err(&SendError::Away("HTTP 503".into())), at(1));
        sends.note(Err(&SendError::refused("too long")), at(2));
        assert_eq!((sends.failing_since(at(2)), sends.taken_at), (None, None));
    }

    #[test]
    fn a_platform_that_asks_for_quiet_takes_nothing_until_it_is_over() {
        let mut sends = Sends::default();
        sends.note(Err(&SendError::RetryAfter(Duration::from_mins(10))), at(0));
        assert_eq!(sends.failing_since(at(600)), Some(at(0)));
        assert_eq!(sends.failing_since(at(690)), None);
    }
}
