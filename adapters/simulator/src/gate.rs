//! A platform's rate limit, enforced the way the platform does it. For simulators, not for the
//! sender: the sender stays below the limit by its own budget.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use chat::RateLimit;

/// Counts what one destination took and goes mute above its limit.
#[derive(Debug, Clone)]
pub struct RateGate {
    limit: RateLimit,
    taken: VecDeque<DateTime<Utc>>,
    mute_until: DateTime<Utc>,
}

impl RateGate {
    /// A gate nothing has passed yet.
    pub fn new(limit: RateLimit) -> Self {
        Self { limit, taken: VecDeque::new(), mute_until: DateTime::<Utc>::MIN_UTC }
    }

    /// Lets one message pass at `now`, or says how long to wait from `now`.
    pub fn pass(&mut self, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        if now < self.mute_until {
            return Err(self.mute_until - now);
        }
        let window = TimeDelta::from_std(self.limit.per).unwrap_or(TimeDelta::MAX);
        while self.taken.front().is_some_and(|taken| now.signed_duration_since(taken) >= window) {
            self.taken.pop_front();
        }
        if self.taken.len() < self.limit.count as usize {
            self.taken.push_back(now);
            return Ok(());
        }
        Err(self.close(now, window))
    }

    /// How many messages passed in the window that ends now, as last counted.
    pub fn recent(&self) -> usize {
        self.taken.len()
    }

    fn close(&mut self, now: DateTime<Utc>, window: TimeDelta) -> TimeDelta {
        if self.limit.mute.is_zero() {
            let oldest = self.taken.front().copied().unwrap_or(now);
            return oldest + window - now;
        }
        let mute = TimeDelta::from_std(self.limit.mute).unwrap_or(TimeDelta::MAX);
        self.mute_until = now + mute;
        mute
    }
}

/// The gates of all destinations of a platform.
#[derive(Debug, Clone, Default)]
pub struct RateGates(HashMap<String, RateGate>);

impl RateGates {
    /// Lets one message to a destination pass at `now`, or says how long to wait. Returns how many
    /// more may pass.
    pub fn pass(
        &mut self,
        destination: &str,
        limit: RateLimit,
        now: DateTime<Utc>,
    ) -> Result<u32, TimeDelta> {
        let gate = self.0.entry(destination.to_owned()).or_insert_with(|| RateGate::new(limit));
        gate.pass(now)?;
        Ok(limit.count.saturating_sub(u32::try_from(gate.recent()).unwrap_or(u32::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn limit(mute: u64) -> RateLimit {
        RateLimit { count: 2, per: Duration::from_mins(1), mute: Duration::from_secs(mute) }
    }

    #[test]
    fn one_message_too_many_closes_the_gate_for_the_whole_mute() {
        let mut gate = RateGate::new(limit(600));
        assert_eq!([gate.pass(at(0)), gate.pass(at(30))], [Ok(()), Ok(())]);
        assert_eq!(gate.pass(at(59)), Err(TimeDelta::seconds(600)));
        assert_eq!(gate.pass(at(200)), Err(TimeDelta::seconds(459)));
        assert_eq!(gate.pass(at(659)), Ok(()));
    }

    #[test]
    fn without_a_mute_the_gate_opens_when_the_window_moves_on() {
        let mut gate = RateGate::new(limit(0));
        assert_eq!([gate.pass(at(0)), gate.pass(at(30))], [Ok(()), Ok(())]);
        assert_eq!(gate.pass(at(31)), Err(TimeDelta::seconds(29)));
        assert_eq!(gate.pass(at(60)), Ok(()));
        assert_eq!(gate.recent(), 2);
    }
}
