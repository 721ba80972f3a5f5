//! The keys of the send queue, sorted, and when to look at which destination. Pure.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::notice::Priority;
use crate::outbox::set_back::SeenClock;
use crate::store::{Partition, WaitingMessage};

/// How long a destination that is busy or out of budget is left alone when more comes for it. A
/// page that comes then still leaves within its second.
pub(in crate::outbox) const PAUSE: TimeDelta = TimeDelta::milliseconds(250);
/// How long a message waits for a reply on a platform's response that never leaves.
const REPLY_OVERDUE: TimeDelta = TimeDelta::seconds(2);
/// Priority, the millisecond from which it may be sent, and the row's key.
pub(super) type Key = (i64, i64, i64);

#[derive(Debug, Default)]
pub(super) struct Inner {
    /// The partitions to whose destinations this process sends, each with its term. Of others
    /// nothing is kept: whoever begins reads the table.
    pub(super) open: BTreeMap<Partition, i64>,
    pub(super) keys: HashMap<i64, (i64, Key)>,
    pub(super) destinations: HashMap<i64, Waiting>,
    /// From when to look at which destination; those that are being worked on are not in it.
    pub(super) looks: BTreeSet<(DateTime<Utc>, i64)>,
    pub(super) dead: i64,
    clock: SeenClock,
    /// The rooms of the incidents that messages wait for, and how many do. A page that goes on by
    /// another contact method is queued by whoever does not know the room.
    rooms: HashMap<i64, (i64, usize)>,
}

/// What waits for one destination.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    pub(super) messages: BTreeMap<Key, Entry>,
    pub(super) look_at: Option<DateTime<Utc>>,
    pub(super) is_busy: bool,
    /// From when to look again, because something new came while it was busy.
    pub(super) again: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) incident: Option<i64>,
    pub(super) room: Option<i64>,
    pub(super) is_card_update: bool,
    pub(super) misses: u8,
    /// Until then others pass it, because it may be at fault itself.
    pub(super) held_until: Option<i64>,
    /// Whether it was let go once because its destination was well again. If it fails after that,
    /// it is at fault.
    pub(super) was_released: bool,
}

impl Entry {
    /// From when the message may be sent, given the instant in its key.
    pub(super) fn from(&self, at: i64) -> i64 {
        self.held_until.map_or(at, |until| until.max(at))
    }
}

impl Waiting {
    fn shift_back(&mut self, step: TimeDelta) {
        let millis = step.num_milliseconds();
        let moved = |((priority, at, id), entry): (Key, Entry)| {
            let held_until = entry.held_until.map(|until| until - millis);
            ((priority, at - millis, id), Entry { held_until, ..entry })
        };
        self.messages = std::mem::take(&mut self.messages).into_iter().map(moved).collect();
        for at in [&mut self.look_at, &mut self.again].into_iter().flatten() {
            *at -= step;
        }
    }

    /// When the first message of all priorities may be sent.
    pub(super) fn oldest(&self) -> Option<i64> {
        let firsts = (0..).take(Priority::ALL.len()).filter_map(|priority| {
            self.messages.range((priority, i64::MIN, 0)..(priority + 1, i64::MIN, 0)).next()
        });
        firsts.map(|((_, at, _), _)| *at).min()
    }
}

impl Inner {
    /// Whether this process sends to a destination.
    pub(super) fn is_open_for(&self, destination: i64) -> bool {
        self.open.contains_key(&Partition::of_destination(destination))
    }

    /// Forgets what waits for the destinations of a partition.
    pub(super) fn close(&mut self, partition: Partition) {
        self.open.remove(&partition);
        let is_of_it = |id: &i64| Partition::of_destination(*id) == partition;
        let ids: Vec<i64> = self.destinations.keys().copied().filter(is_of_it).collect();
        for id in ids {
            let Some(waiting) = self.destinations.remove(&id) else { continue };
            if let Some(planned) = waiting.look_at {
                self.looks.remove(&(planned, id));
            }
            for ((_, _, message), entry) in waiting.messages {
                self.keys.remove(&message);
                self.forget_room(&entry);
            }
        }
    }

    /// Moves everything with a clock that was set back since the queue was looked at last: what
    /// waits is due as soon as it would have been.
    pub(super) fn follow_clock(&mut self, now: DateTime<Utc>) {
        let Some(step) = self.clock.set_back_by(now) else { return };
        let millis = step.num_milliseconds();
        for (_, (_, at, _)) in self.keys.values_mut() {
            *at -= millis;
        }
        for waiting in self.destinations.values_mut() {
            waiting.shift_back(step);
        }
        self.looks =
            std::mem::take(&mut self.looks).into_iter().map(|(at, id)| (at - step, id)).collect();
    }

    pub(super) fn push(&mut self, message: &WaitingMessage) {
        if self.keys.contains_key(&message.id) {
            return;
        }
        let at = millis_from(message);
        self.add(message, at);
        let from = instant(at);
        let from = if message.follows_reply { from + REPLY_OVERDUE } else { from };
        let Some(waiting) = self.destinations.get(&message.destination) else { return };
        let is_resting = waiting.is_busy || waiting.look_at.is_some_and(|look_at| look_at > from);
        self.look(message.destination, if is_resting { from + PAUSE } else { from });
    }

