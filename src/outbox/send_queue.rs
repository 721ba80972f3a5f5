//! Which destinations have something waiting, and from when it is worth looking. Pure.
//!
//! It is fed by pokes and corrected by every look at the whole table, so a lost poke costs one period.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::WaitingPriority;

/// Destinations to look at. A destination is worked on by one task at a time.
#[derive(Debug, Default)]
pub(super) struct SendQueue {
    entries: HashMap<String, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// From when to look.
    at: DateTime<Utc>,
    /// The most urgent priority that waits, by index.
    priority: i64,
    is_busy: bool,
    /// From when to look again, because something new came while it was busy.
    again: Option<DateTime<Utc>>,
}

impl SendQueue {
    /// Something new waits for a destination. One that rests or is busy is looked at after a `breath`, so that
    /// a flood of news for it costs a few looks a second and not one each.
    pub(super) fn add(&mut self, destination: &str, now: DateTime<Utc>, breath: TimeDelta) {
        let Some(entry) = self.entries.get_mut(destination) else {
            let new = Entry { at: now, priority: 0, is_busy: false, again: None };
            self.entries.insert(destination.to_owned(), new);
            return;
        };
        entry.priority = 0;
        if entry.is_busy {
            entry.again = entry.again.or(Some(now + breath));
        } else {
            entry.at = entry.at.min(now + breath);
        }
    }

    /// Takes over what the table says. A destination that rests for want of room goes on resting, unless a page
    /// waits.
    pub(super) fn correct(&mut self, priorities: &[WaitingPriority], now: DateTime<Utc>) {
        let mut found: HashMap<&str, (DateTime<Utc>, i64, bool)> = HashMap::new();
        for priority in priorities {
            let is_page_due = priority.priority == 0 && priority.due > 0;
            let known = found.entry(&priority.destination).or_insert((
                priority.next_at,
                priority.priority,
                false,
            ));
            *known = (
                known.0.min(priority.next_at),
                known.1.min(priority.priority),
                known.2 || is_page_due,
            );
        }
        self.entries
            .retain(|destination, entry| entry.is_busy || found.contains_key(destination.as_str()));
        for (destination, (at, priority, is_page_due)) in found {
            let new = Entry { at, priority, is_busy: false, again: None };
            let entry = self.entries.entry(destination.to_owned()).or_insert(new);
            entry.at = if is_page_due || entry.at <= now { at } else { entry.at.max(at) };
            entry.priority = priority;
        }
    }

    /// Takes up to `room` destinations to work on, those with the most urgent priorities first.
    pub(super) fn take_due(&mut self, now: DateTime<Utc>, room: usize) -> Vec<String> {
        if room == 0 {
            return Vec::new();
        }
        let mut due: Vec<_> =
            self.entries.iter().filter(|(_, e)| !e.is_busy && e.at <= now).collect();
        let by_urgency = |(a, x): &(&String, &Entry), (b, y): &(&String, &Entry)| {
            (x.priority, x.at, *a).cmp(&(y.priority, y.at, *b))
        };
        if room < due.len() {
            due.select_nth_unstable_by(room, by_urgency);
            due.truncate(room);
        }
        due.sort_by(by_urgency);
        let taken: Vec<String> =
            due.into_iter().map(|(destination, _)| destination.clone()).collect();
        for destination in &taken {
            if let Some(entry) = self.entries.get_mut(destination) {
                entry.is_busy = true;
            }
        }
        taken
    }

    /// A destination was worked on; look again at `next`, or not before something new is heard.
    pub(super) fn finish(&mut self, destination: &str, next: Option<DateTime<Utc>>) {
        let Some(entry) = self.entries.get_mut(destination) else { return };
        match entry.again.into_iter().chain(next).min() {
            Some(at) => *entry = Entry { at, is_busy: false, again: None, ..*entry },
            None => drop(self.entries.remove(destination)),
        }
    }

    /// How many destinations are being worked on.
    pub(super) fn busy(&self) -> usize {
        self.entries.values().filter(|entry| entry.is_busy).count()
    }

    /// When the next look is due.
    pub(super) fn next_at(&self) -> Option<DateTime<Utc>> {
        self.entries.values().filter(|entry| !entry.is_busy).map(|entry| entry.at).min()
    }

    /// Until when a destination rests.
    pub(super) fn rests_until(&self, destination: &str) -> Option<DateTime<Utc>> {
        self.entries.get(destination).map(|entry| entry.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: TimeDelta = TimeDelta::zero();

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn priority(destination: &str, priority: i64, due: i64, next: i64) -> WaitingPriority {
        WaitingPriority { destination: destination.into(), priority, due, next_at: at(next) }
    }

    #[test]
    fn destinations_with_pages_are_taken_first_and_none_twice() {
        let mut send_queue = SendQueue::default();
        send_queue.correct(
            &[priority("a", 4, 1, 0), priority("b", 0, 1, 5), priority("c", 2, 0, 90)],
            at(10),
        );
        assert_eq!(send_queue.take_due(at(10), 1), ["b"]);
        assert_eq!(send_queue.take_due(at(10), 9), ["a"]);
        assert!(send_queue.take_due(at(10), 9).is_empty());
        assert_eq!((send_queue.busy(), send_queue.next_at()), (2, Some(at(90))));
    }

    #[test]
    fn what_is_heard_during_the_work_is_looked_at_after_it() {
        let mut send_queue = SendQueue::default();
        send_queue.add("a", at(0), NONE);
        assert_eq!(send_queue.take_due(at(0), 9), ["a"]);
        send_queue.add("a", at(1), NONE);
        assert!(send_queue.take_due(at(1), 9).is_empty());
        send_queue.finish("a", Some(at(60)));
        assert_eq!(send_queue.take_due(at(2), 9), ["a"]);
        send_queue.finish("a", None);
        assert_eq!(send_queue.next_at(), None);
    }

    #[test]
    fn a_rest_outlives_a_look_at_the_table_unless_a_page_waits() {
        let mut send_queue = SendQueue::default();
        send_queue.add("a", at(0), NONE);
        send_queue.take_due(at(0), 9);
        send_queue.finish("a", Some(at(60)));
        send_queue.correct(&[priority("a", 3, 7, 0)], at(5));
        assert_eq!(send_queue.rests_until("a"), Some(at(60)));
        send_queue.correct(&[priority("a", 3, 7, 0), priority("a", 0, 1, 4)], at(5));
        assert_eq!(send_queue.take_due(at(5), 9), ["a"]);
    }

    #[test]
    fn news_for_one_that_rests_waits_a_breath_however_much_there_is() {
        let mut send_queue = SendQueue::default();
        send_queue.add("a", at(0), TimeDelta::seconds(1));
        assert_eq!(send_queue.take_due(at(0), 9), ["a"]);
        send_queue.finish("a", Some(at(60)));
        for _ in 0..1000 {
            send_queue.add("a", at(1), TimeDelta::seconds(1));
        }
        assert!(send_queue.take_due(at(1), 9).is_empty());
        assert_eq!(send_queue.take_due(at(2), 9), ["a"]);
    }
}
