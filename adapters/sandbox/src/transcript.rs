//! Everything said in every room, in one order, with a pulse for whoever watches.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::journal::Journal;
use crate::record::{Place, Record, Words};

/// Tells watchers that there is something new, without saying what: they read the rest themselves,
/// so a slow one misses nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Pulse {
    /// The newest place in the order.
    pub(crate) revision: u64,
    /// How often the state beside the chats may have changed.
    pub(crate) state: u64,
    /// Whether watching is over because the process ends.
    pub(crate) closed: bool,
}

/// All rooms. Every change takes the next place in the order.
#[derive(Debug)]
pub(crate) struct Transcript {
    shelf: Mutex<Shelf>,
    pulse: watch::Sender<Pulse>,
}

#[derive(Debug, Default)]
struct Shelf {
    records: BTreeMap<u64, Record>,
    /// Revision → seq, for reading what changed after a point.
    order: BTreeMap<u64, u64>,
    /// The sender's keys that were used, per room.
    keys: HashMap<(Place, String), u64>,
    newest: u64,
    journal: Option<Journal>,
}

impl Transcript {
    /// A transcript holding `records`, written on to `journal` if there is one.
    pub(crate) fn new(journal: Option<Journal>, records: Vec<Record>) -> Self {
        let mut held = Shelf { journal, ..Shelf::default() };
        for record in records {
            held.place(record);
        }
        let pulse = watch::Sender::new(Pulse { revision: held.newest, ..Pulse::default() });
        Self { shelf: Mutex::new(held), pulse }
    }

    /// Adds a message to a room. A key that was used there before gives the message it made then.
    pub(crate) fn append(
        &self,
        at: DateTime<Utc>,
        place: &Place,
        words: Words,
    ) -> io::Result<Record> {
        let mut held = self.lock();
        if let Some(known) = held.known(place, words.key.as_deref()) {
            return Ok(known);
        }
        let seq = held.newest + 1;
        let record = record(seq, seq, at, place.clone(), words);
        held.keep(&record)?;
        drop(held);
        self.beat(|pulse| pulse.revision = pulse.revision.max(seq));
        Ok(record)
    }

    /// Replaces the words of a message that is in `place`; `None` when it does not.
    pub(crate) fn edit(&self, place: &Place, seq: u64, words: Words) -> io::Result<Option<Record>> {
        let mut held = self.lock();
        let Some(old) = held.records.get(&seq).filter(|known| known.place == *place).cloned()
        else {
            return Ok(None);
        };
        let words = Words { only_for: old.only_for, key: old.key, ..words };
        let revision = held.newest + 1;
        let record = record(seq, revision, old.at, old.place, words);
        held.keep(&record)?;
        drop(held);
        self.beat(|pulse| pulse.revision = pulse.revision.max(revision));
        Ok(Some(record))
    }

    /// The message with this place in the order, when it is in `place`.
    pub(crate) fn find(&self, place: &Place, seq: u64) -> Option<Record> {
        self.lock().records.get(&seq).filter(|record| record.place == *place).cloned()
    }

    /// What was said in one room after `after`, oldest first, each as it reads now.
    pub(crate) fn said_after(&self, place: &Place, after: u64) -> Vec<Record> {
        let held = self.lock();
        let later = held.records.range(after.saturating_add(1)..).map(|(_, record)| record);
        later.filter(|record| record.place == *place).cloned().collect()
    }

    /// Every message that was said or edited after `revision`, in the order of the last change.
    pub(crate) fn changed_after(&self, revision: u64) -> Vec<Record> {
        let held = self.lock();
        let changed = held.order.range(revision.saturating_add(1)..);
        changed.filter_map(|(_, seq)| held.records.get(seq)).cloned().collect()
    }

    /// Says that the state beside the chats may have changed.
    pub(crate) fn state_changed(&self) {
        self.beat(|pulse| pulse.state += 1);
    }

    /// Ends every watch.
    pub(crate) fn close(&self) {
        self.beat(|pulse| pulse.closed = true);
    }

    /// A watch on the pulse.
    pub(crate) fn watch(&self) -> watch::Receiver<Pulse> {
        self.pulse.subscribe()
    }

    fn beat(&self, change: impl FnOnce(&mut Pulse)) {
        self.pulse.send_modify(change);
    }

    /// A thread that panicked while holding the lock left whole records behind, so the rest
    /// continues.
    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn known(&self, place: &Place, key: Option<&str>) -> Option<Record> {
        let seq = self.keys.get(&(place.clone(), key?.to_owned()))?;
        self.records.get(seq).cloned()
    }

    /// Writes the record down first: what could not be written was never said.
    fn keep(&mut self, record: &Record) -> io::Result<()> {
        if let Some(journal) = &mut self.journal {
            journal.write(record)?;
        }
        self.place(record.clone());
        Ok(())
    }

    fn place(&mut self, record: Record) {
        self.newest = self.newest.max(record.revision);
        self.order.insert(record.revision, record.seq);
        if let Some(key) = &record.key {
            self.keys.insert((record.place.clone(), key.clone()), record.seq);
        }
        if let Some(old) = self.records.insert(record.seq, record) {
            self.order.remove(&old.revision);
        }
    }
}

fn record(seq: u64, revision: u64, at: DateTime<Utc>, place: Place, words: Words) -> Record {
    let Words { from, kind, text, lines, buttons, mentions, incident, only_for, key } = words;
    Record {
        seq,
        revision,
        at,
        place,
        from,
        kind,
        text,
        lines,
        buttons,
        mentions,
        incident,
        only_for,
        key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordKind;

    fn said(text: &str) -> Words {
        Words::of_person("li-lei", RecordKind::Said, text, Vec::new())
    }

    fn said_in(transcript: &Transcript, place: &Place, text: &str) -> Record {
        transcript.append(DateTime::UNIX_EPOCH, place, said(text)).unwrap()
    }

    #[test]
    fn rooms_share_one_order_and_are_read_apart() {
        let transcript = Transcript::new(None, Vec::new());
        let (north, south) = (Place::group("north"), Place::group("south"));
        said_in(&transcript, &north, "one");
        said_in(&transcript, &south, "two");
        said_in(&transcript, &north, "three");
        let seqs = |place, after| -> Vec<u64> {
            transcript.said_after(place, after).iter().map(|record| record.seq).collect()
        };
        assert_eq!(
            (seqs(&north, 0), seqs(&north, 1), seqs(&south, 0)),
            (vec![1, 3], vec![3], vec![2])
        );
    }

    #[test]
    fn an_edit_keeps_its_place_in_the_room_and_is_the_newest_change() {
        let transcript = Transcript::new(None, Vec::new());
        let place = Place::group("north");
        said_in(&transcript, &place, "before");
        said_in(&transcript, &place, "other");
        transcript.edit(&place, 1, said("after")).unwrap().unwrap();
        let texts: Vec<_> =
            transcript.said_after(&place, 0).into_iter().map(|record| record.text).collect();
        assert_eq!(texts, ["after", "other"]);
        let changed: Vec<_> =
            transcript.changed_after(2).into_iter().map(|record| record.seq).collect();
        assert_eq!(changed, [1]);
    }

    #[test]
    fn a_message_of_another_room_cannot_be_edited() {
        let transcript = Transcript::new(None, Vec::new());
        said_in(&transcript, &Place::group("north"), "before");
        assert_eq!(transcript.edit(&Place::group("south"), 1, said("after")).unwrap(), None);
        assert_eq!(transcript.edit(&Place::person("north"), 1, said("after")).unwrap(), None);
    }
}
