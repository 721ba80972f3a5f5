//! What waits to be sent, in memory: keys of rows, sorted by destination, priority and due time.
//! Pure.
//!
//! Commits of this process fill it, as far as this process holds the partitions; the table fills it
//! when a process takes a partition, and again where other processes write to the same table. It
//! holds no text: that is read when a message is claimed. A key that turns out to be gone or
//! somebody else's costs a look and nothing else.

mod table;

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::selection::{WaitingPriority, priority_at};
use super::turns::{DueMessage, Party};
use crate::domain::notice::Priority;
use crate::store::{Fence, Partition, WaitingMessage};
pub(super) use table::PAUSE;
use table::{Entry, Inner, Key, Waiting, instant, millis_from};

/// When to look again at a message that could not be claimed.
const CLAIMED_ELSEWHERE: TimeDelta = TimeDelta::seconds(10);
/// A message that could not be claimed so often is gone: the longest claim has ended by then.
const MISSES: u8 = 4;
/// Counting more due messages than are ever claimed at once would cost more and say no more.
const COUNTED: usize = 64;

/// See the module.
#[derive(Debug, Default)]
pub struct SendQueue(Mutex<Inner>);

/// What changed when the queue followed the partitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Followed {
    /// What is kept no longer.
    pub(super) closed: Vec<Partition>,
    /// Whether nothing else was kept.
    pub(super) was_empty: bool,
    /// Whether there is a partition for which the table has to be read.
    pub(super) has_opened: bool,
}

/// How much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    pub messages: usize,
    /// Since when the oldest of those due is due.
    pub oldest_due_at: Option<DateTime<Utc>>,
    /// How many could not be delivered, ever.
    pub dead: i64,
}

impl SendQueue {
    /// Keeps what is committed for the destinations of the partitions that this process holds. What
    /// was kept for others is forgotten, and so is what was kept in another term, since another
    /// process may have sent it.
    pub(super) fn follow(&self, held: &[Fence]) -> Followed {
        let mut inner = self.inner();
        let is_held = |(partition, term): (&Partition, &i64)| {
            held.contains(&Fence { partition: *partition, term: *term })
        };
        let lost = inner.open.iter().filter(|open| !is_held(*open));
        let closed: Vec<Partition> = lost.map(|(partition, _)| *partition).collect();
        for partition in &closed {
            inner.close(*partition);
        }
        let was_empty = inner.open.is_empty();
        let held_before = inner.open.len();
        inner.open.extend(held.iter().map(|fence| (fence.partition, fence.term)));
        Followed { closed, was_empty, has_opened: inner.open.len() > held_before }
    }

    /// How many messages could not be delivered, ever.
    pub(super) fn set_dead(&self, dead: i64) {
        self.inner().dead = dead;
    }

    /// One more message could not be delivered.
    pub(super) fn note_dead(&self) {
        self.inner().dead += 1;
    }

    /// Adds messages that were just committed.
    pub(crate) fn push(&self, messages: &[WaitingMessage]) {
        let mut inner = self.inner();
        for message in messages {
            if inner.is_open_for(message.destination) {
                inner.push(message);
            }
        }
    }

    /// The keys of all messages it holds, to be compared with the whole table when that has been
    /// read.
    pub(super) fn keys(&self) -> Vec<i64> {
        self.inner().keys.keys().copied().collect()
    }

    /// Takes over the whole table: adds what is new, and drops what was known before the table was
    /// read and is gone.
    pub(super) fn replace(
        &self,
        known_before: &[i64],
        messages: &[WaitingMessage],
        now: DateTime<Utc>,
    ) {
        let there: HashSet<i64> = messages.iter().map(|message| message.id).collect();
        let mut inner = self.inner();
        for id in known_before.iter().filter(|id| !there.contains(id)) {
            inner.remove(*id);
        }
        drop(inner);
        self.fill(messages, now);
    }

