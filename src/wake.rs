//! The poke: a hint that something new waits, so that it leaves at once and not at the next period.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::actions::Wake;

/// What was poked since the workers last looked. Nothing is lost with it but time.
#[derive(Debug, Default)]
pub struct WakeSignals {
    pub(crate) outbox: Notify,
    pub(crate) timers: Notify,
    destinations: Mutex<BTreeSet<String>>,
    alarm: Mutex<Alarm>,
}

/// Until when the timers' worker means to sleep, and the earliest timer it may not know of.
#[derive(Debug, Default)]
struct Alarm {
    set_for: Option<DateTime<Utc>>,
    heard: Option<DateTime<Utc>>,
}

impl WakeSignals {
    /// Rings both workers, whatever waits: after the clock was moved, say.
    pub fn wake_all(&self) {
        self.outbox.notify_one();
        self.timers.notify_one();
    }

    /// The destinations poked since the last call.
    pub(crate) fn take_destinations(&self) -> BTreeSet<String> {
        std::mem::take(&mut *self.destinations.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets the timers heard of, because the table is about to be asked.
    pub(crate) fn start_looking(&self) {
        *self.alarm() = Alarm::default();
    }

    /// Sets the alarm for what the table said, or for a timer that was set while it was asked, if that is
    /// earlier. Gives back the instant.
    pub(crate) fn set_alarm(&self, next: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let mut alarm = self.alarm();
        let earliest = next.into_iter().chain(alarm.heard).min();
        alarm.set_for = earliest;
        earliest
    }

    fn note_timer(&self, due_at: DateTime<Utc>) {
        let mut alarm = self.alarm();
        alarm.heard = Some(alarm.heard.map_or(due_at, |heard| heard.min(due_at)));
        if alarm.set_for.is_none_or(|set_for| due_at < set_for) {
            alarm.set_for = Some(due_at);
            self.timers.notify_one();
        }
    }

    fn alarm(&self) -> MutexGuard<'_, Alarm> {
        self.alarm.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for WakeSignals {
    fn wake(&self, destinations: &[String], timer: Option<DateTime<Utc>>) {
        if !destinations.is_empty() {
            let mut known = self.destinations.lock().unwrap_or_else(PoisonError::into_inner);
            known.extend(destinations.iter().cloned());
            drop(known);
            self.outbox.notify_one();
        }
        if let Some(due_at) = timer {
            self.note_timer(due_at);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use futures::FutureExt;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn only_an_earlier_timer_rings() {
        let wake = WakeSignals::default();
        wake.start_looking();
        assert_eq!(wake.set_alarm(Some(at(60))), Some(at(60)));
        wake.wake(&[], Some(at(90)));
        assert_eq!(wake.timers.notified().now_or_never(), None);
        wake.wake(&[], Some(at(30)));
        assert_eq!(wake.timers.notified().now_or_never(), Some(()));
    }

    #[test]
    fn a_timer_set_while_the_table_is_asked_is_not_slept_through() {
        let wake = WakeSignals::default();
        wake.start_looking();
        wake.wake(&[], Some(at(30)));
        assert_eq!(wake.set_alarm(Some(at(60))), Some(at(30)));
        assert_eq!(wake.set_alarm(None), Some(at(30)));
    }

    #[test]
    fn a_poke_is_kept_until_somebody_looks() {
        let wake = WakeSignals::default();
        wake.wake(&["dt:robot:a".to_owned()], None);
        wake.wake(&["dt:robot:a".to_owned(), "dt:user:b".to_owned()], None);
        assert_eq!(wake.outbox.notified().now_or_never(), Some(()));
        assert_eq!(wake.take_destinations().len(), 2);
        assert!(wake.take_destinations().is_empty());
    }
}
