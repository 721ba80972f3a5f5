//! What must reach people, and what did: looked at from outside, until everything is there and
//! nothing waits.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chat::message::REPEAT_MARK;
use simulator::{Figures, VisibleMessage};

use super::phone::{Dials, Phones};
use crate::kit::polling::look_for;

/// A message that somebody must read: the room, and words that are in no other message there.
#[derive(Debug, Clone)]
pub(super) struct Due {
    pub(super) room: &'static str,
    pub(super) words: Vec<&'static str>,
}

/// Somebody who looks at every screen at once.
pub(super) struct Watch {
    phones: Phones,
    dials: Dials,
    due: Vec<Due>,
    fault_ended_at: Option<Instant>,
    complete_at: Option<Instant>,
}

/// What was seen in the end.
pub(super) struct Seen {
    /// Of the messages that were due, those that can be read.
    pub(super) arrived: usize,
    /// How long after the fault the last of them arrived; none while it lasted or something was
    /// missing.
    pub(super) recovered_after: Option<Duration>,
    pub(super) figures: Figures,
    /// Rows of the bot's outbox that wait, and that were given up.
    pub(super) waiting: Option<usize>,
    pub(super) dead: Option<usize>,
    /// Messages that are in a room more than once.
    pub(super) copies: Vec<Copies>,
}

/// A message and its copies.
#[derive(Default)]
pub(super) struct Copies {
    pub(super) text: String,
    /// All of them, the first one too.
    pub(super) count: usize,
    pub(super) marked: usize,
}

impl Due {
    /// All words, in one item where several messages were merged into one.
    fn is(&self, shown: &VisibleMessage) -> bool {
        let holds_all = |item: &str| self.words.iter().all(|word| item.contains(word));
        shown.text.split("\n· ").any(holds_all)
    }
}

impl Copies {
    fn add(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.count += 1;
        self.marked += usize::from(text.contains(REPEAT_MARK));
    }
}

impl Watch {
    pub(super) fn new(phones: Phones, dials: Dials, due: Vec<Due>) -> Self {
        Self { phones, dials, due, fault_ended_at: None, complete_at: None }
    }

    /// Looks until the fault is over, everything has arrived and the bot has nothing more to say;
    /// not longer than `patience`.
    pub(super) fn until_quiet(mut self, patience: Duration) -> Seen {
        // Read at the quiet moment itself: updates fall due every minute, and the next ones may
        // wait a moment later.
        let at_the_quiet_moment = look_for(patience, || self.is_quiet().then_some(0));
        let ended_and_complete = self.fault_ended_at.zip(self.complete_at);
        Seen {
            arrived: self.arrived(),
            recovered_after: ended_and_complete
                .map(|(ended, complete)| complete.saturating_duration_since(ended)),
            figures: self.phones.figures().unwrap_or_default(),
            waiting: at_the_quiet_moment.or_else(|| self.dials.read("watchbell_outbox_waiting")),
            dead: self.dials.read("watchbell_outbox_dead"),
            copies: self.copies(),
        }
    }

    fn is_quiet(&mut self) -> bool {
        if self.fault_ended_at.is_none()
            && self.phones.figures().is_some_and(|figures| figures.faults_left == 0)
        {
            self.fault_ended_at = Some(Instant::now());
        }
        if self.complete_at.is_none() && self.arrived() == self.due.len() {
            self.complete_at = Some(Instant::now());
        }
        let is_over = self.fault_ended_at.is_some() && self.complete_at.is_some();
        is_over && self.dials.read("watchbell_outbox_waiting") == Some(0)
    }

    fn arrived(&self) -> usize {
        let screens = self.screens();
        let is_there = |due: &&Due| screens[due.room].iter().any(|shown| due.is(shown));
        self.due.iter().filter(is_there).count()
    }

    /// What was due is known by its words, even when a copy shows more than the first one did; the
    /// rest by its text.
    fn copies(&self) -> Vec<Copies> {
        let mut found: BTreeMap<String, Copies> = BTreeMap::new();
        for (room, screen) in self.screens() {
            for shown in screen {
                // A card that was changed shows what was also said.
                let due = self
                    .due
                    .iter()
                    .filter(|due| due.room == room && due.is(&shown) && shown.edits == 0);
                let mut keys: Vec<String> =
                    due.map(|due| format!("{room} {:?}", due.words)).collect();
                if keys.is_empty() {
                    keys.push(format!("{room} {}", bare(&shown.text)));
                }
                for key in keys {
                    found.entry(key).or_default().add(&shown.text);
                }
            }
        }
        found.into_values().filter(|copies| copies.count > 1 || copies.marked > 0).collect()
    }

    fn screens(&self) -> BTreeMap<&'static str, Vec<VisibleMessage>> {
        self.due.iter().map(|due| due.room).map(|room| (room, self.phones.read(room))).collect()
    }
}

/// Without the mark of a repeat and the form of the way it came by, without the time that is left,
/// which runs on between two copies, without addresses, because each copy of a link has a signature
/// of its own, and without what was cut, which the mark cuts elsewhere.
fn bare(text: &str) -> String {
    let plain = text.replace(REPEAT_MARK, "").replace('*', "");
    let lines = plain.lines().map(|line| {
        let until = ["还有", "http"].iter().filter_map(|from| line.find(from)).min();
        line[..until.unwrap_or(line.len())].trim()
    });
    lines.filter(|line| !line.is_empty() && !line.ends_with('…')).collect::<Vec<_>>().join("\n")
}