    /// Adds what the table says and is not known.
    pub(super) fn fill(&self, messages: &[WaitingMessage], now: DateTime<Utc>) {
        let mut inner = self.inner();
        for message in messages {
            let is_known = inner.keys.contains_key(&message.id);
            if !is_known && inner.is_open_for(message.destination) {
                let at = millis_from(message);
                let ahead = (message.created_at() - now.timestamp_millis()).max(0);
                // Queued before the clock was set back: due as soon as it would have been.
                let at = at - ahead;
                inner.add(message, at);
                inner.look(message.destination, instant(at).max(now));
            }
        }
    }

    /// A reply to this destination has left: what waited for it may follow at once.
    pub(crate) fn reply_sent(&self, destination: i64) {
        self.inner().look(destination, DateTime::UNIX_EPOCH);
    }

    /// Takes destinations to work on, those with the most urgent messages first. `has_room` is
    /// asked whether one can be begun, and whether it has pages.
    pub(super) fn take_due(
        &self,
        now: DateTime<Utc>,
        mut has_room: impl FnMut(i64, bool) -> bool,
    ) -> Vec<i64> {
        let mut inner = self.inner();
        inner.follow_clock(now);
        let due = inner.looks.range(..=(now, i64::MAX)).map(|(_, id)| *id);
        let mut due: Vec<(i64, i64)> = due.map(|id| (inner.urgency(id), id)).collect();
        due.sort_unstable();
        due.retain(|(urgency, id)| has_room(*id, *urgency == 0));
        for (_, id) in &due {
            inner.begin(*id);
        }
        due.into_iter().map(|(_, id)| id).collect()
    }

    /// Looks at every destination again that has a page due now, though it may be resting for want
    /// of budget.
    pub(super) fn look_at_pages(&self, now: DateTime<Utc>) {
        let mut inner = self.inner();
        let has_page = |waiting: &Waiting| {
            let first = waiting.messages.keys().next();
            !waiting.is_busy
                && first.is_some_and(|(priority, at, _)| *priority == 0 && instant(*at) <= now)
        };
        let with_pages = inner.destinations.iter().filter(|(_, waiting)| has_page(waiting));
        let ids: Vec<i64> = with_pages.map(|(id, _)| *id).collect();
        for id in ids {
            inner.look(id, now);
        }
    }

    /// A destination was worked on; look again at `next`, or not before something new comes.
    pub(super) fn finish(&self, destination: i64, next: Option<DateTime<Utc>>) {
        let mut inner = self.inner();
        inner.end(destination, next);
    }

    /// When the next look is due.
    pub(super) fn next_at(&self) -> Option<DateTime<Utc>> {
        self.inner().looks.first().map(|(at, _)| *at)
    }

    /// What waits for one destination, by priority, the most urgent first.
    pub(super) fn waiting_for(&self, destination: i64, now: DateTime<Utc>) -> Vec<WaitingPriority> {
        let inner = self.inner();
        let Some(waiting) = inner.destinations.get(&destination) else { return Vec::new() };
        let now = now.timestamp_millis();
        let mut found = Vec::new();
        for priority in (0..).take(Priority::ALL.len()) {
            let of_lane =
                waiting.messages.range((priority, i64::MIN, 0)..(priority + 1, i64::MIN, 0));
            let (mut due, mut next_at) = (0, None::<i64>);
            for ((_, at, _), entry) in of_lane {
                let from = entry.from(*at);
                next_at = Some(next_at.map_or(from, |next| next.min(from)));
                due += usize::from(from <= now);
                if *at > now || due == COUNTED {
                    break;
                }
            }
            let Some(next_at) = next_at else { continue };
            found.push(WaitingPriority { priority, due, next_at: instant(next_at) });
        }
        found
    }

