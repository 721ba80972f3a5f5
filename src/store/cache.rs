//! Incidents and open titles kept in memory, so that no act reads from the database what this
//! process wrote a moment ago.
//!
//! A decision on a kept incident is checked at the commit: its version must still be the stored
//! one. So an entry that is out of date, because another process wrote, costs a second try and
//! nothing else.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use lru::LruCache;

use crate::domain::directory::Destination;
use crate::domain::incident::{Incident, OpenTitle};
use crate::ids::IncidentNumber;

/// Incidents kept; some three kilobytes each.
const INCIDENTS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();
/// Rooms whose open titles are kept.
const ROOMS: NonZeroUsize = NonZeroUsize::new(1024).unwrap();
/// The newest open titles kept of a room.
pub(crate) const TITLES: usize = 20;
/// How long titles are believed where other processes open incidents too.
const SHARED_TITLES_LAST: TimeDelta = TimeDelta::seconds(5);

/// See the module.
#[derive(Debug)]
pub(crate) struct Cache {
    is_shared: bool,
    incidents: Mutex<LruCache<IncidentNumber, Arc<Incident>>>,
    titles: Mutex<LruCache<Destination, Titles>>,
    readers: AtomicU64,
}

/// The newest open titles of a room, the newest last.
#[derive(Debug)]
struct Titles {
    read_at: DateTime<Utc>,
    state: TitlesState,
    open: Vec<Arc<OpenTitle>>,
}

/// Whether a list of titles can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TitlesState {
    /// Being read by this reader, and nothing in the room has changed since.
    Reading(u64),
    Ready,
}

impl Cache {
    /// `is_shared`: whether other processes write to the same database.
    pub(crate) fn new(is_shared: bool) -> Self {
        let (incidents, titles) = (LruCache::new(INCIDENTS), LruCache::new(ROOMS));
        Self {
            is_shared,
            incidents: Mutex::new(incidents),
            titles: Mutex::new(titles),
            readers: AtomicU64::new(0),
        }
    }

    pub(crate) fn incident(&self, number: IncidentNumber) -> Option<Arc<Incident>> {
        self.incidents().get(&number).cloned()
    }

    /// Takes in an incident as it was written or read. An older version than the kept one changes
    /// nothing.
    pub(crate) fn put(&self, incident: &Arc<Incident>) {
        let mut incidents = self.incidents();
        let is_newer =
            incidents.peek(&incident.number).is_none_or(|kept| kept.version <= incident.version);
        if is_newer {
            incidents.put(incident.number, Arc::clone(incident));
        }
    }

    /// Forgets an incident whose version turned out not to be the stored one.
    pub(crate) fn forget(&self, number: IncidentNumber) {
        self.incidents().pop(&number);
    }

    /// Takes in an incident that this process has just written, with its title.
    pub(crate) fn wrote(&self, incident: &Arc<Incident>) {
        self.put(incident);
        let mut titles = self.titles();
        let Some(kept) = titles.peek_mut(&incident.room) else { return };
        if kept.state != TitlesState::Ready {
            // What is being read may or may not hold this change, so it is read again next time.
            titles.pop(&incident.room);
            return;
        }
        let had = kept.open.iter().position(|title| title.number == incident.number);
        match (incident.state.is_closed(), had) {
            (false, None) => {
                kept.open.push(Arc::new(OpenTitle::of(incident)));
                // Numbers grow; one that was opened again takes its own place.
                kept.open.sort_by_key(|title| title.number);
                let surplus = kept.open.len().saturating_sub(TITLES);
                kept.open.drain(..surplus);
            }
            // With a full list an older title may have to move up.
            (true, Some(_)) if kept.open.len() == TITLES => drop(titles.pop(&incident.room)),
            (true, Some(index)) => drop(kept.open.remove(index)),
            (false, Some(_)) | (true, None) => {}
        }
    }

    /// The newest open titles of a room; none where they have to be read.
    pub(crate) fn open_titles(
        &self,
        room: &Destination,
        now: DateTime<Utc>,
    ) -> Option<Vec<Arc<OpenTitle>>> {
        let mut titles = self.titles();
        let kept = titles.get(room)?;
        let is_fresh = !self.is_shared || now - kept.read_at < SHARED_TITLES_LAST;
        (is_fresh && kept.state == TitlesState::Ready).then(|| kept.open.clone())
    }

    /// The open titles of a room are about to be read; gives back the number of the reader.
    pub(crate) fn begin_titles(&self, room: &Destination, read_at: DateTime<Utc>) -> u64 {
        let reader = self.readers.fetch_add(1, Ordering::Relaxed);
        let reading = Titles { read_at, state: TitlesState::Reading(reader), open: Vec::new() };
        self.titles().put(room.clone(), reading);
        reader
    }

    /// Keeps the open titles of a room as they were read, unless something changed there meanwhile.
    pub(crate) fn put_titles(
        &self,
        room: &Destination,
        mut open: Vec<Arc<OpenTitle>>,
        read_at: DateTime<Utc>,
        reader: u64,
    ) {
        open.sort_by_key(|title| title.number);
        let mut titles = self.titles();
        if titles.peek(room).is_some_and(|kept| kept.state == TitlesState::Reading(reader)) {
            titles.put(room.clone(), Titles { read_at, state: TitlesState::Ready, open });
        }
    }

    fn incidents(&self) -> MutexGuard<'_, LruCache<IncidentNumber, Arc<Incident>>> {
        self.incidents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn titles(&self) -> MutexGuard<'_, LruCache<Destination, Titles>> {
        self.titles.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