    pub(super) fn add(&mut self, message: &WaitingMessage, at: i64) {
        let key = (message.priority, at, message.id);
        let entry = Entry {
            incident: message.incident,
            room: self.room_of(message),
            is_card_update: message.is_card_update,
            misses: 0,
            held_until: None,
            was_released: false,
        };
        self.keys.insert(message.id, (message.destination, key));
        self.destinations.entry(message.destination).or_default().messages.insert(key, entry);
    }

    /// The room of a message's incident, as it says or as another message said; counts the message.
    fn room_of(&mut self, message: &WaitingMessage) -> Option<i64> {
        let incident = message.incident?;
        let known = self.rooms.get(&incident).map(|(room, _)| *room);
        let room = message.room.or(known)?;
        self.rooms.entry(incident).or_insert((room, 0)).1 += 1;
        Some(room)
    }

    fn forget_room(&mut self, entry: &Entry) {
        let Some(incident) = entry.incident.filter(|_| entry.room.is_some()) else { return };
        if let Some((_, count)) = self.rooms.get_mut(&incident) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.rooms.remove(&incident);
            }
        }
    }

    /// Looks at a destination at `at`, or earlier where that was planned; after the work where it
    /// is busy.
    pub(super) fn look(&mut self, destination: i64, at: DateTime<Utc>) {
        let Some(waiting) = self.destinations.get_mut(&destination) else { return };
        if waiting.is_busy {
            waiting.again = Some(waiting.again.map_or(at, |again| again.min(at)));
            return;
        }
        match waiting.look_at {
            Some(planned) if planned <= at => {}
            planned => {
                if let Some(planned) = planned {
                    self.looks.remove(&(planned, destination));
                }
                waiting.look_at = Some(at);
                self.looks.insert((at, destination));
            }
        }
    }

    pub(super) fn begin(&mut self, destination: i64) {
        let Some(waiting) = self.destinations.get_mut(&destination) else { return };
        if let Some(planned) = waiting.look_at.take() {
            self.looks.remove(&(planned, destination));
        }
        waiting.is_busy = true;
    }

    pub(super) fn end(&mut self, destination: i64, next: Option<DateTime<Utc>>) {
        let Some(waiting) = self.destinations.get_mut(&destination) else { return };
        if !std::mem::take(&mut waiting.is_busy) {
            return;
        }
        let again = waiting.again.take();
        if waiting.messages.is_empty() {
            self.destinations.remove(&destination);
        } else if let Some(at) = again.into_iter().chain(next).min() {
            self.look(destination, at);
        }
    }

    pub(super) fn remove(&mut self, id: i64) {
        if let Some((_, _, entry)) = self.take_out(id) {
            self.forget_room(&entry);
        }
    }

    fn take_out(&mut self, id: i64) -> Option<(i64, Key, Entry)> {
        let (destination, key) = self.keys.remove(&id)?;
        let waiting = self.destinations.get_mut(&destination)?;
        let entry = waiting.messages.remove(&key)?;
        if waiting.messages.is_empty() && !waiting.is_busy {
            if let Some(planned) = waiting.look_at {
                self.looks.remove(&(planned, destination));
            }
            self.destinations.remove(&destination);
        }
        Some((destination, key, entry))
    }

    pub(super) fn hold(&mut self, id: i64, until: DateTime<Utc>) {
        let Some((destination, key)) = self.keys.get(&id).copied() else { return };
        let entry = self.destinations.get_mut(&destination).and_then(|w| w.messages.get_mut(&key));
        if let Some(entry) = entry {
            entry.held_until = Some(until.timestamp_millis());
        }
        self.look(destination, until);
    }

    /// The pages that may not be sent before a later instant.
    pub(super) fn pages_after(&self, now: DateTime<Utc>) -> Vec<i64> {
        let from = (0, now.timestamp_millis() + 1, i64::MIN);
        let of = |waiting: &Waiting| {
            let pages = waiting.messages.range(from..(1, i64::MIN, 0));
            pages.map(|((_, _, id), _)| *id).collect::<Vec<_>>()
        };
        self.destinations.values().flat_map(of).collect()
    }

    pub(super) fn put_off(&mut self, id: i64, until: DateTime<Utc>) {
        let Some((destination, (priority, _, _), entry)) = self.take_out(id) else { return };
        let key = (priority, until.timestamp_millis(), id);
        self.keys.insert(id, (destination, key));
        self.destinations.entry(destination).or_default().messages.insert(key, entry);
        self.look(destination, until);
    }

    /// The priority of the most urgent message that waits for a destination.
    pub(super) fn urgency(&self, destination: i64) -> i64 {
        let first = self.destinations.get(&destination).and_then(|w| w.messages.keys().next());
        first.map_or(i64::MAX, |(priority, _, _)| *priority)
    }
}

/// From when a message may be sent: when it is due, and whoever claimed it can no longer be sending
/// it.
pub(super) fn millis_from(message: &WaitingMessage) -> i64 {
    message.claimed_until.map_or(message.due_at, |until| until.max(message.due_at))
}

pub(super) fn instant(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