    /// The messages due for a destination in a range of priorities, the most urgent first and of
    /// these the oldest. `party_of` tells whose a message is by the room of its incident.
    pub(super) fn due_for(
        &self,
        destination: i64,
        (first, last): (i64, i64),
        now: DateTime<Utc>,
        party_of: impl Fn(i64) -> Party,
    ) -> Vec<DueMessage> {
        let inner = self.inner();
        let Some(waiting) = inner.destinations.get(&destination) else { return Vec::new() };
        let now = now.timestamp_millis();
        let in_range = waiting.messages.range((first, i64::MIN, 0)..(last + 1, i64::MIN, 0));
        let due = in_range.filter(|((_, at, _), entry)| entry.from(*at) <= now);
        let mut parties: HashMap<i64, Party> = HashMap::new();
        let mut message = |((priority, _, id), entry): (&Key, &Entry)| {
            let party = entry.room.filter(|_| priority_at(*priority) != Priority::Reply);
            let party =
                party.map(|room| parties.entry(room).or_insert_with(|| party_of(room)).clone());
            DueMessage { id: *id, priority: *priority, party: party.unwrap_or(Party::Nobody) }
        };
        due.map(&mut message).collect()
    }

    /// Whether a later message than this one waits to bring the same card up to date.
    pub(super) fn has_later_card_update(&self, id: i64) -> bool {
        let inner = self.inner();
        let Some((destination, key)) = inner.keys.get(&id) else { return false };
        let Some(waiting) = inner.destinations.get(destination) else { return false };
        let Some(own) = waiting.messages.get(key) else { return false };
        let is_later = |(key, entry): (&Key, &Entry)| {
            key.2 > id && entry.is_card_update && entry.incident == own.incident
        };
        waiting.messages.range((key.0, i64::MIN, 0)..(key.0 + 1, i64::MIN, 0)).any(is_later)
    }

    /// Removes a message that is settled.
    pub(super) fn remove(&self, id: i64) {
        self.inner().remove(id);
    }

    /// A message failed and keeps its place, but others may pass it until this instant.
    pub(super) fn hold(&self, id: i64, until: DateTime<Utc>) {
        self.inner().hold(id, until);
    }

    /// A destination is well again: what was held up by failures may leave at once, in its order.
    pub(super) fn release(&self, destination: i64) {
        let mut inner = self.inner();
        let Some(waiting) = inner.destinations.get_mut(&destination) else { return };
        for entry in waiting.messages.values_mut().filter(|entry| !entry.was_released) {
            if entry.held_until.take().is_some() {
                entry.was_released = true;
            }
        }
        inner.look(destination, DateTime::UNIX_EPOCH);
    }

    /// The destinations for which something waits.
    pub(super) fn destinations(&self) -> Vec<i64> {
        self.inner().destinations.keys().copied().collect()
    }

    /// A platform is back: its destinations are looked at, and so are all pages that wait for
    /// another try, since this platform may be another way for them.
    pub(super) fn look_again(&self, destinations: &[i64], now: DateTime<Utc>) {
        let mut inner = self.inner();
        for page in inner.pages_after(now) {
            inner.put_off(page, now);
        }
        for destination in destinations {
            inner.look(*destination, now);
        }
    }

    /// A message is tried again, and not before this instant.
    pub(super) fn put_off(&self, id: i64, until: DateTime<Utc>) {
        self.inner().put_off(id, until);
    }

    /// A message could not be claimed: it is gone, or another process holds it and may die.
    pub(super) fn miss(&self, id: i64, now: DateTime<Utc>) {
        let mut inner = self.inner();
        let Some((destination, key)) = inner.keys.get(&id).copied() else { return };
        let entry = inner.destinations.get_mut(&destination).and_then(|w| w.messages.get_mut(&key));
        let misses = entry.map_or(MISSES, |entry| {
            entry.misses += 1;
            entry.misses
        });
        if misses < MISSES {
            inner.put_off(id, now + CLAIMED_ELSEWHERE);
        } else {
            inner.remove(id);
        }
    }

    /// How much waits in all.
    pub fn backlog(&self) -> Backlog {
        let inner = self.inner();
        let oldest = inner.destinations.values().filter_map(Waiting::oldest).min();
        Backlog { messages: inner.keys.len(), oldest_due_at: oldest.map(instant), dead: inner.dead }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
