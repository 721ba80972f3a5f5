//! What was committed reaches the workers: messages go into the send queue, and the earliest timer
//! sets the alarm. So what is new leaves at once and not at the next period.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::actions::ReplySent;
use crate::outbox::send_queue::SendQueue;
use crate::store::{Committed, Listener};

/// The send queue, and what wakes the workers before their period is over.
#[derive(Debug, Default)]
pub struct WakeSignals {
    pub(crate) outbox: Notify,
    pub(crate) timers: Notify,
    pub(crate) queue: Arc<SendQueue>,
    alarm: Mutex<Alarm>,
}

/// Until when the timers' worker means to sleep, and the earliest timer it may not know of.
#[derive(Debug, Default)]
struct Alarm {
    set_for: Option<DateTime<Utc>>,
    earliest: Option<DateTime<Utc>>,
}

impl WakeSignals {
    /// Forgets the timers it was told of, because the table is about to be asked.
    pub(crate) fn start_looking(&self) {
        *self.alarm() = Alarm::default();
    }

    /// Sets the alarm for what the table said, or for a timer that was set while it was asked, if
    /// that is earlier. Gives back the instant.
    pub(crate) fn set_alarm(&self, next: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        let mut alarm = self.alarm();
        let earliest = next.into_iter().chain(alarm.earliest).min();
        alarm.set_for = earliest;
        earliest
    }

    fn note_timer(&self, due_at: DateTime<Utc>) {
        let mut alarm = self.alarm();
        alarm.earliest = Some(alarm.earliest.map_or(due_at, |earliest| earliest.min(due_at)));
        if alarm.set_for.is_none_or(|set_for| due_at < set_for) {
            alarm.set_for = Some(due_at);
            self.timers.notify_one();
        }
    }

    fn alarm(&self) -> MutexGuard<'_, Alarm> {
        self.alarm.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReplySent for WakeSignals {
    fn reply_sent(&self, destination: i64) {
        self.queue.reply_sent(destination);
        self.outbox.notify_one();
    }
}

impl Listener for WakeSignals {
    fn committed(&self, committed: Committed) {
        if !committed.waiting.is_empty() {
            self.queue.push(&committed.waiting);
            self.outbox.notify_one();
        }
        let timers = committed.incidents.iter().filter_map(|incident| incident.timers.next_at());
        if let Some(due_at) = timers.min() {
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
    fn only_an_earlier_timer_wakes() {
        let wake = WakeSignals::default();
        wake.start_looking();
        assert_eq!(wake.set_alarm(Some(at(60))), Some(at(60)));
        wake.note_timer(at(90));
        assert_eq!(wake.timers.notified().now_or_never(), None);
        wake.note_timer(at(30));
        assert_eq!(wake.timers.notified().now_or_never(), Some(()));
    }

    #[test]
    fn a_timer_set_while_the_table_is_asked_is_not_slept_through() {
        let wake = WakeSignals::default();
        wake.start_looking();
        wake.note_timer(at(30));
        assert_eq!(wake.set_alarm(Some(at(60))), Some(at(30)));
        assert_eq!(wake.set_alarm(None), Some(at(30)));
    }
}
